"""Problems found in a bundle, and losses when one is written.

No text contains a value from a bundle, because values are personal data of children. Ids are the only exception.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from timeback.errors import TimeBackError

Severity = Literal["error", "warning"]
LossKind = Literal["dropped", "altered", "filled", "encoded"]

GUID: Final = re.compile(r"[0-9A-Za-z.\-_/@]{1,255}")
_SHOWN = 80
MAX_LISTED: Final = 20
"""How many problems an error lists."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A deviation of a bundle from the standard.

    severity: "error" if data is missing, contradictory or unreadable; "warning" if the bundle can be read anyway, with
        the most likely meaning
    object_id: the sourcedId of the object that the row belongs to; None if it is not known. A row of roles.csv belongs
        to its user
    whole_file: whether the problem is one of the file, and not of a single row
    """

    file: str
    line: int | None
    column: str | None
    rule: str
    text: str
    severity: Severity = "error"
    object_id: str | None = field(default=None, repr=False)
    whole_file: bool = False

    @property
    def is_of_row(self) -> bool:
        """Whether the bundle can be read without the problem if one row is left out."""
        return self.line is not None and not self.whole_file

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}: {self.text} ({self.rule})"


class BundleError(TimeBackError, ValueError):
    """A bundle cannot be read or written. `problem` holds the location and the reason.

    problems: the first problems, if the whole bundle was checked; otherwise `problem` only
    count: how many problems there are
    """

    def __init__(self, problem: Problem, problems: Sequence[Problem] = (), count: int = 1) -> None:
        super().__init__(str(problem) if count == 1 else format_problems(problems, count))
        self.problem = problem
        self.problems = tuple(problems) or (problem,)
        self.count = count


class BundleWarning(UserWarning):
    """A bundle deviates from the standard, and is read with the most likely meaning. The text lists the places."""


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


def format_problems(problems: Sequence[Problem], count: int, severity: Severity | None = None) -> str:
    """Return the number of problems of a bundle, and the first of them, one on each line."""
    kind = "problem" if severity is None else severity
    lines = [f"{count:,} {kind}s in the bundle:" if count > 1 else f"1 {kind} in the bundle:"]
    lines += [f"  {problem}" for problem in problems[:MAX_LISTED]]
    if count > MAX_LISTED:
        lines.append(f"  ... and {count - MAX_LISTED:,} more")
    return "\n".join(lines)


def shown_id(text: str) -> str:
    """Return an id for use in a message. Text that is not a valid id is not shown: it may be a person's name."""
    if not GUID.fullmatch(text):
        return f"(invalid id of {len(text)} characters)"
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")
