"""Result types of migration, undo and verification: progress, counts, failures, left-out references, differences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sized
from pathlib import Path
from typing import Any, Literal

import attrs

from timeback.migration.reporting.run_details import RunDetails

DifferenceKind = Literal["missing", "changed", "removed", "added", "invalid"]
Side = Literal["source", "target"]


def _count(items: Sized) -> str:
    return f"<{len(items)}>"


def _references(count: int) -> str:
    return "1 reference" if count == 1 else f"{count:,} references"


@attrs.frozen(kw_only=True)
class Progress:
    """The progress of a migration or a verification, passed to ``progress=`` after each object."""

    entity: str
    done: int
    total: int | None
    failed: int = 0
    concurrency: int = 0


@attrs.define(kw_only=True)
class Tally:
    """Counts of the objects of one entity, by outcome."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    """Already on the target, and equal."""
    skipped: int = 0
    """Not transferred: marked as deleted on the source, or different on the target."""
    failed: int = 0
    unknown: int = 0
    """Sent with an unknown result. They are not sent again; check whether the target has them."""
    deleted: int = 0
    """Marked as deleted on the source, and deleted on the target with ``delete_marked=True``. Those that were not on
    the target any more are unchanged."""

    @property
    def successful(self) -> int:
        """The sum of created, updated, unchanged and deleted."""
        return self.created + self.updated + self.unchanged + self.deleted

    @property
    def total(self) -> int:
        """The sum of all counts."""
        return self.successful + self.skipped + self.failed + self.unknown

    def __str__(self) -> str:
        counts = attrs.asdict(self)
        return ", ".join(f"{name} {count:,}" for name, count in counts.items() if count)


@attrs.frozen(kw_only=True)
class LeftOutReference:
    """A reference that an object was transferred without, because the referenced object is not on the target."""

    entity: str
    sourced_id: str
    path: str
    """The property, with list indexes of the source's object: ``roles[1].org``."""
    collection: str
    """The collection of the referenced object."""
    referenced_id: str
    reason: str
    """Why the target lacks the object: missing on the source, marked as deleted there, not selected, or failed."""

    def __str__(self) -> str:
        return f"{self.entity} {self.sourced_id} {self.path}: {self.collection} {self.referenced_id} {self.reason}"


def moved_objects(report: Report) -> int:
    """Return how many objects a run has moved, or would have: all but those that were skipped or failed."""
    return sum(tally.successful for tally in report.by_entity.values())


@attrs.define(kw_only=True)
class Report:
    """The result of a migration. Unpacks as ``total, successful, failed``; true if no object failed or is unknown.

    References in ``left_out`` do not make it false: the objects that have them were transferred, only the referenced
    objects are not on the target. If a referenced object failed, it is also in ``failed``.

    After a dry run the counts are those that a run would have, and ``successful`` is 0, because nothing was
    transferred. An interrupted run that was resumed has one report for the whole run.
    """

    dry_run: bool = False
    by_entity: dict[str, Tally] = attrs.field(factory=dict)
    failed: list[tuple[str, str]] = attrs.field(factory=list, repr=_count)
    """Entity and id of the objects that failed or whose result is unknown."""
    reasons: dict[tuple[str, str], str] = attrs.field(factory=dict, repr=_count)
    """Why an object failed, was skipped, or has an unknown result."""
    left_out: list[LeftOutReference] = attrs.field(factory=list, repr=_count)
    """References that objects were transferred without."""
    hosts: Mapping[str, int] = attrs.field(factory=dict)
    """How many URLs of each host other than the source's are in links and metadata. They were not changed."""
    addresses_rewritten: int = 0
    """How many URLs of the source were replaced by those of the target."""
    not_carried: dict[str, int] = attrs.field(factory=dict)
    """Entities that the target does not serve or cannot hold, such as those without a CSV file, with their counts on
    the source."""
    not_served: dict[str, Side] = attrs.field(factory=dict)
    """Entities that an endpoint does not serve, or not to these credentials, with the endpoint. Their objects are not
    transferred."""
    detached_orgs: tuple[str, ...] = ()
    """Ids of organisations that count as at the top, because their parent is themselves or is not on the source. It is
    only complete if the root organisation was looked for."""
    written: Any = attrs.field(default=None, repr=False)
    """The report of the written files: a ``WriteReport`` of a CSV bundle, with values that it cannot hold, rejected
    objects and risky cells, or a ``ParquetReport``; None if the target is a server."""
    resumed: bool = False
    """Whether the run resumed an interrupted one."""
    journal: Path | None = None
    seconds: float = 0.0
    concurrency: int = 0
    """The highest number of simultaneous requests."""
    details: RunDetails | None = attrs.field(default=None, repr=False)
    """The endpoints, the time and the choices of the run; None if the report is not that of a ``Migration``."""

    @property
    def total(self) -> int:
        """How many objects were processed."""
        return sum(tally.total for tally in self.by_entity.values())

    @property
    def deleted(self) -> int:
        """How many objects were deleted on the target, or would be, after a dry run."""
        return sum(tally.deleted for tally in self.by_entity.values())

    @property
    def successful(self) -> int:
        """The sum of created, updated, unchanged and deleted objects; 0 after a dry run."""
        return 0 if self.dry_run else moved_objects(self)

    def __bool__(self) -> bool:
        return not self.failed

    def __iter__(self) -> Iterator[Any]:
        return iter((self.total, self.successful, self.failed))

    def __str__(self) -> str:
        head = "Would move" if self.dry_run else "Moved"
        failed = f"; {len(self.failed):,} failed or unknown" if self.failed else ""
        left_out = f"; {_references(len(self.left_out))} left out" if self.left_out else ""
        moved = moved_objects(self)
        lines = [f"{head} {moved:,} object{'s' * (moved != 1)} in {self.seconds:.1f} s{failed}{left_out}"]
        lines += [f"  {entity}: {tally}" for entity, tally in self.by_entity.items() if tally.total]
        return "\n".join(lines)


@attrs.define(kw_only=True)
class MigrationReport:
    """The result of a migration of users. Unpacks as ``total, successful, failed``.

    After a dry run the counts are those that a run would have, and ``successful`` is 0, because nothing was
    transferred.
    """

    dry_run: bool = False
    total: int = 0
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    orgs_created: int = 0
    failed: list[str] = attrs.field(factory=list, repr=_count)
    reasons: dict[str, str] = attrs.field(factory=dict, repr=False)
    """Why a user failed or was skipped, or a note about a transferred user, by sourcedId."""
    seconds: float = 0.0
    concurrency: int = 0
    """The highest number of simultaneous requests."""

    @property
    def successful(self) -> int:
        """The sum of created, updated and unchanged objects; 0 after a dry run."""
        return 0 if self.dry_run else self.created + self.updated + self.unchanged

    def __iter__(self) -> Iterator[Any]:
        return iter((self.total, self.successful, self.failed))

    def __str__(self) -> str:
        would = "would be " if self.dry_run else ""
        parts = [f"{would}created {self.created}", f"{would}updated {self.updated}", f"already equal {self.unchanged}"]
        parts += [f"skipped {self.skipped}", f"{'would fail' if self.dry_run else 'failed'} {len(self.failed)}"]
        orgs = f"; organisations {would}created: {self.orgs_created}" if self.orgs_created else ""
        return f"{self.total} users: {', '.join(parts)}{orgs} ({self.seconds:.1f} s)"


@attrs.frozen(kw_only=True)
class Difference:
    """One difference between source and target. The repr omits ``left`` and ``right``, which may be personal data.

    ``kind`` is ``missing`` (the target lacks the whole object), ``changed``, ``removed`` (only the source has the
    property or list item), ``added`` (only the target has it) or ``invalid`` (a row of a bundle cannot be read: its
    place and the problem are in ``path``, and the place is in ``sourced_id`` if the object is not known). If the source
    reports more objects than it lists, a difference without ``sourced_id`` is ``missing``, with the numbers in
    ``path``.
    """

    entity: str
    sourced_id: str
    path: str
    kind: DifferenceKind
    left: Any = attrs.field(default=None, repr=False)
    right: Any = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.entity} {self.sourced_id}{f' {self.path}' if self.path else ''}: {self.kind}"


@attrs.frozen(kw_only=True)
class VerificationResult:
    """The result of a comparison: true if there is no difference. Iterates over the differences."""

    differences: tuple[Difference, ...] = attrs.field(repr=_count)
    left_out: tuple[LeftOutReference, ...] = attrs.field(default=(), repr=_count)
    """References that only the source has, and that are no differences, because the target lacks the referenced object:
    it is missing or deleted on the source, is not selected, or is a difference itself."""
    not_served: dict[str, Side] = attrs.field(factory=dict)
    """Entities that were not compared, since an endpoint does not serve them, or not to these credentials."""
    checked: int
    seconds: float = 0.0

    def __bool__(self) -> bool:
        return not self.differences

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)


@attrs.define(kw_only=True)
class UndoTally:
    """Counts of the objects of one entity that the runs of a migration created."""

    deleted: int = 0
    already_gone: int = 0
    """Not on the target any more, or marked as deleted there, before the undo."""
    kept: int = 0
    failed: int = 0

    @property
    def total(self) -> int:
        """The sum of all counts."""
        return self.deleted + self.already_gone + self.kept + self.failed

    def __str__(self) -> str:
        counts = {"deleted": self.deleted, "already gone": self.already_gone, "kept": self.kept, "failed": self.failed}
        return ", ".join(f"{name} {count:,}" for name, count in counts.items() if count)


@attrs.define(kw_only=True)
class UndoReport:
    """The result of an undo: true if the target has nothing left that the runs of the migration created.

    After a dry run the counts are those that an undo would have.
    """

    dry_run: bool = False
    by_entity: dict[str, UndoTally] = attrs.field(factory=dict)
    kept: list[tuple[str, str]] = attrs.field(factory=list, repr=_count)
    """Entity and id on the target of the objects that were not deleted on purpose. An object whose creation got no
    reply has its id on the source."""
    failed: list[tuple[str, str]] = attrs.field(factory=list, repr=_count)
    """Entity and id on the target of the objects that could not be deleted."""
    reasons: dict[tuple[str, str], str] = attrs.field(factory=dict, repr=_count)
    """Why an object was kept or failed."""
    journal: Path | None = None
    seconds: float = 0.0

    @property
    def total(self) -> int:
        """How many objects were processed."""
        return sum(tally.total for tally in self.by_entity.values())

    @property
    def deleted(self) -> int:
        """How many objects were deleted."""
        return sum(tally.deleted for tally in self.by_entity.values())

    @property
    def already_gone(self) -> int:
        """How many objects were not on the target any more."""
        return sum(tally.already_gone for tally in self.by_entity.values())

    def __bool__(self) -> bool:
        return not self.failed and not self.kept

    def __str__(self) -> str:
        parts = [f"{'Would delete' if self.dry_run else 'Deleted'} {self.deleted:,} objects in {self.seconds:.1f} s"]
        counts = {"already gone": self.already_gone, "kept": len(self.kept), "failed": len(self.failed)}
        parts += [f"{count:,} {name}" for name, count in counts.items() if count]
        lines = [f"  {entity}: {tally}" for entity, tally in self.by_entity.items() if tally.total]
        return "\n".join(["; ".join(parts), *lines])
