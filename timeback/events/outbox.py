"""``Outbox`` keeps events on disk until the platform has taken them."""

from __future__ import annotations

import asyncio
import logging
import os
import threading
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, Self

from timeback._resources.batch import Batch, Blocking, Job
from timeback.errors import ClientStateError, ConfigurationError, TimeBackError, UnconfirmedEventsError
from timeback.events.outbox_file import OutboxFile, StoredEvent
from timeback.events.stored_form import decode, encode
from timeback.services.events.batches import CONCURRENCY
from timeback.services.events.context import EventContext, Sendable, context_of
from timeback.services.events.delivery import deliver_again, deliver_each
from timeback.services.events.envelopes import Division, Prepared, divide, prepare
from timeback.services.events.refusals import RefusalGuard, is_refusal
from timeback.services.events.reports import SendReport
from timeback.settings import check_sensor, positive
from timeback_runtime.arguments import whole_number
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from types import TracebackType

    from timeback._resources.batch import RequestGenerator
    from timeback.client import AsyncTimeBackClient, TimeBackClient

logger = logging.getLogger("timeback.events")

# A flush ends after so many envelopes in a row of which it is not known whether they were received.
_UNCONFIRMED_IN_A_ROW = 3


class Outbox:
    """Events on disk, until the platform has taken them.

        with Outbox("events.db") as outbox:
            outbox.put(done, spent)
            outbox.flush(client)

    An event is on the disk when ``put`` returns, and stays there until the platform has accepted or refused it,
    whatever happens to the process, the network or the disk. One process at a time can use a file: give each worker a
    file of its own. All methods may be called from several threads.

    The file holds the events with the names and e-mail addresses in them, unencrypted. Only its owner can read it (mode
    0600). An event is removed once it was accepted.

    Nothing tells whether the platform drops an event that it has already. An event that was perhaps received, because
    the reply was lost or the process was killed, is looked for, at most three times, 5 seconds apart. If it is not
    found, it is sent again. It may count twice then: ``repeated`` has its id, and a warning is logged.
    """

    @clears_locals
    def __init__(
        self, path: str | os.PathLike[str], max_events: int | None = None, *, sensor: str | None = None
    ) -> None:
        """Open an outbox, or create it.

        Args:
            path: the file. Beside it are its lock, with ``.lock`` at the end, and the files of SQLite.
            max_events: the largest number of events that may wait; None for no limit.
            sensor: IRI that names the application; that of the client by default.

        Raises:
            ConfigurationError: another process or another ``Outbox`` uses the file, it is another kind of file, or
                ``sensor`` is no IRI.
            InvalidRequestError: ``max_events`` is not a whole number of 1 or more.
            StorageError: the file cannot be read or written.
        """
        if max_events is not None:
            whole_number("max_events", max_events, 1)
        self._sensor = check_sensor(sensor)
        self._file = OutboxFile(path, max_events)
        self._guard = RefusalGuard()
        self._thread: threading.Thread | None = None
        self._task: asyncio.Task[None] | None = None
        self._stopping = threading.Event()

    def __repr__(self) -> str:
        return f"<Outbox {self._file.path.name}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.astop()
        self.close()

    def close(self) -> None:
        """Stop sending in the background, and close the file. Events that wait stay on the disk."""
        self.stop()
        self._file.close()

    # Storing

    @clears_locals
    def put(self, *events: Sendable) -> None:
        """Store events. They are on the disk when the method returns.

        An event whose id is stored already is not stored again, so that a call may be repeated.

        Args:
            events: events of ``timeback.events``, models of ``timeback_api.events`` or dictionaries with an ``id``.

        Raises:
            InvalidRequestError: something is not an event, or has no id. Nothing of the call was stored.
            OutboxFullError: there would be more than ``max_events``. Nothing of the call was stored.
            StorageError: the disk is full, or fails. Nothing of the call was stored, and nothing else is lost.
            ClientStateError: the outbox is closed, or was opened before this process was forked.
        """
        self._file.put([encode(event, f"events[{index}]") for index, event in enumerate(events)])

    @clears_locals
    async def aput(self, *events: Sendable) -> None:
        """Store events as ``put`` does, without blocking the event loop."""
        await asyncio.to_thread(self.put, *events)

    @property
    def pending(self) -> int:
        """How many events the platform has neither accepted nor refused."""
        return self._file.pending()

    @property
    def rejected(self) -> list[tuple[str, TimeBackError]]:
        """The id and the error of each event that was refused for good: it is invalid, or larger than ``max_bytes``."""
        return self._file.rejected()

    @property
    def repeated(self) -> list[str]:
        """The ids of the events that were sent again after they were perhaps received. They may count twice.

        The ids stay on the disk until ``forget_repeated``.
        """
        return self._file.repeated()

    def forget_repeated(self) -> int:
        """Remove the ids in ``repeated``; return their number."""
        return self._file.forget_repeated()

    def retry_rejected(self) -> int:
        """Let all refused events wait again, for example after ``sensor`` was corrected; return their number."""
        return self._file.retry_rejected()

    def discard_rejected(self) -> int:
        """Remove all refused events from the disk; return their number."""
        return self._file.discard_rejected()

    # Sending

    @clears_locals
    def flush(
        self,
        client: TimeBackClient,
        *,
        batch_size: int = 100,
        max_bytes: int = 1_000_000,
        stop_if_all_refused: bool = True,
    ) -> SendReport:
        """Send the events that wait, several requests at a time.

        A flush ends when no event waits, or when the platform takes none: the network is lost, or the token or the
        rate limit is refused. The events that are left are sent by the next one.

        Args:
            client: the client to send with. Ids become addresses of its environment.
            batch_size: the largest number of events in a request.
            max_bytes: the largest size of a request. An event that is larger is refused for good.
            stop_if_all_refused: whether to stop with an error when the platform refuses every event. If false, the
                events move to ``rejected``.

        Returns:
            What was sent, and the error of each event that was not. ``rejected`` has those that were refused for good;
                the others still wait.

        Raises:
            ConfigurationError: a setting of the client is missing, such as the sensor. Nothing was sent.
            AllEventsRefusedError: the platform refused 20 events in a row, each sent alone, for the same reason, and
                accepted none, such as with a wrong sensor. The events still wait.
            StorageError: the disk is full, or fails. No event is lost. One that was sent meanwhile is looked for by the
                next flush.
            ClientStateError: the client or the outbox is closed.
        """
        if client.events._is_async:
            raise TypeError("flush() needs a TimeBackClient; use aflush() with an AsyncTimeBackClient")
        report: SendReport = client.events._run(self._flow(client.settings, batch_size, max_bytes, stop_if_all_refused))
        return report

    @clears_locals
    async def aflush(
        self,
        client: AsyncTimeBackClient,
        *,
        batch_size: int = 100,
        max_bytes: int = 1_000_000,
        stop_if_all_refused: bool = True,
    ) -> SendReport:
        """Send the events that wait with an async client, as ``flush`` does.

        After a cancellation, the next flush looks for the events that were being sent.
        """
        if not client.events._is_async:
            raise TypeError("aflush() needs an AsyncTimeBackClient; use flush() with a TimeBackClient")
        report: SendReport = await client.events._run(
            self._flow(client.settings, batch_size, max_bytes, stop_if_all_refused)
        )
        return report

    def _flow(
        self, settings: Any, batch_size: int, max_bytes: int, stop_if_all_refused: bool
    ) -> RequestGenerator[SendReport]:
        context = context_of(settings, self._sensor)
        whole_number("batch_size", batch_size, 1)
        whole_number("max_bytes", max_bytes, 1)
        report = SendReport()
        guard = self._guard if stop_if_all_refused else None
        if guard is not None:
            guard.begin()
        # Events that are put meanwhile are for the next flush, which would otherwise have no end.
        last: int = yield Blocking(self._file.last_number)
        yield from self._confirm(context, batch_size, max_bytes, report, guard)
        batch = _FlushBatch(self._file, context, batch_size, max_bytes, last, report, guard)
        if guard is None or guard.error is None:
            yield batch
        if batch.unconfirmed and not batch.is_over:
            # The reports of these are replaced by what is known now.
            known = set(batch.unconfirmed)
            report.failed[:] = [failure for failure in report.failed if failure[0] not in known]
            yield from self._confirm(context, batch_size, max_bytes, report, guard)
        if guard is not None and guard.error is not None:
            guard.error.report = report
            raise guard.error
        return report

    def _confirm(
        self, context: EventContext, batch_size: int, max_bytes: int, report: SendReport, guard: RefusalGuard | None
    ) -> RequestGenerator[None]:
        """Look for the events that were perhaps sent, and send those that are not there."""
        claim = self._file.claim()
        try:
            while True:
                events = yield Blocking(partial(self._file.take_unconfirmed, claim, batch_size))
                if not events:
                    return
                ready, failed = _prepared(events, context)
                numbers = {event.id: event.number for event in events}
                done = SendReport(failed=failed)
                division = Division(context.sensor, batch_size, max_bytes)
                for part in divide(ready, division):
                    if isinstance(part, tuple):
                        done.failed.append(part)
                    else:
                        done.add((yield from deliver_again(part, context.sensor, self._file.note_repeated, guard)))
                report.add(done)
                yield Blocking(partial(_settle, self._file, numbers, done))
                if any(not is_refusal(error) for _, error in done.failed):
                    return
        finally:
            self._file.release(claim)

    # In the background

    def start(self, client: TimeBackClient, interval: float = 5.0) -> None:
        """Send the events that wait in a thread, each ``interval`` seconds, until ``stop`` or ``close``.

        An error is logged, and the next attempt follows after the interval.

        Args:
            client: the client to send with. It must stay open.
            interval: seconds between two flushes.

        Raises:
            ClientStateError: it is sending already.
            ConfigurationError: the sensor is missing, or the interval is not above 0.
        """
        wait = self._begin(client.settings, interval)

        def run() -> None:
            while not self._stopping.wait(wait):
                try:
                    report = self.flush(client)
                except Exception as error:  # noqa: BLE001 - logged; the events stay on the disk
                    if not self._log_failure(error):
                        return
                else:
                    self._log_report(report)

        self._thread = threading.Thread(target=run, name="timeback-outbox", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop sending in the background. A flush in progress is completed in a thread, and cancelled in a task."""
        self._stopping.set()
        thread, self._thread = self._thread, None
        if thread is not None and thread is not threading.current_thread():
            thread.join()
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    async def astart(self, client: AsyncTimeBackClient, interval: float = 5.0) -> None:
        """Send the events that wait in a task of the running event loop, as ``start`` does in a thread."""
        wait = self._begin(client.settings, interval)

        async def run() -> None:
            while True:
                await asyncio.sleep(wait)
                try:
                    report = await self.aflush(client)
                except Exception as error:  # noqa: BLE001 - logged; the events stay on the disk
                    if not self._log_failure(error):
                        return
                else:
                    self._log_report(report)

        self._task = asyncio.get_running_loop().create_task(run(), name="timeback-outbox")

    async def astop(self) -> None:
        """Stop sending in the background, and wait until the task has ended. A flush in progress is cancelled."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
        if self._thread is not None:
            await asyncio.to_thread(self.stop)

    def _begin(self, settings: Any, interval: float) -> float:
        wait = positive("interval", interval)
        context_of(settings, self._sensor)
        is_running = self._thread is not None and self._thread.is_alive()
        if is_running or (self._task is not None and not self._task.done()):
            raise ClientStateError(f"{self!r} is sending in the background already: call stop() first")
        self._stopping.clear()
        return wait

    def _log_failure(self, error: Exception) -> bool:
        """Log why a flush in the background failed; return whether another attempt can succeed."""
        # A foreign error may quote data.
        text = str(error) if isinstance(error, TimeBackError) else ""
        logger.warning("the outbox could not be flushed: %s%s", type(error).__name__, f": {text}" if text else "")
        return not isinstance(error, ClientStateError)

    def _log_report(self, report: SendReport) -> None:
        if report.failed:
            logger.warning("%d events were not accepted; the first error: %s", len(report.failed), report.failed[0][1])


class _FlushBatch(Batch):
    """The waiting events of an outbox. Each job takes some from the file, sends them, and notes what became of them.

    Attributes:
        unconfirmed: the ids of the events that may have been received.
        is_over: whether the platform takes no events now.
    """

    def __init__(
        self,
        file: OutboxFile,
        context: EventContext,
        batch_size: int,
        max_bytes: int,
        last: int,
        report: SendReport,
        guard: RefusalGuard | None,
    ) -> None:
        super().__init__(CONCURRENCY)
        self._guard = guard
        self._last = last
        self._file, self._context, self._report = file, context, report
        self._batch_size, self._max_bytes = batch_size, max_bytes
        self._is_empty = False
        self._unconfirmed_in_a_row = 0
        self._unexpected: Exception | None = None
        self.unconfirmed: list[str] = []
        self.is_over = False

    def jobs(self) -> Iterator[Job]:
        index = 0
        # A job takes its events when it starts, so at most ``concurrency`` jobs hold some.
        while not self._is_empty and not self.is_over:
            yield Job(index, None)
            index += 1

    def start(self, job: Job) -> RequestGenerator[SendReport]:
        return self._send()

    def _send(self) -> RequestGenerator[SendReport]:
        done = SendReport()
        if self.is_over or self._is_empty:
            return done
        claim = self._file.claim()
        try:
            take = partial(self._file.take, claim, self._batch_size, self._last)
            events: list[StoredEvent] = yield Blocking(take)
            if not events:
                self._is_empty = True
                return done
            numbers = {event.id: event.number for event in events}
            try:
                ready, failed = _prepared(events, self._context)
                done.failed.extend(failed)
                for part in divide(ready, Division(self._context.sensor, self._batch_size, self._max_bytes)):
                    if isinstance(part, tuple):
                        done.failed.append(part)
                    else:
                        done.add((yield from deliver_each(part, self._context.sensor, self._guard)))
            except ConfigurationError as error:
                failure = error
            else:
                yield Blocking(partial(_settle, self._file, numbers, done))
                return done
            # These were not sent.
            left = set(numbers) - {*done.sent, *(identity for identity, _ in done.failed)}
            done.failed.extend((identity, failure) for identity in left)
            yield Blocking(partial(_settle, self._file, numbers, done))
            raise failure
        finally:
            self._file.release(claim)

    def finish(self, job: Job, result: Any) -> None:
        if not isinstance(result, SendReport):
            self._unexpected = self._unexpected or result
            self.is_over = True
            return
        self._report.add(result)
        unconfirmed = [identity for identity, error in result.failed if isinstance(error, UnconfirmedEventsError)]
        self.unconfirmed += unconfirmed
        if result.sent:
            self._unconfirmed_in_a_row = 0
        elif unconfirmed:
            self._unconfirmed_in_a_row += 1
        others = (error for _, error in result.failed if not isinstance(error, UnconfirmedEventsError))
        if self._unconfirmed_in_a_row >= _UNCONFIRMED_IN_A_ROW or not all(map(is_refusal, others)):
            self.is_over = True

    def result(self) -> None:
        if self._unexpected is not None:
            raise self._unexpected


def _prepared(
    events: list[StoredEvent], context: EventContext
) -> tuple[list[Prepared], list[tuple[str, TimeBackError]]]:
    """Return stored events as they are sent, and the id and the error of each that is invalid.

    Raises:
        ConfigurationError: an address that an event needs is not set.
    """
    ready: list[Prepared] = []
    failed: list[tuple[str, TimeBackError]] = []
    for event in events:
        try:
            ready.append(prepare(decode(event.body), context, event.id))
        except ConfigurationError:
            raise
        except InvalidRequestError as error:
            failed.append((event.id, error))
    return ready, failed


def _settle(file: OutboxFile, numbers: dict[str, int], report: SendReport) -> None:
    """Note in the file what became of events. Those that may have been received stay as they are."""
    rejected = [(numbers[identity], error) for identity, error in report.failed if is_refusal(error)]
    waiting = [
        numbers[identity]
        for identity, error in report.failed
        if not is_refusal(error) and not isinstance(error, UnconfirmedEventsError)
    ]
    file.settle(
        done=[numbers[identity] for identity in (*report.sent, *report.found)], waiting=waiting, rejected=rejected
    )
