"""Ids of a new test assignment and of what was created with it."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class CreatedTestAssignment(Model):
    """Ids of a new test assignment and of what was created with it.

    Attributes:
        assignment_id: Id of the assignment.
        lesson_id: Id of the component resource that is the lesson.
        resource_id: Id of the resource behind the lesson.
    """
    assignment_id: str | None
    lesson_id: str | None
    resource_id: str | None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, CreatedTestAssignment)
        v: Any
        d = self._begin()
        if (v := self.assignment_id) is not None or "assignmentId" in d:
            d["assignmentId"] = v
        if (v := self.lesson_id) is not None or "lessonId" in d:
            d["lessonId"] = v
        if (v := self.resource_id) is not None or "resourceId" in d:
            d["resourceId"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> CreatedTestAssignment:
        return parse_created_test_assignment(data)


def parse_created_test_assignment(d: dict[str, Any]) -> CreatedTestAssignment:
    self: CreatedTestAssignment = new(_CreatedTestAssignment)
    self._raw = d
    self._changed = None
    self.assignment_id = d.get("assignmentId")
    self.lesson_id = d.get("lessonId")
    self.resource_id = d.get("resourceId")
    self.__class__ = CreatedTestAssignment
    return self




_CreatedTestAssignment = seed(CreatedTestAssignment)
CreatedTestAssignment.FIELDS = {
    "assignment_id": Field("assignmentId", TEXT, True),
    "lesson_id": Field("lessonId", TEXT, True),
    "resource_id": Field("resourceId", TEXT, True),
}
