from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class UsernamePassword(Model):
    """A name and a password to sign in with.

    Attributes:
        username: Name to sign in with.
        password: Password in the clear.
    """

    username: str = json_field("username", TEXT)
    password: str = json_field("password", TEXT)


parse_username_password = UsernamePassword._parse
