from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class Credential(Model):
    """Credentials of a person for an application.

    Attributes:
        id: Id of the credentials on the platform. An extension of the platform: another provider may not know it.
        type_: Type of the credentials.
        username: Name to sign in with.
        password: Password of the credentials, usually encrypted or omitted.
    """

    id: str | None = json_field("id", TEXT, default=None)
    type_: str = json_field("type", TEXT)
    username: str = json_field("username", TEXT)
    password: str | None = json_field("password", TEXT, default=None)


parse_credential = Credential._parse
