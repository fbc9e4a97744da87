from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, TEXT, json_field


class RowError(Model):
    """A fault in one entry or row.

    Attributes:
        row: Number of the entry or row, counted from 0.
        message: Description of the problem, for people.
    """

    row: float = json_field("row", NUMBER)
    message: str = json_field("message", TEXT)


parse_row_error = RowError._parse
