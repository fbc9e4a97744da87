"""Names of sources in journals, with the key of the pseudonyms that a source has."""

from __future__ import annotations

import re
from typing import Final

from timeback_runtime.errors import InvalidRequestError

_KEY: Final = ", pseudonymized with the key "
_NAME: Final = re.compile(f"(?P<source>.*){_KEY}(?P<fingerprint>[0-9a-f]{{8}})")


def journal_name(source: str, fingerprint: str | None) -> str:
    """The name of a source in a journal. Another key makes another source, because all ids are others.

    Args:
        source: the name of the source, which may have been taken from a journal.
        fingerprint: tells the key of its pseudonyms from others; None without pseudonyms.

    Raises:
        InvalidRequestError: the name is the one of a source with pseudonyms of another key.
    """
    plain, used = _split(source)
    if used not in (None, fingerprint):
        raise InvalidRequestError(
            f"source_name: this is the name of a source with pseudonyms; pass pseudonymize= with the key {used}"
        )
    return plain if fingerprint is None else f"{plain}{_KEY}{fingerprint}"


def how_to_continue(stored: str, given: str) -> str:
    """How to continue the journal of the source ``stored``, as the beginning of a sentence about the source ``given``.

    It is empty if there is no way. A name alone must not make a run without pseudonyms continue one with pseudonyms.
    """
    (stored_source, stored_key), (given_source, given_key) = _split(stored), _split(given)
    if stored_key != given_key:
        return "" if stored_key is None else f"to continue it, pass pseudonymize= with the key {stored_key}; "
    return f"if both are the same source, pass source_name={stored_source!r}; " if stored_source != given_source else ""


def _split(name: str) -> tuple[str, str | None]:
    """The name without the key, and the fingerprint of the key."""
    found = _NAME.fullmatch(name)
    return (name, None) if found is None else (found["source"], found["fingerprint"])
