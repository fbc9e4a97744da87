"""Problems found in a bundle, and losses when one is written.

No text contains a value from a bundle, because values are personal data of children. Ids are the only exception.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from timeback.errors import TimeBackError

Severity = Literal["error", "warning"]
LossKind = Literal["dropped", "altered", "filled", "encoded"]

GUID: Final = re.compile(r"[0-9A-Za-z.\-_/@]{1,255}")
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """A deviation of a bundle from the standard.

    severity: "error" if data is missing, contradictory or unreadable; "warning" if the bundle can be read anyway, with
        the most likely meaning
    """

    file: str
    line: int | None
    column: str | None
    rule: str
    text: str
    severity: Severity = "error"

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.text} ({self.rule})"


class BundleError(TimeBackError, ValueError):
    """A bundle cannot be read or written. `problem` holds the location and the reason."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Loss:
    """A property that the CSV files cannot hold, or only in another form.

    kind: "dropped": the property is not written. "altered": it is read back as a different value. "filled": a column
        that the standard requires gets a value that the object does not have. "encoded": the property is written in
        another form and read back unchanged.
    """

    path: str
    kind: LossKind
    reason: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """The property that a column of an older version is read as."""

    file: str
    column: str
    property: str
    text: str


def bundle_error(file: str, rule: str, text: str, line: int | None = None) -> BundleError:
    return BundleError(Problem(file, line, None, rule, text))


def shown_id(text: str) -> str:
    """Return an id for use in a message. Text that is not a valid id is not shown: it may be a person's name."""
    if not GUID.fullmatch(text):
        return f"(invalid id of {len(text)} characters)"
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")
