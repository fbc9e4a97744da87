"""The batch of ``send_many``: a stream of events, sent in envelopes that are in progress at the same time."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterable, Iterator
from contextlib import aclosing, nullcontext
from typing import TYPE_CHECKING, Any

from timeback._resources.batch import Batch, Job
from timeback.errors import AllEventsRefusedError
from timeback.services.events.context import EventContext
from timeback.services.events.delivery import deliver_each
from timeback.services.events.envelopes import Division, Prepared, prepare, repeated
from timeback.services.events.refusals import RefusalGuard
from timeback.services.events.reports import SendReport
from timeback_runtime.errors import InvalidRequestError

if TYPE_CHECKING:
    from timeback._resources.batch import RequestGenerator

CONCURRENCY = 4


class EventBatch(Batch):
    """The events of one call, read only a little ahead of the envelopes in progress."""

    def __init__(self, events: Any, context: EventContext, batch_size: int, max_bytes: int, concurrency: int) -> None:
        """Take an iterable of events; for an event loop, it may be an async one."""
        super().__init__(concurrency)
        self._events, self._context = events, context
        self._division = Division(context.sensor, batch_size, max_bytes)
        self._seen: set[str] = set()
        self._number = 0
        self._jobs = 0
        self._unexpected: Exception | None = None
        self._report = SendReport()
        self._guard = RefusalGuard()
        self._stopped: AllEventsRefusedError | None = None

    def jobs(self) -> Iterator[Job]:
        for event in self._events:
            yield from self._accept(event)
            if self._stopped is not None:
                return
        yield from self._end()

    async def jobs_async(self) -> AsyncGenerator[Job]:
        events = self._events
        if not isinstance(events, AsyncIterable):
            for job in self.jobs():
                yield job
            return
        async with aclosing(events) if isinstance(events, AsyncGenerator) else nullcontext():
            async for event in events:
                for job in self._accept(event):
                    yield job
                if self._stopped is not None:
                    return
        for job in self._end():
            yield job

    def _accept(self, event: Any) -> Iterator[Job]:
        place = f"events[{self._number}]"
        self._number += 1
        identity = place
        try:
            prepared = prepare(event, self._context, place)
            identity = prepared.id
            if identity in self._seen:
                raise repeated(identity)
            self._seen.add(identity)
            done = self._division.add(prepared)
        except InvalidRequestError as error:
            # The other events are sent.
            self._report.failed.append((identity, error))
            return
        if done is not None:
            yield self._job(done)

    def _end(self) -> Iterator[Job]:
        if rest := self._division.rest():
            yield self._job(rest)

    def _job(self, events: list[Prepared]) -> Job:
        self._jobs += 1
        return Job(self._jobs - 1, events)

    def start(self, job: Job) -> RequestGenerator[SendReport]:
        return deliver_each(job.item, self._context.sensor, self._guard)

    def finish(self, job: Job, result: Any) -> None:
        if isinstance(result, SendReport):
            self._report.add(result)
            self._stopped = self._guard.error
        else:
            self._unexpected = self._unexpected or result

    def result(self) -> SendReport:
        if self._unexpected is not None:
            raise self._unexpected
        if self._stopped is not None:
            # Everything that was read is reported.
            self._report.failed.extend((event.id, self._stopped) for event in self._division.rest())
            self._stopped.report = self._report
            raise self._stopped
        return self._report
