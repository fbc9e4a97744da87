"""A part of a test, with its own navigation and submission modes."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.qti.models.navigation_mode import NavigationMode, as_navigation_mode
from timeback_api.qti.models.section import Section, parse_section
from timeback_api.qti.models.submission_mode import SubmissionMode, as_submission_mode
from timeback_api.qti.models.test_part_content import TestPartContent, parse_test_part_content
from timeback_runtime.model import (
    Model,
    copy_payload,
    enum_to_json,
    list_to_dicts,
    new_model,
    parse_list_deep,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class TestPart(Model):
    """A part of a test, with its own navigation and submission modes.

    Attributes:
        identifier: Identifier of the part, unique within the test.
        navigation_mode: Whether the items of a test part are presented in sequence or can be visited in any order.
        submission_mode: Whether answers are submitted item by item, or all together at the end of the test part.
        qti_assessment_section: The sections, in their order.
        raw_xml: The part as XML. Only the replies to adding and replacing a part contain it.
        content: The XML of a test part as a tree.
    """

    FIELDS = {
        "identifier": Field("identifier", TEXT, True),
        "navigation_mode": Field("navigationMode", Choice(NavigationMode), True),
        "submission_mode": Field("submissionMode", Choice(SubmissionMode), True),
        "qti_assessment_section": Field("qti-assessment-section", ListOf(ModelOf(Section)), True),
        "raw_xml": Field("rawXml", TEXT),
        "content": Field("content", ModelOf(TestPartContent)),
    }
    NESTED = {"qti_assessment_section": ("qti-assessment-section", Section), "content": ("content", TestPartContent)}

    identifier: str
    navigation_mode: NavigationMode | str
    submission_mode: SubmissionMode | str
    qti_assessment_section: list[Section]
    raw_xml: str | None = None
    content: TestPartContent | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, TestPart)
        value: Any
        data = self._start_dict()
        if (value := self.identifier) is not None or "identifier" in data:
            data["identifier"] = value
        if (value := self.navigation_mode) is not None or "navigationMode" in data:
            data["navigationMode"] = value if type(value) is str else enum_to_json(value)
        if (value := self.submission_mode) is not None or "submissionMode" in data:
            data["submissionMode"] = value if type(value) is str else enum_to_json(value)
        if (value := self.qti_assessment_section) is not None or "qti-assessment-section" in data:
            data["qti-assessment-section"] = list_to_dicts(value)
        if (value := self.raw_xml) is not None or "rawXml" in data:
            data["rawXml"] = value
        if (value := self.content) is not None or "content" in data:
            data["content"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.qti_assessment_section = parse_list_deep(data.get("qti-assessment-section"), parse_section)
        self.content = parse_test_part_content(value, True) if type(value := data.get("content")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> TestPart:
        return parse_test_part(data)


_UntrackedTestPart = untracked_subclass(TestPart)


def parse_test_part(data: Any, deep: bool = False) -> TestPart:
    instance: TestPart = new_model(_UntrackedTestPart)
    instance._received = data
    instance._changed = None
    instance.identifier = data.get("identifier")
    instance.navigation_mode = (
        as_navigation_mode(value, value) if type(value := data.get("navigationMode")) is str else value
    )
    instance.submission_mode = (
        as_submission_mode(value, value) if type(value := data.get("submissionMode")) is str else value
    )
    instance.raw_xml = data.get("rawXml")
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = TestPart
    return instance
