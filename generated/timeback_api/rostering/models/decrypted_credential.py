from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class DecryptedCredential(Model):
    """Password of stored credentials. Keep it out of logs.

    Attributes:
        password: Password in the clear.
    """

    password: str = json_field("password", TEXT)


parse_decrypted_credential = DecryptedCredential._parse
