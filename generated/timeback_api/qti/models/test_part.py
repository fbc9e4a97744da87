"""A part of a test, with its own rules for moving between items and handing in answers."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, fresh, new, seed
from timeback_runtime.validators import TEXT, Choice, Field, Many, One


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestPart(Model):
    """A part of a test, with its own rules for moving between items and handing in answers.

    Attributes:
        identifier: Identifier of the part, unique within the test.
        navigation_mode: Whether the items of a test part come one after another, or can be visited in any order.
        submission_mode: Whether answers are handed in item by item, or all together at the end of the test part.
        qti_assessment_section: The sections, in their order.
        raw_xml: The part as XML. Only the replies to adding and replacing a part have it.
        content: The XML of a test part as a tree.
    """
    identifier: str | None
    navigation_mode: NavigationMode | str | None
    submission_mode: SubmissionMode | str | None
    qti_assessment_section: list[Section] | None
    raw_xml: str | None = None
    content: TestPartContent | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (came := self._raw) is not None:
            return fresh(came, TestPart)
        v: Any
        d = self._begin()
        if (v := self.identifier) is not None or "identifier" in d:
            d["identifier"] = v
        if (v := self.navigation_mode) is not None or "navigationMode" in d:
            d["navigationMode"] = v
        if (v := self.submission_mode) is not None or "submissionMode" in d:
            d["submissionMode"] = v
        if (v := self.qti_assessment_section) is not None or "qti-assessment-section" in d:
            d["qti-assessment-section"] = [i.to_dict() if isinstance(i, Model) else i for i in v] if isinstance(v, (list, tuple)) else v
        if (v := self.raw_xml) is not None or "rawXml" in d:
            d["rawXml"] = v
        if (v := self.content) is not None or "content" in d:
            d["content"] = v.to_dict() if isinstance(v, Model) else v
        return self._finish(d)

    def _read_inside(self, d: dict[str, Any]) -> None:
        v: Any
        self.qti_assessment_section = ([parse_section(i, True) if type(i) is dict else i for i in v] if v else v) if type(v := d.get("qti-assessment-section")) is list else v
        self.content = parse_test_part_content(v, True) if type(v := d.get("content")) is dict else v

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestPart:
        return parse_test_part(data)


def parse_test_part(d: dict[str, Any], whole: bool = False) -> TestPart:
    self: TestPart = new(_TestPart)
    self._raw = d
    self._changed = None
    self.identifier = d.get("identifier")
    self.navigation_mode = as_navigation_mode(v, v) if type(v := d.get("navigationMode")) is str else v
    self.submission_mode = as_submission_mode(v, v) if type(v := d.get("submissionMode")) is str else v
    self.raw_xml = d.get("rawXml")
    if whole:
        self._read_inside(d)
        self._changed = set()
    self.__class__ = TestPart
    return self


from timeback_api.qti.models.navigation_mode import NavigationMode, as_navigation_mode  # noqa: E402
from timeback_api.qti.models.section import Section, parse_section  # noqa: E402
from timeback_api.qti.models.submission_mode import SubmissionMode, as_submission_mode  # noqa: E402
from timeback_api.qti.models.test_part_content import TestPartContent, parse_test_part_content  # noqa: E402

_TestPart = seed(TestPart)
TestPart.FIELDS = {
    "identifier": Field("identifier", TEXT, True),
    "navigation_mode": Field("navigationMode", Choice(NavigationMode), True),
    "submission_mode": Field("submissionMode", Choice(SubmissionMode), True),
    "qti_assessment_section": Field("qti-assessment-section", Many(One(Section)), True),
    "raw_xml": Field("rawXml", TEXT),
    "content": Field("content", One(TestPartContent)),
}
TestPart.INSIDE = {
    "qti_assessment_section": ("qti-assessment-section", Section),
    "content": ("content", TestPartContent),
}
