"""What sending, checking and waiting return."""

from __future__ import annotations

from typing import Any

from attrs import Factory, field, frozen

from timeback.errors import TimeBackError
from timeback_api.events.models import EventIdPair


@frozen(repr=False)
class SendReport:
    """What became of events that were sent.

    Attributes:
        sent: the ids of the events that the platform has accepted.
        job_ids: the ids of the jobs that store them. The platform may name none.
        failed: the id and the error of each event that was not accepted. With an ``UnconfirmedEventsError`` it may have
            been received: pass the error to ``resend``. With another error it was not.
        found: the ids of the events that ``resend``, or an outbox, found on the platform, and did not send again.
        repeated: the ids of the events that were sent again after they were perhaps received, because they were not
            found. The platform may count them twice.
    """

    sent: list[str] = Factory(list)
    job_ids: list[str] = Factory(list)
    failed: list[tuple[str, TimeBackError]] = Factory(list)
    found: list[str] = Factory(list)
    repeated: list[str] = Factory(list)

    def add(self, other: SendReport) -> None:
        """Add what another report has."""
        self.sent.extend(other.sent)
        self.job_ids.extend(other.job_ids)
        self.failed.extend(other.failed)
        self.found.extend(other.found)
        self.repeated.extend(other.repeated)

    def __repr__(self) -> str:
        more = "".join(
            f", {len(ids)} {name}" for name, ids in (("found", self.found), ("repeated", self.repeated)) if ids
        )
        return f"<SendReport: {len(self.sent)} sent, {len(self.failed)} failed{more}>"


@frozen
class Validation:
    """The answer of the platform to events that it checked. It is true if they are valid.

    Attributes:
        valid: whether they are.
        errors: what is wrong, as the platform writes it: texts or dictionaries. They may quote the events.
    """

    valid: bool
    errors: list[Any] = field(factory=list, repr=False)

    def __bool__(self) -> bool:
        return self.valid


@frozen
class FinishedJob:
    """A job that is complete.

    Attributes:
        job_id: its id.
        state: its state, ``completed``.
        results: both ids of each event that it has stored.
    """

    job_id: str
    state: str
    results: list[EventIdPair] = field(factory=list, repr=False)
