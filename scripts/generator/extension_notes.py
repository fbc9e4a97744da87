"""The sentences that docstrings contain about extensions of the platform (``x-extension``)."""

from __future__ import annotations

from typing import Any

KEY = "x-extension"
OPERATION_NOTE = "An extension of the platform: another provider may answer 404 or 405."
PART_NOTE = "An extension of the platform: another provider may not know it."


def with_note(description: str, *declared: dict[str, Any]) -> str:
    """The description of a property, parameter or schema, with the note if one of its declarations has the key."""
    if not any(one.get(KEY) for one in declared):
        return description
    return f"{description.rstrip()} {PART_NOTE}".lstrip()
