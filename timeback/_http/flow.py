"""What is done next in a call: decided once for sync and async.

:func:`perform` is a generator. It yields steps (send this, wait so long, get a token) and is told their outcome; the
drivers in ``session`` carry the steps out, one with threads and one with tasks. A step that fails is answered by the
exception as a value: an exception that is thrown in would carry the driver's context along.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, TypeVar

import attrs
import httpx

from timeback._http import logs as log
from timeback._http import retry
from timeback._http.rate_limit import RateLimiter
from timeback._http.request_builder import MOST_REDIRECTS, PreparedRequest, connection_error, redirect_target
from timeback._http.retry import BodyTooLarge, DeadlinePassed, RedirectRefused
from timeback._http.transports import RawReply
from timeback_runtime.errors import APIError, DecodingError
from timeback_runtime.messages import Reply

if TYPE_CHECKING:
    from timeback._http.download import DownloadTarget

K = TypeVar("K")
T = TypeVar("T")


@attrs.define(eq=False)
class Token:
    """An access token, and when to get the next one, by the monotonic clock."""

    bearer: str = attrs.field(repr=False)
    renew_at: float
    # Whether it comes from a cache file: the server may have rejected it already, to another process.
    shared: bool = False


@attrs.define(eq=False)
class Send:
    """Send a request and read its reply to the end. The outcome is a reply, or an exception of httpx."""

    request: httpx.Request = attrs.field(repr=False)
    until: float | None
    sink: DownloadTarget | None = None


@attrs.define(eq=False)
class Sleep:
    """Wait."""

    seconds: float


@attrs.define(eq=False)
class GetToken:
    """Get a token other than ``rejected_token``. The outcome is a token, or an error of ours."""

    rejected_token: Token | None
    until: float | None


@attrs.define(eq=False)
class RunBlocking:
    """Do what may block, such as working with a file. The outcome is its result."""

    work: Callable[[], object]


Step = Send | Sleep | GetToken | RunBlocking
Steps = Generator[Step, Any, T]


@attrs.frozen
class Options:
    """What may differ from call to call."""

    timeout: float
    max_retries: int
    deadline: float | None = None
    max_response_bytes: int | None = None
    headers: dict[str, str] = attrs.field(factory=dict, repr=False)


@attrs.define
class Clock:
    """Injectable clock and random source, so that tests neither wait nor depend on chance."""

    now: Callable[[], float] = time.monotonic
    random: Callable[[], float] = random.random


def perform(
    call: PreparedRequest,
    read: Callable[[Reply], T],
    options: Options,
    clock: Clock,
    limiter: RateLimiter | None,
    until: float | None,
    sink: DownloadTarget | None = None,
) -> Steps[T]:
    """Carry a call to its end: the result that ``read`` makes of its reply, or an error of ours.

    With ``sink`` the body of a success is written there, and ``read`` sees none.
    """
    return _Call(call, read, options, clock, until, sink).steps(limiter)


class _Call:
    """The book-keeping of one call over its tries."""

    __slots__ = (
        "attempts",
        "call",
        "clock",
        "failures",
        "may_have_been_processed",
        "options",
        "read",
        "renewals",
        "sink",
        "started",
        "until",
    )

    def __init__(
        self,
        call: PreparedRequest,
        read: Callable[[Reply], Any],
        options: Options,
        clock: Clock,
        until: float | None,
        sink: DownloadTarget | None,
    ) -> None:
        self.call, self.read, self.options, self.clock, self.until = call, read, options, clock, until
        self.sink = sink
        self.started = clock.now()
        self.attempts = 0
        self.failures = 0
        self.renewals = 0
        self.may_have_been_processed = False

    def steps(self, limiter: RateLimiter | None) -> Steps[Any]:
        call = self.call
        token: Token | None = None
        rejected_token: Token | None = None
        while True:
            if call.authorized:
                token = _got(Token, (yield GetToken(rejected_token, self.until)))
            if limiter is not None:
                yield from self._wait_for_limit(limiter)
            self.attempts += 1
            why: str | int
            received = yield from self._exchange(token)
            if isinstance(received, Exception):
                if isinstance(received, httpx.TimeoutException) and self._is_late():
                    received = DeadlinePassed()
                failure = retry.failure_of(received)
                self.may_have_been_processed |= failure is retry.Failure.OUTCOME_UNKNOWN
                wait = self._wait(None) if retry.is_retryable(failure, idempotent=call.idempotent) else None
                if wait is None:
                    raise self._lost(received)
                why = type(received).__name__
            else:
                reply = self._reply(received)
                if reply.status == 401 and token is not None and self._may_renew(token):
                    rejected_token = token
                    self.renewals += 1
                    continue
                why, wait = reply.status, self._wait_for(reply)
                if wait is None:
                    try:
                        return self._finish(reply)
                    except DecodingError:
                        wait = self._wait(None) if call.idempotent and reply.status < 300 else None
                        if wait is None:
                            raise
                        why, self.may_have_been_processed = "undecodable", True
            log.retried(call, why, self.attempts, wait)
            _got(object, (yield Sleep(wait)))

    def _wait_for_limit(self, limiter: RateLimiter) -> Generator[Step, Any, None]:
        now = self.clock.now()
        at = limiter.reserve(now, self.until)
        if at is None:
            raise self._lost(DeadlinePassed(), "; max_requests_per_second allows no request before it")
        if at > now:
            try:
                _got(object, (yield Sleep(at - now)))
            except BaseException:
                # The call was cancelled, or its client closed.
                limiter.release(at)
                raise

    def _exchange(self, token: Token | None) -> Generator[Step, Any, RawReply | Exception]:
        """One try: send, and follow redirects within the origin. What of it failed comes back as a value."""
        call, url = self.call, self.call.url
        try:
            for _ in range(MOST_REDIRECTS + 1):
                timeout = self.options.timeout
                if self.until is not None:
                    timeout = min(timeout, self.until - self.clock.now())
                    if timeout <= 0:
                        return DeadlinePassed()
                request = call.build(url, token.bearer if token else None, timeout, self.options.max_response_bytes)
                received = _got(RawReply, (yield Send(request, self.until, self.sink)))
                target = redirect_target(call, url, received)
                if target is None:
                    return received
                url = target
        except (
            httpx.HTTPError,
            httpx.InvalidURL,
            UnicodeError,
            BodyTooLarge,
            DeadlinePassed,
            RedirectRefused,
        ) as error:
            return error
        return RedirectRefused(f"it redirected more than {MOST_REDIRECTS} times")

    def _is_late(self) -> bool:
        return self.until is not None and self.clock.now() >= self.until

    def _may_renew(self, token: Token) -> bool:
        """Whether another token may help.

        The first time always; once more where the second one was no new one, but that of another process; and then
        where this one ran out under way.
        """
        if self.renewals == 0 or (self.renewals == 1 and token.shared):
            return True
        return self.clock.now() >= token.renew_at and self.attempts <= self.options.max_retries

    def _reply(self, received: RawReply) -> Reply:
        return Reply(
            received.status,
            dict(received.headers.items()),
            received.content,
            self.attempts,
            self.clock.now() - self.started,
            self.call.request_id or None,
        )

    def _wait_for(self, reply: Reply) -> float | None:
        """Seconds until the next try; None where this reply is the last."""
        if reply.status not in retry.RETRIED_STATUSES:
            return None
        asked = retry.retry_after(reply.headers)
        self.may_have_been_processed |= retry.may_have_been_processed(reply.status)
        if not retry.is_retryable_status(reply.status, idempotent=self.call.idempotent, retry_after=asked):
            return None
        return self._wait(asked)

    def _wait(self, asked: float | None) -> float | None:
        if self.failures >= self.options.max_retries:
            return None
        self.failures += 1
        wait = retry.backoff(self.failures, asked, self.clock.random())
        if wait is not None and self.until is not None and self.clock.now() + wait >= self.until:
            return None
        return wait

    def _finish(self, reply: Reply) -> Any:
        if reply.status == 404 and self.call.method == "DELETE" and self.may_have_been_processed:
            # An earlier try did it, and its reply got lost.
            reply = attrs.evolve(reply, status=204, content=b"")
        log.done(self.call, reply)
        try:
            return self.read(reply)
        except APIError as error:
            error.request_id = error.request_id or reply.request_id
            error.attempts = reply.attempts
            raise

    def _lost(self, error: Exception, note: str = "") -> APIError:
        log.lost(self.call, type(error).__name__, self.attempts, self.clock.now() - self.started)
        return connection_error(self.call, error, self.attempts, note)


def _got(kind: type[K], outcome: Any) -> K:
    """What a step gave; a failure is raised here, where the flow decides what becomes of it."""
    if isinstance(outcome, Exception):
        raise outcome
    assert isinstance(outcome, kind)
    return outcome
