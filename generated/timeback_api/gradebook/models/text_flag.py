from enum import StrEnum


class TextFlag(StrEnum):
    """A truth value as text. The gradebook does not accept JSON booleans here."""

    TRUE = "true"
    FALSE = "false"
