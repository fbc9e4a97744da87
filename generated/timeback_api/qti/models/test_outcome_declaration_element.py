from __future__ import annotations

from timeback_api.qti.models.default_value_element import DefaultValueElement
from timeback_api.qti.models.test_declaration_attributes import TestDeclarationAttributes
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import NUMBER, json_field


class TestOutcomeDeclarationElement(Model):
    """The element qti-outcome-declaration of a test.

    Attributes:
        field_attributes: Attributes of the declaration of a variable of a test.
        qti_default_value: The element qti-default-value.
        normal_maximum: Largest expected value of the variable.
        normal_minimum: Smallest expected value of the variable.
    """

    field_attributes: TestDeclarationAttributes | None = json_field(
        "_attributes", ModelOf(TestDeclarationAttributes), default=None
    )
    qti_default_value: DefaultValueElement | None = json_field(
        "qti-default-value", ModelOf(DefaultValueElement), default=None
    )
    normal_maximum: float | None = json_field("normal-maximum", NUMBER, default=None)
    normal_minimum: float | None = json_field("normal-minimum", NUMBER, default=None)


parse_test_outcome_declaration_element = TestOutcomeDeclarationElement._parse
