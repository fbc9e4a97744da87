"""A renderer for one or more courses."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, Field, Many


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewRenderConfig(Model):
    """A renderer for one or more courses.

    Attributes:
        course_ids: Ids of the courses.
        renderer_id: Id of the renderer.
        renderer_url: Address of the renderer.
        renderer_version: Version of the renderer.
        suppress_feedback: Whether feedback is kept from the student.
        suppress_correct_response: Whether the right answer is kept from the student.
    """
    course_ids: list[str] | None
    renderer_id: str | None
    renderer_url: str | None
    renderer_version: str | None = None
    suppress_feedback: bool | None = None
    suppress_correct_response: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, NewRenderConfig)
        v: Any
        d = self._begin()
        if (v := self.course_ids) is not None or "courseIds" in d:
            d["courseIds"] = v
        if (v := self.renderer_id) is not None or "rendererId" in d:
            d["rendererId"] = v
        if (v := self.renderer_url) is not None or "rendererUrl" in d:
            d["rendererUrl"] = v
        if (v := self.renderer_version) is not None or "rendererVersion" in d:
            d["rendererVersion"] = v
        if (v := self.suppress_feedback) is not None or "suppressFeedback" in d:
            d["suppressFeedback"] = v
        if (v := self.suppress_correct_response) is not None or "suppressCorrectResponse" in d:
            d["suppressCorrectResponse"] = v
        return self._finish(d)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> NewRenderConfig:
        return parse_new_render_config(data)


def parse_new_render_config(d: dict[str, Any]) -> NewRenderConfig:
    self: NewRenderConfig = new(_NewRenderConfig)
    self._raw = d
    self._changed = None
    self.course_ids = d.get("courseIds")
    self.renderer_id = d.get("rendererId")
    self.renderer_url = d.get("rendererUrl")
    self.renderer_version = d.get("rendererVersion")
    self.suppress_feedback = d.get("suppressFeedback")
    self.suppress_correct_response = d.get("suppressCorrectResponse")
    self.__class__ = NewRenderConfig
    return self




_NewRenderConfig = seed(NewRenderConfig)
NewRenderConfig.FIELDS = {
    "course_ids": Field("courseIds", Many(TEXT), True),
    "renderer_id": Field("rendererId", TEXT, True),
    "renderer_url": Field("rendererUrl", TEXT, True),
    "renderer_version": Field("rendererVersion", TEXT),
    "suppress_feedback": Field("suppressFeedback", FLAG),
    "suppress_correct_response": Field("suppressCorrectResponse", FLAG),
}
