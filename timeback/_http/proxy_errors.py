"""Errors of a proxy, and how they are told from those of the server behind it."""

from __future__ import annotations

import re
from typing import Any

import httpx

# The events of httpcore that follow the reply of a proxy to CONNECT, or to the handshake of SOCKS.
_TUNNELLED = frozenset({"proxy.start_tls.started", "socks.start_tls.started"})
_CONNECTION_ERRORS = (httpx.ProxyError, httpx.NetworkError, httpx.TimeoutException, httpx.RemoteProtocolError)
_STATUS = r"([1-5][0-9]{2})\b"
# The beginnings of the texts of httpcore when a SOCKS proxy requires or refuses credentials.
_SOCKS_CREDENTIALS = ("Requested ", "Invalid username")


class _ProxyError(httpx.TransportError):
    """An error of a proxy. The request was not sent to the server.

    Attributes:
        proxy: host and port of the proxy.
    """

    def __init__(self, text: str, proxy: str = "") -> None:
        super().__init__(text)
        self.proxy = proxy


class ProxyFailure(_ProxyError, httpx.ProxyError):
    """A proxy was not reached, or refused the request."""


class ProxyTimeout(_ProxyError, httpx.ConnectTimeout):
    """A proxy did not answer in time."""


class ProxyProgress:
    """How far a request got on its way through a proxy, by the trace events of httpcore.

    An error that comes before the request is sent to the server, or TLS with the server begins, is one of the proxy.
    """

    __slots__ = ("_reached_server",)

    def __init__(self) -> None:
        self._reached_server = False

    def record(self, event: str, info: dict[str, Any]) -> None:
        """Record an event; the ``trace`` extension of a synchronous request."""
        if event in _TUNNELLED:
            self._reached_server = True
        elif event.endswith(".send_request_headers.started"):
            self._reached_server |= info["request"].method != b"CONNECT"

    async def record_async(self, event: str, info: dict[str, Any]) -> None:
        """Record an event; the ``trace`` extension of an asynchronous request."""
        self.record(event, info)

    def proxy_error(self, error: httpx.TransportError, proxy: str) -> ProxyFailure | ProxyTimeout | None:
        """Return the error as one of the proxy; None if it is not the proxy's."""
        if self._reached_server or isinstance(error, httpx.PoolTimeout):
            return None
        if not isinstance(error, _CONNECTION_ERRORS):
            return None
        error_class = ProxyTimeout if isinstance(error, httpx.TimeoutException) else ProxyFailure
        return error_class(str(error), proxy)


def wants_credentials(request: httpx.Request, response: httpx.Response) -> bool:
    """Return whether a proxy answered a request itself, because it wants other credentials.

    It does so without a tunnel, as to ``http://``. Its reply then arrives like one of the server.
    """
    return response.status_code == 407 and request.url.scheme == "http"


def proxy_status(error: httpx.ProxyError) -> int | None:
    """Return the HTTP status that a proxy answered; 407 if it wants other credentials; None if it is not known."""
    text = str(error)
    if text.startswith(_SOCKS_CREDENTIALS):
        return 407
    status = re.match(_STATUS, text)
    return int(status[1]) if status else None
