"""A test."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.qti.models.test_content import TestContent, parse_test_content
from timeback_api.qti.models.test_outcome_declaration import TestOutcomeDeclaration, parse_test_outcome_declaration
from timeback_api.qti.models.test_part import TestPart, parse_test_part
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    list_to_dicts,
    new_model,
    parse_datetime,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATETIME, NUMBER, OBJECT, TEXT, Field, ListOf, MapOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentTest(Model):
    """A test. It contains parts, which contain sections, which refer to items. The server adds the QTI document, as
    text and as a tree, and the times.

    Attributes:
        identifier: Identifier of the test, chosen by its author and unique among tests.
        title: Title of the test.
        qti_test_part: The parts, in their order.
        qti_version: Version of the standard that the test follows.
        tool_name: Name of the software that made the test.
        tool_version: Version of the software that made the test.
        time_limit: Longest time for the test. The unit of the standard is seconds.
        max_attempts: Maximum number of attempts of a student.
        tools_enabled: Names of the tools that a student can use during the test, such as a calculator.
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
        qti_outcome_declaration: The variables that the scoring of the test sets.
        raw_xml: The test as a QTI document. The server generates it.
        is_valid_xml: Whether the document is valid against the schema of the standard. The server sets it.
        content: The document of a test as a tree.
        created_at: When the test was created.
        updated_at: When the test was last changed.
        field_v: The server's own count of changes.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "title": Field("title", TEXT, True),
        "qti_version": Field("qtiVersion", TEXT),
        "tool_name": Field("toolName", TEXT),
        "tool_version": Field("toolVersion", TEXT),
        "time_limit": Field("timeLimit", NUMBER),
        "max_attempts": Field("maxAttempts", NUMBER),
        "tools_enabled": Field("toolsEnabled", MapOf(BOOLEAN)),
        "metadata": Field("metadata", OBJECT),
        "qti_test_part": Field("qti-test-part", ListOf(ModelOf(TestPart)), True),
        "qti_outcome_declaration": Field("qti-outcome-declaration", ListOf(ModelOf(TestOutcomeDeclaration))),
        "raw_xml": Field("rawXml", TEXT),
        "is_valid_xml": Field("isValidXml", BOOLEAN),
        "content": Field("content", ModelOf(TestContent)),
        "created_at": Field("createdAt", DATETIME),
        "updated_at": Field("updatedAt", DATETIME),
        "field_v": Field("__v", NUMBER),
    }
    NESTED = {
        "qti_test_part": ("qti-test-part", TestPart),
        "qti_outcome_declaration": ("qti-outcome-declaration", TestOutcomeDeclaration),
        "content": ("content", TestContent),
    }

    FILTERS = frozenset({"navigationMode", "submissionMode"})

    identifier: str
    title: str
    qti_test_part: list[TestPart]
    qti_version: str | None = None
    tool_name: str | None = None
    tool_version: str | None = None
    time_limit: float | None = None
    max_attempts: float | None = None
    tools_enabled: dict[str, bool] | None = None
    metadata: dict[str, Any] | None = None
    qti_outcome_declaration: list[TestOutcomeDeclaration] | None = None
    raw_xml: str | None = None
    is_valid_xml: bool | None = None
    content: TestContent | None = None
    created_at: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None
    field_v: float | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, AssessmentTest)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.qti_version) is not None or "qtiVersion" in data:
            data["qtiVersion"] = value
        if (value := self.tool_name) is not None or "toolName" in data:
            data["toolName"] = value
        if (value := self.tool_version) is not None or "toolVersion" in data:
            data["toolVersion"] = value
        if (value := self.time_limit) is not None or "timeLimit" in data:
            data["timeLimit"] = value
        if (value := self.max_attempts) is not None or "maxAttempts" in data:
            data["maxAttempts"] = value
        if (value := self.tools_enabled) is not None or "toolsEnabled" in data:
            data["toolsEnabled"] = value if value is data.get("toolsEnabled") else to_json(value)
        if (value := self.metadata) is not None or "metadata" in data:
            data["metadata"] = value if value is data.get("metadata") else to_json(value)
        if (value := self.qti_test_part) is not None or "qti-test-part" in data:
            data["qti-test-part"] = list_to_dicts(value)
        if (value := self.qti_outcome_declaration) is not None or "qti-outcome-declaration" in data:
            data["qti-outcome-declaration"] = list_to_dicts(value)
        if (value := self.raw_xml) is not None or "rawXml" in data:
            data["rawXml"] = value
        if (value := self.is_valid_xml) is not None or "isValidXml" in data:
            data["isValidXml"] = value
        if (value := self.content) is not None or "content" in data:
            data["content"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        if (value := self.created_at) is not None or "createdAt" in data:
            data["createdAt"] = format_datetime(value, data.get("createdAt"))
        if (value := self.updated_at) is not None or "updatedAt" in data:
            data["updatedAt"] = format_datetime(value, data.get("updatedAt"))
        if (value := self.field_v) is not None or "__v" in data:
            data["__v"] = value
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.qti_test_part = parse_list_deep(data.get("qti-test-part"), parse_test_part)
        self.qti_outcome_declaration = parse_list_deep(
            data.get("qti-outcome-declaration"), parse_test_outcome_declaration
        )
        self.content = parse_test_content(value, True) if type(value := data.get("content")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentTest:
        return parse_assessment_test(data)


_UntrackedAssessmentTest = untracked_subclass(AssessmentTest)


def parse_assessment_test(data: Any, deep: bool = False) -> AssessmentTest:
    instance: AssessmentTest = new_model(_UntrackedAssessmentTest)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.title = data.get("title")
    instance.qti_version = data.get("qtiVersion")
    instance.tool_name = data.get("toolName")
    instance.tool_version = data.get("toolVersion")
    instance.time_limit = data.get("timeLimit")
    instance.max_attempts = data.get("maxAttempts")
    instance.tools_enabled = data.get("toolsEnabled")
    instance.metadata = data.get("metadata")
    instance.raw_xml = data.get("rawXml")
    instance.is_valid_xml = data.get("isValidXml")
    instance.created_at = parse_datetime(value) if type(value := data.get("createdAt")) is str else value
    instance.updated_at = parse_datetime(value) if type(value := data.get("updatedAt")) is str else value
    instance.field_v = data.get("__v")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = AssessmentTest
    return instance
