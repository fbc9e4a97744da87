"""Times and dates as text: parsing of ISO 8601, and the form that all servers accept."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

__all__ = ["format_datetime", "is_iso8601", "parse_date", "parse_datetime", "utc_text"]

_datetime = datetime.fromisoformat
_date = date.fromisoformat


def utc_text(moment: datetime) -> str:
    """Return a time with a zone as text: in UTC, with three decimals and ``Z``. Some servers refuse other forms."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_datetime(text: str) -> Any:
    """The datetime of an ISO 8601 text; the text itself if it is not one."""
    try:
        return _datetime(text)
    except ValueError:
        return _parse_with_dateutil(text)


def parse_date(text: str) -> Any:
    """The date of a text in the form YYYY-MM-DD; the text itself if it is not one."""
    try:
        return _date(text)
    except ValueError:
        return text


def is_iso8601(text: str) -> bool:
    """Whether a text is a date or a time in a form of ISO 8601 that Python itself does not read."""
    return _parse_with_dateutil(text) is not text


def _parse_with_dateutil(text: str) -> Any:
    # dateutil reads more forms of ISO 8601 than Python. It is slower, and takes long to import.
    from dateutil.parser import isoparse

    try:
        return isoparse(text)
    except (ValueError, OverflowError):
        return text


def format_datetime(value: Any, received: Any) -> Any:
    """A date or datetime as ISO 8601 text: the received text if it means the same, so that it goes back unchanged."""
    cls = type(value)
    if cls is datetime:
        if type(received) is str:
            parsed = parse_datetime(received)
            if type(parsed) is datetime and parsed == value and (parsed.tzinfo is None) is (value.tzinfo is None):
                return received
        return value.isoformat()
    if cls is date:
        text = value.isoformat()
        return received if type(received) is str and text != received and parse_date(received) == value else text
    return value.isoformat() if isinstance(value, date) else value
