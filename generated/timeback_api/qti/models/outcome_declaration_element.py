from __future__ import annotations

from timeback_api.qti.models.declaration_attributes import DeclarationAttributes
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class OutcomeDeclarationElement(Model):
    """The element qti-outcome-declaration of an item.

    Attributes:
        field_attributes: Attributes of the declaration of a variable of an item.
    """

    field_attributes: DeclarationAttributes | None = json_field(
        "_attributes", ModelOf(DeclarationAttributes), default=None
    )


parse_outcome_declaration_element = OutcomeDeclarationElement._parse
