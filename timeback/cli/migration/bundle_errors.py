"""Validation errors of a CSV bundle as text for the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._escaping.terminal import one_line

if TYPE_CHECKING:
    from timeback.bundles import BundleError


def describe_bundle_error(error: BundleError) -> str:
    """Return the number of problems, and the first of them with file, line and column, one on each line."""
    from timeback.bundles.problems import format_problems

    return "\n".join(map(one_line, format_problems(error.problems, error.count).split("\n")))
