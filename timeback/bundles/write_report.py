"""Report of a written bundle: objects, rows, losses, refused objects, and cells that look like formulas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from timeback._escaping.spreadsheet import formula_note
from timeback.bundles.problems import Loss, LossKind, Problem

MAX_ENTRIES: Final = 1000


@dataclass(frozen=True, slots=True)
class LossCount:
    """How many objects of a collection lost a property in one way. `example` is the sourcedId of one of them."""

    collection: str
    path: str
    kind: LossKind
    reason: str
    count: int
    example: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """An object that was not written."""

    collection: str
    sourced_id: str | None
    property: str
    reason: str


@dataclass
class WriteReport:
    """What a `BundleWriter` wrote and what it did not.

    objects: number of written objects, by collection
    rows: number of written rows, by file
    refused: the first 1,000 objects that were not written
    refused_count: number of objects that were not written, by collection
    formulas: the first 1,000 cells that start with a character that spreadsheets treat as a formula; they are written
        unchanged
    formula_count: number of all such cells
    """

    objects: Counter[str] = field(default_factory=Counter)
    rows: dict[str, int] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    refused_count: Counter[str] = field(default_factory=Counter)
    formulas: list[Problem] = field(default_factory=list)
    formula_count: int = 0
    _losses: dict[tuple[str, Loss], tuple[int, str | None]] = field(default_factory=dict, repr=False)

    @property
    def losses(self) -> list[LossCount]:
        return [
            LossCount(collection, loss.path, loss.kind, loss.reason, count, example)
            for (collection, loss), (count, example) in self._losses.items()
        ]

    def lines(self) -> Iterator[str]:
        """Yield the losses and warnings as text, one line each."""
        for loss in self.losses:
            if loss.kind != "encoded":
                yield f"{loss.collection} {loss.path} was {loss.kind} in {loss.count:,} objects: {loss.reason}"
        if self.formula_count:
            first = self.formulas[0]
            yield formula_note(self.formula_count, f"{first.file}, line {first.line}, column {first.column}")

    def to_dict(self) -> dict[str, Any]:
        """Return the report as JSON. Of formulas it has only the number."""
        return {
            "objects": dict(self.objects),
            "losses": [asdict(loss) for loss in self.losses],
            "refused": dict(self.refused_count),
            "formulas": self.formula_count,
        }

    def lost(self, collection: str, found: Iterable[Loss], sourced_id: str | None) -> None:
        for loss in found:
            key = (collection, loss)
            if key not in self._losses and len(self._losses) >= MAX_ENTRIES:
                # Every object can have its own metadata names, so their losses are counted together.
                key = (collection, Loss(loss.path.partition(".")[0] + ".*", loss.kind, loss.reason))
            count, example = self._losses.get(key, (0, sourced_id))
            self._losses[key] = count + 1, example

    def refuse(self, refused: Refused) -> None:
        self.refused_count[refused.collection] += 1
        if len(self.refused) < MAX_ENTRIES:
            self.refused.append(refused)

    def add_formula(self, file: str, line: int, column: str) -> None:
        """Count a cell that starts with a character that spreadsheets treat as a formula."""
        self.formula_count += 1
        if len(self.formulas) < MAX_ENTRIES:
            reason = "cell starts with a character that spreadsheets treat as a formula"
            self.formulas.append(Problem(file, line, column, "formula", reason, "warning"))
