"""The service ``client.events``: its operations are methods of the service itself."""

from __future__ import annotations

import time
from collections.abc import AsyncIterable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from timeback._resources.batch import Pause
from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.multi_request import multi_request
from timeback._resources.service import AsyncService, SyncService
from timeback._resources.write_batch import checked_items
from timeback.errors import JobFailedError, JobTimeoutError, UnconfirmedEventsError
from timeback.services.events.batches import CONCURRENCY, EventBatch
from timeback.services.events.context import EventContext, Sendable, context_of
from timeback.services.events.delivery import deliver, deliver_again
from timeback.services.events.envelopes import envelope, prepare_all
from timeback.services.events.reports import FinishedJob, SendReport, Validation
from timeback.settings import positive
from timeback_api.events.api.events import get_event, list_events, send_envelope, validate_envelope
from timeback_api.events.api.jobs import get_job
from timeback_runtime.arguments import whole_number
from timeback_runtime.errors import BadRequestError, InvalidRequestError, UnprocessableEntityError
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    from timeback._resources.batch import RequestGenerator
    from timeback_api.events.models import Job

# Seconds between two reads of a job.
_JOB_INTERVAL = 1.0


class _Events:
    """Events: what students do in learning applications, sent as Caliper events, and the jobs that store them."""

    _is_async: ClassVar[bool]
    _session: Any

    send_envelope = operation(send_envelope)
    validate_envelope = operation(validate_envelope)
    # Before its listing, whose name hides that of the module.
    iter_events = iterating(list_events)
    list_events = listing(list_events)
    get_event = operation(get_event)

    get_job = operation(get_job)

    @multi_request
    def send(self, *events: Sendable, sensor: str | None = None) -> RequestGenerator[SendReport]:
        """Send events in one request.

        Args:
            events: events of ``timeback.events``, models of ``timeback_api.events`` or dictionaries. Events of
                ``timeback.events`` are built now, with the addresses of this client.
            sensor: IRI that names the application; that of the client by default.

        Returns:
            The ids of the events, and of the job that stores them if the platform names one.

        Raises:
            InvalidRequestError: an event is invalid. Nothing was sent.
            ConfigurationError: the sensor is missing. Nothing was sent.
            UnconfirmedEventsError: the events may have been received. They are not sent again; see ``resend``.
            APIError: the events were not received, or were refused.

        Source: POST /caliper/event (sendEnvelope).
        """
        context = self._context(sensor)
        prepared = prepare_all(events, context)
        receipt = yield from deliver(prepared, context.sensor)
        job_ids = [str(receipt.job_id)] if receipt is not None and receipt.job_id else []
        return SendReport(sent=[event.id for event in prepared], job_ids=job_ids)

    @multi_request
    def send_many(
        self,
        events: Iterable[Sendable] | AsyncIterable[Sendable],
        *,
        batch_size: int = 100,
        max_bytes: int = 1_000_000,
        sensor: str | None = None,
        concurrency: int = CONCURRENCY,
    ) -> RequestGenerator[SendReport]:
        """Send any number of events, several requests at a time. The iterable is read as the requests proceed.

        An event that is invalid, refused or too large does not stop the others: if the platform refuses an envelope,
        its events are sent in smaller ones.

        Args:
            events: as for ``send``. For an async client, it may be an async iterable.
            batch_size: the largest number of events in a request.
            max_bytes: the largest size of a request. The limits of the platform are not documented.
            sensor: IRI that names the application; that of the client by default.
            concurrency: the largest number of requests in progress at once.

        Returns:
            What was sent, and the id and the error of each event that was not; an event without an id is named by its
                position, as in ``events[3]``.

        Raises:
            ConfigurationError: the sensor is missing. Nothing was sent.
            InvalidRequestError: an argument is invalid. Nothing was sent.
            AllEventsRefusedError: the platform refused 20 events in a row, each sent alone, for the same reason, and
                accepted none. The rest of the iterable was not read. ``report`` of the error has the events until then.

        Source: POST /caliper/event (sendEnvelope).
        """
        context = self._context(sensor)
        whole_number("batch_size", batch_size, 1)
        whole_number("max_bytes", max_bytes, 1)
        given = checked_items("events", events, is_async=self._is_async)
        report: SendReport = yield EventBatch(given, context, batch_size, max_bytes, concurrency)
        return report

    @multi_request
    def resend(self, error: UnconfirmedEventsError) -> RequestGenerator[SendReport]:
        """Look for events that may have been received, and send those that are not there.

        Each event is looked for at most three times, 5 seconds apart. One that is not found then is sent again: if it
        was received after all, the platform may count it twice. ``repeated`` in the report has its id.

        Args:
            error: what ``send`` raised, or what is in ``failed`` of a report. Several entries of ``failed`` can have
                the same error; the second call for it sends nothing.

        Returns:
            What was found and sent. An event that could not be looked for, or may have been received again, is in
                ``failed``, with an error that can be passed to ``resend``.

        Raises:
            InvalidRequestError: the error is not an ``UnconfirmedEventsError``. Nothing was sent.

        Source: GET /caliper/events/{externalId} (getEvent), POST /caliper/event (sendEnvelope).
        """
        if not isinstance(error, UnconfirmedEventsError):
            raise InvalidRequestError(
                f"error: expected an UnconfirmedEventsError, got {describe_type(error)}; events with another error "
                "were not received: send them again"
            )
        context = self._context(error._sensor)
        items, error._items = error._items, []
        try:
            report = yield from deliver_again(items, context.sensor)
        except BaseException:
            # The call was cancelled, or the client closed. The next one looks for the events again.
            error._items = items
            raise
        return report

    @multi_request
    def validate(self, *events: Sendable, sensor: str | None = None) -> RequestGenerator[Validation]:
        """Let the platform check events as if they were sent. Nothing is stored.

        Args:
            events: as for ``send``.
            sensor: IRI that names the application; that of the client by default.

        Returns:
            A true object if the events are valid. Otherwise ``errors`` says why.

        Raises:
            InvalidRequestError: something is not an event, or has no id.
            ConfigurationError: the sensor is missing.
            APIError: the events were not checked.

        Source: POST /caliper/event/validate (validateEnvelope).
        """
        context = self._context(sensor)
        prepared = prepare_all(events, context)
        try:
            request = validate_envelope.build(envelope(prepared, context.sensor))
        except InvalidRequestError as error:
            return Validation(False, [str(error)])
        try:
            outcome = yield request
        except (BadRequestError, UnprocessableEntityError) as error:
            return Validation(False, error.details or [error.description or str(error)])
        return Validation(str(outcome.status).lower() != "error")

    @multi_request
    def wait_for_job(self, job_id: str, *, timeout: float = 30.0) -> RequestGenerator[FinishedJob]:
        """Wait until a job has stored its events. The job is read each second.

        Args:
            job_id: from ``job_ids`` of a report.
            timeout: seconds to wait.

        Returns:
            The job, with both ids of each event.

        Raises:
            JobFailedError: the job has failed. None of its events is stored.
            JobTimeoutError: the job had not ended in time. It may still store its events.
            NotFoundError: there is no such job.

        Source: GET /jobs/{jobId}/status (getJob).
        """
        until = time.monotonic() + positive("timeout", timeout)
        while True:
            job: Job = yield get_job.build(job_id)
            state = str(job.state)
            outcome = job.return_value
            if state == "failed" or (state == "completed" and outcome is not None and outcome.status == "error"):
                raise JobFailedError(
                    f"the job {job_id} has failed: its events are not stored; check them with validate(), and send "
                    "them again",
                    job_id=job_id,
                    state=state,
                )
            if state == "completed":
                return FinishedJob(job_id, state, list(outcome.results or []) if outcome is not None else [])
            left = until - time.monotonic()
            if left <= 0:
                raise JobTimeoutError(
                    f"the job {job_id} had not ended after {timeout:g} s (state {state}); it may still store its "
                    "events: wait again, or look for them with get_event()",
                    job_id=job_id,
                    state=state,
                )
            yield Pause(min(_JOB_INTERVAL, left))

    def _context(self, sensor: str | None) -> EventContext:
        return context_of(self._session.settings, sensor)


class Events(_Events, SyncService):
    __doc__ = _Events.__doc__


class AsyncEvents(_Events, AsyncService):
    __doc__ = _Events.__doc__
