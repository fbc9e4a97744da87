from __future__ import annotations

from timeback_api.qti.models.section_element import SectionElement
from timeback_api.qti.models.test_part_attributes import TestPartAttributes
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class TestPartElement(Model):
    """The element qti-test-part.

    Attributes:
        field_attributes: Attributes of qti-test-part.
        qti_assessment_section: The sections.
    """

    field_attributes: TestPartAttributes | None = json_field("_attributes", ModelOf(TestPartAttributes), default=None)
    qti_assessment_section: list[SectionElement] | None = json_field(
        "qti-assessment-section", ListOf(ModelOf(SectionElement)), default=None
    )


parse_test_part_element = TestPartElement._parse
