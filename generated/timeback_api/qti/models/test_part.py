from __future__ import annotations

from timeback_api.qti.models.navigation_mode import NavigationMode
from timeback_api.qti.models.section import Section
from timeback_api.qti.models.submission_mode import SubmissionMode
from timeback_api.qti.models.test_part_content import TestPartContent
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, ListOf, json_field


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

    identifier: str = json_field("identifier", TEXT)
    navigation_mode: NavigationMode | str = json_field("navigationMode", Choice(NavigationMode))
    submission_mode: SubmissionMode | str = json_field("submissionMode", Choice(SubmissionMode))
    qti_assessment_section: list[Section] = json_field("qti-assessment-section", ListOf(ModelOf(Section)))
    raw_xml: str | None = json_field("rawXml", TEXT, default=None)
    content: TestPartContent | None = json_field("content", ModelOf(TestPartContent), default=None)


parse_test_part = TestPart._parse
