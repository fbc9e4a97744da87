"""The renderer of a course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import FLAG, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RenderConfig(Model):
    """The renderer of a course.

    Attributes:
        course_id: Id of the course.
        renderer_id: Id of the renderer.
        renderer_url: Address of the renderer.
        suppress_feedback: Whether feedback is kept from the student.
        suppress_correct_response: Whether the right answer is kept from the student.
        renderer_version: Version of the renderer.
    """
    course_id: str | None
    renderer_id: str | None
    renderer_url: str | None
    suppress_feedback: bool | None
    suppress_correct_response: bool | None
    renderer_version: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, RenderConfig)
        v: Any
        d = self._begin()
        if (v := self.course_id) is not None or "courseId" in d:
            d["courseId"] = v
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
    def _parse(cls, data: dict[str, Any]) -> RenderConfig:
        return parse_render_config(data)


def parse_render_config(d: dict[str, Any]) -> RenderConfig:
    self: RenderConfig = new(_RenderConfig)
    self._raw = d
    self._changed = None
    self.course_id = d.get("courseId")
    self.renderer_id = d.get("rendererId")
    self.renderer_url = d.get("rendererUrl")
    self.renderer_version = d.get("rendererVersion")
    self.suppress_feedback = d.get("suppressFeedback")
    self.suppress_correct_response = d.get("suppressCorrectResponse")
    self.__class__ = RenderConfig
    return self




_RenderConfig = seed(RenderConfig)
RenderConfig.FIELDS = {
    "course_id": Field("courseId", TEXT, True),
    "renderer_id": Field("rendererId", TEXT, True),
    "renderer_url": Field("rendererUrl", TEXT, True),
    "renderer_version": Field("rendererVersion", TEXT),
    "suppress_feedback": Field("suppressFeedback", FLAG, True),
    "suppress_correct_response": Field("suppressCorrectResponse", FLAG, True),
}
