"""Sending envelopes, and what follows if it is not known whether one was received.

Nothing says that the platform drops an event that it has already, so an event is never sent again unless it was looked
for first. The functions are generators of requests, which both clients run.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING

from timeback._resources.batch import Blocking, Pause, RequestBatch
from timeback.errors import UnconfirmedEventsError
from timeback.services.events.envelopes import Prepared, request_of
from timeback.services.events.refusals import RefusalGuard, is_refusal
from timeback.services.events.reports import SendReport
from timeback_api.events.api.events import get_event
from timeback_runtime.errors import (
    APIError,
    APIStatusError,
    InvalidRequestError,
    NotFoundError,
)

if TYPE_CHECKING:
    from timeback._resources.batch import RequestGenerator
    from timeback_api.events.models import Receipt

logger = logging.getLogger("timeback.events")

LOOKS = 3
# Seconds between two looks: stored events were seen after less than one.
LOOK_INTERVAL = 5.0


def deliver(events: list[Prepared], sensor: str) -> RequestGenerator[Receipt | None]:
    """Send one envelope.

    Raises:
        UnconfirmedEventsError: it may have been received.
        APIError: it was not received, or was refused.
        InvalidRequestError: an event is invalid by its schema; nothing was sent.
    """
    try:
        receipt: Receipt | None = yield request_of(events, sensor)
    except APIError as error:
        if not error.outcome_unknown:
            raise
        failure = error
    else:
        return receipt
    raise _unconfirmed(failure, events, sensor) from failure


def _unconfirmed(error: APIError, events: list[Prepared], sensor: str) -> UnconfirmedEventsError:
    count = f"{len(events)} event{'s' if len(events) != 1 else ''}"
    unconfirmed = UnconfirmedEventsError(
        f"it is not known whether the platform has received {count} ({error}); pass this error to events.resend(), "
        "which looks for them before it sends them again",
        event_ids=[event.id for event in events],
        sensor=sensor,
        items=list(events),
    )
    for name in ("status", "code_minor", "retry_after", "method", "path", "attempts", "request_id"):
        setattr(unconfirmed, name, getattr(error, name))
    return unconfirmed


def deliver_each(
    events: list[Prepared], sensor: str, guard: RefusalGuard | None = None
) -> RequestGenerator[SendReport]:
    """Send events in one envelope, or in several if the platform refuses it, so that a refused one stops no other.

    Args:
        guard: stops sending if the platform refuses every event. The events that are left, and those whose refusals
            led to it, have its error.

    Raises:
        ConfigurationError: the address of the service is not set. Nothing was sent.
        ClientStateError: the client is closed.
    """
    report = SendReport()
    doubtful: list[str] = []
    probes: list[Prepared] = []
    left = [events]
    while left or probes:
        if guard is not None and guard.error is not None:
            break
        part = [probes.pop()] if probes else left.pop()
        try:
            receipt = yield from deliver(part, sensor)
        except (APIError, InvalidRequestError) as error:
            if len(part) > 1 and is_refusal(error):
                if guard is not None and isinstance(error, APIStatusError):
                    probes, part = guard.probes(part)
                middle = 0 if probes else len(part) // 2
                left += [half for half in (part[middle:], part[:middle]) if half]
                continue
            report.failed.extend((event.id, error) for event in part)
            if guard is not None and guard.refused(part[0], error):
                doubtful.append(part[0].id)
                continue
        else:
            report.sent.extend(event.id for event in part)
            if receipt is not None and receipt.job_id:
                report.job_ids.append(str(receipt.job_id))
            if guard is not None:
                guard.accepted()
        if probes:
            left.append(probes)
            probes = []
    if guard is not None and guard.error is not None:
        unsettled = {*doubtful, *(event.id for part in (*left, probes) for event in part)}
        report.failed[:] = [each for each in report.failed if each[0] not in unsettled]
        report.failed.extend((event.id, guard.error) for event in events if event.id in unsettled)
    positions = {event.id: position for position, event in enumerate(events)}
    report.failed.sort(key=lambda failure: positions[failure[0]])
    return report


def look_up(identities: Iterable[str]) -> RequestGenerator[tuple[set[str], dict[str, APIError]]]:
    """Look for stored events, at most three times.

    Returns:
        The ids that were found, and the error of each that could not be looked for. The others are not there.
    """
    found: set[str] = set()
    left = list(identities)
    failed: dict[str, APIError] = {}
    for look in range(LOOKS):
        if not left:
            break
        if look:
            yield Pause(LOOK_INTERVAL)
        results = yield RequestBatch([partial(get_event.build, identity) for identity in left])
        failed = {}
        for identity, result in zip(left, results, strict=True):
            if not isinstance(result, BaseException):
                found.add(identity)
            elif isinstance(result, APIError) and not isinstance(result, NotFoundError):
                failed[identity] = result
            elif not isinstance(result, APIError):
                raise result
        left = [identity for identity in left if identity not in found]
    return found, failed


def deliver_again(
    events: Collection[Prepared],
    sensor: str,
    note: Callable[[list[str]], None] | None = None,
    guard: RefusalGuard | None = None,
) -> RequestGenerator[SendReport]:
    """Look for events that may have been received, and send those that are not there.

    An event that could not be looked for is not sent: it is in ``failed``, with an ``UnconfirmedEventsError``.

    Args:
        note: called with the ids of events before they are sent again. It may block.
        guard: as for ``deliver_each``.
    """
    report = SendReport()
    found, failed = yield from look_up(event.id for event in events)
    report.found.extend(event.id for event in events if event.id in found)
    unknown = [event for event in events if event.id in failed]
    if unknown:
        error = _unconfirmed(failed[unknown[0].id], unknown, sensor)
        report.failed.extend((event.id, error) for event in unknown)
    absent = [event for event in events if event.id not in found and event.id not in failed]
    if absent:
        logger.warning(
            "%d events were perhaps received, were not found, and are sent again; they may count twice: %s",
            len(absent),
            ", ".join(event.id for event in absent[:10]) + (", ..." if len(absent) > 10 else ""),
        )
        if note is not None:
            yield Blocking(partial(note, [event.id for event in absent]))
        sent = yield from deliver_each(absent, sensor, guard)
        report.add(sent)
        report.repeated.extend(sent.sent)
    return report
