"""The rules alone."""

import itertools
import ssl
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback._http import retry
from timeback._http.rate_limit import RateLimiter
from timeback._http.retry import Failure
from timeback_runtime.retry_after import retry_after_seconds


@pytest.mark.parametrize(
    ("failures", "most"), [(1, 0.5), (2, 1.0), (3, 2.0), (4, 4.0), (5, 8.0), (6, 8.0), (5000, 8.0)]
)
def test_full_jitter_doubles_up_to_a_cap(failures: int, most: float) -> None:
    assert retry.backoff(failures, None, 0.0) == 0.0
    assert retry.backoff(failures, None, 1.0) == most
    assert retry.backoff(failures, None, 0.25) == most / 4


def test_what_the_server_asks_for_is_waited_for_up_to_a_minute() -> None:
    assert retry.backoff(4, 3.0, 0.0) == 3.0
    assert retry.backoff(1, 60.0, 0.0) == 60.0
    assert retry.backoff(1, 60.5, 0.0) is None
    # Clients that were sent away together do not come back together, and never too early.
    assert 3.0 < (retry.backoff(1, 3.0, 1.0) or 0) <= 3.5


def test_retry_after_is_read_as_seconds_and_as_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert retry_after_seconds({"retry-after": "7"}) == 7.0
    assert 28 < (retry_after_seconds({"retry-after": soon}) or 0) <= 30
    assert retry_after_seconds({"retry-after": "soon"}) is None
    assert retry_after_seconds({}) is None


def test_a_date_is_read_by_the_clock_of_the_server() -> None:
    hours_ahead = datetime.now(UTC) + timedelta(hours=5)
    headers = {
        "date": format_datetime(hours_ahead, usegmt=True),
        "retry-after": format_datetime(hours_ahead + timedelta(seconds=9), usegmt=True),
    }
    assert retry_after_seconds(headers) == pytest.approx(9.0)
    headers["retry-after"] = format_datetime(hours_ahead - timedelta(seconds=9), usegmt=True)
    assert retry_after_seconds(headers) == 0.0


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_is_idempotent_is_repeated_after(status: int) -> None:
    assert retry.is_retryable_status(status, idempotent=True, retry_after=None)


@pytest.mark.parametrize("status", [200, 301, 400, 401, 403, 404, 409, 422, 501, 505])
def test_nothing_is_repeated_after(status: int) -> None:
    assert not retry.is_retryable_status(status, idempotent=True, retry_after=1.0)
    assert not retry.is_retryable_status(status, idempotent=False, retry_after=1.0)


def test_a_post_is_repeated_only_where_the_server_says_that_it_did_nothing() -> None:
    repeated = {
        (status, asked)
        for status in range(200, 600)
        for asked in (None, 1.0)
        if retry.is_retryable_status(status, idempotent=False, retry_after=asked)
    }
    assert repeated == {(429, None), (429, 1.0), (503, 1.0)}


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (httpx.ConnectError("x"), Failure.NOT_SENT),
        (httpx.ConnectTimeout("x"), Failure.NOT_SENT),
        (httpx.PoolTimeout("x"), Failure.NOT_SENT),
        (httpx.ReadTimeout("x"), Failure.OUTCOME_UNKNOWN),
        (httpx.WriteTimeout("x"), Failure.OUTCOME_UNKNOWN),
        (httpx.ReadError("x"), Failure.OUTCOME_UNKNOWN),
        (httpx.WriteError("x"), Failure.OUTCOME_UNKNOWN),
        (httpx.RemoteProtocolError("x"), Failure.OUTCOME_UNKNOWN),
        (httpx.LocalProtocolError("x"), Failure.FINAL),
        (httpx.UnsupportedProtocol("x"), Failure.FINAL),
        (httpx.InvalidURL("x"), Failure.FINAL),
    ],
)
def test_how_far_a_request_came(error: Exception, failure: Failure) -> None:
    assert retry.failure_of(error) is failure
    assert retry.is_retryable(failure, idempotent=True) is (failure is not Failure.FINAL)
    assert retry.is_retryable(failure, idempotent=False) is (failure is Failure.NOT_SENT)


def test_a_certificate_does_not_get_better_by_trying_again() -> None:
    error = httpx.ConnectError("x")
    error.__cause__ = RuntimeError("between")
    error.__cause__.__context__ = ssl.SSLCertVerificationError("self-signed")
    assert retry.failure_of(error) is Failure.FINAL


def test_reserved_times_are_evenly_spaced_and_none_is_wasted() -> None:
    limiter = RateLimiter(10.0)
    assert [limiter.reserve(5.0, None) for _ in range(3)] == pytest.approx([5.0, 5.1, 5.2])
    assert limiter.reserve(5.0, 5.25) is None
    assert limiter.reserve(5.0, None) == pytest.approx(5.3)
    assert limiter.reserve(9.0, None) == 9.0


def test_a_released_time_goes_to_the_next_request_unless_it_has_passed() -> None:
    limiter = RateLimiter(10.0)
    times = [limiter.reserve(5.0, None) for _ in range(400)]
    for at in times[200:] + times[1:200]:
        assert at is not None
        limiter.release(at)
    assert limiter.reserve(5.05, 5.05) is None
    assert limiter.reserve(5.05, None) == pytest.approx(5.1)
    assert limiter.reserve(5.25, None) == pytest.approx(5.3)
    assert limiter.reserve(60.0, None) == 60.0
    assert limiter.reserve(60.0, None) == pytest.approx(60.1)


@given(st.lists(st.tuples(st.floats(0, 0.3), st.booleans()), max_size=60))
def test_requests_are_never_closer_together_than_the_limit(steps: list[tuple[float, bool]]) -> None:
    limiter, now, waiting, sent = RateLimiter(10.0), 100.0, [], []
    for wait, cancel in steps:
        at = limiter.reserve(now, None)
        assert at is not None
        assert at >= now
        waiting.append(at)
        now += wait
        sent += [one for one in waiting if one <= now]
        waiting = [one for one in waiting if one > now]
        if cancel and waiting:
            limiter.release(waiting.pop(0))
    sent = sorted(sent + waiting)
    assert all(later - earlier > 0.0999 for earlier, later in itertools.pairwise(sent))
