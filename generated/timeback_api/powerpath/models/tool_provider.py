from enum import StrEnum


class ToolProvider(StrEnum):
    """Outside provider that serves a test."""

    EDULASTIC = "edulastic"
    MASTERY_TRACK = "mastery-track"
