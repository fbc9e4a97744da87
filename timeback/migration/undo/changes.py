"""Tells whether an object on the target was changed after the migration wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import attrs

from timeback._spec.dates import instant
from timeback.migration.endpoints.server import ServerCollection
from timeback.migration.journal.creations import Creation
from timeback.settings.environments import host_of, is_loopback

TOLERANCE: Final = 3.0
"""Seconds by which the estimated difference of two clocks may be wrong: a Date header has whole seconds."""
DAY: Final = 86_400.0
CHANGED: Final = "was changed on the target after the migration wrote it (delete_changed=True deletes it, too)"
UNCERTAIN: Final = (
    "the journal does not say for certain that it was created, and when, so it may have been there before, or may have "
    "been changed since (delete_changed=True deletes it, too)"
)
UNREADABLE_TIME: Final = (
    "the target does not say in ISO 8601 at which time it was changed last, so it may have been changed since "
    "(delete_changed=True deletes it, too)"
)


@attrs.frozen(kw_only=True)
class ChangeDetector:
    """Compares the target's times of change with the times at which the migration wrote.

    Attributes:
        clock_offset: by how many seconds the target's clock is ahead of this machine's.
        tolerance: seconds by which a change must be later than the write.
    """

    clock_offset: float
    tolerance: float

    @classmethod
    async def for_target(cls, collection: ServerCollection, base_url: str) -> ChangeDetector:
        """The detector for a server. Sends a request, unless the server is on this machine and has the same clock."""
        if is_loopback(host_of(base_url)):
            return cls(clock_offset=0.0, tolerance=0.0)
        return cls(clock_offset=await collection.clock_offset(), tolerance=TOLERANCE)

    def reason_to_keep(self, creation: Creation, existing: Mapping[str, Any]) -> str | None:
        """Why an object may differ from what the migration wrote; None if there is no sign of a change."""
        stated = existing.get("dateLastModified") or existing.get("updatedAt")
        if creation.written is None:
            return UNCERTAIN
        if not stated:
            return None
        changed_at = _seconds(stated)
        # Midnight may stand for a date, which does not tell whether a change was before or after a write of that day.
        is_date = changed_at is not None and changed_at % DAY == 0 and changed_at + DAY > creation.written
        if changed_at is None or is_date:
            return UNREADABLE_TIME
        return CHANGED if changed_at - self.clock_offset > creation.written + self.tolerance else None


def _seconds(text: Any) -> float | None:
    moment = instant(text) if isinstance(text, str) else None
    return None if moment is None else moment.timestamp()
