"""httpx transports of a client: direct, through proxies, or the caller's own; without cookies, with one TLS context."""

from __future__ import annotations

import asyncio
import contextvars
import importlib.util
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, TypeVar

import httpx

from timeback._http.body import ThreadedByteStream
from timeback._http.sockets import install_socket_backend
from timeback._http.tls import tls_context
from timeback.settings.environments import loopback_hosts
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.extras import missing_package

if TYPE_CHECKING:
    from timeback._http.asyncio_backend import AsyncioBackend
    from timeback.settings import Settings

P = TypeVar("P", httpx.BaseTransport, httpx.AsyncBaseTransport)

# The API, QTI and the token endpoint may have three hosts, and a connection to one must not evict that to another.
MAX_CONNECTIONS = 4
# Seconds. Common servers close a connection that was idle for 5 seconds. A request sent on such a connection is lost,
# and is retried only if it is idempotent.
KEEPALIVE_SECONDS = 4.0


def sync_opener(settings: Settings) -> Callable[[], httpx.BaseTransport]:
    """Return a function that opens a transport for threads."""
    return _opener(settings, _SyncDirectTransport, _SyncProxiedTransport)


def async_opener(settings: Settings) -> Callable[[], httpx.AsyncBaseTransport]:
    """Return a function that opens a transport for asyncio."""
    return _opener(settings, _AsyncDirectTransport, _AsyncProxiedTransport)


def _opener(settings: Settings, direct: Callable[..., P], proxied: Callable[..., P]) -> Callable[[], P]:
    # All transports of a client share one TLS context, which takes long to build.
    arguments = {
        "verify": tls_context(settings),
        "trust_env": settings.trust_env,
        "http2": settings.http2,
        "limits": httpx.Limits(
            max_connections=MAX_CONNECTIONS,
            max_keepalive_connections=MAX_CONNECTIONS,
            keepalive_expiry=KEEPALIVE_SECONDS,
        ),
    }
    if settings.http2 and importlib.util.find_spec("h2") is None:
        raise ConfigurationError(missing_package("http2=True", "h2", "http2"))
    if settings.proxy is not None:
        arguments["proxy"] = settings.proxy
    elif settings.trust_env and any(urllib.request.getproxies().get(scheme) for scheme in ("http", "https", "all")):
        hosts, all_local = loopback_hosts(settings.urls)
        if not all_local:
            # A redirect stays on its host, so these are all hosts. None means without a proxy.
            arguments["mounts"] = {f"all://[{host}]" if ":" in host else f"all://{host}": None for host in hosts}
    transport_class = proxied if "mounts" in arguments else direct

    def open_one() -> P:
        try:
            return transport_class(**arguments)
        except ImportError:
            raise ConfigurationError(
                "a SOCKS proxy needs the package socksio, which is not installed: pip install 'httpx[socks]'"
            ) from None
        except (ValueError, httpx.InvalidURL):
            # The text of these errors may hold the proxy's password.
            source = "proxy" if settings.proxy is not None else "a proxy variable of the environment"
            raise ConfigurationError(
                f"{source} is not a valid proxy URL: use http://host:port or https://host:port"
            ) from None

    return open_one


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


class _SyncProxiedTransport(httpx.BaseTransport):
    """The client of httpx, which chooses the proxy for each host from the environment. ``mounts`` has exceptions."""

    def __init__(self, **arguments: Any) -> None:
        self._client = httpx.Client(cookies=_no_cookies(), **arguments)
        self._backends = [
            backend
            for transport in (self._client._transport, *self._client._mounts.values())
            if (backend := install_socket_backend(transport)) is not None
        ]

    def abort(self) -> None:
        """End all waits on these connections, in whichever threads they are."""
        for backend in self._backends:
            backend.abort()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._client.send(request, stream=True, follow_redirects=False)

    def close(self) -> None:
        self._client.close()


class _AsyncProxiedTransport(httpx.AsyncBaseTransport):
    """The same for asyncio."""

    def __init__(self, **arguments: Any) -> None:
        self._client = httpx.AsyncClient(cookies=_no_cookies(), **arguments)
        self._backends = [
            backend
            for transport in (self._client._transport, *self._client._mounts.values())
            if (backend := _install_asyncio_backend(transport)) is not None
        ]

    def abort(self) -> None:
        """Drop all connections at once."""
        for backend in self._backends:
            backend.abort()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._client.send(request, stream=True, follow_redirects=False)

    async def aclose(self) -> None:
        await self._client.aclose()


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


def _no_cookies() -> CookieJar:
    return CookieJar(policy=DefaultCookiePolicy(allowed_domains=[]))
