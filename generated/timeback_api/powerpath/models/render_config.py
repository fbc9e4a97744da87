"""The renderer of a course."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class RenderConfig(Model):
    """The renderer of a course.

    Attributes:
        course_id: Id of the course.
        renderer_id: Id of the renderer.
        renderer_url: Address of the renderer.
        suppress_feedback: Whether feedback is kept from the student.
        suppress_correct_response: Whether the correct answer is hidden from the student.
        renderer_version: Version of the renderer.
    """

    FIELDS = {
        "course_id": Field("courseId", TEXT, True),
        "renderer_id": Field("rendererId", TEXT, True),
        "renderer_url": Field("rendererUrl", TEXT, True),
        "renderer_version": Field("rendererVersion", TEXT),
        "suppress_feedback": Field("suppressFeedback", BOOLEAN, True),
        "suppress_correct_response": Field("suppressCorrectResponse", BOOLEAN, True),
    }

    course_id: str
    renderer_id: str
    renderer_url: str
    suppress_feedback: bool
    suppress_correct_response: bool
    renderer_version: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, RenderConfig)
        value: Any
        data = self._start_dict()
        if (value := self.course_id) is not None or "courseId" in data:
            data["courseId"] = value
        if (value := self.renderer_id) is not None or "rendererId" in data:
            data["rendererId"] = value
        if (value := self.renderer_url) is not None or "rendererUrl" in data:
            data["rendererUrl"] = value
        if (value := self.renderer_version) is not None or "rendererVersion" in data:
            data["rendererVersion"] = value
        if (value := self.suppress_feedback) is not None or "suppressFeedback" in data:
            data["suppressFeedback"] = value
        if (value := self.suppress_correct_response) is not None or "suppressCorrectResponse" in data:
            data["suppressCorrectResponse"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> RenderConfig:
        return parse_render_config(data)


_UntrackedRenderConfig = untracked_subclass(RenderConfig)


def parse_render_config(data: Any) -> RenderConfig:
    instance: RenderConfig = new_model(_UntrackedRenderConfig)
    instance._received = data
    instance._changed = None
    instance.course_id = data.get("courseId")
    instance.renderer_id = data.get("rendererId")
    instance.renderer_url = data.get("rendererUrl")
    instance.renderer_version = data.get("rendererVersion")
    instance.suppress_feedback = data.get("suppressFeedback")
    instance.suppress_correct_response = data.get("suppressCorrectResponse")
    instance.__class__ = RenderConfig
    return instance
