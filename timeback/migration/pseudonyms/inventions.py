"""Invented values: each follows from a key and the real value, by HMAC-SHA-256, and cannot be reversed."""

from __future__ import annotations

import hmac
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

from timeback_runtime.errors import InvalidRequestError

MIN_KEY_BYTES: Final = 16
_CONSONANTS: Final = "fjkpvwxz"
_VOWELS: Final = "aeiou"
_SYLLABLES: Final = 4
_CACHE_SIZE: Final = 50_000


class Inventions:
    """Invents values. The same key and the same value always result in the same invention."""

    def __init__(self, key: str | bytes) -> None:
        """Check the key.

        Raises:
            InvalidRequestError: the key is neither str nor bytes, or is shorter than 16 bytes.
        """
        given: Any = key
        encoded = given.encode() if isinstance(given, str) else given
        if not isinstance(encoded, bytes):
            raise InvalidRequestError("pseudonymize: expected a secret key, as str or bytes")
        # A key that is read from a file often ends with a line break.
        encoded = encoded.strip()
        if len(encoded) < MIN_KEY_BYTES:
            raise InvalidRequestError(
                f"pseudonymize: the key is too short; use at least {MIN_KEY_BYTES} bytes, such as secrets.token_hex(32)"
            )
        self._key = encoded
        # Bound to this instance, so that the cache is freed with it.
        self.id = lru_cache(_CACHE_SIZE)(self._id)
        """The pseudonym of an id or a number: 32 hexadecimal digits."""

    @property
    def fingerprint(self) -> str:
        """A text that tells keys apart and does not contain the key."""
        return self._digest("fingerprint", "").hex()[:8]

    def name(self, value: str) -> str:
        """A name that no person has, such as ``Zofikawe``."""
        digest = self._digest("name", value)
        pairs = zip(digest[::2], digest[1::2], strict=True)
        syllables = [_CONSONANTS[first % len(_CONSONANTS)] + _VOWELS[second % len(_VOWELS)] for first, second in pairs]
        return "".join(syllables[:_SYLLABLES]).capitalize()

    def email(self, value: str) -> str:
        """An address at ``example.com``, which is reserved, so that no mail is delivered."""
        return f"{self._digest('email', value).hex()[:16]}@example.com"

    def username(self, value: str) -> str:
        """A user name. If the real one is an e-mail address, the same as ``email()``."""
        return self.email(value) if "@" in value else f"u{self._digest('username', value).hex()[:16]}"

    def phone(self, value: str) -> str:
        """A number from 555-0100 to 555-0199, which are reserved for fiction, in E.164 format."""
        first, second, third, last = self._digest("phone", value)[:4]
        return f"+1{2 + first % 8}{second % 10}{third % 10}55501{last % 100:02d}"

    def birth_date(self, value: str) -> str | None:
        """Another day of the same year; None if the value is not a date in ISO 8601."""
        try:
            real = date.fromisoformat(value[:10])
            first = date(real.year, 1, 1)
            days = (date(real.year, 12, 31) - first).days
        except ValueError:
            return None
        # Any day but the real one.
        shift = 1 + int.from_bytes(self._digest("birthDate", value[:10])[:8]) % days
        return (first + timedelta(((real - first).days + shift) % (days + 1))).isoformat()

    def title(self, noun: str, value: str) -> str:
        """The name of an object, such as ``Line item 3f9a02c1``."""
        return f"{noun} {self._digest('title', value).hex()[:8]}"

    def _id(self, value: str) -> str:
        return self._digest("id", value).hex()[:32]

    def _digest(self, use: str, value: str) -> bytes:
        return hmac.digest(self._key, f"{use}\0{value}".encode("utf-8", "surrogatepass"), "sha256")
