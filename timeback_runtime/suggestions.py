""" "Did you mean": the known name that is closest to a misspelled one."""

from __future__ import annotations

from collections.abc import Iterable


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that starts with ``name``, or else the most similar one; None if there is neither."""
    # Needed for an error only, and its import takes a millisecond.
    from difflib import get_close_matches

    candidates = [candidate for candidate in known if isinstance(candidate, str)]
    matches = [candidate for candidate in candidates if len(name) > 2 and candidate.startswith(name)]
    matches += get_close_matches(name, candidates, n=1)
    return matches[0] if matches else None


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return `` Did you mean 'givenName'?`` to append to an error, or empty text if no known name is similar."""
    match = closest(name, known)
    return "" if match is None else f" Did you mean {match!r}?"
