"""A test that is assigned to a student at an outside provider."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.powerpath.models.external_lesson_type import ExternalLessonType, as_external_lesson_type
from timeback_api.powerpath.models.provider_credentials import ProviderCredentials, parse_provider_credentials
from timeback_api.powerpath.models.tool_provider import ToolProvider, as_tool_provider
from timeback_runtime.model import Model, copy_payload, enum_to_json, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, TEXT, Choice, Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class ExternalTestAssignment(Model):
    """A test that is assigned to a student at an outside provider.

    Attributes:
        lesson_type: Type of a lesson that an outside provider can serve.
        tool_provider: Outside provider that serves a test.
        attempt: Number of the attempt, counted from 1.
        assignment_id: Id of the assignment at the provider.
        class_id: Id of the class at the provider.
        test_id: Id of the test at the provider.
        test_url: Address at which the student takes the test.
        credentials: Credentials of a student at an outside provider.
    """

    FIELDS = {
        "lesson_type": Field("lessonType", Choice(ExternalLessonType), True),
        "tool_provider": Field("toolProvider", Choice(ToolProvider), True),
        "attempt": Field("attempt", NUMBER, True),
        "assignment_id": Field("assignmentId", TEXT),
        "class_id": Field("classId", TEXT),
        "test_id": Field("testId", TEXT),
        "test_url": Field("testUrl", TEXT),
        "credentials": Field("credentials", ModelOf(ProviderCredentials)),
    }
    NESTED = {"credentials": ("credentials", ProviderCredentials)}

    lesson_type: ExternalLessonType | str
    tool_provider: ToolProvider | str
    attempt: float
    assignment_id: str | None = None
    class_id: str | None = None
    test_id: str | None = None
    test_url: str | None = None
    credentials: ProviderCredentials | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, ExternalTestAssignment)
        value: Any
        data = self._start_dict()
        if (value := self.lesson_type) is not None or "lessonType" in data:
            data["lessonType"] = value if type(value) is str else enum_to_json(value)
        if (value := self.tool_provider) is not None or "toolProvider" in data:
            data["toolProvider"] = value if type(value) is str else enum_to_json(value)
        if (value := self.attempt) is not None or "attempt" in data:
            data["attempt"] = value
        if (value := self.assignment_id) is not None or "assignmentId" in data:
            data["assignmentId"] = value
        if (value := self.class_id) is not None or "classId" in data:
            data["classId"] = value
        if (value := self.test_id) is not None or "testId" in data:
            data["testId"] = value
        if (value := self.test_url) is not None or "testUrl" in data:
            data["testUrl"] = value
        if (value := self.credentials) is not None or "credentials" in data:
            data["credentials"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.credentials = (
            parse_provider_credentials(value) if type(value := data.get("credentials")) is dict else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ExternalTestAssignment:
        return parse_external_test_assignment(data)


_UntrackedExternalTestAssignment = untracked_subclass(ExternalTestAssignment)


def parse_external_test_assignment(data: Any, deep: bool = False) -> ExternalTestAssignment:
    instance: ExternalTestAssignment = new_model(_UntrackedExternalTestAssignment)
    instance._received = data
    instance._changed = None
    instance.lesson_type = (
        as_external_lesson_type(value, value) if type(value := data.get("lessonType")) is str else value
    )
    instance.tool_provider = as_tool_provider(value, value) if type(value := data.get("toolProvider")) is str else value
    instance.attempt = data.get("attempt")
    instance.assignment_id = data.get("assignmentId")
    instance.class_id = data.get("classId")
    instance.test_id = data.get("testId")
    instance.test_url = data.get("testUrl")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = ExternalTestAssignment
    return instance
