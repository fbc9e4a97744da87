"""httpx transports through proxies: one proxy for all requests, or that of the environment for each host."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

import httpx

from timeback._http.pool import abort
from timeback._http.proxy_errors import ProxyFailure, ProxyProgress, wants_credentials
from timeback._http.transports import AsyncDirectTransport, SyncDirectTransport
from timeback_runtime.environment_proxies import EnvironmentProxies

P = TypeVar("P", httpx.BaseTransport, httpx.AsyncBaseTransport)


def _checked_proxy(proxy: Any) -> httpx.Proxy:
    """Return a proxy with a host and a port that a socket accepts.

    Raises:
        TypeError, ValueError, httpx.InvalidURL: it is none.
    """
    one = proxy if isinstance(proxy, httpx.Proxy) else httpx.Proxy(proxy)
    if not one.url.host or (one.url.port is not None and not 0 < one.url.port < 65536):
        raise ValueError("no host, or no port")
    return one


class SyncProxyTransport(SyncDirectTransport):
    """The transport through one proxy. Its errors are told from those of the server."""

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


class AsyncProxyTransport(AsyncDirectTransport):
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


class Routes(Generic[P]):
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


class SyncRoutedTransport(httpx.BaseTransport):
    """A transport that chooses the proxy of the environment for each host."""

    def __init__(self, routes: Routes[httpx.BaseTransport]) -> None:
        self._routes = routes

    def abort(self) -> None:
        """Drop all connections at once."""
        self._routes.abort()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return self._routes.transport(request.url).handle_request(request)

    def close(self) -> None:
        for transport in self._routes.transports.values():
            transport.close()


class AsyncRoutedTransport(httpx.AsyncBaseTransport):
    """The same for asyncio."""

    def __init__(self, routes: Routes[httpx.AsyncBaseTransport]) -> None:
        self._routes = routes

    def abort(self) -> None:
        """Drop all connections at once."""
        self._routes.abort()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._routes.transport(request.url).handle_async_request(request)

    async def aclose(self) -> None:
        for transport in self._routes.transports.values():
            await transport.aclose()
