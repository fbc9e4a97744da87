"""Lists of names and "did you mean" hints in errors about settings."""

from __future__ import annotations

from collections.abc import Iterable

from timeback_runtime.suggestions import closest


def listed(names: Iterable[str]) -> str:
    """Return the names quoted and separated by commas."""
    return ", ".join(repr(name) for name in names)


def suggestion(name: str, names: Iterable[str]) -> str:
    """Return `` (did you mean 'staging'?)``, or empty text if no name is similar."""
    match = closest(name, names)
    return "" if match is None else f" (did you mean {match!r}?)"
