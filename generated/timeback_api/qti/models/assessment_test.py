"""A test: parts, which hold sections, which refer to items."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, from_moment, new, seed, to_datetime
from timeback_runtime.validators import FLAG, FREE, MOMENT, NUMBER, TEXT, Field, Many, Named, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class AssessmentTest(Model):
    """A test: parts, which hold sections, which refer to items. The server adds the QTI document, as text and as a tree,
    and the times.

    Attributes:
        identifier: Identifier of the test, chosen by its author and unique among tests.
        title: Title of the test.
        qti_test_part: The parts, in their order.
        qti_version: Version of the standard that the test follows.
        tool_name: Name of the software that made the test.
        tool_version: Version of the software that made the test.
        time_limit: Longest time that the test may take. The standard counts in seconds.
        max_attempts: How often a student may take the test.
        tools_enabled: Which tools a student may use during the test, such as a calculator, by their names.
        metadata: Free key and value pairs that travel with an object. What they mean is agreed between those who
            write and those who read them.
        qti_outcome_declaration: The variables that the scoring of the test fills.
        raw_xml: The test as a QTI document. The server writes it.
        is_valid_xml: Whether the document agrees with the schema of the standard. The server tells.
        content: The document of a test as a tree.
        created_at: When the test was created.
        updated_at: When the test was last changed.
        field_v: The server's own count of changes.
    """
    identifier: str | None
    title: str | None
    qti_test_part: list[TestPart] | None
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
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, AssessmentTest)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.title) is not None or "title" in d:
            d["title"] = v
        if (v := self.qti_version) is not None or "qtiVersion" in d:
            d["qtiVersion"] = v
        if (v := self.tool_name) is not None or "toolName" in d:
            d["toolName"] = v
        if (v := self.tool_version) is not None or "toolVersion" in d:
            d["toolVersion"] = v
        if (v := self.time_limit) is not None or "timeLimit" in d:
            d["timeLimit"] = v
        if (v := self.max_attempts) is not None or "maxAttempts" in d:
            d["maxAttempts"] = v
        if (v := self.tools_enabled) is not None or "toolsEnabled" in d:
            d["toolsEnabled"] = v
        if (v := self.metadata) is not None or "metadata" in d:
            d["metadata"] = v
        if (v := self.qti_test_part) is not None or "qti-test-part" in d:
            d["qti-test-part"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.qti_outcome_declaration) is not None or "qti-outcome-declaration" in d:
            d["qti-outcome-declaration"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.raw_xml) is not None or "rawXml" in d:
            d["rawXml"] = v
        if (v := self.is_valid_xml) is not None or "isValidXml" in d:
            d["isValidXml"] = v
        if (v := self.content) is not None or "content" in d:
            d["content"] = v.to_dict() if isinstance(v, Model) else v
        if (v := self.created_at) is not None or "createdAt" in d:
            d["createdAt"] = from_moment(v, d.get("createdAt"))
        if (v := self.updated_at) is not None or "updatedAt" in d:
            d["updatedAt"] = from_moment(v, d.get("updatedAt"))
        if (v := self.field_v) is not None or "__v" in d:
            d["__v"] = v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.qti_test_part = ([parse_test_part(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-test-part")) is list else v
        self.qti_outcome_declaration = ([parse_test_outcome_declaration(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-outcome-declaration")) is list else v
        self.content = parse_test_content(v, True) if type(v := d.get("content")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> AssessmentTest:
        return parse_assessment_test(data)


def parse_assessment_test(d: dict[str, Any], whole: bool = False) -> AssessmentTest:
    self: AssessmentTest = new(_AssessmentTest)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.title = d.get("title")
    self.qti_version = d.get("qtiVersion")
    self.tool_name = d.get("toolName")
    self.tool_version = d.get("toolVersion")
    self.time_limit = d.get("timeLimit")
    self.max_attempts = d.get("maxAttempts")
    self.tools_enabled = d.get("toolsEnabled")
    self.metadata = d.get("metadata")
    self.raw_xml = d.get("rawXml")
    self.is_valid_xml = d.get("isValidXml")
    self.created_at = to_datetime(v) if type(v := d.get("createdAt")) is str else v
    self.updated_at = to_datetime(v) if type(v := d.get("updatedAt")) is str else v
    self.field_v = d.get("__v")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = AssessmentTest
    return self


from timeback_api.qti.models.test_content import TestContent, parse_test_content  # noqa: E402
from timeback_api.qti.models.test_outcome_declaration import TestOutcomeDeclaration, parse_test_outcome_declaration  # noqa: E402
from timeback_api.qti.models.test_part import TestPart, parse_test_part  # noqa: E402

_AssessmentTest = seed(AssessmentTest)
AssessmentTest.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "title": Field("title", TEXT, True),
    "qti_version": Field("qtiVersion", TEXT),
    "tool_name": Field("toolName", TEXT),
    "tool_version": Field("toolVersion", TEXT),
    "time_limit": Field("timeLimit", NUMBER),
    "max_attempts": Field("maxAttempts", NUMBER),
    "tools_enabled": Field("toolsEnabled", Named(FLAG)),
    "metadata": Field("metadata", FREE),
    "qti_test_part": Field("qti-test-part", Many(One(TestPart)), True),
    "qti_outcome_declaration": Field("qti-outcome-declaration", Many(One(TestOutcomeDeclaration))),
    "raw_xml": Field("rawXml", TEXT),
    "is_valid_xml": Field("isValidXml", FLAG),
    "content": Field("content", One(TestContent)),
    "created_at": Field("createdAt", MOMENT),
    "updated_at": Field("updatedAt", MOMENT),
    "field_v": Field("__v", NUMBER),
}
AssessmentTest.INSIDE = {
    "qti_test_part": ("qti-test-part", TestPart),
    "qti_outcome_declaration": ("qti-outcome-declaration", TestOutcomeDeclaration),
    "content": ("content", TestContent),
}
AssessmentTest.FILTERS = frozenset({"navigationMode", "submissionMode"})
