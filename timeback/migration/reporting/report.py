"""What a migration and a verification hand back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sized
from pathlib import Path
from typing import Any, Literal

import attrs

Kind = Literal["missing", "changed", "removed", "added"]


def _count(items: Sized) -> str:
    return f"<{len(items)}>"


def _references(count: int) -> str:
    return "1 reference" if count == 1 else f"{count:,} references"


@attrs.frozen(kw_only=True)
class Progress:
    """How far a migration or a verification is; handed to ``progress=`` after each object."""

    entity: str
    done: int
    total: int | None
    failed: int = 0
    concurrency: int = 0


@attrs.define(kw_only=True)
class Tally:
    """What became of the objects of one entity."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    """On the target already, and equal."""
    skipped: int = 0
    """Left as they are: to be deleted on the source, or different on the target."""
    failed: int = 0
    unknown: int = 0
    """Sent, without anybody knowing whether they arrived. They are not sent again: look for them on the target."""

    @property
    def successful(self) -> int:
        """Created, updated, or equal already."""
        return self.created + self.updated + self.unchanged

    @property
    def total(self) -> int:
        """All of them."""
        return self.successful + self.skipped + self.failed + self.unknown

    def __str__(self) -> str:
        counts = attrs.asdict(self)
        return ", ".join(f"{name} {count:,}" for name, count in counts.items() if count)


@attrs.frozen(kw_only=True)
class LeftOutReference:
    """A reference that an object was moved without, since the object that it names is not on the target."""

    entity: str
    sourced_id: str
    path: str
    """The property, with places in lists as the source has them: ``roles[1].org``."""
    collection: str
    """The collection of the object that is not on the target."""
    referenced_id: str
    reason: str
    """Why the target lacks it: missing on the source, to be deleted there, not selected, refused or failed."""

    def __str__(self) -> str:
        return f"{self.entity} {self.sourced_id} {self.path}: {self.collection} {self.referenced_id} {self.reason}"


@attrs.define(kw_only=True)
class Report:
    """What a migration did. Unpacks as ``total, successful, failed``; true where nothing failed or is unknown.

    References in ``left_out`` do not make it false: their objects were moved, and what they name is not there to be
    named. Where that is because an object failed, the object stands in ``failed``.

    After a dry run the counts say what would have happened, and ``successful`` is 0, since nothing was moved. A run
    that was interrupted and went on gives one report of the whole.
    """

    dry_run: bool = False
    by_entity: dict[str, Tally] = attrs.field(factory=dict)
    failed: list[tuple[str, str]] = attrs.field(factory=list, repr=_count)
    """Entity and id of what failed, and of what is unknown."""
    reasons: dict[tuple[str, str], str] = attrs.field(factory=dict, repr=_count)
    """Why an object failed, is unknown or was skipped."""
    left_out: list[LeftOutReference] = attrs.field(factory=list, repr=_count)
    """References that objects were moved without."""
    hosts: Mapping[str, int] = attrs.field(factory=dict)
    """How often an address of a host that is not the source's was met in links and metadata, and left as it is."""
    addresses_rewritten: int = 0
    not_carried: dict[str, int] = attrs.field(factory=dict)
    """Entities that the target has no place for, such as those that the CSV files lack, and how many the source has."""
    not_served: tuple[str, ...] = ()
    """Entities that one of both servers does not know."""
    written: Any = attrs.field(default=None, repr=False)
    """What files say of their writing: a bundle's ``WriteReport`` with losses, refusals and cells to be careful with,
    or a ``ParquetReport``; None where the target is a server."""
    resumed: bool = False
    """Whether it went on where an interrupted run had come to."""
    journal: Path | None = None
    seconds: float = 0.0
    concurrency: int = 0
    """The most calls that were under way at once."""

    @property
    def total(self) -> int:
        """How many objects were looked at."""
        return sum(tally.total for tally in self.by_entity.values())

    @property
    def successful(self) -> int:
        """Created, updated, or equal already; 0 after a dry run."""
        return 0 if self.dry_run else sum(tally.successful for tally in self.by_entity.values())

    def __bool__(self) -> bool:
        return not self.failed

    def __iter__(self) -> Iterator[Any]:
        return iter((self.total, self.successful, self.failed))

    def __str__(self) -> str:
        head = "Would move" if self.dry_run else "Moved"
        failed = f"; {len(self.failed):,} failed or unknown" if self.failed else ""
        left_out = f"; {_references(len(self.left_out))} left out" if self.left_out else ""
        lines = [f"{head} {self.total:,} objects in {self.seconds:.1f} s{failed}{left_out}"]
        lines += [f"  {entity}: {tally}" for entity, tally in self.by_entity.items() if tally.total]
        return "\n".join(lines)


@attrs.define(kw_only=True)
class MigrationReport:
    """What became of each user. Unpacks as ``total, successful, failed``.

    After a dry run the counts say what would have happened, and ``successful`` is 0, since nothing was moved.
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
    """Why a user failed or was skipped, or what to know about one who was moved, by sourcedId."""
    seconds: float = 0.0
    concurrency: int = 0
    """The most calls that were under way at once."""

    @property
    def successful(self) -> int:
        """Created, updated, or equal already; 0 after a dry run."""
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
    """One thing in which two servers differ. Its repr leaves ``left`` and ``right`` out: they may be personal data.

    ``kind`` is ``missing`` (the whole object), ``changed``, ``removed`` (a property or an element that only the source
    has) or ``added`` (one that only the target has).
    """

    entity: str
    sourced_id: str
    path: str
    kind: Kind
    left: Any = attrs.field(default=None, repr=False)
    right: Any = attrs.field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.entity} {self.sourced_id}{f' {self.path}' if self.path else ''}: {self.kind}"


@attrs.frozen(kw_only=True)
class VerificationResult:
    """True where nothing differs; iterates over the differences."""

    differences: tuple[Difference, ...] = attrs.field(repr=_count)
    left_out: tuple[LeftOutReference, ...] = attrs.field(default=(), repr=_count)
    """References that only the source has, and that are no differences: what they name is not on the target either,
    and is no part of it (deleted or missing on the source, not selected) or is a difference of its own."""
    checked: int
    seconds: float = 0.0

    def __bool__(self) -> bool:
        return not self.differences

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)
