"""The shared state of one migration run: endpoints, journal, options, id mapping and single flight."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias

import attrs

from timeback._spec.entities import Entity
from timeback.migration.endpoints.base import SourceCollection, SourceEndpoint, TargetCollection, TargetEndpoint
from timeback.migration.execution.payload import Payload, build_payload, expected_object, normalize, without_left_out
from timeback.migration.execution.references import MissingReference, ReferenceStatus, Resolve
from timeback.migration.execution.single_flight import SingleFlight
from timeback.migration.execution.unlisted import with_unlisted
from timeback.migration.execution.url_rewriting import URLRewriter
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import SUCCESSES, JournalEntry, TransferOutcome, TransferState
from timeback.migration.reporting.comparison import ComparisonRules, compare_objects, rules_for
from timeback.migration.reporting.report import Difference, Progress, Side
from timeback_runtime.errors import APIError

OnConflict: TypeAlias = Literal["skip", "update", "fail"]

NOT_SERVED: Final = "is in a collection that the target does not serve"
NOT_SERVED_BY_SOURCE: Final = "is in a collection that the source does not serve"


@attrs.frozen(kw_only=True)
class MigrationOptions:
    """How objects are transferred. The selection defines which ones."""

    dry_run: bool = False
    on_conflict: OnConflict = "skip"
    include_deleted: bool = False
    delete_marked: bool = False
    """Whether objects that the source marks as deleted are deleted on the target."""
    resend_unknown: bool = False
    """Whether to create again what an earlier run reported as unknown and what cannot be found on the target."""
    rules: Callable[[Entity], ComparisonRules] = rules_for
    hint: str = ""
    """Appended to the reason if an object lacks another one that this migration does not transfer."""
    progress: Callable[[Progress], object] | None = None


class MigrationContext:
    """The state of one run. It sends no request itself."""

    def __init__(
        self,
        source: SourceEndpoint,
        target: TargetEndpoint,
        journal: Journal,
        entities: Mapping[str, Entity],
        transferable: frozenset[str],
        fully_selected: frozenset[str],
        options: MigrationOptions,
        url_rewriter: URLRewriter,
    ) -> None:
        self.source, self.target, self.journal, self.options = source, target, journal, options
        self.entities = entities
        self.transferable = transferable
        """Collections whose objects are transferred if another object needs them."""
        self.fully_selected = fully_selected
        """Collections whose objects are all transferred."""
        self.url_rewriter = url_rewriter
        self.single_flight = SingleFlight()
        self.not_served: dict[str, Side] = {}
        """Collections that an endpoint does not serve, with the first endpoint that does not."""
        self.not_served_replies: dict[str, APIError] = {}
        self.target_lacks: set[str] = set()
        """Collections that the target does not serve, or whose objects it does not create."""
        self.not_carried: Counter[str] = Counter()
        """How many objects of the source the target cannot have, by collection."""

    def source_collection(self, name: str) -> SourceCollection | None:
        """The collection of an entity on the source."""
        return self.source.collection(self.entities[name])

    def target_collection(self, name: str) -> TargetCollection | None:
        """The collection of an entity on the target."""
        return self.target.collection(self.entities[name])

    def required_target(self, entity: Entity) -> TargetCollection:
        """The collection of an entity on the target, which is known to have it."""
        target = self.target_collection(entity.name)
        assert target is not None
        return target

    def record_not_served(self, entity: Entity, side: Side, reply: APIError) -> None:
        """Store that an endpoint does not serve a collection."""
        if self.not_served.setdefault(entity.name, side) == side:
            self.not_served_replies[entity.name] = reply
        if side == "target":
            self.target_lacks.add(entity.name)

    def record_not_carried(self, entity: Entity, sourced_id: str) -> None:
        """Store that the target does not create the objects of a collection."""
        self.not_carried[entity.name] += 1
        self.record_outcome(entity, sourced_id, TransferState.LEFT_OUT, None, reason=NOT_SERVED)

    # Objects

    def prepare(self, entity: Entity, value: Mapping[str, Any]) -> dict[str, Any]:
        """A received object in the form that can be sent, except that references still have source ids."""
        if self.target.copies_verbatim:
            return dict(value)
        prepared = self.url_rewriter.rewrite(normalize(entity, value))
        for name in self.target.implied_properties.get(entity.name, ()):
            prepared.pop(name, None)
        return prepared

    def build_payload(
        self, entity: Entity, sourced_id: str, value: Mapping[str, Any], *, final: bool = False
    ) -> Payload:
        """What can be sent of a prepared object now. ``final``: no more objects arrive that it refers to."""
        if self.target.copies_verbatim:
            return Payload(dict(value))
        payload = build_payload(entity, value, self.resolve, final=final)
        payload.value[entity.id_name] = self.requested_id(entity, sourced_id)
        return payload

    def requested_id(self, entity: Entity, sourced_id: str) -> str:
        """The id that is sent to the target when an object is created."""
        if entity.identity_of is not None:
            resolved = self.resolve(entity.identity_of, sourced_id)
            if isinstance(resolved, str):
                return resolved
        return sourced_id

    def compare(
        self,
        entity: Entity,
        sourced_id: str,
        value: Mapping[str, Any],
        existing: Mapping[str, Any],
        resolve: Resolve | None = None,
    ) -> list[Difference]:
        """The differences between a prepared object, with target ids, and the object on the target."""
        expected, left_out = expected_object(entity, value, resolve or self.resolve)
        expected, _ = self.complete(entity, expected, existing)
        # The journal maps ids, so a different id is not a difference.
        actual = {**without_left_out(existing, left_out), entity.id_name: expected.get(entity.id_name)}
        rules = self.options.rules(entity)
        return compare_objects(entity.name, sourced_id, expected, actual, rules, left_is_stripped=True)

    def complete(
        self, entity: Entity, value: Mapping[str, Any], existing: Mapping[str, Any]
    ) -> tuple[dict[str, Any], list[str]]:
        """Add to an object what an export of changes does not list, and return properties that are not clear."""
        return with_unlisted(value, existing, self.source.partial_properties(entity))

    def missing_references(self, entity: Entity, value: Mapping[str, Any]) -> list[MissingReference]:
        """The references of a prepared object that the object on the target is expected to lack."""
        return expected_object(entity, value, self.resolve)[1]

    def resolve(self, collection: str, sourced_id: str) -> str | ReferenceStatus:
        """An object's id on the target, or why it has none."""
        entry = self.journal.get(collection, sourced_id)
        if entry is None:
            return ReferenceStatus.PENDING
        is_current = entry.run == self.journal.run_number
        if entry.state is TransferState.DELETING and is_current:
            return ReferenceStatus.LEFT_OUT
        if entry.target_id is not None:
            return entry.target_id
        if is_current:
            # The result of an earlier run may be outdated.
            if entry.state is TransferState.LEFT_OUT:
                return ReferenceStatus.LEFT_OUT
            if entry.state in (TransferState.EXTERNAL, TransferState.FAILED, TransferState.UNKNOWN):
                return ReferenceStatus.ABSENT
        return ReferenceStatus.PENDING

    # Journal

    def is_done(self, entry: JournalEntry | None, value: Mapping[str, Any]) -> bool:
        """Whether this run has already transferred a prepared object. In files, it cannot be replaced by another."""
        return (
            entry is not None
            and entry.state is TransferState.DONE
            and entry.run == self.journal.run_number
            and entry.outcome in SUCCESSES
            and (entry.digest is None or entry.digest == self.journal.digest(value))
        )

    def record_outcome(
        self,
        entity: Entity,
        sourced_id: str,
        state: TransferState,
        outcome: TransferOutcome | None,
        *,
        reason: str | None = None,
        **changes: Any,
    ) -> None:
        """Store the state and outcome of an object, with changes to other fields of its journal entry."""
        entry = self.journal.get(entity.name, sourced_id)
        if entry is None:
            entry = JournalEntry(entity=entity.name, sourced_id=sourced_id, state=state)
        elif entry.state is TransferState.EXTERNAL:
            changes = {"target_id": None, **changes}
        run = self.journal.run_number
        self.journal.put(attrs.evolve(entry, state=state, outcome=outcome, reason=reason, run=run, **changes))

    def record_failure(self, entity: Entity, sourced_id: str, reason: str) -> None:
        """Store that an object was rejected or cannot be transferred."""
        self.journal.set_left_out(entity.name, sourced_id, ())
        self.record_outcome(
            entity,
            sourced_id,
            TransferState.FAILED,
            TransferOutcome.FAILED,
            reason=reason,
            has_deferred_references=False,
        )

    def forget_failures(self, condition: Callable[[str], bool]) -> None:
        """Forget the failures of this run before it was interrupted, if their ids meet a condition."""
        for entry in list(self.journal.not_transferred()):
            if condition(entry.sourced_id):
                self.record_outcome(self.entities[entry.entity], entry.sourced_id, TransferState.LEFT_OUT, None)
