"""Recognises that the platform refuses every event, whatever is in it, such as with a wrong sensor."""

from __future__ import annotations

import re
import secrets
import threading
from typing import Final, TypeAlias

from timeback.errors import AllEventsRefusedError
from timeback.services.events.envelopes import Prepared
from timeback_runtime.errors import APIStatusError, InvalidRequestError

LIMIT: Final = 20
"""So many events in a row, each sent alone, are refused for the same reason before sending stops."""

# With these the platform refuses the content of an envelope, whenever it is sent.
_REFUSALS: Final = (400, 413, 422)

_Reason: TypeAlias = tuple[int, str | None, str]


def is_refusal(error: BaseException) -> bool:
    """Return whether an event with this error would be refused again."""
    return isinstance(error, InvalidRequestError) or (isinstance(error, APIStatusError) and error.status in _REFUSALS)


class RefusalGuard:
    """Counts events that were sent alone and refused, until the platform accepts one or gives another reason.

    All envelopes of a call share one guard. That of an outbox is kept from flush to flush, so that it also counts
    flushes of few events. Threads may share it.

    Attributes:
        error: the error that ends the call; None while there is no reason to stop.
    """

    def __init__(self) -> None:
        self.error: AllEventsRefusedError | None = None
        self._is_doubtful = True
        self._count = 0
        self._reason: _Reason | None = None
        self._lock = threading.Lock()

    def begin(self) -> None:
        """Begin another call. If the last one was ended, one more refusal for the same reason ends this one."""
        with self._lock:
            self.error, self._is_doubtful, self._count = None, True, min(self._count, LIMIT - 1)

    def probes(self, events: list[Prepared]) -> tuple[list[Prepared], list[Prepared]]:
        """Choose events of a refused envelope to send alone, at random, since the first ones may be alike.

        Returns:
            Those, and the others. There are none to send alone once it is known that some events are accepted.
        """
        with self._lock:
            number = LIMIT - self._count if self._is_doubtful else 0
        left = list(events)
        chosen = [left.pop(secrets.randbelow(len(left))) for _ in range(min(number, len(left)))]
        return chosen, left

    def accepted(self) -> None:
        """Note that the platform has accepted events: it refuses others for what is in them."""
        with self._lock:
            self._is_doubtful, self._count, self._reason = False, 0, None

    def refused(self, event: Prepared, error: BaseException) -> bool:
        """Note the error of an event that was sent alone; return whether its cause may be in all events."""
        if not (isinstance(error, APIStatusError) and is_refusal(error)):
            return False
        reason = (error.status, error.code_minor, _without_data(str(error), event.id))
        with self._lock:
            if not self._is_doubtful:
                return False
            if self._reason not in (None, reason):
                self._is_doubtful, self._count, self._reason = False, 0, None
                return False
            self._count, self._reason = self._count + 1, reason
            if self._count >= LIMIT and self.error is None:
                self.error = AllEventsRefusedError(
                    f"the platform has refused {LIMIT} events in a row, each sent alone, for the same reason, and has "
                    f"accepted none ({error}); the other events were not sent: check the sensor, the address and the "
                    "credentials, and with validate() one of the events",
                    status=error.status,
                )
                self.error.__cause__ = error
            return True


def _without_data(text: str, identity: str) -> str:
    """The text of an error without what differs from one event to the next: its id, and numbers."""
    return re.sub(r"[0-9]+", "0", text.replace(identity, ""))
