from __future__ import annotations

from timeback_api.qti.models.test_element_attributes import TestElementAttributes
from timeback_api.qti.models.test_outcome_declaration_element import TestOutcomeDeclarationElement
from timeback_api.qti.models.test_part_element import TestPartElement
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class TestElement(Model):
    """The element qti-assessment-test.

    Attributes:
        field_attributes: Attributes of qti-assessment-test.
        qti_outcome_declaration: The declared outcome variables.
        qti_test_part: The parts.
    """

    field_attributes: TestElementAttributes | None = json_field(
        "_attributes", ModelOf(TestElementAttributes), default=None
    )
    qti_outcome_declaration: list[TestOutcomeDeclarationElement] | None = json_field(
        "qti-outcome-declaration", ListOf(ModelOf(TestOutcomeDeclarationElement)), default=None
    )
    qti_test_part: list[TestPartElement] | None = json_field(
        "qti-test-part", ListOf(ModelOf(TestPartElement)), default=None
    )


parse_test_element = TestElement._parse
