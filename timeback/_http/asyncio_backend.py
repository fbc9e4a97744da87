"""What httpcore reads from and writes to in an event loop: the transports of asyncio themselves.

Its own layer goes through anyio, which serves other loops than asyncio's too; that costs a fifth of a request.
"""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import itertools
import os
import socket
import ssl
from collections import deque
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import httpcore

from timeback._http.deadline import current
from timeback._http.sockets import readable

# So long one address has to itself before the next one of the host is tried beside it (RFC 8305, section 5).
_HAPPY_EYEBALLS = 0.25
# How much is read ahead of who reads.
_AHEAD = 256 * 1024
# httpcore writes the head of a request and its body one after the other; together they are one packet to the server.
_TOGETHER = 64 * 1024


class AsyncioBackend(httpcore.AsyncNetworkBackend):
    """Opens connections, and knows those that are open."""

    def __init__(self) -> None:
        self._open: set[AsyncioStream] = set()

    def abort(self) -> None:
        """Drop all connections at once."""
        for stream in list(self._open):
            stream.abort()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        if (limit := current.get()) is not None:
            limit.begin()
        local = None if local_address is None else (local_address, 0)
        async with _told(httpcore.ConnectTimeout, httpcore.ConnectError, timeout):
            addresses = await _resolve(host, port)
            if len(addresses) == 1:
                stream = await self._connect(addresses[0], port, local)
            else:
                stream = await self._race(addresses, port, local)
        if limit is not None:
            limit.begin()
        for option in socket_options or ():
            stream.get_extra_info("socket").setsockopt(*option)
        return stream

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)

    async def _connect(self, address: str, port: int, local: tuple[str, int] | None) -> AsyncioStream:
        loop = asyncio.get_running_loop()
        _, stream = await loop.create_connection(lambda: AsyncioStream(self._open), address, port, local_addr=local)
        return stream

    async def _race(self, addresses: list[str], port: int, local: tuple[str, int] | None) -> AsyncioStream:
        """The first connection to any of several addresses (RFC 8305, section 5).

        The ``happy_eyeballs_delay`` of asyncio loses a socket when it is cancelled at the wrong moment.
        """
        attempts: set[asyncio.Task[AsyncioStream]] = set()
        failures: list[BaseException] = []
        left = list(addresses)
        try:
            while left or attempts:
                if left:
                    attempts.add(asyncio.create_task(self._connect(left.pop(0), port, local)))
                delay = _HAPPY_EYEBALLS if left else None
                done, _ = await asyncio.wait(attempts, timeout=delay, return_when=asyncio.FIRST_COMPLETED)
                for attempt in done:
                    attempts.discard(attempt)
                    if (failure := attempt.exception()) is None:
                        # Another one of the same turn is dropped below.
                        attempts |= done - {attempt}
                        return attempt.result()
                    failures.append(failure)
            raise failures[0]
        finally:
            for attempt in attempts:
                attempt.cancel()
                attempt.add_done_callback(_drop_late)


class AsyncioStream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """One connection.

    Not one of asyncio's streams: thrown away in a forked process, these take their leave of the event loop, and it is
    the parent's.
    """

    def __init__(self, opened: set[AsyncioStream]) -> None:
        """A connection that is among those of ``opened`` while it is open."""
        self._opened = opened
        self._pieces: deque[bytes] = deque()
        self._held = 0
        self._unsent = bytearray()
        self._reads = self._writes = True
        self._ended = self._shared = False
        self._failure: Exception | None = None
        self._waiting: set[asyncio.Future[bool]] = set()

    # What asyncio tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._opened.add(self)

    def data_received(self, data: bytes) -> None:
        self._pieces.append(data)
        self._held += len(data)
        if self._held > _AHEAD and self._reads:
            self._reads = False
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self._ended = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._ended, self._failure = True, exc
        self._opened.discard(self)
        self._wake()

    def pause_writing(self) -> None:
        self._writes = False

    def resume_writing(self) -> None:
        self._writes = True
        self._wake()

    # What httpcore asks for

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        # Who reads from a connection of HTTP/2 does so for all who share it, and must not fail for them.
        limit = None if self._shared else current.get()
        if limit is not None and limit.left() <= 0:
            raise httpcore.ReadTimeout("the reply did not go on in time")
        while not self._pieces:
            if limit is not None:
                timeout = limit.left()
            if self._failure is not None:
                raise httpcore.ReadError(str(self._failure)) from self._failure
            if self._ended:
                return b""
            await self._news(timeout, httpcore.ReadTimeout)
        piece = self._pieces.popleft()
        if len(piece) > max_bytes:
            self._pieces.appendleft(piece[max_bytes:])
            piece = piece[:max_bytes]
        self._held -= len(piece)
        if not self._reads and self._held <= _AHEAD // 2:
            self._reads = True
            self._transport.resume_reading()
        return piece

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        limit = current.get()
        own = limit is not None and limit.sent(len(buffer))
        if not self._unsent:
            asyncio.get_running_loop().call_soon(self._flush)
        self._unsent += buffer
        if len(self._unsent) < _TOGETHER:
            return
        self._flush()
        while not self._writes:
            if self._failure is not None or self._ended:
                raise httpcore.WriteError(str(self._failure or "the connection is closed")) from self._failure
            unsent = self._transport.get_write_buffer_size()
            try:
                await self._news(timeout if limit is None else limit.left(), httpcore.WriteTimeout)
            except httpcore.WriteTimeout:
                if limit is None or not own or self._transport.get_write_buffer_size() >= unsent:
                    raise
                # The other end is slow, and takes some of it.
                limit.begin()
        if limit is not None and own:
            limit.begin()

    def _flush(self) -> None:
        if self._unsent and not self._transport.is_closing():
            self._transport.write(bytes(self._unsent))
        self._unsent.clear()

    async def aclose(self) -> None:
        self._flush()
        self._transport.close()
        try:
            await asyncio.sleep(0)
        finally:
            # With TLS, close() waits for the other end, which may be gone.
            self.abort()

    def abort(self) -> None:
        """Drop the connection at once."""
        self._transport.abort()
        # During a TLS handshake asyncio does not report the end of the connection here.
        self._opened.discard(self)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.AsyncNetworkStream:
        if (limit := current.get()) is not None:
            limit.begin()
        try:
            async with _told(httpcore.ConnectTimeout, httpcore.ConnectError, timeout):
                transport = await asyncio.get_running_loop().start_tls(
                    self._transport, self, ssl_context, server_hostname=server_hostname
                )
                if transport is None:
                    raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
        except BaseException:
            await self.aclose()
            raise
        self._transport = transport
        self._shared = transport.get_extra_info("ssl_object").selected_alpn_protocol() == "h2"
        if limit is not None:
            limit.begin()
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return self._is_readable()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._transport.get_extra_info(names.get(info, info))

    async def _news(self, timeout: float | None, late: type[Exception]) -> None:
        # One timer that completes the future costs a third of asyncio.timeout, which cancels the task.
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[bool] = loop.create_future()
        timer = None if timeout is None else loop.call_later(timeout, _complete, waiting, False)
        self._waiting.add(waiting)
        try:
            in_time = await waiting
        finally:
            self._waiting.discard(waiting)
            if timer is not None:
                timer.cancel()
        if not in_time:
            raise late

    def _wake(self) -> None:
        for waiting in self._waiting:
            _complete(waiting, True)

    def _is_readable(self) -> bool:
        """Whether the other end has said something, its farewell above all."""
        if self._pieces or self._ended or self._transport.is_closing():
            return True
        # The event loop may have been kept from hearing of it.
        return readable(self._transport.get_extra_info("socket").fileno())


def _complete(waiting: asyncio.Future[bool], in_time: bool) -> None:
    if not waiting.done():
        waiting.set_result(in_time)


@asynccontextmanager
async def _told(late: type[Exception], failed: type[Exception], timeout: float | None) -> AsyncIterator[None]:
    """With httpcore's exceptions for those of asyncio."""
    try:
        async with asyncio.timeout(timeout):
            yield
    except TimeoutError as error:
        raise late from error
    except OSError as error:
        raise failed(str(error)) from error


async def _resolve(host: str, port: int) -> list[str]:
    """The addresses of a host, the families alternating, the system's choice first."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return [host]
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    families: dict[int, list[str]] = {}
    for family, _, _, _, address in found:
        families.setdefault(family, []).append(str(address[0]))
    mixed = itertools.chain.from_iterable(itertools.zip_longest(*families.values()))
    return list(dict.fromkeys(address for address in mixed if address is not None))


def _drop_late(attempt: asyncio.Task[AsyncioStream]) -> None:
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().abort()
