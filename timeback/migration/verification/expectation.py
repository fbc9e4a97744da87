"""What the target is expected to have of each source object, and why references may be missing there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

import attrs

from timeback._spec import entities as catalog
from timeback._spec.entities import Entity
from timeback._spec.status import is_deleted
from timeback.migration.endpoints.base import SourceEndpoint, TargetEndpoint
from timeback.migration.execution.dependencies import MARKED_DELETED, MISSING_ON_SOURCE, MISSING_ON_TARGET
from timeback.migration.execution.payload import expected_object, normalize, without_left_out
from timeback.migration.execution.references import ReferenceStatus, find_references
from timeback.migration.execution.selection import Selection
from timeback.migration.execution.unlisted import with_unlisted
from timeback.migration.execution.url_rewriting import URLRewriter
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import TransferOutcome, TransferState
from timeback.migration.reporting.comparison import (
    ComparisonRules,
    are_same_without_urls,
    compare_objects,
    rules_for,
    strip_managed,
)
from timeback.migration.reporting.report import Difference, LeftOutReference


@attrs.frozen(kw_only=True)
class VerificationOptions:
    """How endpoints are compared. The selection defines which objects."""

    rules: Callable[[Entity], ComparisonRules] = rules_for
    include_deleted: bool = False
    """Whether objects that are marked as deleted are expected on the target."""
    csv_only: bool = False
    """Whether only the properties that CSV files can represent are compared."""


class Expectation:
    """Compares single objects, with the ids, omissions and selection that the journal of the migration has."""

    def __init__(
        self,
        source: SourceEndpoint,
        target: TargetEndpoint,
        selection: Selection,
        journal: Journal | None,
        options: VerificationOptions,
    ) -> None:
        self._source, self._target, self._selection = source, target, selection
        self._journal = journal
        self._options = options
        self._url_rewriter = URLRewriter(source.identity, target.identity)
        self._entities = catalog.roster() | catalog.content()
        self._absence_reasons: dict[tuple[str, str], str | None] = {}

    @cached_property
    def keeps_all_ids(self) -> bool:
        """Whether all objects and references are expected on the target with the ids that they have on the source."""
        return self._journal is None or not self._journal.has_other_references()

    def is_expected(self, entity: Entity, sourced_id: str, value: Mapping[str, Any]) -> bool:
        """Whether the target should have an object of the source."""
        if self._is_omitted_as_deleted(value):
            return False
        if self._journal is None or self._journal.get_metadata(f"whole {entity.name}") == "yes":
            return True
        entry = self._journal.get(entity.name, sourced_id)
        return entry is not None and entry.state not in (TransferState.EXTERNAL, TransferState.LEFT_OUT)

    def is_expected_gone(self, entity: Entity, sourced_id: str, value: Mapping[str, Any]) -> bool:
        """Whether a migration was to delete an object of the source on the target."""
        if self._journal is None or self._journal.get_metadata("delete marked") != "yes":
            return False
        entry = self._journal.get(entity.name, sourced_id)
        if entry is None or (entry.target_id is None and self._journal.target_keeps_ids is False):
            # If the target assigns ids, an object with this id is a different one.
            return False
        return (
            self._is_omitted_as_deleted(value)
            and entry.state in (TransferState.DELETING, TransferState.LEFT_OUT, TransferState.FAILED)
            and entry.outcome is not TransferOutcome.SKIPPED
        )

    def target_id(self, collection: str, sourced_id: str) -> str:
        """The id that an object has on the target, or would have."""
        entry = None if self._journal is None else self._journal.get(collection, sourced_id)
        return sourced_id if entry is None else entry.target_id or sourced_id

    def compare(
        self,
        entity: Entity,
        sourced_id: str,
        value: Mapping[str, Any],
        existing: Mapping[str, Any],
        absent: Mapping[tuple[str, str], str] | None,
    ) -> tuple[list[Difference], list[LeftOutReference]] | None:
        """The differences of an object, and the references that the target rightly lacks.

        Args:
            absent: referenced objects that cannot be on the target, with the reasons; None if not determined yet.

        Returns:
            None if ``absent`` has to be determined first.
        """
        if not self._options.csv_only and self._is_same(entity, value, existing):
            return [], []
        found, left_out = self._compare(entity, sourced_id, value, existing, absent or {})
        if absent is None and (found or self._options.csv_only):
            # With csv_only a reference that the files cannot represent is no difference, but is reported as left out.
            if self.missing_references(entity, value, existing):
                return None
        return found, left_out

    def missing_references(
        self, entity: Entity, value: Mapping[str, Any], existing: Mapping[str, Any]
    ) -> list[tuple[str, str]]:
        """Collection and id of the objects that the source's object refers to and the target's does not."""
        present = {(one.path.collection, one.sourced_id) for one in find_references(entity, existing)}
        expected = (
            (one.path.collection, one.sourced_id) for one in find_references(entity, self._prepare(entity, value))
        )
        return [one for one in dict.fromkeys(expected) if (one[0], self.target_id(*one)) not in present]

    async def reasons_for_absence(self, references: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """Why each of these objects cannot be on the target. Objects that should be there are omitted."""
        reasons = {}
        for one in references:
            if one not in self._absence_reasons:
                self._absence_reasons[one] = await self._reason_for_absence(*one)
            reason = self._absence_reasons[one]
            if reason is not None:
                reasons[one] = reason
        return reasons

    def _is_same(self, entity: Entity, value: Mapping[str, Any], existing: Mapping[str, Any]) -> bool:
        """Whether the target has an object as the source has it, and it is expected to have it so.

        This is most objects, and takes less time than to determine what is expected.
        """
        return are_same_without_urls(value, existing) and (
            self._journal is None
            or all(
                self._resolve(one.path.collection, one.sourced_id) == one.sourced_id
                for one in find_references(entity, value)
            )
        )

    def _compare(
        self,
        entity: Entity,
        sourced_id: str,
        value: Mapping[str, Any],
        existing: Mapping[str, Any],
        absent: Mapping[tuple[str, str], str],
    ) -> tuple[list[Difference], list[LeftOutReference]]:
        def resolve(collection: str, referenced_id: str) -> str | ReferenceStatus:
            return (
                ReferenceStatus.ABSENT
                if (collection, referenced_id) in absent
                else self._resolve(collection, referenced_id)
            )

        expected, missing = expected_object(entity, self._prepare(entity, value), resolve)
        expected, _ = with_unlisted(expected, existing, self._source.partial_properties(entity))
        left_out = [
            LeftOutReference(
                entity=entity.name,
                sourced_id=sourced_id,
                path=one.path,
                collection=one.collection,
                referenced_id=one.sourced_id,
                reason=absent.get((one.collection, one.sourced_id))
                or self._journal_reason(one.collection, one.sourced_id),
            )
            for one in missing
        ]
        actual: Mapping[str, Any] = {
            **without_left_out(existing, missing),
            entity.id_name: expected.get(entity.id_name),
        }
        if self._options.csv_only:
            from timeback.bundles import carried

            expected, actual = (carried(entity.name, one) or {} for one in (expected, actual))
            expected = strip_managed(expected)
        rules = self._options.rules(entity)
        return compare_objects(entity.name, sourced_id, expected, actual, rules, left_is_stripped=True), left_out

    def _prepare(self, entity: Entity, value: Mapping[str, Any]) -> dict[str, Any]:
        prepared = self._url_rewriter.rewrite(normalize(entity, value))
        if self._options.csv_only:
            from timeback.bundles.object_to_rows import DERIVED_PROPERTIES

            for name in DERIVED_PROPERTIES.get(entity.name, ()):
                prepared.pop(name, None)
        return prepared

    async def _reason_for_absence(self, collection: str, sourced_id: str) -> str | None:
        """Why the target has no object with this id; None if it has one, or should have one."""
        entity = self._entities[collection]
        source, target = self._source.collection(entity), self._target.collection(entity)
        if target is not None and await target.get(self.target_id(collection, sourced_id)) is not None:
            return None
        found = None if source is None else await source.get(sourced_id)
        if found is None:
            return MISSING_ON_SOURCE
        if self._is_omitted_as_deleted(found):
            return MARKED_DELETED
        entry = None if self._journal is None else self._journal.get(collection, sourced_id)
        if entry is not None and entry.target_id is None:
            return entry.reason or MISSING_ON_TARGET
        # If all objects of the collection are compared, the absence is a difference of its own.
        return MISSING_ON_TARGET if self._selection.is_whole(collection) else None

    def _is_omitted_as_deleted(self, value: Mapping[str, Any]) -> bool:
        """Whether an object of the source is not expected on the target because it is marked as deleted."""
        included = self._options.include_deleted
        if self._journal is not None:
            included = included or self._journal.get_metadata("include deleted") == "yes"
        return is_deleted(value) and not included

    def _journal_reason(self, collection: str, sourced_id: str) -> str:
        entry = None if self._journal is None else self._journal.get(collection, sourced_id)
        return MISSING_ON_TARGET if entry is None or entry.reason is None else entry.reason

    def _resolve(self, collection: str, sourced_id: str) -> str | ReferenceStatus:
        entry = None if self._journal is None else self._journal.get(collection, sourced_id)
        if entry is not None and entry.target_id is None and entry.state is TransferState.LEFT_OUT:
            return ReferenceStatus.LEFT_OUT
        return self.target_id(collection, sourced_id)
