"""What httpcore reads from and writes to in an event loop: the streams of asyncio themselves.

Its own layer goes through anyio, which serves other loops than asyncio's too; that costs a fifth of a request.
"""

from __future__ import annotations

import asyncio
import re
import select
import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import httpcore

# So long one address has to itself before the next one of the host is tried beside it (RFC 8305, section 5).
_HAPPY_EYEBALLS = 0.25
# How much is read ahead of who reads; asyncio stops at twice as much.
_AHEAD = 256 * 1024
_ERRNO = re.compile(r"\[Errno (\d+)\]")


class AsyncioBackend(httpcore.AsyncNetworkBackend):
    """Opens connections."""

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        async with _told(httpcore.ConnectTimeout, httpcore.ConnectError, timeout):
            reader, writer = await asyncio.open_connection(
                host,
                port,
                limit=_AHEAD,
                local_addr=None if local_address is None else (local_address, 0),
                happy_eyeballs_delay=_HAPPY_EYEBALLS,
            )
        for option in socket_options or ():
            writer.get_extra_info("socket").setsockopt(*option)
        return AsyncioStream(reader, writer)

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class AsyncioStream(httpcore.AsyncNetworkStream):
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        # As ``_told``, at half its cost: this is done more often than all the rest.
        try:
            async with asyncio.timeout(timeout):
                return await self._reader.read(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._writer.is_closing():
            raise httpcore.WriteError("the connection is closed")
        self._writer.write(buffer)
        if self._writer.transport.get_write_buffer_size():
            async with _told(httpcore.WriteTimeout, httpcore.WriteError, timeout):
                await self._writer.drain()

    async def aclose(self) -> None:
        self._writer.close()
        # With TLS it would wait for the other end to take its leave, and that may be gone.
        await asyncio.sleep(0)
        self._writer.transport.abort()

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        try:
            async with _told(httpcore.ConnectTimeout, httpcore.ConnectError, timeout):
                await self._writer.start_tls(ssl_context, server_hostname=server_hostname)
        except BaseException:
            await self.aclose()
            raise
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return self._is_readable()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._writer.get_extra_info(names.get(info, info))

    def _is_readable(self) -> bool:
        """Whether the other end has said something, its farewell above all."""
        if self._writer.is_closing() or self._reader.at_eof():
            return True
        # The event loop may have been kept from hearing of it.
        descriptor: int = self._writer.get_extra_info("socket").fileno()
        if descriptor < 0:
            return True
        if not hasattr(select, "poll"):
            return bool(select.select([descriptor], [], [], 0)[0])
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        return bool(poll.poll(0))


@asynccontextmanager
async def _told(late: type[Exception], failed: type[Exception], timeout: float | None) -> AsyncIterator[None]:
    """With httpcore's exceptions for those of asyncio."""
    try:
        async with asyncio.timeout(timeout):
            yield
    except TimeoutError as error:
        raise late from error
    except OSError as error:
        if error.errno is None and (found := _ERRNO.search(str(error))):
            # Several addresses were tried; the text of their failures has the number, and who tells of it asks for it.
            error.errno = int(found[1])
        raise failed(str(error)) from error
