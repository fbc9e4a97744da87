"""httpx transports of a client: direct, through proxies, or the caller's own; with one TLS context."""

from __future__ import annotations

import contextvars
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import httpx

from timeback._http.body import ThreadedByteStream
from timeback._http.pool import abort
from timeback._http.proxy_errors import ProxyFailure, ProxyProgress, wants_credentials
from timeback._http.sockets import install_socket_backend
from timeback_runtime.environment_proxies import EnvironmentProxies
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.extras import missing_package
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio
    import ssl

    from timeback._http.asyncio_backend import AsyncioBackend
    from timeback.settings import Settings
else:
    asyncio = lazy_module("asyncio")

P = TypeVar("P", httpx.BaseTransport, httpx.AsyncBaseTransport)

# The API, QTI and the token endpoint may have three hosts, and a connection to one must not evict that to another.
MAX_CONNECTIONS = 4
# Seconds. Common servers close a connection that was idle for 5 seconds. A request sent on such a connection is lost,
# and is retried only if it is idempotent.
KEEPALIVE_SECONDS = 4.0


def sync_opener(settings: Settings, tls: ssl.SSLContext) -> Callable[[], httpx.BaseTransport]:
    """Return a function that opens a transport for threads."""
    return _opener(settings, tls, _SyncDirectTransport, _SyncProxyTransport, _SyncRoutedTransport)


def async_opener(settings: Settings, tls: ssl.SSLContext) -> Callable[[], httpx.AsyncBaseTransport]:
    """Return a function that opens a transport for asyncio."""
    return _opener(settings, tls, _AsyncDirectTransport, _AsyncProxyTransport, _AsyncRoutedTransport)


def _opener(
    settings: Settings,
    tls: ssl.SSLContext,
    direct: Callable[..., P],
    proxied: Callable[..., P],
    routed: Callable[[_Routes[P]], P],
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
            return routed(_Routes(proxies, environment_proxies, open_for))
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

    if importlib.util.find_spec("h2") is None:
        raise ConfigurationError(missing_package("http2=True", "h2", "http2"))


def _checked_proxy(proxy: Any) -> httpx.Proxy:
    """Return a proxy with a host and a port that a socket accepts.

    Raises:
        TypeError, ValueError, httpx.InvalidURL: it is none.
    """
    one = proxy if isinstance(proxy, httpx.Proxy) else httpx.Proxy(proxy)
    if not one.url.host or (one.url.port is not None and not 0 < one.url.port < 65536):
        raise ValueError("no host, or no port")
    return one


class _SyncDirectTransport(httpx.HTTPTransport):
    """The transport of httpx, over sockets that keep the time limit of each exchange."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._backend = install_socket_backend(self)

    def abort(self) -> None:
        """End all waits on these connections, in whichever threads they are."""
        if self._backend is not None:
            self._backend.abort()


class _AsyncDirectTransport(httpx.AsyncHTTPTransport):
    """The transport of httpx, over the asyncio backend of this package."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._backend = _install_asyncio_backend(self)

    def abort(self) -> None:
        """Drop all connections at once. A close takes turns of the event loop, which may be about to end."""
        if self._backend is not None:
            self._backend.abort()


class _SyncProxyTransport(_SyncDirectTransport):
    """The same through one proxy. Its errors are told from those of the server."""

    def __init__(self, proxy: Any, **arguments: Any) -> None:
        one = _checked_proxy(proxy)
        super().__init__(proxy=one, **arguments)
        # Without the user name and password.
        self._name = one.url.netloc.decode("ascii")

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        progress = ProxyProgress()
        request.extensions = {**request.extensions, "trace": progress.record}
        try:
            response = super().handle_request(request)
        except httpx.TransportError as error:
            if (converted := progress.proxy_error(error, self._name)) is None:
                raise
            raise converted from error
        if wants_credentials(request, response):
            response.close()
            raise ProxyFailure("407", self._name)
        return response


class _AsyncProxyTransport(_AsyncDirectTransport):
    """The same for asyncio."""

    def __init__(self, proxy: Any, **arguments: Any) -> None:
        one = _checked_proxy(proxy)
        super().__init__(proxy=one, **arguments)
        self._name = one.url.netloc.decode("ascii")

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        progress = ProxyProgress()
        request.extensions = {**request.extensions, "trace": progress.record_async}
        try:
            response = await super().handle_async_request(request)
        except httpx.TransportError as error:
            if (converted := progress.proxy_error(error, self._name)) is None:
                raise
            raise converted from error
        if wants_credentials(request, response):
            await response.aclose()
            raise ProxyFailure("407", self._name)
        return response


class _Routes(Generic[P]):
    """The transports to the hosts of a client: one for each proxy of the environment, and one without a proxy.

    Args:
        proxies: chooses the proxy for a host.
        needed: the proxies of the configured addresses, which are opened now, so that a bad proxy is reported early.
        open_for: opens the transport through a proxy, or without one.
    """

    def __init__(
        self, proxies: EnvironmentProxies, needed: Iterable[str | None], open_for: Callable[[str | None], P]
    ) -> None:
        self._proxies = proxies
        self._open_for: Callable[[str | None], P] = open_for
        self.transports: dict[str | None, P] = {proxy: open_for(proxy) for proxy in needed}

    def transport(self, url: httpx.URL) -> P:
        """Return the transport to the host of a URL."""
        proxy = self._proxies.choose(url.scheme, url.host, url.port)
        if (found := self.transports.get(proxy)) is None:
            found = self.transports[proxy] = self._open_for(proxy)
        return found

    def abort(self) -> None:
        """Drop all connections."""
        for transport in list(self.transports.values()):
            abort(transport)


class _SyncRoutedTransport(httpx.BaseTransport):
    """A transport that chooses the proxy of the environment for each host."""

    def __init__(self, routes: _Routes[httpx.BaseTransport]) -> None:
        self._routes = routes

    def abort(self) -> None:
        """Drop all connections at once."""
        self._routes.abort()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._routes.transport(request.url).handle_request(request)

    def close(self) -> None:
        for transport in self._routes.transports.values():
            transport.close()


class _AsyncRoutedTransport(httpx.AsyncBaseTransport):
    """The same for asyncio."""

    def __init__(self, routes: _Routes[httpx.AsyncBaseTransport]) -> None:
        self._routes = routes

    def abort(self) -> None:
        """Drop all connections at once."""
        self._routes.abort()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._routes.transport(request.url).handle_async_request(request)

    async def aclose(self) -> None:
        for transport in self._routes.transports.values():
            await transport.aclose()


class SharedTransport(httpx.AsyncBaseTransport):
    """A caller's transport, sync or async, for use in an event loop. Closing it is left to the caller."""

    def __init__(self, transport: httpx.BaseTransport | httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if isinstance(self._transport, httpx.AsyncBaseTransport):
            return await self._transport.handle_async_request(request)
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        call = loop.run_in_executor(None, context.run, self._handle_blocking, self._transport, request)
        try:
            return await asyncio.shield(call)
        except asyncio.CancelledError:
            # The thread cannot be stopped. The response that it returns later is closed.
            call.add_done_callback(_close_response)
            raise

    @staticmethod
    def _handle_blocking(transport: httpx.BaseTransport, request: httpx.Request) -> httpx.Response:
        response = transport.handle_request(request)
        if response.is_stream_consumed:
            return response
        try:
            stream = ThreadedByteStream(response)
        except BaseException:
            response.close()
            raise
        return httpx.Response(response.status_code, headers=response.headers, stream=stream)


def _close_response(call: asyncio.Future[httpx.Response]) -> None:
    if not call.cancelled() and call.exception() is None and isinstance(call.result().stream, ThreadedByteStream):
        call.result().stream.close()  # type: ignore[union-attr]


def _install_asyncio_backend(transport: object) -> AsyncioBackend | None:
    pool = getattr(transport, "_pool", None)
    if pool is None or not hasattr(pool, "_network_backend"):
        return None
    # A parameter of httpcore that httpx does not pass on.
    from timeback._http.asyncio_backend import AsyncioBackend

    pool._network_backend = backend = AsyncioBackend()
    return backend
