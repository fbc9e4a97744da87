"""Request state machine without I/O, shared by sync and async: tokens, rate limit, attempts, redirects, retries.

:func:`request_flow` is a generator, as the ``auth_flow`` of httpx is. It yields steps (send a request, sleep, get a
token). A driver in ``generators`` carries each step out, sends the result back in, and throws in the exception of a
step that failed. ``oauth`` fetches the token.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from timeback._http import logs, retry
from timeback._http.request_builder import MAX_REDIRECTS, PreparedRequest, redirect_target
from timeback._http.retry import BodyTooLarge, DeadlinePassed, Failure, RedirectRefused
from timeback._http.token_renewal import Token, may_renew
from timeback_runtime.errors import APIError, DecodingError
from timeback_runtime.messages import Reply
from timeback_runtime.records import define, evolve, field, frozen

if TYPE_CHECKING:
    from timeback._http.download import DownloadTarget
    from timeback._http.exchange import RawReply
    from timeback._http.rate_limit import RateLimiter

T = TypeVar("T")

# The errors of an attempt for which there may be a retry. Anything else, such as an error of the file that a download
# is written to, ends the call.
_ATTEMPT_ERRORS = (
    httpx.HTTPError,
    httpx.InvalidURL,
    UnicodeError,
    BodyTooLarge,
    DeadlinePassed,
    RedirectRefused,
)


@define(eq=False)
class Send:
    """Step: send a request and read its reply to the end. The result is a RawReply; errors are those of httpx."""

    request: httpx.Request = field(repr=False)
    deadline: float | None
    target: DownloadTarget | None = None


@define(eq=False)
class Sleep:
    """Step: wait."""

    seconds: float


@define(eq=False)
class GetToken:
    """Step: get a valid token other than ``rejected_token``. The result is a Token."""

    rejected_token: Token | None
    deadline: float | None


@define(eq=False)
class RunBlocking:
    """Step: call a function that may block, such as one that works with a file. The result is what it returns."""

    function: Callable[[], object]


Step = Send | Sleep | GetToken | RunBlocking
RequestFlow = Generator[Step, Any, T]


@frozen
class Options:
    """Options that may differ from call to call. Times are in seconds."""

    timeout: float
    max_retries: int
    deadline: float | None = None
    max_response_bytes: int | None = None
    headers: dict[str, str] = field(factory=dict, repr=False)


@define
class Clock:
    """Injectable clock and random source, so that tests neither wait nor depend on chance."""

    now: Callable[[], float] = time.monotonic
    random: Callable[[], float] = random.random


def request_flow(
    call: PreparedRequest,
    read: Callable[[Reply], T],
    options: Options,
    clock: Clock,
    limiter: RateLimiter | None,
    deadline: float | None,
    target: DownloadTarget | None = None,
) -> RequestFlow[T]:
    """Run a call to its end, and return what ``read`` makes of its reply.

    Args:
        read: parses the final reply, or raises the error for its status.
        deadline: when the call must be over, by ``clock``; None for no deadline.
        target: where the body of a success is written; ``read`` gets a reply without a body then.

    Raises:
        APIError: no usable reply came, or ``read`` raised it.
    """
    return _Call(call, read, options, clock, deadline, target).steps(limiter)


class _Call:
    """The state of one call across its attempts."""

    __slots__ = (
        "attempts",
        "call",
        "clock",
        "deadline",
        "failures",
        "may_have_been_processed",
        "options",
        "outcome_unknown",
        "read",
        "renewals",
        "started",
        "target",
    )

    def __init__(
        self,
        call: PreparedRequest,
        read: Callable[[Reply], Any],
        options: Options,
        clock: Clock,
        deadline: float | None,
        target: DownloadTarget | None,
    ) -> None:
        self.call, self.read, self.options, self.clock, self.deadline = call, read, options, clock, deadline
        self.target = target
        self.started = clock.now()
        self.attempts = 0
        self.failures = 0
        self.renewals = 0
        self.may_have_been_processed = False
        self.outcome_unknown = False

    def steps(self, limiter: RateLimiter | None) -> RequestFlow[Any]:
        call = self.call
        token: Token | None = None
        rejected_token: Token | None = None
        while True:
            if call.authorized:
                token = yield GetToken(rejected_token, self.deadline)
            if limiter is not None:
                yield from self._wait_for_rate_limit(limiter)
            self.attempts += 1
            reason: str | int
            failure: Exception | None = None
            try:
                received = yield from self._send(token)
            except _ATTEMPT_ERRORS as error:
                failure = error
            # Outside of the except block: an error raised there would have this one as its context, and the text of
            # some errors of httpx quotes a header.
            if failure is not None:
                self.outcome_unknown |= retry.is_outcome_unknown(failure)
                if isinstance(failure, httpx.TimeoutException) and self._is_past_deadline():
                    failure = DeadlinePassed()
                reason, delay = type(failure).__name__, self._delay_after_failure(failure)
                if delay is None:
                    raise self._connection_error(failure)
                # The traceback holds the frame of this generator. A transport of the caller's may raise the same
                # object in another call, and clear_locals() there would close this generator.
                failure.__traceback__ = None
            else:
                reply = self._reply(received)
                if (
                    reply.status == 401
                    and token is not None
                    and may_renew(
                        token,
                        renewals=self.renewals,
                        attempts=self.attempts,
                        max_retries=self.options.max_retries,
                        now=self.clock.now(),
                    )
                ):
                    rejected_token = token
                    self.renewals += 1
                    continue
                reason, delay = reply.status, self._delay_after_reply(reply)
                if delay is None:
                    try:
                        return self._finish(reply)
                    except DecodingError as error:
                        error.outcome_unknown = call.authorized
                        may_retry = call.idempotent and reply.status < 300 and not error.is_final
                        delay = self._delay(None) if may_retry else None
                        if delay is None:
                            raise
                        reason, self.may_have_been_processed = "undecodable", True
            logs.log_retry(call, reason, self.attempts, delay)
            yield Sleep(delay)

    def _wait_for_rate_limit(self, limiter: RateLimiter) -> Generator[Step, Any, None]:
        now = self.clock.now()
        reserved = limiter.reserve(now, self.deadline)
        if reserved is None:
            raise self._connection_error(DeadlinePassed(), "; max_requests_per_second allows no request before it")
        if reserved > now:
            try:
                yield Sleep(reserved - now)
            except BaseException:
                # The call was cancelled, or its client was closed.
                limiter.release(reserved)
                raise

    def _send(self, token: Token | None) -> Generator[Step, Any, RawReply]:
        """Make one attempt: send the request, and follow redirects within its origin."""
        call, url = self.call, self.call.url
        for _ in range(MAX_REDIRECTS + 1):
            timeout = self.options.timeout
            if self.deadline is not None:
                timeout = min(timeout, self.deadline - self.clock.now())
                if timeout <= 0:
                    raise DeadlinePassed
            request = call.build(url, token.bearer if token else None, timeout, self.options.max_response_bytes)
            received: RawReply = yield Send(request, self.deadline, self.target)
            if not 300 <= received.status < 400:
                return received
            redirected = redirect_target(call, url, received.status, received.headers.get("location"))
            if redirected is None:
                return received
            url = redirected
        raise RedirectRefused(f"it redirected more than {MAX_REDIRECTS} times")

    @property
    def _is_outcome_unknown(self) -> bool:
        # Without a token the request that needs it was not sent, whatever became of the one for the token.
        return self.outcome_unknown and self.call.authorized

    def _is_past_deadline(self) -> bool:
        return self.deadline is not None and self.clock.now() >= self.deadline

    def _reply(self, received: RawReply) -> Reply:
        return Reply(
            received.status,
            dict(received.headers.items()),
            received.content,
            self.attempts,
            self.clock.now() - self.started,
            self.call.request_id or None,
            self.call.url,
        )

    def _delay_after_failure(self, error: Exception) -> float | None:
        """Return the seconds until the next attempt; None if the call ends with this error."""
        failure = retry.failure_of(error)
        self.may_have_been_processed |= failure is Failure.OUTCOME_UNKNOWN
        return self._delay(None) if retry.is_retryable(failure, idempotent=self.call.idempotent) else None

    def _delay_after_reply(self, reply: Reply) -> float | None:
        """Return the seconds until the next attempt; None if this reply is the final one."""
        if reply.status < 400:
            return None
        from timeback_runtime.retry_after import retry_after_seconds

        retry_after = retry_after_seconds(reply.headers)
        self.outcome_unknown |= retry.is_outcome_of_status_unknown(reply.status, retry_after)
        if reply.status not in retry.RETRIED_STATUSES:
            return None
        self.may_have_been_processed |= retry.may_have_been_processed(reply.status)
        if not retry.is_retryable_status(reply.status, idempotent=self.call.idempotent, retry_after=retry_after):
            return None
        return self._delay(retry_after)

    def _delay(self, retry_after: float | None) -> float | None:
        if self.failures >= self.options.max_retries:
            return None
        self.failures += 1
        delay = retry.backoff(self.failures, retry_after, self.clock.random())
        if delay is not None and self.deadline is not None and self.clock.now() + delay >= self.deadline:
            return None
        return delay

    def _finish(self, reply: Reply) -> Any:
        if reply.status in (404, 410) and self.call.method == "DELETE" and self.may_have_been_processed:
            # A 404 or 410 after an ambiguous DELETE counts as success: an earlier attempt may have deleted the object.
            reply = evolve(reply, status=204, content=b"")
        logs.log_reply(self.call, reply)
        try:
            return self.read(reply)
        except APIError as error:
            error.request_id = error.request_id or reply.request_id
            error.attempts = reply.attempts
            # A success that reports a failure is an answer.
            error.outcome_unknown = self._is_outcome_unknown and not 200 <= reply.status < 300
            raise

    def _connection_error(self, error: Exception, note: str = "") -> APIError:
        from timeback._http.error_mapping import connection_error

        logs.log_failure(self.call, type(error).__name__, self.attempts, self.clock.now() - self.started)
        mapped = connection_error(self.call, error, self.attempts, note)
        mapped.outcome_unknown = self._is_outcome_unknown
        return mapped
