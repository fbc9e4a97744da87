from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, OneOf, json_field


class CredentialSchema(Model):
    """A schema by which a credential can be checked.

    Attributes:
        id: Address of the schema.
        type_: How the schema is used.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field(
        "type", OneOf("1EdTechJsonSchemaValidator2019"), default="1EdTechJsonSchemaValidator2019", required=True
    )


parse_credential_schema = CredentialSchema._parse
