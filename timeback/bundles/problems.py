"""What is said about a bundle: problems found in one, and what a written one cannot carry.

Texts never hold a value out of a bundle, since those are the names and birthdays of children; ids are the exception.
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
    """Something in a bundle that is not as the standard has it.

    An error means that data is missing, contradicts itself or cannot be understood. A warning means that the bundle is
    read as it was most likely meant.
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
    """A bundle that cannot be read or written. `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Loss:
    """What becomes of a property that the CSV files have no place for, or not in this form.

    dropped: it is not written. altered: it comes back as another value. filled: a column that the standard requires
    gets a value that the object does not have. encoded: it is written in another form and comes back as it was.
    """

    path: str
    kind: LossKind
    reason: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a column of an older version is read."""

    file: str
    column: str
    property: str
    text: str


def shown_id(text: str) -> str:
    """An id as it may be shown. What does not look like one may be a name in the wrong column."""
    if not GUID.fullmatch(text):
        return f"(a text of {len(text)} characters that is no id)"
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")
