from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class CredentialSubject(Model):
    """What a credential states of a person. It can have additional properties.

    Attributes:
        id: IRI of the person.
    """

    id: str | None = json_field("id", TEXT, default=None)


parse_credential_subject = CredentialSubject._parse
