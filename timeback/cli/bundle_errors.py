"""Validation errors of a CSV bundle, shown before anything is done with the bundle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from timeback._escaping.terminal import one_line

if TYPE_CHECKING:
    from timeback.bundles import Problem

MAX_LINES: Final = 20


def bundle_errors(path: str) -> list[Problem]:
    """Validate a bundle; return its errors with file, line and column. Warnings are left out."""
    from timeback.bundles import Bundle, BundleError

    try:
        with Bundle.open(path) as bundle:
            return [problem for problem in bundle.check() if problem.severity == "error"]
    except BundleError as error:
        return [error.problem]


def format_problems(problems: list[Problem]) -> str:
    """Return the number of problems, and the first of them, one on each line."""
    head = "1 problem in the bundle:" if len(problems) == 1 else f"{len(problems):,} problems in the bundle:"
    lines = [one_line(f"  {problem}") for problem in problems[:MAX_LINES]]
    if len(problems) > MAX_LINES:
        lines.append(f"  ... and {len(problems) - MAX_LINES:,} more")
    return "\n".join([head, *lines])
