"""A test that is assigned to a student at an outside provider."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import NUMBER, TEXT, Choice, Field, One


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
        credentials: What a student signs in with at an outside provider.
    """
    lesson_type: ExternalLessonType | str | None
    tool_provider: ToolProvider | str | None
    attempt: float | None
    assignment_id: str | None = None
    class_id: str | None = None
    test_id: str | None = None
    test_url: str | None = None
    credentials: ProviderCredentials | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, ExternalTestAssignment)
        v: Any
        d = self._begin()
        if (v := self.lesson_type) is not None or "lessonType" in d:
            d["lessonType"] = v
        if (v := self.tool_provider) is not None or "toolProvider" in d:
            d["toolProvider"] = v
        if (v := self.attempt) is not None or "attempt" in d:
            d["attempt"] = v
        if (v := self.assignment_id) is not None or "assignmentId" in d:
            d["assignmentId"] = v
        if (v := self.class_id) is not None or "classId" in d:
            d["classId"] = v
        if (v := self.test_id) is not None or "testId" in d:
            d["testId"] = v
        if (v := self.test_url) is not None or "testUrl" in d:
            d["testUrl"] = v
        if (v := self.credentials) is not None or "credentials" in d:
            d["credentials"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.credentials = parse_provider_credentials(v) if type(v := d.get("credentials")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> ExternalTestAssignment:
        return parse_external_test_assignment(data)


def parse_external_test_assignment(d: dict[str, Any], whole: bool = False) -> ExternalTestAssignment:
    self: ExternalTestAssignment = new(_ExternalTestAssignment)
    self._raw = d
    self._changed = None
    self.lesson_type = as_external_lesson_type(v, v) if type(v := d.get("lessonType")) is str else v
    self.tool_provider = as_tool_provider(v, v) if type(v := d.get("toolProvider")) is str else v
    self.attempt = d.get("attempt")
    self.assignment_id = d.get("assignmentId")
    self.class_id = d.get("classId")
    self.test_id = d.get("testId")
    self.test_url = d.get("testUrl")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = ExternalTestAssignment
    return self


from timeback_api.powerpath.models.external_lesson_type import ExternalLessonType, as_external_lesson_type  # noqa: E402
from timeback_api.powerpath.models.provider_credentials import ProviderCredentials, parse_provider_credentials  # noqa: E402
from timeback_api.powerpath.models.tool_provider import ToolProvider, as_tool_provider  # noqa: E402

_ExternalTestAssignment = seed(ExternalTestAssignment)
ExternalTestAssignment.FIELDS = {
    "lesson_type": Field("lessonType", Choice(ExternalLessonType), True),
    "tool_provider": Field("toolProvider", Choice(ToolProvider), True),
    "attempt": Field("attempt", NUMBER, True),
    "assignment_id": Field("assignmentId", TEXT),
    "class_id": Field("classId", TEXT),
    "test_id": Field("testId", TEXT),
    "test_url": Field("testUrl", TEXT),
    "credentials": Field("credentials", One(ProviderCredentials)),
}
ExternalTestAssignment.INSIDE = {
    "credentials": ("credentials", ProviderCredentials),
}
