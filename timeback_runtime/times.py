"""Times in the text form that all servers accept."""

from __future__ import annotations

from datetime import UTC, datetime

__all__ = ["utc_text"]


def utc_text(moment: datetime) -> str:
    """Return a time with a zone as text: in UTC, with three decimals and ``Z``. Some servers refuse other forms."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
