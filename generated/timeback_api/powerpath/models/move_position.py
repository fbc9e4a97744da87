"""Where an item goes among its new siblings."""

from enum import StrEnum


class MovePosition(StrEnum):
    """Where an item goes among its new siblings."""

    START = "start"
    END = "end"


as_move_position = {member.value: member for member in MovePosition}.get
