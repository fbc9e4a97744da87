"""The selection of a migration: which entities, and which of their objects, are transferred."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import attrs

from timeback._spec.entities import Entity, check_names, content, owners, roster
from timeback.filters import Expression, F
from timeback.migration.execution.references import find_references
from timeback.migration.journal.journal import Journal
from timeback.migration.journal.records import JournalEntry, TransferState
from timeback_runtime.arguments import whole_number
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.filter_names import check_filter_names


@attrs.frozen(kw_only=True)
class Selection:
    """The objects that are transferred themselves. Their dependencies are transferred in addition."""

    entities: Mapping[str, Entity]
    filters: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    ids: Mapping[str, Sequence[str]] = attrs.field(factory=dict)
    orgs: frozenset[str] = frozenset()
    schools: frozenset[str] = attrs.field(factory=frozenset, repr=False)
    """Those of ``orgs`` that were given as schools."""
    courses: frozenset[str] = frozenset()
    modified_since: datetime | None = None
    sample: int | None = None

    @property
    def is_scoped(self) -> bool:
        """Whether only objects that belong to certain organisations or courses are selected."""
        return bool(self.orgs or self.courses)

    def is_whole(self, entity: str) -> bool:
        """Whether all objects of an entity are selected."""
        return (
            not self.is_scoped
            and entity in self.entities
            and entity not in self.filters
            and entity not in self.ids
            and self.modified_since is None
            and self.sample is None
        )

    def filter_for(self, entity: Entity) -> Any:
        """The filter of the request to the source."""
        given = self.filters.get(entity.name)
        if self.modified_since is None or not entity.filters.get("dateLastModified") or isinstance(given, str):
            return given
        since = F.date_last_modified >= self.modified_since
        return since if given is None else given & since

    def includes(self, entity: Entity, value: Mapping[str, Any], journal: Journal) -> bool:
        """Whether an object of the source is selected."""
        if self.modified_since is not None and not _is_since(value.get("dateLastModified"), self.modified_since):
            return False
        return not self.is_scoped or self._belongs(entity, value, journal)

    def can_have_objects(self, entity: Entity, journal: Journal) -> bool:
        """Whether any object of an entity may be selected. If not, its objects need not be read."""
        if not self.is_scoped or entity.name in ("orgs", "courses"):
            return True
        referred = {path.collection for path in entity.references if not path.deferred}
        if entity.identity_of is not None:
            return journal.has_target_ids(entity.identity_of)
        return any(map(journal.has_selected, referred & owners()))

    def _belongs(self, entity: Entity, value: Mapping[str, Any], journal: Journal) -> bool:
        sourced_id = entity.id_of(value)
        if sourced_id in {"orgs": self.orgs, "courses": self.courses}.get(entity.name, ()):
            return True
        own = journal.get(entity.name, sourced_id)
        if own is not None and own.selected:
            return True
        if entity.identity_of is not None:
            owner = journal.get(entity.identity_of, sourced_id)
            return owner is not None and owner.state is not TransferState.EXTERNAL
        owners = (
            journal.get(one.path.collection, one.sourced_id)
            for one in find_references(entity, value)
            if not one.path.deferred
        )
        return any(entry is not None and entry.selected for entry in owners)


def mark_selected(journal: Journal, entity: Entity, sourced_id: str) -> None:
    """Record that an object itself is selected, which selects the objects that belong to it, too."""
    entry = journal.get(entity.name, sourced_id)
    if entry is None or not entry.selected:
        entry = entry or JournalEntry(
            entity=entity.name, sourced_id=sourced_id, state=TransferState.PLANNED, run=journal.run_number
        )
        journal.put_mark(attrs.evolve(entry, selected=True))


def build_selection(
    entities: Mapping[str, Entity],
    *,
    filters: Mapping[str, Any] | None = None,
    ids: Mapping[str, Sequence[str]] | None = None,
    orgs: Sequence[str] | None = None,
    schools: Sequence[str] | None = None,
    courses: Sequence[str] | None = None,
    modified_since: datetime | None = None,
    sample: int | None = None,
) -> Selection:
    """The selection that the arguments of a migration define.

    Raises:
        InvalidRequestError: an argument is invalid.
    """
    check_names("filters", filters or (), roster() | content())
    for name, condition in (filters or {}).items():
        if name not in entities:
            raise InvalidRequestError(
                f"filters: {name} has a filter and is not migrated; leave out the filter, or add {name} to entities"
            )
        if not isinstance(condition, (str, Expression)) or condition == "":
            raise InvalidRequestError(
                f"filters: the filter of {name} must be an expression (F.role == ...) or a filter string"
            )
        check_filter_names(f"filters: {name}", condition, entities[name].model_class())
    if modified_since is not None and not isinstance(modified_since, datetime):
        raise InvalidRequestError("modified_since: expected a datetime")
    if modified_since is not None and modified_since.tzinfo is None:
        raise InvalidRequestError(
            "modified_since: the datetime has no time zone; use datetime.now(UTC), or .astimezone()"
        )
    if sample is not None:
        whole_number("sample", sample, 1)
    return Selection(
        entities=entities,
        filters=dict(filters or {}),
        ids=dict(ids or {}),
        orgs=_ids("orgs", orgs) | _ids("schools", schools),
        schools=_ids("schools", schools),
        courses=_ids("courses", courses),
        modified_since=modified_since,
        sample=sample,
    )


def _ids(name: str, given: Sequence[str] | None) -> frozenset[str]:
    if given is None:
        return frozenset()
    if isinstance(given, str):
        raise InvalidRequestError(f"{name}: expected a list of sourcedIds, not a string; use {name}=[...]")
    if not given or not all(isinstance(one, str) and one for one in given):
        raise InvalidRequestError(f"{name}: expected a list with at least one sourcedId")
    return frozenset(given)


def _is_since(text: Any, moment: datetime) -> bool:
    if not isinstance(text, str):
        return True
    try:
        changed_at = datetime.fromisoformat(text)
    except ValueError:
        return True
    return (changed_at if changed_at.tzinfo else changed_at.replace(tzinfo=UTC)) >= moment
