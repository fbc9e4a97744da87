"""What an object becomes in the CSV files."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeback.bundles.cell_writer import Note
from timeback.bundles.problems import Loss, LossKind


@dataclass(slots=True)
class Row:
    stem: str
    cells: list[str] = field(repr=False)
    metadata: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(slots=True)
class Encoded:
    """The rows of an object, none if `refused` says why: property and reason."""

    rows: list[Row] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    refused: tuple[str, str] | None = None
    metadata: dict[str, str] | None = field(default=None, repr=False)
    """Columns of metadata for what the standard has no column for."""

    def note(self, path: str) -> Note:
        def add(kind: LossKind, reason: str) -> None:
            self.losses.append(Loss(path, kind, reason))

        return add
