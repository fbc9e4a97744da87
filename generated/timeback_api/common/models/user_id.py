from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class UserId(Model):
    """Id of a person in another system.

    Attributes:
        type_: The system or the kind of id.
        identifier: The id in that system.
    """

    type_: str = json_field("type", TEXT)
    identifier: str = json_field("identifier", TEXT)


parse_user_id = UserId._parse
