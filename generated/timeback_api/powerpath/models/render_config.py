from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, json_field


class RenderConfig(Model):
    """The renderer of a course.

    Attributes:
        course_id: Id of the course.
        renderer_id: Id of the renderer.
        renderer_url: Address of the renderer.
        renderer_version: Version of the renderer.
        suppress_feedback: Whether feedback is kept from the student.
        suppress_correct_response: Whether the correct answer is hidden from the student.
    """

    course_id: str = json_field("courseId", TEXT)
    renderer_id: str = json_field("rendererId", TEXT)
    renderer_url: str = json_field("rendererUrl", TEXT)
    renderer_version: str | None = json_field("rendererVersion", TEXT, default=None)
    suppress_feedback: bool = json_field("suppressFeedback", BOOLEAN)
    suppress_correct_response: bool = json_field("suppressCorrectResponse", BOOLEAN)


parse_render_config = RenderConfig._parse
