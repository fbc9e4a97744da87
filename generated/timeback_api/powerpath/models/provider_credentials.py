from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class ProviderCredentials(Model):
    """Credentials of a student at an outside provider.

    Attributes:
        email: E-mail address of the student at the provider.
        password: Password of the student at the provider.
    """

    email: str = json_field("email", TEXT)
    password: str = json_field("password", TEXT)


parse_provider_credentials = ProviderCredentials._parse
