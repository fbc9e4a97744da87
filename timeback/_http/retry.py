"""Retry rules: which calls are retried, and after how long. Pure functions, without clock or I/O.

``timeback_runtime.retry_after`` parses the Retry-After header.
"""

from __future__ import annotations

import enum
import ssl

import httpx

# Seconds: the upper bound of the first backoff, and of any backoff.
BASE = 0.5
CAP = 8.0
# Seconds. A server that asks for more gets no retry.
LONGEST_RETRY_AFTER = 60.0

RETRIED_STATUSES = frozenset({408, 429, 500, 502, 503, 504})


class Failure(enum.Enum):
    """How far a request got that received no usable reply."""

    NOT_SENT = "no connection was made, so the server has not seen the request"
    OUTCOME_UNKNOWN = "the request was sent, and the server may have processed it"
    FINAL = "a retry cannot succeed"


class DeadlinePassed(Exception):
    """The deadline of the call, for all its attempts together, has passed."""


class BodyTooLarge(Exception):
    """A reply body exceeds the limit for bodies that are held in memory."""

    def __init__(self, status: int, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.status, self.limit = status, limit


class UnknownEncoding(httpx.DecodingError):
    """A reply has a content encoding that the client did not ask for. The text names the encoding and no value."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.status = status


class RedirectRefused(Exception):
    """A redirect that is not followed. The text gives the reason, and names at most an origin."""


def failure_of(error: Exception) -> Failure:
    """Return how far a request got before the error."""
    if isinstance(error, httpx.ConnectError | httpx.ProxyError) and _is_certificate_error(error):
        return Failure.FINAL
    if isinstance(error, httpx.ProxyError) and _is_final_answer(error):
        return Failure.FINAL
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError):
        return Failure.NOT_SENT
    if isinstance(error, httpx.LocalProtocolError | httpx.UnsupportedProtocol | UnknownEncoding):
        return Failure.FINAL
    if isinstance(error, httpx.RequestError):
        return Failure.OUTCOME_UNKNOWN
    return Failure.FINAL


def is_retryable(failure: Failure, *, idempotent: bool) -> bool:
    """Return whether a request without a reply may be sent again."""
    return failure is Failure.NOT_SENT or (failure is Failure.OUTCOME_UNKNOWN and idempotent)


def is_retryable_status(status: int, *, idempotent: bool, retry_after: float | None) -> bool:
    """Return whether a request with this reply status may be sent again.

    A request that is not idempotent is retried only if the server has not processed it: always after a 429, and after
    a 503 with Retry-After. After a 500, 502 or 504 this is unknown.
    """
    if idempotent:
        return status in RETRIED_STATUSES
    return status == 429 or (status == 503 and retry_after is not None)


def may_have_been_processed(status: int) -> bool:
    """Return whether the server may have processed a request despite this error status."""
    return status not in (401, 429)


def is_outcome_unknown(error: Exception) -> bool:
    """Return whether the server may have processed a request that got no usable reply."""
    return isinstance(error, BodyTooLarge | UnknownEncoding) or failure_of(error) is Failure.OUTCOME_UNKNOWN


def is_outcome_of_status_unknown(status: int, retry_after: float | None) -> bool:
    """Return whether the server may have processed a request despite this error status, whatever its method.

    A 429, a 501, and a 503 with Retry-After are refusals.
    """
    return status == 408 or (status >= 500 and status != 501 and not (status == 503 and retry_after is not None))


def backoff(failures: int, retry_after: float | None, jitter: float) -> float | None:
    """Return the seconds to wait before the next attempt; None if the server asks for more than a minute.

    Args:
        failures: how many attempts have failed; 1 or more.
        retry_after: the seconds that the server asks for; None or 0 for exponential backoff with full jitter.
        jitter: a random number from 0 to 1, so that clients that failed together do not retry together.
    """
    if not retry_after:
        return jitter * min(CAP, BASE * 2.0 ** min(failures - 1, 16))
    if retry_after > LONGEST_RETRY_AFTER:
        return None
    return retry_after * (1 + 0.1 * jitter)


def _is_final_answer(error: httpx.ProxyError) -> bool:
    """Return whether a proxy would answer the same status again."""
    from timeback._http.proxy_errors import proxy_status

    status = proxy_status(error)
    return status is not None and 400 <= status < 500 and status not in RETRIED_STATUSES


def _is_certificate_error(error: BaseException) -> bool:
    cause: BaseException | None = error
    for _ in range(8):
        if cause is None or isinstance(cause, ssl.SSLCertVerificationError):
            break
        cause = cause.__cause__ or cause.__context__
    return isinstance(cause, ssl.SSLCertVerificationError)
