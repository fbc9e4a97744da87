from __future__ import annotations

from timeback_api.rostering.models.username_password import UsernamePassword
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Text, json_field


class CredentialRegistration(Model):
    """A request to store the credentials of a user for an application.

    Attributes:
        application_name: Name of the application.
        credentials: A name and a password to sign in with.
    """

    application_name: str = json_field("applicationName", Text(1))
    credentials: UsernamePassword = json_field("credentials", ModelOf(UsernamePassword))


parse_credential_registration = CredentialRegistration._parse
