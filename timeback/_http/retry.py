"""When a call is tried again, and after how long. Pure: no clock, no chance, no I/O of its own."""

from __future__ import annotations

import enum
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from timeback_runtime.error_responses import retry_after_seconds

BASE = 0.5
CAP = 8.0
LONGEST_RETRY_AFTER = 60.0

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})


class Failure(enum.Enum):
    """What is known of a request that got no usable reply."""

    NOT_SENT = "no connection was made, so the server has seen nothing"
    OUTCOME_UNKNOWN = "the request was under way: the server may or may not have processed it"
    FINAL = "trying again cannot help"


class DeadlinePassed(Exception):
    """The time for all tries together is over."""


class BodyTooLarge(Exception):
    """A reply that is to be held in memory is larger than the settings allow."""

    def __init__(self, status: int, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.status, self.limit = status, limit


class UnknownEncoding(httpx.DecodingError):
    """A reply is compressed in a way that the client did not ask for; the text says which, and holds nothing else."""


class RedirectRefused(Exception):
    """A redirect that is not followed; the text says why, and names an origin at most."""


def failure_of(error: Exception) -> Failure:
    """How far a request came before it failed."""
    if isinstance(error, httpx.ConnectError) and _untrusted(error):
        return Failure.FINAL
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError):
        return Failure.NOT_SENT
    if isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol | UnknownEncoding):
        return Failure.FINAL
    if isinstance(error, httpx.RequestError):
        return Failure.OUTCOME_UNKNOWN
    return Failure.FINAL


def is_retryable(failure: Failure, *, idempotent: bool) -> bool:
    """Whether a request that got no reply may be sent again."""
    return failure is Failure.NOT_SENT or (failure is Failure.OUTCOME_UNKNOWN and idempotent)


def is_retryable_status(status: int, *, idempotent: bool, retry_after: float | None) -> bool:
    """Whether a request that was answered so may be sent again.

    What is not idempotent may be where the server says that it did nothing: 429 always, 503 where it says when to come
    back. After a 500, 502 or 504 nobody knows.
    """
    if idempotent:
        return status in RETRIED_STATUSES
    return status == 429 or (status == 503 and retry_after is not None)


def may_have_been_processed(status: int) -> bool:
    """Whether a request may have had its effect although it was answered so."""
    return status not in (401, 429)


def backoff(failures: int, retry_after: float | None, chance: float) -> float | None:
    """Seconds to wait after so many failures (1 is the first); None where the server asks for too long.

    Args:
        chance: from 0 to 1. Full jitter: clients that failed together do not come back together.
    """
    if not retry_after:
        return chance * min(CAP, BASE * 2.0 ** min(failures - 1, 16))
    if retry_after > LONGEST_RETRY_AFTER:
        return None
    return retry_after * (1 + 0.1 * chance)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """``Retry-After`` in seconds. A date is read by the server's own clock where it sent that."""
    if "retry-after" not in headers:
        return None
    now = None
    try:
        now = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        pass
    if now is not None and now.tzinfo is None:
        now = now.replace(tzinfo=UTC)
    return retry_after_seconds(headers, now or datetime.now(UTC))


def _untrusted(error: BaseException) -> bool:
    seen = 0
    cause: BaseException | None = error
    while cause is not None and seen < 8:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return True
        cause, seen = cause.__cause__ or cause.__context__, seen + 1
    return False
