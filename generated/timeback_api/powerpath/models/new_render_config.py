"""A renderer for one or more courses."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import BOOLEAN, TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class NewRenderConfig(Model):
    """A renderer for one or more courses.

    Attributes:
        course_ids: Ids of the courses.
        renderer_id: Id of the renderer.
        renderer_url: Address of the renderer.
        renderer_version: Version of the renderer.
        suppress_feedback: Whether feedback is kept from the student.
        suppress_correct_response: Whether the correct answer is hidden from the student.
    """

    FIELDS = {
        "course_ids": Field("courseIds", ListOf(TEXT), True),
        "renderer_id": Field("rendererId", TEXT, True),
        "renderer_url": Field("rendererUrl", TEXT, True),
        "renderer_version": Field("rendererVersion", TEXT),
        "suppress_feedback": Field("suppressFeedback", BOOLEAN),
        "suppress_correct_response": Field("suppressCorrectResponse", BOOLEAN),
    }

    course_ids: list[str]
    renderer_id: str
    renderer_url: str
    renderer_version: str | None = None
    suppress_feedback: bool | None = None
    suppress_correct_response: bool | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, NewRenderConfig)
        value: Any
        data = self._start_dict()
        if (value := self.course_ids) is not None or "courseIds" in data:
            data["courseIds"] = value if value is data.get("courseIds") else to_json(value)
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
    def _parse(cls, data: dict[str, Any]) -> NewRenderConfig:
        return parse_new_render_config(data)


_UntrackedNewRenderConfig = untracked_subclass(NewRenderConfig)


def parse_new_render_config(data: Any) -> NewRenderConfig:
    instance: NewRenderConfig = new_model(_UntrackedNewRenderConfig)
    instance._received = data
    instance._changed = None
    instance.course_ids = data.get("courseIds")
    instance.renderer_id = data.get("rendererId")
    instance.renderer_url = data.get("rendererUrl")
    instance.renderer_version = data.get("rendererVersion")
    instance.suppress_feedback = data.get("suppressFeedback")
    instance.suppress_correct_response = data.get("suppressCorrectResponse")
    instance.__class__ = NewRenderConfig
    return instance
