from __future__ import annotations

import datetime
from typing import Any

from timeback_api.qti.models.test_content import TestContent
from timeback_api.qti.models.test_outcome_declaration import TestOutcomeDeclaration
from timeback_api.qti.models.test_part import TestPart
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATETIME, NUMBER, OBJECT, TEXT, ListOf, MapOf, json_field


class AssessmentTest(Model):
    """A test. It contains parts, which contain sections, which refer to items. The server adds the QTI document, as
    text and as a tree, and the times.

    Attributes:
        identifier: Identifier of the test, chosen by its author and unique among tests.
        title: Title of the test.
        qti_version: Version of the standard that the test follows.
        tool_name: Name of the software that made the test.
        tool_version: Version of the software that made the test.
        time_limit: Longest time for the test. The unit of the standard is seconds.
        max_attempts: Maximum number of attempts of a student.
        tools_enabled: Names of the tools that a student can use during the test, such as a calculator.
        metadata: Additional key and value pairs of an object. Their meaning is defined by the applications that use
            them.
        qti_test_part: The parts, in their order.
        qti_outcome_declaration: The variables that the scoring of the test sets.
        raw_xml: The test as a QTI document. The server generates it.
        is_valid_xml: Whether the document is valid against the schema of the standard. The server sets it.
        content: The document of a test as a tree.
        created_at: When the test was created.
        updated_at: When the test was last changed.
        field_v: The server's own count of changes.
    """

    identifier: str = json_field("identifier", TEXT)
    title: str = json_field("title", TEXT)
    qti_version: str | None = json_field("qtiVersion", TEXT, default=None)
    tool_name: str | None = json_field("toolName", TEXT, default=None)
    tool_version: str | None = json_field("toolVersion", TEXT, default=None)
    time_limit: float | None = json_field("timeLimit", NUMBER, default=None)
    max_attempts: float | None = json_field("maxAttempts", NUMBER, default=None)
    tools_enabled: dict[str, bool] | None = json_field("toolsEnabled", MapOf(BOOLEAN), default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)
    qti_test_part: list[TestPart] = json_field("qti-test-part", ListOf(ModelOf(TestPart)))
    qti_outcome_declaration: list[TestOutcomeDeclaration] | None = json_field(
        "qti-outcome-declaration", ListOf(ModelOf(TestOutcomeDeclaration)), default=None
    )
    raw_xml: str | None = json_field("rawXml", TEXT, default=None)
    is_valid_xml: bool | None = json_field("isValidXml", BOOLEAN, default=None)
    content: TestContent | None = json_field("content", ModelOf(TestContent), default=None)
    created_at: datetime.datetime | None = json_field("createdAt", DATETIME, default=None)
    updated_at: datetime.datetime | None = json_field("updatedAt", DATETIME, default=None)
    field_v: float | None = json_field("__v", NUMBER, default=None)

    FILTERS = frozenset({"navigationMode", "submissionMode"})


parse_assessment_test = AssessmentTest._parse
