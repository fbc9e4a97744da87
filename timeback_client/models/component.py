"""Components of courses."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from timeback_api.rostering.models import CourseComponent as _CourseComponent
from timeback_client._compat_model import Json, Record, new_id, timestamp


class Component(
    Record,
    names="sourcedId title status dateLastModified course courseComponent parent sortOrder prerequisites "
    "prerequisiteCriteria unlockDate metadata",
    of=_CourseComponent,
    required="title course sortOrder",
    defaults={"sourcedId": new_id, "status": "active", "dateLastModified": timestamp},
):
    """A unit or a lesson of a course. ``parent`` and ``courseComponent`` are both its parent component."""

    def model_post_init(self, _context: Any) -> None:
        above = self.parent or self.courseComponent
        self.__dict__.update(parent=above, courseComponent=above)

    def _body(self) -> Json:
        body: Json = super()._body()
        body.pop("courseComponent", None)
        return body

    @classmethod
    def create(cls, title: str, course_id: str, sort_order: int, **kwargs: Any) -> Component:
        """Create a component with a new id, from the id of its course."""
        return cls(title=title, course={"sourcedId": course_id}, sortOrder=sort_order, **kwargs)

    @classmethod
    def to_components_response(cls, components: Iterable[Component]) -> Json:
        """The components of a list reply."""
        return {"courseComponents": [component.to_dict(wrapped=False) for component in components]}
