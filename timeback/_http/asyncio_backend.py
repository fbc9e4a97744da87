"""Network backend of httpcore for asyncio, over the transports of asyncio.

The backend of httpcore goes through anyio, which supports other event loops, too. That costs a fifth of a request.
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

from timeback._http.deadline import current_time_limit
from timeback._http.sockets import readable

# Seconds between two connection attempts to addresses of one host (RFC 8305, section 5).
_ATTEMPT_DELAY = 0.25
# Bytes to buffer before reading from the socket is paused.
_MAX_BUFFERED = 256 * 1024
# httpcore writes the head of a request and its body separately. Up to this many bytes they are sent together, in one
# packet.
_MAX_UNSENT = 64 * 1024


class AsyncioBackend(httpcore.AsyncNetworkBackend):
    """Opens connections, and keeps track of the open ones."""

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
    ) -> AsyncioStream:
        if (limit := current_time_limit.get()) is not None:
            limit.restart()
        local = None if local_address is None else (local_address, 0)
        async with _mapped_errors(httpcore.ConnectTimeout, httpcore.ConnectError, timeout):
            addresses = await _resolve(host, port)
            if len(addresses) == 1:
                stream = await self._connect(addresses[0], port, local)
            else:
                stream = await self._race(addresses, port, local)
        if limit is not None:
            limit.restart()
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
        """Return the first connection to any of several addresses (Happy Eyeballs: RFC 8305, section 5).

        The ``happy_eyeballs_delay`` of asyncio leaks a socket if it is cancelled at the wrong moment.
        """
        attempts: set[asyncio.Task[AsyncioStream]] = set()
        failures: list[BaseException] = []
        remaining = list(addresses)
        try:
            while remaining or attempts:
                if remaining:
                    attempts.add(asyncio.create_task(self._connect(remaining.pop(0), port, local)))
                delay = _ATTEMPT_DELAY if remaining else None
                done, _ = await asyncio.wait(attempts, timeout=delay, return_when=asyncio.FIRST_COMPLETED)
                for attempt in done:
                    attempts.discard(attempt)
                    if (failure := attempt.exception()) is None:
                        # Another attempt may have succeeded in the same turn; it is dropped below.
                        attempts |= done - {attempt}
                        return attempt.result()
                    failures.append(failure)
            raise failures[0]
        finally:
            for attempt in attempts:
                attempt.cancel()
                attempt.add_done_callback(_abort_connected)


class AsyncioStream(asyncio.Protocol, httpcore.AsyncNetworkStream):
    """A connection.

    It does not use the streams of asyncio: when these are collected in a forked process, they use the event loop, which
    belongs to the parent.
    """

    def __init__(self, opened: set[AsyncioStream]) -> None:
        """Create a connection that is in ``opened`` while it is open."""
        self._opened = opened
        self._pieces: deque[bytes] = deque()
        self._buffered = 0
        self._unsent = bytearray()
        self._is_reading = self._can_write = True
        self._is_closed = self._is_multiplexed = False
        self._failure: Exception | None = None
        self._waiting: set[asyncio.Future[bool]] = set()

    # Callbacks of asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._opened.add(self)

    def data_received(self, data: bytes) -> None:
        self._pieces.append(data)
        self._buffered += len(data)
        if self._buffered > _MAX_BUFFERED and self._is_reading:
            self._is_reading = False
            self._transport.pause_reading()
        self._wake()

    def eof_received(self) -> None:
        self._is_closed = True
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        self._is_closed, self._failure = True, exc
        self._opened.discard(self)
        self._wake()

    def pause_writing(self) -> None:
        self._can_write = False

    def resume_writing(self) -> None:
        self._can_write = True
        self._wake()

    # Methods of httpcore.AsyncNetworkStream

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        # A read from a connection of HTTP/2 serves all requests that share it, and must not fail for one of them.
        limit = None if self._is_multiplexed else current_time_limit.get()
        if limit is not None and limit.remaining() <= 0:
            raise httpcore.ReadTimeout("no further data in time")
        while not self._pieces:
            if limit is not None:
                timeout = limit.remaining()
            if self._failure is not None:
                raise httpcore.ReadError(str(self._failure)) from self._failure
            if self._is_closed:
                return b""
            await self._wait_for_event(timeout, httpcore.ReadTimeout)
        piece = self._pieces.popleft()
        if len(piece) > max_bytes:
            self._pieces.appendleft(piece[max_bytes:])
            piece = piece[:max_bytes]
        self._buffered -= len(piece)
        if not self._is_reading and self._buffered <= _MAX_BUFFERED // 2:
            self._is_reading = True
            self._transport.resume_reading()
        return piece

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if self._transport.is_closing():
            raise httpcore.WriteError("the connection is closed")
        limit = current_time_limit.get()
        restarts = limit is not None and limit.record_write(len(buffer))
        if not self._unsent:
            asyncio.get_running_loop().call_soon(self._flush)
        self._unsent += buffer
        if len(self._unsent) < _MAX_UNSENT:
            return
        self._flush()
        while not self._can_write:
            if self._failure is not None or self._is_closed:
                raise httpcore.WriteError(str(self._failure or "the connection is closed")) from self._failure
            unsent = self._transport.get_write_buffer_size()
            try:
                await self._wait_for_event(timeout if limit is None else limit.remaining(), httpcore.WriteTimeout)
            except httpcore.WriteTimeout:
                if limit is None or not restarts or self._transport.get_write_buffer_size() >= unsent:
                    raise
                # The other end is slow, but has received some of it.
                limit.restart()
        if limit is not None and restarts:
            limit.restart()

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
            # With TLS, close() waits for the other end, which may not answer.
            self.abort()

    def abort(self) -> None:
        """Drop the connection at once."""
        self._transport.abort()
        # During a TLS handshake asyncio does not call connection_lost().
        self._opened.discard(self)

    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> AsyncioStream:
        if (limit := current_time_limit.get()) is not None:
            limit.restart()
        try:
            async with _mapped_errors(httpcore.ConnectTimeout, httpcore.ConnectError, timeout):
                transport = await asyncio.get_running_loop().start_tls(
                    self._transport, self, ssl_context, server_hostname=server_hostname
                )
                if transport is None:
                    raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
        except BaseException:
            await self.aclose()
            raise
        self._transport = transport
        self._is_multiplexed = transport.get_extra_info("ssl_object").selected_alpn_protocol() == "h2"
        if limit is not None:
            limit.restart()
        return self

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return self._is_readable()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._transport.get_extra_info(names.get(info, info))

    async def _wait_for_event(self, timeout: float | None, timeout_error: type[Exception]) -> None:
        """Wait until asyncio calls one of the callbacks above."""
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
            raise timeout_error

    def _wake(self) -> None:
        for waiting in self._waiting:
            _complete(waiting, True)

    def _is_readable(self) -> bool:
        """Return whether there is data or an end of the connection to read."""
        if self._pieces or self._is_closed or self._transport.is_closing():
            return True
        # The event loop may not have read it yet.
        return readable(self._transport.get_extra_info("socket").fileno())


def _complete(waiting: asyncio.Future[bool], in_time: bool) -> None:
    if not waiting.done():
        waiting.set_result(in_time)


@asynccontextmanager
async def _mapped_errors(
    timeout_error: type[Exception], os_error: type[Exception], timeout: float | None
) -> AsyncIterator[None]:
    """Raise the exceptions of httpcore for those of asyncio."""
    try:
        async with asyncio.timeout(timeout):
            yield
    except TimeoutError as error:
        raise timeout_error from error
    except OSError as error:
        raise os_error(str(error)) from error


async def _resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a host, alternating between families, the system's first choice first (RFC 8305)."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        pass
    else:
        return [host]
    infos = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    families: dict[int, list[str]] = {}
    for family, _, _, _, address in infos:
        families.setdefault(family, []).append(str(address[0]))
    mixed = itertools.chain.from_iterable(itertools.zip_longest(*families.values()))
    return list(dict.fromkeys(address for address in mixed if address is not None))


def _abort_connected(attempt: asyncio.Task[AsyncioStream]) -> None:
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().abort()
