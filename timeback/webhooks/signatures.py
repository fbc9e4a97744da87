"""The check of the signature, or the secret, that a delivery carries."""

from __future__ import annotations

import base64
import hashlib
import hmac
import math
import time
from datetime import datetime
from typing import Literal, TypeAlias, get_args

from timeback_runtime.errors import InvalidRequestError

__all__ = ["SignatureScheme", "verify_signature"]

SignatureScheme: TypeAlias = Literal["hmac-sha256-hex", "hmac-sha256-base64", "bearer"]
"""How a sender proves that it knows the secret: HMAC-SHA256 of the body in hexadecimal or Base64, or the secret."""

_PREFIX = "sha256="
_BEARER = "bearer "
# Numbers above this are milliseconds: as seconds they would be in the year 5138.
_SECONDS = 1e11


def verify_signature(
    body: bytes | str,
    signature: str | bytes | None,
    secret: str | bytes,
    *,
    scheme: SignatureScheme = "hmac-sha256-hex",
    timestamp: str | float | datetime | None = None,
    tolerance: float = 300,
) -> bool:
    """Return whether a delivery is from someone who knows the secret, and is not older than the tolerance.

    The platform documents neither a header nor a scheme. Take the ones that your deliveries have, or the one that a
    proxy in front of the receiver adds. The comparison takes the same time for every wrong signature.

    Args:
        body: the body as it was received, byte for byte. A body that was parsed and written again has other bytes.
        signature: the value of the header that carries the signature; None if the request lacks it. A prefix
            ``sha256=`` or ``Bearer`` is accepted.
        secret: the secret of the webhook.
        scheme: what the header carries.
        timestamp: when the delivery was sent, to refuse one that is sent again later: a ``datetime`` with a time zone,
            seconds or milliseconds since 1970, or either as text, also in ISO 8601 form. It protects only if the
            signature covers it, as it does a time in the body. If a sender signs a header and the body together, pass
            both as ``body``.
        tolerance: how many seconds the timestamp may differ from the clock of this machine, in both directions.

    Raises:
        InvalidRequestError: the secret is empty, the scheme is unknown, the tolerance is negative or no number, or the
            timestamp is a ``datetime`` without a time zone. A wrong header is no error: the result is False.
    """
    key = _as_bytes(secret)
    if not key:
        raise InvalidRequestError("secret: is empty, so that anyone could sign; pass the secret of the webhook")
    if scheme not in get_args(SignatureScheme):
        raise InvalidRequestError(f"scheme: must be one of {', '.join(get_args(SignatureScheme))}")
    if not tolerance >= 0:
        raise InvalidRequestError("tolerance: must be a number of seconds of at least 0")
    is_recent = timestamp is None or _is_recent(timestamp, tolerance)
    given = _as_text(signature).strip()
    if scheme == "bearer":
        if given[: len(_BEARER)].lower() == _BEARER:
            given = given[len(_BEARER) :].strip()
        expected = key
        received = given.encode()
    else:
        digest = hmac.new(key, _as_bytes(body), hashlib.sha256).digest()
        if given[: len(_PREFIX)].lower() == _PREFIX:
            given = given[len(_PREFIX) :]
        if scheme == "hmac-sha256-hex":
            expected, received = digest.hex().encode(), given.lower().encode()
        else:
            expected = base64.b64encode(digest).rstrip(b"=")
            received = given.replace("-", "+").replace("_", "/").rstrip("=").encode()
    # Digests of equal length, so that the time does not depend on the length of a secret either.
    is_equal = hmac.compare_digest(hashlib.sha256(expected).digest(), hashlib.sha256(received).digest())
    return is_equal and is_recent


def _as_bytes(value: bytes | str) -> bytes:
    return value.encode() if isinstance(value, str) else bytes(value)


def _as_text(value: str | bytes | None) -> str:
    """The text of a header. What is no text of a header equals no signature."""
    text = value.decode("latin-1") if isinstance(value, bytes) else value or ""
    return text if text.isascii() else ""


def _is_recent(timestamp: str | float | datetime, tolerance: float) -> bool:
    moment = _seconds(timestamp)
    return moment is not None and abs(time.time() - moment) <= tolerance


def _seconds(timestamp: str | float | datetime) -> float | None:
    """Seconds since 1970; None for a text that is no time."""
    if isinstance(timestamp, datetime):
        if timestamp.tzinfo is None:
            raise InvalidRequestError("timestamp: has no time zone; pass a datetime with one, such as UTC")
        return timestamp.timestamp()
    try:
        number = float(timestamp)
    except ValueError:
        return _seconds_of_iso(str(timestamp))
    if not math.isfinite(number):
        return None
    return number / 1000 if abs(number) > _SECONDS else number


def _seconds_of_iso(text: str) -> float | None:
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo is not None else None
