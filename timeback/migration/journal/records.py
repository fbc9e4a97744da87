"""The records of a migration journal: the state and outcome of each object, and the references it was sent without."""

from __future__ import annotations

import enum
from typing import Any, Final

import attrs


class TransferState(enum.IntEnum):
    """How far the transfer of an object has come. The numbers are stored in journals, so they never change."""

    PLANNED = 0
    """Nothing was written; the object has to be processed again."""
    SENT = 1
    """A write is in progress, or was in progress when the process ended."""
    DONE = 2
    """The target has the object."""
    FAILED = 3
    """The target rejected the object, or the object cannot be sent."""
    UNKNOWN = 4
    """It cannot be determined whether the target has the object. It is never sent again."""
    LEFT_OUT = 5
    """The object is deliberately not sent."""
    EXTERNAL = 6
    """The object is not part of this migration. Its target id is None if the target has no object of its id."""
    DELETING = 7
    """The source marks the object as deleted, and it is deleted on the target at the end of the run."""


class TransferOutcome(enum.StrEnum):
    """The result of one run for an object. The texts are stored in journals, so they never change."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DELETED = "deleted"


SUCCESSES: Final = (TransferOutcome.CREATED, TransferOutcome.UPDATED, TransferOutcome.UNCHANGED)


@attrs.frozen(kw_only=True)
class JournalEntry:
    """The journal's record of one object."""

    entity: str
    sourced_id: str
    state: TransferState
    run: int = 0
    """The number of the run that changed the entry last."""
    outcome: TransferOutcome | None = None
    target_id: str | None = None
    digest: bytes | None = None
    """The keyed hash of the object that was sent."""
    is_creation: bool = False
    """Whether the last write was a creation, not an update."""
    has_deferred_references: bool = False
    """Whether references were omitted that are sent later, after the objects that they refer to."""
    selected: bool = False
    """Whether the selection includes the object itself, not only as a dependency of another object."""
    reason: str | None = None


COLUMNS: Final = {
    "entity": "entity",
    "id": "sourced_id",
    "state": "state",
    "run": "run",
    "outcome": "outcome",
    "target": "target_id",
    "hash": "digest",
    "creating": "is_creation",
    "late": "has_deferred_references",
    "chosen": "selected",
    "reason": "reason",
}
"""The columns of the table ``objects``, each with the field of JournalEntry that it stores. Columns never change."""

SAME_ID: Final = b""
"""Stored in place of the id on the target if it is the one on the source. Most targets keep ids, so a row has only one,
and needs no row in the index of target ids. It is no text, so that no id equals it."""


def stored_target_id(sourced_id: str, target_id: str | None) -> str | bytes | None:
    """The id on the target as a row stores it."""
    return SAME_ID if target_id == sourced_id else target_id


def row_from_entry(entry: JournalEntry) -> tuple[Any, ...]:
    """The row of the table ``objects`` for an entry, in the order of ``COLUMNS``."""
    return (
        entry.entity,
        entry.sourced_id,
        entry.state,
        entry.run,
        entry.outcome,
        stored_target_id(entry.sourced_id, entry.target_id),
        entry.digest,
        entry.is_creation,
        entry.has_deferred_references,
        entry.selected,
        entry.reason,
    )


def entry_from_row(row: tuple[Any, ...]) -> JournalEntry:
    """The entry that a row of the table ``objects`` stores; the row has the order of ``COLUMNS``."""
    entity, sourced_id, state, run, outcome, target_id, digest, creating, late, chosen, reason = row
    return JournalEntry(
        entity=entity,
        sourced_id=sourced_id,
        state=TransferState(state),
        run=run,
        outcome=None if outcome is None else TransferOutcome(outcome),
        target_id=sourced_id if target_id == SAME_ID else target_id,
        digest=digest,
        is_creation=bool(creating),
        has_deferred_references=bool(late),
        selected=bool(chosen),
        reason=reason,
    )


@attrs.frozen(kw_only=True)
class LeftOutEntry:
    """A reference that an object was sent without."""

    entity: str
    sourced_id: str
    path: str
    collection: str
    referenced_id: str
    reason: str
