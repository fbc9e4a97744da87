from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class TestDeclarationAttributes(Model):
    """Attributes of the declaration of a variable of a test.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of the variable.
        base_type: Base type of the variable.
    """

    identifier: str | None = json_field("identifier", TEXT, default=None)
    cardinality: str | None = json_field("cardinality", TEXT, default=None)
    base_type: str | None = json_field("base-type", TEXT, default=None)


parse_test_declaration_attributes = TestDeclarationAttributes._parse
