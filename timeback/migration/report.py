"""What a migration and a verification hand back."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from typing import Any, Literal

import attrs

Kind = Literal["missing", "changed", "removed", "added"]


def _count(items: Sized) -> str:
    return f"<{len(items)}>"


@attrs.frozen(kw_only=True)
class Progress:
    """How far a migration or a verification is; handed to ``progress=`` after each object."""

    entity: str
    done: int
    total: int | None
    failed: int = 0
    concurrency: int = 0


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
    checked: int
    seconds: float = 0.0

    def __bool__(self) -> bool:
        return not self.differences

    def __iter__(self) -> Iterator[Difference]:
        return iter(self.differences)

    def __len__(self) -> int:
        return len(self.differences)
