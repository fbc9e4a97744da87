"""Sessions: carry out the steps of a call with the connections, the token and the clock of one client."""

from __future__ import annotations

import copy
import os
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Self, TypeVar

from timeback._http import logs, tracing
from timeback._http.closing import CallScope, TaskShutdown, ThreadShutdown
from timeback._http.connections import AsyncConnectionPool, SyncConnectionPool
from timeback._http.extension_warning import ExtensionNotice
from timeback._http.flow import Clock, GetToken, Options, RequestFlow, RunBlocking, Send, Step, request_flow
from timeback._http.generators import run_generator, run_generator_async
from timeback._http.oauth import AsyncTokenProvider, SyncTokenProvider
from timeback._http.pool import CLOSED
from timeback._http.request_builder import (
    PreparedRequest,
    default_headers,
    prepare_request,
    prepare_token_request,
    validate_headers,
)
from timeback._http.token_renewal import Token
from timeback._http.token_reply import read_token
from timeback._http.transports import SharedTransport
from timeback.errors import ClientStateError
from timeback.settings import UNCHANGED, Unchanged, byte_limit, positive, timeout_seconds, whole
from timeback_runtime.frames import clear_locals, clears_locals
from timeback_runtime.lazy import lazy_module
from timeback_runtime.messages import Reply, Request
from timeback_runtime.unknown_properties import check_body

if TYPE_CHECKING:
    import asyncio
    import ssl

    import httpx

    from timeback._http.download import DownloadTarget
    from timeback._http.exchange import RawReply
    from timeback._http.rate_limit import RateLimiter
    from timeback._http.shared_token import CachedToken
    from timeback._http.token_cache import TokenCache
    from timeback.settings import Settings
else:
    asyncio = lazy_module("asyncio")

T = TypeVar("T")

OnAttempt = Callable[[int | None, float], object]
"""Called after every attempt, retried ones included, with its status (None if no reply came) and its seconds."""


class _Session:
    """The part of a session that sync and async share."""

    _pool: SyncConnectionPool | AsyncConnectionPool
    _shutdown: ThreadShutdown | TaskShutdown

    def __init__(self, settings: Settings, headers: Mapping[str, str] | None, clock: Clock | None) -> None:
        self.settings = settings
        self._clock = clock or Clock()
        rate = settings.max_requests_per_second
        self._limiter = None if rate is None else _rate_limiter(rate)
        self._base_headers = default_headers()
        extra_headers = validate_headers(headers or {})
        self._options = Options(
            settings.timeout, settings.max_retries, settings.deadline, settings.max_response_bytes, extra_headers
        )
        self._token_cache = None if settings.token_cache is None else _open_token_cache(settings)
        self._extension_notice: ExtensionNotice | None = ExtensionNotice()
        self._unknown_properties = settings.unknown_properties
        logs.configure()

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
        """Return a session with other options that shares connections, token and rate limit. Headers are added.

        An option that is not given stays. None removes the deadline or the limit of bytes.
        """
        old = self._options
        if isinstance(deadline, Unchanged):
            seconds = old.deadline
        else:
            seconds = None if deadline is None else positive("deadline", deadline)
        if isinstance(max_response_bytes, Unchanged):
            limit = old.max_response_bytes
        else:
            limit = byte_limit("max_response_bytes", max_response_bytes)
        session = copy.copy(self)
        session._options = Options(
            old.timeout if timeout is None else timeout_seconds("timeout", timeout),
            old.max_retries if max_retries is None else whole("max_retries", max_retries),
            seconds,
            limit,
            {**old.headers, **validate_headers(extra_headers or {})},
        )
        return session

    def without_warnings(self) -> Self:
        """Return a session that warns neither of extensions nor of unknown properties, over the same connections."""
        session = copy.copy(self)
        session._extension_notice = None
        session._unknown_properties = "allow"
        return session

    def as_async(self, on_attempt: OnAttempt | None = None) -> AsyncSession:
        """Return a session with the same settings and options for the running loop. It shares a caller's transport."""
        given = self._pool.caller_transport
        transport = None if given is None else SharedTransport(given)
        session = AsyncSession(self.settings, transport, clock=self._clock, on_attempt=on_attempt)
        self._share_options(session)
        return session

    def _share_options(self, session: AsyncSession) -> None:
        session._options = self._options
        session._extension_notice = self._extension_notice
        session._unknown_properties = self._unknown_properties

    @property
    def closed(self) -> bool:
        return self._shutdown.closed

    def _raise_if_closed(self) -> None:
        if self._shutdown.closed:
            raise ClientStateError(CLOSED)

    def _call_flow(
        self, request: Request[Any], read: Callable[[Reply], T], target: DownloadTarget | None = None
    ) -> RequestFlow[T]:
        self._raise_if_closed()
        options = self._options
        headers = {**self._base_headers, **options.headers} if options.headers else self._base_headers
        call = prepare_request(request, self.settings, headers, os.urandom(12).hex())
        if request.operation.is_extension and self._extension_notice is not None:
            self._extension_notice.check(request.operation, call.url)
        check_body(request.content, self._unknown_properties)
        return request_flow(call, read, options, self._clock, self._limiter, self._deadline(), target)

    def _deadline(self) -> float | None:
        """Return when a call that starts now must be over, by the clock of the session."""
        seconds = self._options.deadline
        return None if seconds is None else self._clock.now() + seconds

    def _token_endpoint_flow(self, secret: str, deadline: float | None) -> RequestFlow[Token]:
        settings = self.settings
        options = Options(settings.timeout, settings.max_retries, max_response_bytes=settings.max_response_bytes)
        return request_flow(self._token_request(secret), self._read_token, options, self._clock, None, deadline)

    def _token_flow(self, secret: str, rejected_token: Token | None, deadline: float | None) -> RequestFlow[Token]:
        """Get a token other than ``rejected_token``, from the cache file or from the token endpoint."""
        fetch, cached = self._token_endpoint_flow(secret, deadline), self._cached_token(secret, rejected_token)
        if cached is None:
            return fetch
        from timeback._http.shared_token import shared_token_flow

        return shared_token_flow(cached, fetch, self._clock, deadline, self.settings.timeout, self._raise_if_closed)

    def _cached_token(self, secret: str, rejected_token: Token | None = None) -> CachedToken | None:
        """Return the client's entry in the cache file; None without a cache file."""
        cache = self._token_cache
        if cache is None:
            return None
        from timeback._http.shared_token import CachedToken

        return CachedToken(cache, cache.identity(secret), rejected_token, self._clock.now)

    def _check_flow(self, secret: str, tokens: SyncTokenProvider | AsyncTokenProvider) -> RequestFlow[Reply]:
        """Fetch a new token even if there is a valid one, with the options of this session."""
        self._raise_if_closed()

        def read(reply: Reply) -> Reply:
            tokens.set(self._read_token(reply))
            return reply

        return request_flow(self._token_request(secret), read, self._options, self._clock, None, self._deadline())

    def _token_request(self, secret: str) -> PreparedRequest:
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
        self._shutdown: ThreadShutdown = ThreadShutdown()
        self._sleep = sleep or self._shutdown.sleep
        self._has_own_sleep = sleep is not None
        self._pool: SyncConnectionPool = SyncConnectionPool(settings, transport, self._clock.now)
        self._tokens = SyncTokenProvider(self._fetch_token, self._clock.now)

    def call(self, request: Request[Any], read: Callable[[Reply], T], target: DownloadTarget | None = None) -> T:
        """Send a request, and return what ``read`` makes of its reply. With ``target`` the body is written there."""
        tracer = tracing.tracer()
        try:
            if tracer is None:
                return self._run(self._call_flow(request, read, target))
            with tracing.CallSpan(tracer, request, self.settings) as span:
                return self._run(self._call_flow(request, span.recording(read), target))
        except BaseException as error:
            clear_locals(error)
            raise

    def sleep(self, seconds: float) -> None:
        """Wait between two calls.

        Raises:
            ClientStateError: the session was closed meanwhile.
        """
        self._raise_if_closed()
        self._sleep(seconds)
        self._raise_if_closed()

    @clears_locals
    def check_token(self) -> Reply:
        """Fetch a new token, and return the reply that held it."""
        reply = self._run(self._check_flow(self.settings.secret(), self._tokens))
        cached = None if self._token_cache is None else self._cached_token(self.settings.secret())
        if cached is not None:
            cached.store(self._read_token(reply))
        return reply

    @clears_locals
    def _fetch_token(self, rejected_token: Token | None, deadline: float | None) -> Token:
        return self._run(self._token_flow(self.settings.secret(), rejected_token, deadline))

    @contextmanager
    def in_background(self) -> Iterator[tuple[asyncio.AbstractEventLoop, AsyncSession] | None]:
        """Return the event loop of this client for a batch of requests, and a session with the same options in it.

        None if the batch must run in threads: the transport or the waiting is the caller's, or there is no loop.
        """
        if self._has_own_sleep:
            yield None
            return
        with self._pool.in_background(self._open_in_loop) as found:
            if found is not None:
                self._share_options(found[1])
            yield found

    def _open_in_loop(self) -> AsyncSession:
        """Open a session for the event loop, which shares the token and the rate limit of this one."""
        session = AsyncSession(self.settings, clock=self._clock, tls=self._pool.tls)
        session._limiter = self._limiter

        async def fetch(rejected_token: Token | None) -> Token:
            return await asyncio.to_thread(self._tokens.get, rejected_token, None)

        session._tokens = AsyncTokenProvider(fetch, self._clock.now)
        return session

    def close(self) -> None:
        """Close all connections. Sessions made by ``with_options`` are closed too.

        Calls in flight in other threads end with ClientStateError.
        """
        if not self.closed:
            self._shutdown.close()
            self._pool.close()

    def _run(self, flow: RequestFlow[T]) -> T:
        # The check comes after replies too: if the end of the connection ends the body, the body may be incomplete.
        return run_generator(flow, self._execute, self._shutdown.raise_if_closed)

    def _execute(self, step: Step) -> Any:
        if isinstance(step, Send):
            return self._pool.send(step.request, step.deadline, step.target)
        if isinstance(step, GetToken):
            return self._tokens.get(step.rejected_token, step.deadline)
        if isinstance(step, RunBlocking):
            return step.function()
        return self._sleep(step.seconds)


class AsyncSession(_Session):
    """Sends requests for any number of tasks of one event loop."""

    def __init__(
        self,
        settings: Settings,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        extra_headers: Mapping[str, str] | None = None,
        clock: Clock | None = None,
        sleep: Callable[[float], Awaitable[object]] | None = None,
        on_attempt: OnAttempt | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(settings, extra_headers, clock)
        self._shutdown: TaskShutdown = TaskShutdown()
        self._on_attempt = on_attempt
        self._sleep = sleep or asyncio.sleep
        self._pool: AsyncConnectionPool = AsyncConnectionPool(settings, transport, self._clock.now, tls)
        self._tokens = AsyncTokenProvider(self._fetch_token, self._clock.now)

    async def call(self, request: Request[Any], read: Callable[[Reply], T], target: DownloadTarget | None = None) -> T:
        """Send a request, and return what ``read`` makes of its reply. With ``target`` the body is written there."""
        self._pool.check_loop()
        tracer = tracing.tracer()
        try:
            with CallScope(self._shutdown):
                if tracer is None:
                    return await run_generator_async(self._call_flow(request, read, target), self._execute)
                with tracing.CallSpan(tracer, request, self.settings) as span:
                    flow = self._call_flow(request, span.recording(read), target)
                    return await run_generator_async(flow, self._execute)
        except BaseException as error:
            clear_locals(error)
            raise

    async def sleep(self, seconds: float) -> None:
        """Wait between two calls.

        Raises:
            ClientStateError: the session was closed meanwhile.
        """
        self._raise_if_closed()
        await self._sleep(seconds)
        self._raise_if_closed()

    @clears_locals
    async def check_token(self) -> Reply:
        """Fetch a new token, and return the reply that held it."""
        self._pool.check_loop()
        flow = self._check_flow(await self._secret(), self._tokens)
        with CallScope(self._shutdown):
            reply = await run_generator_async(flow, self._execute)
        cached = None if self._token_cache is None else self._cached_token(await self._secret())
        if cached is not None:
            await asyncio.to_thread(cached.store, self._read_token(reply))
        return reply

    @clears_locals
    async def _fetch_token(self, rejected_token: Token | None) -> Token:
        return await run_generator_async(self._token_flow(await self._secret(), rejected_token, None), self._execute)

    @property
    def connection_closer(self) -> Callable[[], Coroutine[Any, Any, None]]:
        """A function that closes the connections, and has no reference to the session."""
        return self._pool.aclose

    async def _secret(self) -> str:
        # A function of the caller's may take long to return the secret, and must not block the event loop.
        settings = self.settings
        is_text = isinstance(settings.client_secret, str)
        return settings.secret() if is_text else await asyncio.to_thread(settings.secret)

    async def aclose(self) -> None:
        """Close all connections. Sessions made by ``with_options`` are closed too.

        Calls in flight in other tasks end with ClientStateError.
        """
        if not self.closed:
            self._pool.check_loop()
            try:
                await self._shutdown.close()
                await self._tokens.aclose()
            finally:
                await self._pool.aclose()

    def _execute(self, step: Step) -> Awaitable[Any]:
        # Not a coroutine itself: one coroutine less for each step.
        if isinstance(step, Send):
            if self._on_attempt is not None:
                return self._send_observed(step, self._on_attempt)
            return self._pool.send(step.request, step.deadline, step.target)
        if isinstance(step, GetToken):
            return self._tokens.get(step.rejected_token, step.deadline)
        if isinstance(step, RunBlocking):
            return asyncio.to_thread(step.function)
        return self._sleep(step.seconds)

    async def _send_observed(self, step: Send, on_attempt: OnAttempt) -> RawReply:
        started, status = self._clock.now(), None
        try:
            received = await self._pool.send(step.request, step.deadline, step.target)
            status = received.status
        finally:
            on_attempt(status, self._clock.now() - started)
        return received


def _rate_limiter(per_second: float) -> RateLimiter:
    from timeback._http.rate_limit import RateLimiter

    return RateLimiter(per_second)


def _open_token_cache(settings: Settings) -> TokenCache:
    from timeback._http.token_cache import TokenCache

    assert settings.token_cache is not None
    return TokenCache(settings.token_cache, settings)
