"""The CSV rows of one object, with the losses of its conversion."""

from __future__ import annotations

from dataclasses import dataclass, field

from timeback.bundles.cell_writer import LossHandler
from timeback.bundles.problems import Loss, LossKind


@dataclass(slots=True)
class EncodedRow:
    stem: str
    cells: list[str] = field(repr=False)
    metadata: dict[str, str] = field(default_factory=dict, repr=False)


@dataclass(slots=True)
class EncodedObject:
    """The rows of an object. If it cannot be written, `refused` holds the property and the reason."""

    rows: list[EncodedRow] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    refused: tuple[str, str] | None = None
    metadata: dict[str, str] | None = field(default=None, repr=False)
    """Metadata columns for properties that have no column in the standard."""

    def loss_handler(self, path: str) -> LossHandler:
        def add(kind: LossKind, reason: str) -> None:
            self.losses.append(Loss(path, kind, reason))

        return add
