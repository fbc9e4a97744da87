from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, TEXT, AnyOf, ListOf, json_field


class UserProfileApp(Model):
    """The application of a profile, as described by the platform.

    Attributes:
        sourced_id: Id of the application.
        name: Name of the application.
        description: Description of the application.
        domain: Host name of the application, or a list of its host names.
    """

    sourced_id: str = json_field("sourcedId", TEXT)
    name: str = json_field("name", TEXT)
    description: str | None = json_field("description", TEXT, default=None)
    domain: str | list[str] = json_field("domain", AnyOf(TEXT, ListOf(TEXT)))
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)


parse_user_profile_app = UserProfileApp._parse
