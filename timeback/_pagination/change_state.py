"""Rules of time of a feed of changes, without I/O: what a run reads, and where the next run starts.

A run reads the objects that were changed at or after ``since``. The next run starts at the time at which this run sent
its first request, by the clock of the server, minus an overlap. Each part of the rule avoids a loss:

- The clock of the server, from the ``Date`` header: it stamps the objects. The clock of the client may differ.
- The beginning of the run, not the highest stamp seen: pages are in the order of ids, so an object on an early page can
  change after it was read, and have a lower stamp than an object on a later page.
- At or after, and whole seconds rounded down: several objects can have the same stamp.
- The overlap: a write becomes visible after its stamp was taken, by the duration of its transaction, and the clocks of
  several nodes differ.

A run therefore returns some objects again, and a copy must be replaced by the object that was read last, whatever its
stamp is. If the clock of the server is behind ``since``, it was set back, and the next run reads everything.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from attrs import frozen

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.retry_after import http_date

DEFAULT_OVERLAP = timedelta(minutes=5)
_COARSEST_FILTER = timedelta(days=1)
"""Some servers compare days only, so that an object may be older than the filter by this time."""
_KEYS = {"since", "server", "collection"}


@frozen
class ChangeState:
    """Where the next run of a feed starts. A sink stores it as JSON, together with the objects.

    Attributes:
        since: the time from which changes are read, in UTC and whole seconds; None to read everything.
        server: the base URL of the service. A state is valid for this server only.
        collection: the name of the collection, such as ``users``.
    """

    since: datetime | None
    server: str
    collection: str

    def to_json(self) -> dict[str, Any]:
        """Return the state as a JSON object. Its keys are part of the format."""
        since = None
        if self.since is not None:
            since = f"{self.since.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"
        return {"since": since, "server": self.server, "collection": self.collection}

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None, *, server: str, collection: str) -> ChangeState:
        """Read a stored state. None and an empty dict start a feed that reads everything.

        Args:
            data: what ``to_json`` returned.
            server: the base URL of the service that is read now.
            collection: the collection that is read now.

        Raises:
            InvalidRequestError: it is not a state, or belongs to another server or collection.
        """
        if data is None or data == {}:
            return cls(None, server, collection)
        if not isinstance(data, Mapping) or set(data) != _KEYS:
            raise _not_a_state()
        for name, expected in (("server", server), ("collection", collection)):
            if data[name] != expected:
                raise InvalidRequestError(
                    f"state: it belongs to another {name} than {expected}; pass the state of this one, or None to read "
                    "everything"
                )
        if data["since"] is None:
            return cls(None, server, collection)
        since = parse_stamp(data["since"])
        if since is None:
            raise _not_a_state()
        return cls(since, server, collection)

    def next(self, began: datetime | None, overlap: timedelta) -> ChangeState:
        """Return the state after a complete run.

        Args:
            began: the result of ``server_time`` for the first reply of the run; None if it is unknown, which leaves
                the state as it is.
            overlap: a time longer than the longest write on the server.
        """
        if began is None:
            return self
        try:
            since = _whole_second(began - overlap)
        except OverflowError:
            since = None
        return ChangeState(since, self.server, self.collection)

    def is_clock_set_back(self, replied: datetime) -> bool:
        """Return whether the server's clock is behind this state, so that everything must be read.

        Args:
            replied: the time of a reply, which is ``server_time`` with 0 seconds.
        """
        return self.since is not None and replied < self.since

    def is_filter_ignored(self, stamp: object) -> bool:
        """Return whether an object that the server returned shows that it ignores the filter on the time of change.

        Args:
            stamp: ``dateLastModified`` of the object as received.
        """
        changed = parse_stamp(stamp)
        return self.since is not None and changed is not None and self.since - changed > _COARSEST_FILTER


def server_time(headers: Mapping[str, str], elapsed: float) -> datetime | None:
    """Return when a request was sent, by the clock of the server; None if the reply has no valid ``Date`` header.

    Args:
        headers: the headers of the reply, with lower-case names.
        elapsed: seconds from the sending of the request to the end of the reply.
    """
    replied = http_date(headers.get("date", ""))
    if replied is None:
        return None
    try:
        return _whole_second(replied - timedelta(seconds=max(elapsed, 0)))
    except OverflowError:
        return None


def checked_overlap(overlap: object) -> timedelta:
    """Return the argument ``overlap``.

    Raises:
        InvalidRequestError: it is not a duration, or negative.
    """
    if not isinstance(overlap, timedelta):
        raise InvalidRequestError("overlap: expected a timedelta, such as timedelta(minutes=5)")
    if overlap < timedelta():
        raise InvalidRequestError("overlap: expected a duration of 0 or more")
    return overlap


def parse_stamp(value: object) -> datetime | None:
    """Return a received time of change in UTC; None if it is none. A time without a zone is taken as UTC."""
    if not isinstance(value, str):
        return None
    try:
        parsed = datetime.fromisoformat(value)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _whole_second(time: datetime) -> datetime:
    return time.astimezone(UTC).replace(microsecond=0)


def _not_a_state() -> InvalidRequestError:
    return InvalidRequestError(
        "state: expected what state() of an earlier run returned, with since, server and collection; pass None to read "
        "everything"
    )
