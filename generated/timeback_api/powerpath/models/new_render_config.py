from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, ListOf, json_field


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

    course_ids: list[str] = json_field("courseIds", ListOf(TEXT))
    renderer_id: str = json_field("rendererId", TEXT)
    renderer_url: str = json_field("rendererUrl", TEXT)
    renderer_version: str | None = json_field("rendererVersion", TEXT, default=None)
    suppress_feedback: bool | None = json_field("suppressFeedback", BOOLEAN, default=None)
    suppress_correct_response: bool | None = json_field("suppressCorrectResponse", BOOLEAN, default=None)


parse_new_render_config = NewRenderConfig._parse
