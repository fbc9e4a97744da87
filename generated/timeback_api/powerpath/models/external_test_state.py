from __future__ import annotations

from timeback_api.powerpath.models.external_lesson_type import ExternalLessonType
from timeback_api.powerpath.models.provider_credentials import ProviderCredentials
from timeback_api.powerpath.models.tool_provider import ToolProvider
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, NUMBER, TEXT, Choice, json_field


class ExternalTestState(Model):
    """A test at an outside provider, and whether its results are available.

    Attributes:
        lesson_type: Type of a lesson that an outside provider can serve.
        lesson_id: Id of the component resource of the lesson. Null if the course has none.
        tool_provider: Outside provider that serves the test.
        finalized: Whether the results are final.
        attempt: Number of the attempt, counted from 1.
        assignment_id: Id of the assignment at the provider.
        class_id: Id of the class at the provider.
        test_id: Id of the test at the provider.
        test_url: Address at which the student takes the test.
        credentials: Credentials of a student at an outside provider.
    """

    lesson_type: ExternalLessonType | str = json_field("lessonType", Choice(ExternalLessonType))
    lesson_id: str | None = json_field("lessonId", TEXT)
    tool_provider: ToolProvider | str | None = json_field("toolProvider", Choice(ToolProvider))
    finalized: bool = json_field("finalized", BOOLEAN)
    attempt: float | None = json_field("attempt", NUMBER, default=None)
    assignment_id: str | None = json_field("assignmentId", TEXT, default=None)
    class_id: str | None = json_field("classId", TEXT, default=None)
    test_id: str | None = json_field("testId", TEXT, default=None)
    test_url: str | None = json_field("testUrl", TEXT, default=None)
    credentials: ProviderCredentials | None = json_field("credentials", ModelOf(ProviderCredentials), default=None)


parse_external_test_state = ExternalTestState._parse
