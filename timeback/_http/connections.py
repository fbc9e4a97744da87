"""Connection pools of a client, for threads and for asyncio.

One pool of httpcore costs more per request the more connections it holds and the more requests it serves at once. So a
client spreads its requests over small pools, opened as needed, and no request waits inside one of them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

import httpcore
import httpx

from timeback._http.direct import Http1Transport, is_original
from timeback._http.exchange import RawReply, send_multiplexed_request, send_request, send_request_async
from timeback._http.fork import register_fork_reset
from timeback._http.pool import TransportPool, abort
from timeback._http.retry import DeadlinePassed
from timeback._http.sockets import install_socket_backend
from timeback._http.tls import tls_context
from timeback._http.transports import AsyncDirectTransport, SyncDirectTransport
from timeback.errors import ClientStateError
from timeback_runtime.environment_proxies import EnvironmentProxies
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio
    import ssl

    from timeback._http import proxy_transports
    from timeback._http.background_loop import BackgroundLoop
    from timeback._http.download import DownloadTarget
    from timeback._http.http2 import MultiplexedTransport
    from timeback._http.proxy_transports import Routes
    from timeback.settings import Settings
else:
    asyncio = lazy_module("asyncio")
    proxy_transports = lazy_module("timeback._http.proxy_transports")

P = TypeVar("P", httpx.BaseTransport, httpx.AsyncBaseTransport)

MAX_CONCURRENT_REQUESTS = 64
# With HTTP/2 the requests of a transport share one connection. Without it each would need a connection of its own.
STREAMS = 4
# The API, QTI and the token endpoint may have three hosts, and a connection to one must not evict that to another.
MAX_CONNECTIONS = 4
# Seconds. Common servers close a connection that was idle for 5 seconds. A request sent on such a connection is lost,
# and is retried only if it is idempotent.
KEEPALIVE_SECONDS = 4.0


class SyncConnectionPool:
    """Sends requests through the caller's transport, or through connections of its own, for any number of threads."""

    def __init__(self, settings: Settings, transport: httpx.BaseTransport | None, clock: Callable[[], float]) -> None:
        if transport is not None and not hasattr(transport, "handle_request"):
            raise ConfigurationError("transport= is not a synchronous transport: pass an httpx.BaseTransport")
        self.caller_transport, self._clock = transport, clock
        self._pool: TransportPool[httpx.BaseTransport] | None = None
        self._background: BackgroundLoop[Any] | None = None
        self._closed = False
        # All connections of a client share one TLS context, which takes long to build.
        self.tls: ssl.SSLContext | None = None
        if transport is None:
            # A connection serves one thread at a time: threads that share one of HTTP/2 wait for each other without a
            # limit.
            self.tls = tls_context(settings)
            self._pool = TransportPool(_sync_opener(settings, self.tls), 1, lambda transport: transport.close())
        else:
            install_socket_backend(transport)
        self._reset()
        register_fork_reset(self)

    def _reset(self) -> None:
        self._slots = threading.Semaphore(MAX_CONCURRENT_REQUESTS)
        self._background_lock = threading.Lock()

    def after_fork(self) -> None:
        self._reset()
        if self._pool is not None:
            self._pool.forget()

    def send(self, request: httpx.Request, deadline: float | None, target: DownloadTarget | None = None) -> RawReply:
        """Send a request. See ``send_request``."""
        if self._pool is None:
            assert self.caller_transport is not None
            return send_request(self.caller_transport, request, deadline, self._clock, target)
        if not self._slots.acquire(timeout=None if deadline is None else max(0.0, deadline - self._clock())):
            raise DeadlinePassed
        try:
            transport = self._pool.acquire()
            try:
                received = send_request(transport, request, deadline, self._clock, target)
            except BaseException:
                self._pool.discard(transport)
                raise
            self._pool.release(transport)
        finally:
            self._slots.release()
        return received

    @contextmanager
    def in_background(self, open_session: Callable[[], Any]) -> Iterator[tuple[asyncio.AbstractEventLoop, Any] | None]:
        """Keep the event loop of the client running during the block. See ``BackgroundLoop.running``.

        The block gets None if the transport is the caller's, or if another library replaced that for threads.
        """
        if self._pool is None or not _is_original_sync():
            yield None
            return
        with self._background_lock:
            if self._background is None and not self._closed:
                # Imports asyncio, which a first call does not need.
                from timeback._http.background_loop import BackgroundLoop

                self._background = BackgroundLoop(open_session)
        if self._background is None:
            yield None
            return
        with self._background.running() as found:
            yield found

    def close(self) -> None:
        if self._pool is not None:
            self._pool.close()
        elif self.caller_transport is not None:
            self.caller_transport.close()
        with self._background_lock:
            self._closed = True
        if self._background is not None:
            self._background.close()


class AsyncConnectionPool:
    """Sends requests through the caller's transport, or through connections of its own, in one event loop."""

    def __init__(
        self,
        settings: Settings,
        transport: httpx.AsyncBaseTransport | None,
        clock: Callable[[], float],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        if transport is not None and not hasattr(transport, "handle_async_request"):
            raise ConfigurationError("transport= is not an asynchronous transport: pass an httpx.AsyncBaseTransport")
        self.caller_transport, self._clock = transport, clock
        # Then each transport of the pool is a MultiplexedTransport, whose module only these clients import.
        self._is_multiplexed = transport is None and settings.http2
        self._pool: TransportPool[httpx.AsyncBaseTransport] | None = None
        if transport is None:
            open_one = _async_opener(settings, tls or tls_context(settings))
            if self._is_multiplexed:
                from timeback._http.http2 import MultiplexedTransport

                self._pool = TransportPool(lambda: MultiplexedTransport(open_one()), STREAMS, self._close_one)
            else:
                self._pool = TransportPool(open_one, 1, self._close_one)
        self._reset()
        register_fork_reset(self)

    def _reset(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._slots = asyncio.Semaphore(MAX_CONCURRENT_REQUESTS)
        self._closing: set[asyncio.Task[None]] = set()

    def after_fork(self) -> None:
        self._reset()
        if self._pool is not None:
            self._pool.forget()

    def check_loop(self) -> None:
        """Bind the pool to the running event loop on its first use.

        Raises:
            ClientStateError: its connections belong to another event loop.
        """
        loop = asyncio.get_running_loop()
        if self._loop is None:
            self._loop = loop
        elif self._loop is not loop:
            raise ClientStateError(
                "this client was first used in another event loop: create one AsyncTimeBackClient in each event loop "
                "(each asyncio.run() starts its own), or use a single asyncio.run()"
            )

    def send(
        self, request: httpx.Request, deadline: float | None, target: DownloadTarget | None = None
    ) -> Coroutine[Any, Any, RawReply]:
        """Send a request. See ``send_request_async``."""
        return self._send(request, target) if deadline is None else self._send_by(deadline, request, target)

    async def _send_by(self, deadline: float, request: httpx.Request, target: DownloadTarget | None) -> RawReply:
        try:
            async with asyncio.timeout(max(0.0, deadline - self._clock())) as scope:
                return await self._send(request, target)
        except TimeoutError:
            if scope.expired():
                raise DeadlinePassed from None
            raise

    async def _send(self, request: httpx.Request, target: DownloadTarget | None) -> RawReply:
        if self._pool is None:
            assert self.caller_transport is not None
            return await send_request_async(self.caller_transport, request, target)
        async with self._slots:
            transport = self._pool.acquire()
            try:
                if self._is_multiplexed:
                    shared = cast("MultiplexedTransport", transport)
                    invalidate = partial(self._pool.invalidate, transport)
                    received = await send_multiplexed_request(shared, request, target, invalidate)
                else:
                    received = await send_request_async(transport, request, target)
            except BaseException as error:
                if self._is_multiplexed and isinstance(error, asyncio.CancelledError):
                    # Its exchange continues in a task of its own, and the connection serves others.
                    self._pool.release(transport)
                else:
                    self._pool.discard(transport)
                raise
            self._pool.release(transport)
            return received

    def _close_one(self, transport: httpx.AsyncBaseTransport) -> None:
        # Sockets are dropped at once. The rest of the close runs in a task of its own, since the coroutine that
        # returned the transport may have been cancelled and must not wait.
        loop = self._loop
        if loop is None or loop is not _running_loop():
            # A coroutine that never finished is being collected, after the end of its loop or in another thread.
            return
        abort(transport)
        task = loop.create_task(transport.aclose(), name="timeback-close")
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def aclose(self) -> None:
        if self._pool is not None:
            for transport in self._pool.close():
                if self._is_multiplexed:
                    await cast("MultiplexedTransport", transport).wait_idle()
            while self._closing:
                await asyncio.wait(self._closing)
        elif self.caller_transport is not None:
            await self.caller_transport.aclose()


def _running_loop() -> asyncio.AbstractEventLoop | None:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        return None


def _is_original_sync() -> bool:
    return is_original(httpx.HTTPTransport, httpcore.ConnectionPool)


def _sync_opener(settings: Settings, tls: ssl.SSLContext) -> Callable[[], httpx.BaseTransport]:
    """Return a function that opens a transport for threads."""

    def direct(**arguments: Any) -> httpx.BaseTransport:
        if settings.http2 or not _is_original_sync():
            return SyncDirectTransport(**arguments)
        return Http1Transport(tls, MAX_CONNECTIONS, KEEPALIVE_SECONDS)

    return _opener(
        settings,
        tls,
        direct,
        lambda proxy, **arguments: proxy_transports.SyncProxyTransport(proxy, **arguments),
        lambda routes: proxy_transports.SyncRoutedTransport(routes),
    )


def _async_opener(settings: Settings, tls: ssl.SSLContext) -> Callable[[], httpx.AsyncBaseTransport]:
    """Return a function that opens a transport for asyncio."""

    def direct(**arguments: Any) -> httpx.AsyncBaseTransport:
        if settings.http2 or not is_original(httpx.AsyncHTTPTransport, httpcore.AsyncConnectionPool):
            return AsyncDirectTransport(**arguments)
        # Imports asyncio.
        from timeback._http.direct_async import AsyncHttp1Transport

        return AsyncHttp1Transport(tls, MAX_CONNECTIONS, KEEPALIVE_SECONDS)

    return _opener(
        settings,
        tls,
        direct,
        lambda proxy, **arguments: proxy_transports.AsyncProxyTransport(proxy, **arguments),
        lambda routes: proxy_transports.AsyncRoutedTransport(routes),
    )


def _opener(
    settings: Settings,
    tls: ssl.SSLContext,
    direct: Callable[..., P],
    proxied: Callable[..., P],
    routed: Callable[[Routes[P]], P],
) -> Callable[[], P]:
    arguments = {
        "verify": tls,
        "trust_env": settings.trust_env,
        "http2": settings.http2,
        "limits": httpx.Limits(
            max_connections=MAX_CONNECTIONS,
            max_keepalive_connections=MAX_CONNECTIONS,
            keepalive_expiry=KEEPALIVE_SECONDS,
        ),
    }
    if settings.http2:
        _require_http2()
    proxies = EnvironmentProxies() if settings.proxy is None and settings.trust_env else None
    environment_proxies = {proxies.proxy_for(url) for url in settings.urls} if proxies else {None}

    def open_for(proxy: str | None) -> P:
        return direct(**arguments) if proxy is None else proxied(proxy, **arguments)

    def open_one() -> P:
        try:
            if proxies is None or environment_proxies == {None}:
                return open_for(settings.proxy)
            return routed(proxy_transports.Routes(proxies, environment_proxies, open_for))
        except ImportError:
            raise ConfigurationError(
                "a SOCKS proxy needs the package socksio, which is not installed: pip install 'httpx[socks]'"
            ) from None
        except (TypeError, ValueError, httpx.InvalidURL):
            # The text of these errors may hold the proxy's password.
            source = "proxy" if settings.proxy is not None else "a proxy variable of the environment"
            raise ConfigurationError(
                f"{source} is not a valid proxy URL: use http://host:port or https://host:port"
            ) from None

    return open_one


def _require_http2() -> None:
    # Takes long to import.
    import importlib.util

    from timeback_runtime.extras import missing_package

    if importlib.util.find_spec("h2") is None:
        raise ConfigurationError(missing_package("http2=True", "h2", "http2"))
