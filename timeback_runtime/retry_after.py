"""The ``Retry-After`` header (RFC 9110, section 10.2.3): a number of seconds, or an HTTP date."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that a server asks the client to wait; None if the header is missing or invalid.

    A date is compared with the server's own clock if it sent a Date header. A date in the past is 0.

    Args:
        headers: the headers of a reply, their names in lower case.
    """
    text = headers.get("retry-after", "").strip()
    if not text:
        return None
    try:
        seconds = float(text)
    except ValueError:
        date = http_date(text)
        if date is None:
            return None
        now = http_date(headers.get("date", "")) or datetime.now(UTC)
        seconds = (date - now).total_seconds()
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def http_date(text: str) -> datetime | None:
    """The time in a header such as ``Date`` (RFC 9110, section 5.6.7); None if the text is none. Default zone: UTC."""
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo is not None else date.replace(tzinfo=UTC)
