"""The connections of a client.

One pool of httpcore costs more for each request the more connections it holds and the more requests it has at once. So
a client spreads its requests over small pools, opened as they are needed, and lets nobody wait inside one of them.
"""

from __future__ import annotations

import asyncio
import contextvars
import importlib.util
import os
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable
from functools import lru_cache, partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import httpx
from sniffio import current_async_library_cvar

from timeback._http.body import Body, ReadInThreads, aread_body, read_body
from timeback._http.deadline import TimeLimit, current, time_limit, watched
from timeback._http.fork import register_fork_reset
from timeback._http.pool import MultiplexedTransport, TransportPool, abort
from timeback._http.request_builder import MAX_BYTES
from timeback._http.retry import DeadlinePassed
from timeback._http.sockets import keep_limits
from timeback.errors import ClientStateError
from timeback.settings.environments import loopback_hosts
from timeback_runtime.decoding import GATEWAY_MEDIA_TYPES
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.extras import missing_package

if TYPE_CHECKING:
    from timeback._http.asyncio_backend import AsyncioBackend
    from timeback._http.download import DownloadTarget
    from timeback._http.pool import BodySink
    from timeback.settings import Settings

P = TypeVar("P", httpx.BaseTransport, httpx.AsyncBaseTransport)

MOST_AT_ONCE = 64
# With HTTP/2 the requests of a pool go over one connection; without it each would need one of its own.
STREAMS = 4
# The API, QTI and the token may each have a host of their own; none is to push out the connection to another.
HOSTS = 4
# Common servers close a connection that was idle for 5 seconds. A request that meets such a close is lost, and one that
# is not idempotent cannot be sent again.
IDLE = 4.0


class RawReply(NamedTuple):
    """A reply, read to its end."""

    status: int
    headers: httpx.Headers
    content: bytes

    def __repr__(self) -> str:
        return f"<RawReply {self.status}, {len(self.content)} bytes>"


class SyncConnectionPool:
    """Sends by the caller's transport, or by connections of its own."""

    def __init__(self, settings: Settings, transport: httpx.BaseTransport | None, clock: Callable[[], float]) -> None:
        if transport is not None and not hasattr(transport, "handle_request"):
            raise ConfigurationError("transport= is not a synchronous one: pass an httpx.BaseTransport")
        self.given, self._clock = transport, clock
        self._pool: TransportPool[httpx.BaseTransport] | None = None
        if transport is None:
            # A connection is one thread's at a time: threads that share one of HTTP/2 wait for each other without a
            # limit.
            self._pool = TransportPool(_opener(settings, _Threaded, _Proxied), 1, lambda transport: transport.close())
        else:
            keep_limits(transport)
        self._begin()
        register_fork_reset(self)

    def _begin(self) -> None:
        self._slots = threading.Semaphore(MOST_AT_ONCE)

    def after_fork(self) -> None:
        self._begin()
        if self._pool is not None:
            self._pool.abandon()

    def send(self, request: httpx.Request, until: float | None, sink: DownloadTarget | None = None) -> RawReply:
        if self._pool is None:
            assert self.given is not None
            return _exchange(self.given, request, until, self._clock, sink)
        if not self._slots.acquire(timeout=None if until is None else max(0.0, until - self._clock())):
            raise DeadlinePassed
        try:
            transport = self._pool.take()
            try:
                received = _exchange(transport, request, until, self._clock, sink)
            except BaseException:
                self._pool.retire(transport)
                raise
            self._pool.give(transport)
        finally:
            self._slots.release()
        return received

    def close(self) -> None:
        if self._pool is not None:
            self._pool.close()
        elif self.given is not None:
            self.given.close()


class AsyncConnectionPool:
    """Sends by the caller's transport, or by connections of its own, in one event loop."""

    def __init__(
        self, settings: Settings, transport: httpx.AsyncBaseTransport | None, clock: Callable[[], float]
    ) -> None:
        if transport is not None and not hasattr(transport, "handle_async_request"):
            raise ConfigurationError("transport= is not an asynchronous one: pass an httpx.AsyncBaseTransport")
        self.given, self._clock = transport, clock
        self._pool: TransportPool[httpx.AsyncBaseTransport] | None = None
        if transport is None:
            open_one = _opener(settings, _Direct, _AsyncProxied)
            if settings.http2:
                multiplexed = partial(_multiplexed, open_one)
                self._pool = TransportPool(multiplexed, STREAMS, self._close_one)
            else:
                self._pool = TransportPool(open_one, 1, self._close_one)
        self._begin()
        register_fork_reset(self)

    def _begin(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._slots = asyncio.Semaphore(MOST_AT_ONCE)
        self._closing: set[asyncio.Task[None]] = set()

    def after_fork(self) -> None:
        self._begin()
        if self._pool is not None:
            self._pool.abandon()

    def enter_loop(self) -> None:
        """Connections belong to the event loop in which they were opened."""
        loop = asyncio.get_running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise ClientStateError(
                "this client was first used in another event loop: make one AsyncTimeBackClient in each loop "
                "(each asyncio.run() is a loop of its own), or do all in one asyncio.run()"
            )

    async def send(self, request: httpx.Request, until: float | None, sink: DownloadTarget | None = None) -> RawReply:
        if until is None:
            return await self._send(request, sink)
        try:
            async with asyncio.timeout(max(0.0, until - self._clock())) as scope:
                return await self._send(request, sink)
        except TimeoutError:
            if scope.expired():
                raise DeadlinePassed from None
            raise

    async def _send(self, request: httpx.Request, sink: DownloadTarget | None) -> RawReply:
        if self._pool is None:
            assert self.given is not None
            return await _aexchange(self.given, request, sink)
        async with self._slots:
            transport = self._pool.take()
            try:
                if isinstance(transport, MultiplexedTransport):
                    failed = partial(self._pool.condemn, transport)
                    received = await _multiplexed_exchange(transport, request, sink, failed)
                else:
                    received = await _aexchange(transport, request, sink)
            except BaseException as error:
                if isinstance(error, asyncio.CancelledError) and isinstance(transport, MultiplexedTransport):
                    # Its exchange goes on by itself, and the connection serves others.
                    self._pool.give(transport)
                else:
                    self._pool.retire(transport)
                raise
            self._pool.give(transport)
            return received

    def _close_one(self, transport: httpx.AsyncBaseTransport) -> None:
        # Sockets are dropped at once. What is left to await runs in a task of its own, since whoever returned the
        # transport may have been cancelled and must not wait.
        loop = self._loop
        if loop is None or loop is not _running_loop():
            # A coroutine that was never finished is being collected, after the end of its loop or in another thread.
            return
        abort(transport)
        task = loop.create_task(transport.aclose(), name="timeback-close")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def aclose(self) -> None:
        if self._pool is not None:
            for transport in self._pool.close():
                if isinstance(transport, MultiplexedTransport):
                    await transport.drained()
            while self._closing:
                await asyncio.wait(self._closing)
        elif self.given is not None:
            await self.given.aclose()


class SharedTransport(httpx.AsyncBaseTransport):
    """A caller's transport of either kind, for an event loop; closing it is left to the caller."""

    def __init__(self, transport: httpx.BaseTransport | httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if isinstance(self._transport, httpx.AsyncBaseTransport):
            return await self._transport.handle_async_request(request)
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        call = loop.run_in_executor(None, context.run, self._blocking, self._transport, request)
        try:
            return await asyncio.shield(call)
        except asyncio.CancelledError:
            # The thread cannot be stopped; what it brings in the end is let go of.
            call.add_done_callback(_close_late)
            raise

    @staticmethod
    def _blocking(transport: httpx.BaseTransport, request: httpx.Request) -> httpx.Response:
        response = transport.handle_request(request)
        if response.is_stream_consumed:
            return response
        try:
            stream = ReadInThreads(response)
        except BaseException:
            response.close()
            raise
        return httpx.Response(response.status_code, headers=response.headers, stream=stream)


def _close_late(call: asyncio.Future[httpx.Response]) -> None:
    if not call.cancelled() and call.exception() is None and isinstance(call.result().stream, ReadInThreads):
        call.result().stream.close()  # type: ignore[union-attr]


def _exchange(
    transport: httpx.BaseTransport,
    request: httpx.Request,
    until: float | None,
    clock: Callable[[], float],
    sink: DownloadTarget | None,
) -> RawReply:
    limit = time_limit(request, until, clock)
    before = current.set(limit)
    try:
        response = transport.handle_request(request)
        try:
            limit.begin()
            body = Body(response, _begun(sink, request, response), request.extensions[MAX_BYTES])
            content = read_body(response, body, limit)
        finally:
            response.close()
    finally:
        current.reset(before)
    return RawReply(response.status_code, response.headers, content)


async def _aexchange(
    transport: httpx.AsyncBaseTransport, request: httpx.Request, sink: DownloadTarget | None
) -> RawReply:
    limit = time_limit(request, None, time.monotonic)
    before = current.set(limit)
    # httpcore asks sniffio for the library eight times in a request; a set variable is its quickest answer.
    library = current_async_library_cvar.set("asyncio")
    try:
        return await _areceive(transport, request, limit, sink)
    finally:
        current_async_library_cvar.reset(library)
        current.reset(before)


async def _multiplexed_exchange(
    transport: MultiplexedTransport, request: httpx.Request, sink: DownloadTarget | None, failed: Callable[[], None]
) -> RawReply:
    limit = time_limit(request, None, time.monotonic)
    # The task of the exchange gets a copy of the context, and with it the same limit.
    before = current.set(limit)
    try:
        async with watched(limit):
            return await transport.run(request, partial(_areceive, transport, request, limit), sink, failed)
    finally:
        current.reset(before)


async def _areceive(
    transport: httpx.AsyncBaseTransport,
    request: httpx.Request,
    limit: TimeLimit,
    sink: DownloadTarget | BodySink | None,
) -> RawReply:
    response = await transport.handle_async_request(request)
    try:
        limit.begin()
        body = Body(response, _begun(sink, request, response), request.extensions[MAX_BYTES])
        content = await aread_body(response, body, limit)
    finally:
        await response.aclose()
    return RawReply(response.status_code, response.headers, content)


def _begun(
    sink: DownloadTarget | BodySink | None, request: httpx.Request, response: httpx.Response
) -> Callable[[bytes], None] | None:
    """What takes the body; None where it is to be held, as that of an error, or of a page that a proxy sent."""
    if sink is None or not response.is_success:
        return None
    media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media in GATEWAY_MEDIA_TYPES and media not in request.headers["accept"]:
        return None
    sink.begin()
    return sink.write


class _Direct(httpx.AsyncHTTPTransport):
    """httpx's own connections, over a quicker way to the network where its pool has the place for one."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._backend = _set_backend(self)

    def abort(self) -> None:
        """Drop all connections at once; a close takes turns of the event loop, which may be about to end."""
        if self._backend is not None:
            self._backend.abort()


class _Threaded(httpx.HTTPTransport):
    """httpx's own connections, over sockets that keep the limits of each exchange."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._backend = keep_limits(self)

    def abort(self) -> None:
        """End the waits of all threads that read from or write to these connections."""
        if self._backend is not None:
            self._backend.abort()


class _Proxied(httpx.BaseTransport):
    """For proxies that the environment names. httpx decides which of them serves a host; ``mounts`` has exceptions."""

    def __init__(self, **arguments: Any) -> None:
        self._client = httpx.Client(cookies=_no_cookies(), **arguments)
        self._backends = [
            backend
            for transport in (self._client._transport, *self._client._mounts.values())
            if (backend := keep_limits(transport)) is not None
        ]

    def abort(self) -> None:
        """End the waits of all threads that read from or write to these connections."""
        for backend in self._backends:
            backend.abort()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._client.send(request, stream=True, follow_redirects=False)

    def close(self) -> None:
        self._client.close()


class _AsyncProxied(httpx.AsyncBaseTransport):
    """The same for asyncio."""

    def __init__(self, **arguments: Any) -> None:
        self._client = httpx.AsyncClient(cookies=_no_cookies(), **arguments)
        self._backends = [
            backend
            for transport in (self._client._transport, *self._client._mounts.values())
            if (backend := _set_backend(transport)) is not None
        ]

    def abort(self) -> None:
        """Drop all connections at once."""
        for backend in self._backends:
            backend.abort()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._client.send(request, stream=True, follow_redirects=False)

    async def aclose(self) -> None:
        await self._client.aclose()


def _set_backend(transport: object) -> AsyncioBackend | None:
    pool = getattr(transport, "_pool", None)
    if pool is None or not hasattr(pool, "_network_backend"):
        return None
    # A parameter of httpcore's that httpx does not pass on.
    from timeback._http.asyncio_backend import AsyncioBackend

    pool._network_backend = backend = AsyncioBackend()
    return backend


def _no_cookies() -> CookieJar:
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _multiplexed(open_one: Callable[[], httpx.AsyncBaseTransport]) -> MultiplexedTransport:
    return MultiplexedTransport(open_one())


def _opener(settings: Settings, direct: Callable[..., P], proxied: Callable[..., P]) -> Callable[[], P]:
    """What opens one more pool; all of them share one TLS context, which takes long to build."""
    arguments = {
        "verify": _context(settings),
        "trust_env": settings.trust_env,
        "http2": settings.http2,
        "limits": httpx.Limits(max_connections=HOSTS, max_keepalive_connections=HOSTS, keepalive_expiry=IDLE),
    }
    if settings.http2 and importlib.util.find_spec("h2") is None:
        raise ConfigurationError(missing_package("http2=True", "h2", "http2"))
    if settings.proxy is not None:
        arguments["proxy"] = settings.proxy
    elif settings.trust_env and any(urllib.request.getproxies().get(scheme) for scheme in ("http", "https", "all")):
        hosts, all_local = loopback_hosts((settings.api_url, settings.qti_api_url, settings.token_url))
        if not all_local:
            # A redirect stays on its host, so there are no others. None means without a proxy.
            arguments["mounts"] = {f"all://[{host}]" if ":" in host else f"all://{host}": None for host in hosts}
    kind = proxied if "mounts" in arguments else direct

    def open_one() -> P:
        try:
            return kind(**arguments)
        except ImportError:
            raise ConfigurationError("this kind of proxy needs another package: pip install 'httpx[socks]'") from None
        except (ValueError, httpx.InvalidURL):
            # The text of these errors may hold the proxy's password.
            source = "proxy" if settings.proxy is not None else "a proxy variable of the environment"
            raise ConfigurationError(
                f"{source} is no usable address: it is http://host:port or https://host:port"
            ) from None

    return open_one


@lru_cache(maxsize=8)
def _usual_context(http2: bool, file: str | None, changed: int | None) -> ssl.SSLContext:
    """One for all clients that trust the same: reading all certificates takes longer than many a call.

    Each version of HTTP has its own, since httpcore writes into it what it offers to a server. A file that the
    environment names is read again once it has changed.
    """
    return httpx.create_ssl_context(trust_env=file is not None)


def _context(settings: Settings) -> ssl.SSLContext:
    verify = settings.verify
    try:
        if isinstance(verify, str):
            place = Path(verify)
            if place.is_dir():
                return ssl.create_default_context(capath=verify)
            return ssl.create_default_context(cafile=verify)
        file, folder = (settings.trust_env and os.environ.get(name) for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"))
        if verify is True and (file or not folder):
            return _usual_context(settings.http2, file or None, Path(file).stat().st_mtime_ns if file else None)
        return httpx.create_ssl_context(verify=verify, trust_env=settings.trust_env)
    # A ValueError: a path that the file system cannot express.
    except (OSError, ValueError):
        source = "verify" if isinstance(verify, str) else "SSL_CERT_FILE or SSL_CERT_DIR"
        raise ConfigurationError(f"{source} names no readable file or folder of certificates") from None
