from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class DeclarationAttributes(Model):
    """Attributes of the declaration of a variable of an item.

    Attributes:
        identifier: Name of the variable.
        cardinality: Cardinality of the variable.
        base_type: Base type of the variable. In the tree of an item its name is that of the JSON form.
    """

    identifier: str | None = json_field("identifier", TEXT, default=None)
    cardinality: str | None = json_field("cardinality", TEXT, default=None)
    base_type: str | None = json_field("baseType", TEXT, default=None)


parse_declaration_attributes = DeclarationAttributes._parse
