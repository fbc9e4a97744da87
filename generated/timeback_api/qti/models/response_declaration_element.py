from __future__ import annotations

from timeback_api.qti.models.correct_response_element import CorrectResponseElement
from timeback_api.qti.models.declaration_attributes import DeclarationAttributes
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class ResponseDeclarationElement(Model):
    """The element qti-response-declaration.

    Attributes:
        field_attributes: Attributes of the declaration of a variable of an item.
        qti_correct_response: The element qti-correct-response.
    """

    field_attributes: DeclarationAttributes | None = json_field(
        "_attributes", ModelOf(DeclarationAttributes), default=None
    )
    qti_correct_response: CorrectResponseElement | None = json_field(
        "qti-correct-response", ModelOf(CorrectResponseElement), default=None
    )


parse_response_declaration_element = ResponseDeclarationElement._parse
