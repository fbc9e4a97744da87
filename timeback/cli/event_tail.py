"""Reading stored events again and again: those that are new, each once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from timeback.errors import APIConnectionError, RateLimitError, ServerError

if TYPE_CHECKING:
    from timeback import TimeBackClient

# An outbox may send an event some time after it happened, and the platform selects by the time when it happened.
OVERLAP: Final = timedelta(hours=1)


class EventTail:
    """The stored events of a period."""

    def __init__(
        self,
        client: TimeBackClient,
        actor: str | None,
        sensor: str | None,
        since: datetime,
        until: datetime | None,
    ) -> None:
        """Keep the conditions.

        Args:
            actor: e-mail address, user id or IRI of the actor; None for all.
        """
        from timeback.services.events.context import EventContext

        self._client = client
        self._conditions: dict[str, Any] = {"sensor": sensor, "end_date": until}
        if actor is not None and "@" in actor and ":" not in actor:
            self._conditions["actor_email"] = actor
        elif actor is not None:
            self._conditions["actor_id"] = EventContext(client.settings, "").user(actor)
        self._since = since
        self._seen: set[Any] = set()

    def read(self) -> list[dict[str, Any]]:
        """Return the events that were not returned before, the oldest first.

        Raises:
            APIError: they cannot be read.
        """
        given = {name: value for name, value in self._conditions.items() if value is not None}
        received = list(self._client.events.iter_events(start_date=self._since, **given))
        new = [event for event in received if event.external_id not in self._seen]
        new.sort(key=lambda event: (str(event.to_dict().get("eventTime")), str(event.external_id)))
        # Ids of events before the next period are not needed again.
        self._seen = {event.external_id for event in received}
        times = [event.event_time for event in received if isinstance(event.event_time, datetime)]
        if times:
            self._since = max(self._since, min(max(times), datetime.now(self._since.tzinfo)) - OVERLAP)
        return [event.to_dict() for event in new]

    def read_again(self, report: Callable[[str], object]) -> list[dict[str, Any]]:
        """Return new events; none if the platform cannot be reached now, which is reported.

        Raises:
            APIError: they cannot be read, and will not be later.
        """
        try:
            return self.read()
        except (APIConnectionError, RateLimitError, ServerError) as error:
            report(f"{error}; looking again later")
            return []


def wait(seconds: float) -> None:
    """Wait between two looks."""
    time.sleep(seconds)
