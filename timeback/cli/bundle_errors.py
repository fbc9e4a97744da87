"""What is wrong with a bundle, before anything is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeback._escaping.terminal import one_line

if TYPE_CHECKING:
    from timeback.bundles import Problem

MOST_LINES: Final = 20


def errors_in(path: str) -> list[Problem]:
    """The errors of a bundle, each with file, line and column; warnings are left out."""
    from timeback.bundles import Bundle, BundleError

    try:
        with Bundle.open(path) as bundle:
            return [problem for problem in bundle.check() if problem.severity == "error"]
    except BundleError as error:
        return [error.problem]


def shown(problems: list[Problem]) -> str:
    """The first of them, a line each, below their number."""
    head = "1 problem in the bundle:" if len(problems) == 1 else f"{len(problems):,} problems in the bundle:"
    lines = [one_line(f"  {problem}") for problem in problems[:MOST_LINES]]
    if len(problems) > MOST_LINES:
        lines.append(f"  ... and {len(problems) - MOST_LINES:,} more")
    return "\n".join([head, *lines])
