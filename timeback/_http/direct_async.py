"""The transport of ``direct`` for asyncio."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator

import httpcore
import httpx

from timeback._http.asyncio_backend import AsyncioBackend, AsyncioStream
from timeback._http.direct import (
    READ_SIZE,
    STREAM_ERRORS,
    IdleConnections,
    Origin,
    ReplyBody,
    http1_only,
    httpx_error,
    origin_of,
    timeouts_of,
)
from timeback._http.http1 import ReplyReader, request_bytes


class AsyncHttp1Transport(httpx.AsyncBaseTransport):
    """The transport for asyncio. See ``Http1Transport``."""

    def __init__(self, tls: ssl.SSLContext, count: int, seconds: float) -> None:
        self._tls = http1_only(tls)
        self._backend = AsyncioBackend()
        self.idle: IdleConnections[AsyncioStream] = IdleConnections(count, seconds, AsyncioStream.abort)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        head, content = request_bytes(request)
        origin, reader, timeouts = origin_of(request.url), ReplyReader(request), timeouts_of(request)
        first = b""
        try:
            stream = self.idle.take(origin)
            if stream is None:
                stream = await self._connect(origin, timeouts.get("connect"))
            try:
                try:
                    await stream.write(head + content, timeouts.get("write"))
                except httpcore.WriteError:
                    # See Http1Transport.
                    pass
                while not reader.status:
                    first = reader.receive(await stream.read(READ_SIZE, timeouts.get("read")))
            except BaseException:
                # Without an await, since the task may have been cancelled.
                stream.abort()
                raise
        except STREAM_ERRORS as error:
            raise httpx_error(error) from error
        body = _Body(self.idle, origin, stream, reader, first, timeouts.get("read"))
        return httpx.Response(reader.status, headers=reader.headers, stream=body)

    async def _connect(self, origin: Origin, timeout: float | None) -> AsyncioStream:
        stream = await self._backend.connect_tcp(origin.host, origin.port, timeout)
        return await stream.start_tls(self._tls, origin.host, timeout) if origin.scheme == "https" else stream

    def abort(self) -> None:
        """Drop all connections at once. A close takes turns of the event loop, which may be about to end."""
        self._backend.abort()

    async def aclose(self) -> None:
        for stream in self.idle.take_all():
            await stream.aclose()


class _Body(ReplyBody[AsyncioStream], httpx.AsyncByteStream):
    async def __aiter__(self) -> AsyncIterator[bytes]:
        reader = self.reader
        if self.first:
            yield self.first
        try:
            while not reader.ended:
                if part := reader.receive(await self.stream.read(READ_SIZE, self.timeout)):
                    yield part
        except STREAM_ERRORS as error:
            raise httpx_error(error) from error

    async def aclose(self) -> None:
        if (stream := self.release()) is not None:
            await stream.aclose()
