"""httpx transports of a client: direct, or the caller's own. Those through proxies are in ``proxy_transports``."""

from __future__ import annotations

import contextvars
from typing import TYPE_CHECKING, Any

import httpx

from timeback._http.body import ThreadedByteStream
from timeback._http.sockets import install_socket_backend
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio

    from timeback._http.asyncio_backend import AsyncioBackend
else:
    asyncio = lazy_module("asyncio")


class SyncDirectTransport(httpx.HTTPTransport):
    """The transport of httpx, over sockets that keep the time limit of each exchange."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._backend = install_socket_backend(self)

    def abort(self) -> None:
        """End all waits on these connections, in whichever threads they are."""
        if self._backend is not None:
            self._backend.abort()


class AsyncDirectTransport(httpx.AsyncHTTPTransport):
    """The transport of httpx, over the asyncio backend of this package."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._backend = _install_asyncio_backend(self)

    def abort(self) -> None:
        """Drop all connections at once. A close takes turns of the event loop, which may be about to end."""
        if self._backend is not None:
            self._backend.abort()


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
