"""A transport of httpx for HTTP/1.1 without a proxy: one request at a time, over one connection to each host.

The pools of a client share out such transports. The pool and the connections of httpcore have states, locks and trace
events for many requests at once, which took half of the time of a small request.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator
from types import FunctionType
from typing import Generic, NamedTuple, Protocol, TypeVar

import httpcore
import httpx

from timeback._http.http1 import ReplyReader, request_bytes
from timeback._http.sockets import SocketBackend

# Bytes to read at a time. The memory of larger reads is mapped anew each time: 1 MB took twice the processor time.
READ_SIZE = 64 * 1024
_PORTS = {"http": 80, "https": 443}

STREAM_ERRORS = (httpcore.NetworkError, httpcore.TimeoutException)


class Origin(NamedTuple):
    """A server that a connection leads to."""

    scheme: str
    host: str
    port: int


class _Stream(Protocol):
    def get_extra_info(self, info: str) -> object: ...


S = TypeVar("S", bound=_Stream)


class IdleConnections(Generic[S]):
    """The connections of one transport that wait for their next request, one to each server.

    Args:
        count: how many servers.
        seconds: how long a connection may wait.
        drop: drops a connection at once.
    """

    def __init__(self, count: int, seconds: float, drop: Callable[[S], object]) -> None:
        self._count, self._seconds, self._drop = count, seconds, drop
        self._waiting: dict[Origin, tuple[S, float]] = {}

    def take(self, origin: Origin) -> S | None:
        """Return a connection that can be used; None if a new one is needed."""
        found = self._waiting.pop(origin, None)
        if found is None:
            return None
        stream, expires_at = found
        # A server that has closed the connection, or sent something without a request, will not answer the next one.
        if time.monotonic() < expires_at and not stream.get_extra_info("is_readable"):
            return stream
        self._drop(stream)
        return None

    def put(self, origin: Origin, stream: S) -> None:
        """Keep a connection whose reply is complete."""
        if len(self._waiting) >= self._count:
            self._drop(self._waiting.pop(next(iter(self._waiting)))[0])
        self._waiting[origin] = stream, time.monotonic() + self._seconds

    def take_all(self) -> list[S]:
        """Return all connections, to close them."""
        streams = [stream for stream, _ in self._waiting.values()]
        self._waiting.clear()
        return streams


class Http1Transport(httpx.BaseTransport):
    """The transport for threads.

    Args:
        tls: the context for connections to ``https://``.
        count: to how many servers a connection is kept.
        seconds: how long an idle connection is kept.
    """

    def __init__(self, tls: ssl.SSLContext, count: int, seconds: float) -> None:
        self._tls = http1_only(tls)
        self._backend = SocketBackend()
        self.idle: IdleConnections[httpcore.NetworkStream] = IdleConnections(count, seconds, _close)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        head, content = request_bytes(request)
        origin, reader, timeouts = origin_of(request.url), ReplyReader(request), timeouts_of(request)
        first = b""
        try:
            stream = self.idle.take(origin) or self._connect(origin, timeouts.get("connect"))
            try:
                try:
                    stream.write(head + content, timeouts.get("write"))
                except httpcore.WriteError:
                    # A server may refuse a request before it has read all of it. Its reply says why.
                    pass
                while not reader.status:
                    first = reader.receive(stream.read(READ_SIZE, timeouts.get("read")))
            except BaseException:
                stream.close()
                raise
        except STREAM_ERRORS as error:
            raise httpx_error(error) from error
        body = _Body(self.idle, origin, stream, reader, first, timeouts.get("read"))
        return httpx.Response(reader.status, headers=reader.headers, stream=body)

    def _connect(self, origin: Origin, timeout: float | None) -> httpcore.NetworkStream:
        stream = self._backend.connect_tcp(origin.host, origin.port, timeout)
        return stream.start_tls(self._tls, origin.host, timeout) if origin.scheme == "https" else stream

    def abort(self) -> None:
        """End all waits on these connections, in whichever threads they are."""
        self._backend.abort()

    def close(self) -> None:
        for stream in self.idle.take_all():
            stream.close()


class ReplyBody(Generic[S]):
    """The body of a reply. Its connection is free for the next request when it is closed.

    Args:
        idle: where the connection is put then.
        first: the part of the body that came with the head.
        timeout: seconds to wait for each further part, if the request has no time limit of its own.
    """

    def __init__(
        self,
        idle: IdleConnections[S],
        origin: Origin,
        stream: S,
        reader: ReplyReader,
        first: bytes,
        timeout: float | None,
    ) -> None:
        self._idle, self._origin, self.stream, self.reader = idle, origin, stream, reader
        self.first, self.timeout = first, timeout
        self._released = False

    def release(self) -> S | None:
        """Keep the connection if it can be used again. Return it if it must be closed."""
        if self._released:
            return None
        self._released = True
        if not self.reader.reusable:
            return self.stream
        self._idle.put(self._origin, self.stream)
        return None


class _Body(ReplyBody[httpcore.NetworkStream], httpx.SyncByteStream):
    def __iter__(self) -> Iterator[bytes]:
        reader = self.reader
        if self.first:
            yield self.first
        try:
            while not reader.ended:
                if part := reader.receive(self.stream.read(READ_SIZE, self.timeout)):
                    yield part
        except STREAM_ERRORS as error:
            raise httpx_error(error) from error

    def close(self) -> None:
        if (stream := self.release()) is not None:
            stream.close()


def is_original(*classes: type) -> bool:
    """Whether transports of httpx and pools of httpcore send requests with their own methods.

    Libraries that answer requests in tests (pytest-httpx, respx) and instrumentation replace these methods, and expect
    to see all requests.
    """
    return all(
        isinstance(method, FunctionType) and method.__globals__["__name__"].startswith(f"{kind.__module__}.")
        for kind in classes
        for name in ("handle_request", "handle_async_request")
        if (method := getattr(kind, name, None)) is not None
    )


def origin_of(url: httpx.URL) -> Origin:
    """Return the server of a URL.

    Raises:
        httpx.UnsupportedProtocol: the URL is neither of http nor of https.
    """
    scheme = url.scheme
    if scheme not in _PORTS:
        raise httpx.UnsupportedProtocol("the URL starts with neither http:// nor https://")
    return Origin(scheme, url.raw_host.decode("ascii"), url.port or _PORTS[scheme])


def http1_only(tls: ssl.SSLContext) -> ssl.SSLContext:
    """Return the context, which offers HTTP/1.1 only from now on."""
    tls.set_alpn_protocols(["http/1.1"])
    return tls


def timeouts_of(request: httpx.Request) -> dict[str, float | None]:
    """Return the timeouts of a request in seconds, for a request without a time limit of its own."""
    timeouts: dict[str, float | None] = request.extensions.get("timeout", {})
    return timeouts


def httpx_error(error: Exception) -> httpx.TransportError:
    """Return the exception of httpx for one of httpcore, which has the same name."""
    converted: httpx.TransportError = getattr(httpx, type(error).__name__)(str(error))
    return converted


def _close(stream: httpcore.NetworkStream) -> None:
    stream.close()
