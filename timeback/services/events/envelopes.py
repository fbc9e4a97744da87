"""Envelopes: events as they are sent, and their division into envelopes by number and size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from timeback.services.events.context import CALIPER, EventContext, Sendable
from timeback_runtime.encoding import to_json_bytes
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model
from timeback_runtime.times import utc_text
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    from timeback_api.events.models import Receipt
    from timeback_runtime.messages import Request

_WITH_TIMES = (Model, Mapping, list, tuple, datetime)


@frozen
class Prepared:
    """An event as it is sent.

    Attributes:
        id: its id.
        data: its JSON.
    """

    id: str
    data: dict[str, Any] = field(repr=False)

    @property
    def size(self) -> int:
        """The number of bytes in an envelope, with the comma behind it."""
        return len(to_json_bytes(self.id, self.data)) + 1


def prepare(event: Sendable, context: EventContext, place: str) -> Prepared:
    """Return an event as it is sent.

    Args:
        place: the argument, for errors.

    Raises:
        InvalidRequestError: it is no event, or has no id.
        ConfigurationError: an address that it needs is not set.
    """
    data: Mapping[str, Any] | Model
    if isinstance(event, Model | Mapping):
        data = event
    elif hasattr(event, "build"):
        data = event.build(context)
    else:
        raise not_an_event(event, place)
    sent: dict[str, Any] | None = None
    try:
        sent = with_times_as_text(data, place)
    except RecursionError:
        pass
    if sent is None:
        raise InvalidRequestError(f"{place} contains itself, or is nested too deeply")
    return Prepared(checked_id(sent.get("id"), place), sent)


def with_times_as_text(value: Any, place: str) -> Any:
    """Return an event, or a part of it, as a copy of plain values, in which each time and date is text.

    The platform is known to accept one form of times only, and refuses an ``eventTime`` in another one.

    Args:
        place: the argument, for errors.

    Raises:
        InvalidRequestError: a time has no zone.
    """
    if isinstance(value, Model):
        # Its own form of times is the one that was given, with its zone and its precision.
        parts = {field.wire: getattr(value, name) for name, field in value.FIELDS.items()} | value.additional_properties
        changed = {name: part for name, part in parts.items() if isinstance(part, _WITH_TIMES)}
        return value.to_dict() | with_times_as_text(changed, place)
    if isinstance(value, Mapping):
        return {name: with_times_as_text(part, f"{place}.{name}") for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [with_times_as_text(part, f"{place}[{index}]") for index, part in enumerate(value)]
    if isinstance(value, datetime):
        if value.utcoffset() is None:
            raise InvalidRequestError(
                f"{place} has no time zone: use datetime.now(UTC), or add one with replace(tzinfo=...)"
            )
        return utc_text(value)
    return value.isoformat() if isinstance(value, date) else value


def not_an_event(value: object, place: str) -> InvalidRequestError:
    """Return the error for a value that is no event."""
    return InvalidRequestError(
        f"{place}: expected an event of timeback.events, a model or a dict, got {describe_type(value)}"
    )


def checked_id(identity: object, place: str) -> str:
    """Return the id of an event.

    Raises:
        InvalidRequestError: it is missing.
    """
    if not isinstance(identity, str) or not identity:
        raise InvalidRequestError(f"{place}.id is missing: set it to 'urn:uuid:' and a UUID")
    return identity


def prepare_all(events: Iterable[Sendable], context: EventContext) -> list[Prepared]:
    """Return the events of a call that sends one envelope.

    Raises:
        InvalidRequestError: there is none, one is invalid, or two have the same id.
    """
    prepared = [prepare(event, context, f"events[{index}]") for index, event in enumerate(events)]
    if not prepared:
        raise InvalidRequestError("events: pass one event or more")
    seen: set[str] = set()
    for event in prepared:
        if event.id in seen:
            raise repeated(event.id)
        seen.add(event.id)
    return prepared


def repeated(identity: str) -> InvalidRequestError:
    """Return the error for a second event with the same id in one call."""
    return InvalidRequestError(f"events: {identity} occurs twice, and would count twice: pass each event once")


def request_of(events: Iterable[Prepared], sensor: str) -> Request[Receipt | None]:
    """Return the request that sends events.

    Raises:
        InvalidRequestError: one is invalid by its schema.
    """
    from timeback_api.events.api.events import send_envelope

    return send_envelope.build(envelope(events, sensor))


def envelope(events: Iterable[Prepared], sensor: str) -> dict[str, Any]:
    """Return an envelope that is sent now."""
    return {
        "sensor": sensor,
        "sendTime": utc_text(datetime.now(UTC)),
        "dataVersion": CALIPER,
        "data": [event.data for event in events],
    }


class Division:
    """Divides events into envelopes of at most so many events and bytes."""

    def __init__(self, sensor: str, batch_size: int, max_bytes: int) -> None:
        self._batch_size, self._room = batch_size, max_bytes - len(to_json_bytes("sensor", envelope([], sensor)))
        self._max_bytes = max_bytes
        self._events: list[Prepared] = []
        self._used = 0

    def add(self, event: Prepared) -> list[Prepared] | None:
        """Add an event; return the events of the envelope that it completes or does not fit into, if there is one.

        Raises:
            InvalidRequestError: it does not fit into an envelope of its own.
        """
        size = event.size
        if size > self._room:
            raise InvalidRequestError(
                f"{event.id} has {size - 1} bytes, and an envelope of max_bytes={self._max_bytes} has room for "
                f"{max(self._room - 1, 0)}: shorten the event, or pass a larger max_bytes"
            )
        done = None
        if self._events and (self._used + size > self._room or len(self._events) >= self._batch_size):
            done = self.rest()
        self._events.append(event)
        self._used += size
        return done

    def rest(self) -> list[Prepared]:
        """Return the events that are left."""
        done, self._events, self._used = self._events, [], 0
        return done


def divide(
    events: Iterable[Prepared], division: Division
) -> Iterator[list[Prepared] | tuple[str, InvalidRequestError]]:
    """Yield the events of each envelope, and the id and the error of each event that is too large."""
    for event in events:
        try:
            done = division.add(event)
        except InvalidRequestError as error:
            yield event.id, error
            continue
        if done is not None:
            yield done
    if rest := division.rest():
        yield rest
