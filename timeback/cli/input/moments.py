"""Times on the command line: ``2025-09-01T08:00:00Z``, ``2025-09-01``, or ``30m``, ``2h`` and ``7d`` before now."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import click

_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_AGO: Final = re.compile(r"(\d{1,6})([smhd])")


# Older versions of click accept no type argument.
class MomentType(click.ParamType):  # type: ignore[type-arg]
    """The type of an option whose value is a time. A time without a zone is in UTC."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            if (ago := _AGO.fullmatch(value)) is not None:
                return datetime.now(UTC) - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
            moment = datetime.fromisoformat(value)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            self.fail(
                f"{value!r} is no time. Write 2025-09-01T08:00:00Z, or 30m, 2h or 7d for a time before now.",
                param,
                ctx,
            )
