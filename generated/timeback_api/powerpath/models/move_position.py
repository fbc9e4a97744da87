from enum import StrEnum


class MovePosition(StrEnum):
    """Where an item goes among its new siblings."""

    START = "start"
    END = "end"
