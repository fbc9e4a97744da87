"""A truth value as text."""

from enum import StrEnum


class TextFlag(StrEnum):
    """A truth value as text. The gradebook does not accept JSON booleans here."""

    TRUE = "true"
    FALSE = "false"


as_text_flag = {member.value: member for member in TextFlag}.get
