"""What is moved: which entities, and which of their objects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import attrs

from timeback._spec.entities import Entity
from timeback.filters import Expression, F
from timeback.migration.execution.payload import named
from timeback.migration.journal.journal import Journal, Row, State
from timeback_runtime.arguments import whole_number
from timeback_runtime.errors import InvalidRequestError

OWNERS: Final = frozenset(
    {
        "orgs",
        "courses",
        "courseComponents",
        "componentResources",
        "classes",
        "users",
        "lineItems",
        "assessmentLineItems",
    }
)
"""What others belong to. A term, a score scale or a resource is shared by many who have nothing else in common."""


@attrs.frozen(kw_only=True)
class Selection:
    """Which objects are moved for their own sake. What they depend on comes with them."""

    entities: Mapping[str, Entity]
    filters: Mapping[str, Any] = attrs.field(factory=dict, repr=False)
    ids: Mapping[str, Sequence[str]] = attrs.field(factory=dict)
    orgs: frozenset[str] = frozenset()
    courses: frozenset[str] = frozenset()
    modified_since: datetime | None = None
    sample: int | None = None

    @property
    def scoped(self) -> bool:
        """Whether only what belongs to some organisations or courses is moved."""
        return bool(self.orgs or self.courses)

    def is_whole(self, entity: str) -> bool:
        """Whether all objects of an entity are moved."""
        return (
            not self.scoped
            and entity in self.entities
            and entity not in self.filters
            and entity not in self.ids
            and self.modified_since is None
            and self.sample is None
        )

    def filter_for(self, entity: Entity) -> Any:
        """What the source is asked for."""
        given = self.filters.get(entity.name)
        if self.modified_since is None or not entity.filters.get("dateLastModified") or isinstance(given, str):
            return given
        since = F.date_last_modified >= self.modified_since
        return since if given is None else given & since

    def admits(self, entity: Entity, value: Mapping[str, Any], journal: Journal) -> bool:
        """Whether an object that the source gave is one of them."""
        if self.modified_since is not None and not _is_since(value.get("dateLastModified"), self.modified_since):
            return False
        return not self.scoped or self._belongs(entity, value, journal)

    def can_have(self, entity: Entity, journal: Journal) -> bool:
        """Whether there may be some of an entity, so that its objects are worth reading."""
        if not self.scoped or entity.name in ("orgs", "courses"):
            return True
        owners = {path.collection for path in entity.references if not path.deferred} & OWNERS
        if entity.identity_of is not None:
            return next(journal.rows(entity.identity_of, "target IS NOT NULL"), None) is not None
        return any(next(journal.rows(name, "chosen"), None) is not None for name in owners)

    def _belongs(self, entity: Entity, value: Mapping[str, Any], journal: Journal) -> bool:
        sourced_id = entity.id_of(value)
        if sourced_id in {"orgs": self.orgs, "courses": self.courses}.get(entity.name, ()):
            return True
        own = journal.get(entity.name, sourced_id)
        if own is not None and own.chosen:
            return True
        if entity.identity_of is not None:
            owner = journal.get(entity.identity_of, sourced_id)
            return owner is not None and owner.state is not State.OUTSIDE
        rows = (
            journal.get(one.path.collection, one.sourced_id) for one in named(entity, value) if not one.path.deferred
        )
        return any(row is not None and row.chosen for row in rows)


def choose(journal: Journal, entity: Entity, sourced_id: str) -> None:
    """Keep that an object was selected itself, so that what belongs to it is, too."""
    row = journal.get(entity.name, sourced_id)
    if row is None or not row.chosen:
        row = row or Row(entity=entity.name, id=sourced_id, state=State.PLANNED, run=journal.run)
        journal.put(attrs.evolve(row, chosen=True))


def selection(
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
    """Check what the caller gave.

    Raises:
        InvalidRequestError: an argument makes no sense.
    """
    from timeback._spec.entities import check_names

    check_names("filters", filters or (), entities)
    for name, condition in (filters or {}).items():
        if not isinstance(condition, (str, Expression)) or condition == "":
            raise InvalidRequestError(f"filters: the one of {name} is neither a filter (F.role == ...) nor its text")
    if modified_since is not None and not isinstance(modified_since, datetime):
        raise InvalidRequestError("modified_since: expected a datetime")
    if modified_since is not None and modified_since.tzinfo is None:
        raise InvalidRequestError("modified_since has no time zone; use datetime.now(UTC), or .astimezone()")
    if sample is not None:
        whole_number("sample", sample, 1)
    return Selection(
        entities=entities,
        filters=dict(filters or {}),
        ids=dict(ids or {}),
        orgs=_ids("orgs", orgs) | _ids("schools", schools),
        courses=_ids("courses", courses),
        modified_since=modified_since,
        sample=sample,
    )


def _ids(name: str, given: Sequence[str] | None) -> frozenset[str]:
    if given is None:
        return frozenset()
    if isinstance(given, str):
        raise InvalidRequestError(f"{name}: expected a list of sourcedIds, not one text: write {name}=[...]")
    if not given or not all(isinstance(one, str) and one for one in given):
        raise InvalidRequestError(f"{name}: expected a list of sourcedIds, with at least one in it")
    return frozenset(given)


def _is_since(text: Any, moment: datetime) -> bool:
    if not isinstance(text, str):
        return True
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        return True
    return (told if told.tzinfo else told.replace(tzinfo=UTC)) >= moment
