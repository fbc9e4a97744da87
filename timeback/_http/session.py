"""The two drivers of the request path: one for threads, one for an event loop."""

from __future__ import annotations

import asyncio
import copy
import os
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Self, TypeVar

from timeback._http import tracing as trace
from timeback._http.closing import CallScope, TaskClosing, ThreadClosing, closed_in_flight
from timeback._http.flow import Clock, GetToken, Options, RunBlocking, Send, Step, Steps, Token, perform
from timeback._http.oauth import AsyncTokenProvider, SyncTokenProvider, read_token
from timeback._http.pool import CLOSED
from timeback._http.rate_limit import RateLimiter
from timeback._http.request_builder import (
    PreparedRequest,
    checked_headers,
    client_headers,
    prepare_request,
    prepare_token_request,
)
from timeback._http.transports import AsyncConnectionPool, RawReply, SharedTransport, SyncConnectionPool
from timeback.errors import ClientStateError
from timeback.settings import UNCHANGED, Unchanged, byte_limit, positive, whole
from timeback_runtime.frames import clear_locals, clears_locals
from timeback_runtime.messages import Reply, Request

if TYPE_CHECKING:
    import httpx

    from timeback._http.download import DownloadTarget
    from timeback._http.token_cache import TokenCache, Turn
    from timeback.settings import Settings

T = TypeVar("T")

OnAttempt = Callable[[int | None, float], object]
"""Hears of every try, those that are repeated included: its status (None where no reply came) and its seconds."""


class _Session:
    """What both kinds share: everything but who waits."""

    _pool: SyncConnectionPool | AsyncConnectionPool
    _closing: ThreadClosing | TaskClosing

    def __init__(self, settings: Settings, headers: Mapping[str, str] | None, clock: Clock | None) -> None:
        self.settings = settings
        self._clock = clock or Clock()
        rate = settings.max_requests_per_second
        self._limiter = None if rate is None else RateLimiter(rate)
        self._base_headers = client_headers()
        own = checked_headers(headers or {})
        self._options = Options(
            settings.timeout, settings.max_retries, settings.deadline, settings.max_response_bytes, own
        )
        self._token_cache = None if settings.token_cache is None else _token_cache(settings)

    @clears_locals
    def with_options(
        self,
        *,
        timeout: float | None = None,
        max_retries: int | None = None,
        deadline: float | Unchanged | None = UNCHANGED,
        max_response_bytes: int | Unchanged | None = UNCHANGED,
        extra_headers: Mapping[str, str] | None = None,
    ) -> Self:
        """A session with other options over the same connections, token and rate limit. Headers are added.

        None takes a deadline or a limit of bytes off; what is not given stays.
        """
        mine = self._options
        if isinstance(deadline, Unchanged):
            limit = mine.deadline
        else:
            limit = None if deadline is None else positive("deadline", deadline)
        if isinstance(max_response_bytes, Unchanged):
            most = mine.max_response_bytes
        else:
            most = byte_limit("max_response_bytes", max_response_bytes)
        other = copy.copy(self)
        other._options = Options(
            mine.timeout if timeout is None else positive("timeout", timeout),
            mine.max_retries if max_retries is None else whole("max_retries", max_retries),
            limit,
            most,
            {**mine.headers, **checked_headers(extra_headers or {})},
        )
        return other

    def as_async(self, on_attempt: OnAttempt | None = None) -> AsyncSession:
        """A session of the same settings and options for the running loop, sharing a caller's own transport."""
        given = self._pool.given
        other = AsyncSession(
            self.settings, None if given is None else SharedTransport(given), clock=self._clock, on_attempt=on_attempt
        )
        other._options = self._options
        return other

    @property
    def closed(self) -> bool:
        return self._closing.closed

    def _must_be_open(self) -> None:
        if self._closing.closed:
            raise ClientStateError(CLOSED)

    def _call_steps(
        self, request: Request[Any], read: Callable[[Reply], T], sink: DownloadTarget | None = None
    ) -> Steps[T]:
        self._must_be_open()
        options = self._options
        headers = {**self._base_headers, **options.headers} if options.headers else self._base_headers
        call = prepare_request(request, self.settings, headers, os.urandom(12).hex())
        return perform(call, read, options, self._clock, self._limiter, self._until(), sink)

    def _until(self) -> float | None:
        deadline = self._options.deadline
        return None if deadline is None else self._clock.now() + deadline

    def _token_steps(self, secret: str, until: float | None) -> Steps[Token]:
        settings = self.settings
        options = Options(settings.timeout, settings.max_retries, max_response_bytes=settings.max_response_bytes)
        return perform(self._token_call(secret), self._read_token, options, self._clock, None, until)

    def _fetch_steps(self, secret: str, rejected_token: Token | None, until: float | None) -> Steps[Token]:
        """Get a token other than ``rejected_token``, from the cache file or from the token endpoint."""
        fetch, turn = self._token_steps(secret, until), self._turn(secret, rejected_token)
        if turn is None:
            return fetch
        from timeback._http.token_cache import shared_token

        return shared_token(turn, fetch, self._clock, until, self.settings.timeout, self._must_be_open)

    def _turn(self, secret: str, rejected_token: Token | None = None) -> Turn | None:
        """The way to the cache file; None where there is no such file."""
        cache = self._token_cache
        if cache is None:
            return None
        from timeback._http.token_cache import Turn

        return Turn(cache, cache.owner(secret), rejected_token, self._clock.now)

    def _check_steps(self, secret: str, tokens: SyncTokenProvider | AsyncTokenProvider) -> Steps[Reply]:
        """Fetch a token whatever is at hand, with the options of this session."""
        self._must_be_open()

        def read(reply: Reply) -> Reply:
            tokens.put(self._read_token(reply))
            return reply

        return perform(self._token_call(secret), read, self._options, self._clock, None, self._until())

    def _token_call(self, secret: str) -> PreparedRequest:
        return prepare_token_request(self.settings, secret, self._base_headers)

    def _read_token(self, reply: Reply) -> Token:
        return read_token(self.settings, self._clock.now, reply)


class SyncSession(_Session):
    """Sends requests for any number of threads."""

    def __init__(
        self,
        settings: Settings,
        transport: httpx.BaseTransport | None = None,
        *,
        extra_headers: Mapping[str, str] | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        super().__init__(settings, extra_headers, clock)
        self._closing: ThreadClosing = ThreadClosing()
        self._sleep = sleep or self._closing.sleep
        self._pool: SyncConnectionPool = SyncConnectionPool(settings, transport, self._clock.now)
        self._tokens = SyncTokenProvider(self._fetch_token, self._clock.now)

    def call(self, request: Request[Any], read: Callable[[Reply], T], sink: DownloadTarget | None = None) -> T:
        """Send a request, and give what ``read`` makes of its reply; with ``sink`` its body is written there."""
        tracer = trace.tracer()
        try:
            if tracer is None:
                return self._run(self._call_steps(request, read, sink))
            with trace.CallSpan(tracer, request, self.settings) as span:
                return self._run(self._call_steps(request, span.reading(read), sink))
        except BaseException as error:
            clear_locals(error)
            raise

    @clears_locals
    def check_token(self) -> Reply:
        """Fetch a new token, and give the reply that held it."""
        reply = self._run(self._check_steps(self.settings.secret(), self._tokens))
        turn = None if self._token_cache is None else self._turn(self.settings.secret())
        if turn is not None:
            turn.store(self._read_token(reply))
        return reply

    @clears_locals
    def _fetch_token(self, rejected_token: Token | None, until: float | None) -> Token:
        return self._run(self._fetch_steps(self.settings.secret(), rejected_token, until))

    def close(self) -> None:
        """Close all connections. Sessions made by ``with_options`` are closed too.

        Calls in flight in other threads end with ClientStateError.
        """
        if not self.closed:
            self._closing.close()
            self._pool.close()

    def _run(self, steps: Steps[T]) -> T:
        outcome = None
        try:
            while True:
                step = steps.send(outcome)
                if not self._closing.closed:
                    outcome = self._do(step)
                if self._closing.closed:
                    # Also after a reply: where the end of the connection ends the body, it may lack its end.
                    raise closed_in_flight()
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        finally:
            # What a call has reserved is given back whatever ended it.
            steps.close()

    def _do(self, step: Step) -> Any:
        try:
            if isinstance(step, Send):
                return self._pool.send(step.request, step.until, step.sink)
            if isinstance(step, GetToken):
                return self._tokens.get(step.rejected_token, step.until)
            if isinstance(step, RunBlocking):
                return step.work()
            return self._sleep(step.seconds)
        except Exception as error:  # noqa: BLE001
            return error


class AsyncSession(_Session):
    """Sends requests for any number of tasks of one event loop."""

    def __init__(
        self,
        settings: Settings,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        extra_headers: Mapping[str, str] | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        on_attempt: OnAttempt | None = None,
    ) -> None:
        super().__init__(settings, extra_headers, clock)
        self._closing: TaskClosing = TaskClosing()
        self._on_attempt = on_attempt
        self._sleep = sleep
        self._pool: AsyncConnectionPool = AsyncConnectionPool(settings, transport, self._clock.now)
        self._tokens = AsyncTokenProvider(self._fetch_token, self._clock.now)

    async def call(self, request: Request[Any], read: Callable[[Reply], T], sink: DownloadTarget | None = None) -> T:
        """Send a request, and give what ``read`` makes of its reply; with ``sink`` its body is written there."""
        self._pool.enter_loop()
        tracer = trace.tracer()
        try:
            with CallScope(self._closing):
                if tracer is None:
                    return await self._run(self._call_steps(request, read, sink))
                with trace.CallSpan(tracer, request, self.settings) as span:
                    return await self._run(self._call_steps(request, span.reading(read), sink))
        except BaseException as error:
            clear_locals(error)
            raise

    @clears_locals
    async def check_token(self) -> Reply:
        """Fetch a new token, and give the reply that held it."""
        self._pool.enter_loop()
        steps = self._check_steps(await self._secret(), self._tokens)
        with CallScope(self._closing):
            reply = await self._run(steps)
        turn = None if self._token_cache is None else self._turn(await self._secret())
        if turn is not None:
            await asyncio.to_thread(turn.store, self._read_token(reply))
        return reply

    @clears_locals
    async def _fetch_token(self, rejected_token: Token | None) -> Token:
        return await self._run(self._fetch_steps(await self._secret(), rejected_token, None))

    async def _secret(self) -> str:
        # What has to be asked for may take its time, and the event loop has others to serve.
        settings = self.settings
        known = isinstance(settings.client_secret, str)
        return settings.secret() if known else await asyncio.to_thread(settings.secret)

    async def aclose(self) -> None:
        """Close all connections. Sessions made by ``with_options`` are closed too.

        Calls in flight in other tasks end with ClientStateError.
        """
        if not self.closed:
            self._pool.enter_loop()
            try:
                await self._closing.close()
                await self._tokens.aclose()
            finally:
                await self._pool.aclose()

    async def _run(self, steps: Steps[T]) -> T:
        outcome = None
        try:
            while True:
                outcome = await self._ado(steps.send(outcome))
        except StopIteration as done:
            return done.value  # type: ignore[no-any-return]
        finally:
            # What a call has reserved is given back whatever ended it.
            steps.close()

    async def _ado(self, step: Step) -> Any:
        try:
            if isinstance(step, Send):
                return await self._send(step)
            if isinstance(step, GetToken):
                return await self._tokens.get(step.rejected_token, step.until)
            if isinstance(step, RunBlocking):
                return await asyncio.to_thread(step.work)
            return await self._sleep(step.seconds)
        except Exception as error:  # noqa: BLE001
            return error

    async def _send(self, step: Send) -> RawReply:
        if self._on_attempt is None:
            return await self._pool.send(step.request, step.until, step.sink)
        started, status = self._clock.now(), None
        try:
            received = await self._pool.send(step.request, step.until, step.sink)
            status = received.status
        finally:
            self._on_attempt(status, self._clock.now() - started)
        return received


def _token_cache(settings: Settings) -> TokenCache:
    from timeback._http.token_cache import TokenCache

    assert settings.token_cache is not None
    return TokenCache(settings.token_cache, settings)
