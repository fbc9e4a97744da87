"""What became of what was to be written: how many rows, what was lost, what was refused, what to be careful with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from timeback._escaping.spreadsheet import formula_note, is_formula
from timeback.bundles.problems import Loss, LossKind, Problem

KEPT: Final = 1000


@dataclass(frozen=True, slots=True)
class LossCount:
    """How often a property of a collection was lost in one way; `example` is the sourcedId of one such object."""

    collection: str
    path: str
    kind: LossKind
    reason: str
    count: int
    example: str | None


@dataclass(frozen=True, slots=True)
class Refused:
    """An object that was not written at all."""

    collection: str
    sourced_id: str | None
    property: str
    reason: str


@dataclass
class WriteReport:
    """objects: written, by collection; rows: by file
    refused: the first of the objects that were not written; refused_count: all of them, by collection
    formulas: the first of the cells that a spreadsheet would run as a formula, unchanged; formula_count: all of them
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
        """What a person should know, a line each: what is lost, and what to be careful with."""
        for loss in self.losses:
            if loss.kind != "encoded":
                yield f"{loss.collection} {loss.path} was {loss.kind} in {loss.count:,} objects: {loss.reason}"
        if self.formula_count:
            first = self.formulas[0]
            yield formula_note(self.formula_count, f"{first.file}, line {first.line}, column {first.column}")

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON, without the formulas' places."""
        return {
            "objects": dict(self.objects),
            "losses": [asdict(loss) for loss in self.losses],
            "refused": dict(self.refused_count),
            "formulas": self.formula_count,
        }

    def lost(self, collection: str, found: Iterable[Loss], sourced_id: str | None) -> None:
        for loss in found:
            key = (collection, loss)
            if key not in self._losses and len(self._losses) >= KEPT:
                # Names in metadata may be as many as there are objects.
                key = (collection, Loss(loss.path.partition(".")[0] + ".*", loss.kind, loss.reason))
            count, example = self._losses.get(key, (0, sourced_id))
            self._losses[key] = count + 1, example

    def refuse(self, refused: Refused) -> None:
        self.refused_count[refused.collection] += 1
        if len(self.refused) < KEPT:
            self.refused.append(refused)

    def look_for_formula(self, file: str, line: int, column: str, text: str) -> None:
        if is_formula(text):
            self.formula_count += 1
            if len(self.formulas) < KEPT:
                reason = "a spreadsheet would run this cell as a formula"
                self.formulas.append(Problem(file, line, column, "formula", reason, "warning"))
