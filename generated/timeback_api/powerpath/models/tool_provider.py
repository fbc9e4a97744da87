"""Outside provider that serves a test."""

from enum import StrEnum


class ToolProvider(StrEnum):
    """Outside provider that serves a test."""

    EDULASTIC = "edulastic"
    MASTERY_TRACK = "mastery-track"


as_tool_provider = {member.value: member for member in ToolProvider}.get
