from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, OneOf, json_field


class IdentityObject(Model):
    """An id of a person, in clear text or hashed.

    Attributes:
        type_: Type of the object.
        identity_hash: The id, or its hash.
        identity_type: Kind of id, such as `emailAddress`.
        hashed: Whether the id is hashed.
        salt: Text that was added before hashing.
    """

    type_: str = json_field("type", OneOf("IdentityObject"), default="IdentityObject", required=True)
    identity_hash: str = json_field("identityHash", TEXT)
    identity_type: str = json_field("identityType", TEXT)
    hashed: bool = json_field("hashed", BOOLEAN)
    salt: str | None = json_field("salt", TEXT, default=None)


parse_identity_object = IdentityObject._parse
