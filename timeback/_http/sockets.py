"""Network backend of httpcore for threads: sockets that keep the time limit of their exchange.

The streams of httpcore start a new timeout with each read. They resolve names without a timeout, and give each address
of a host the whole timeout.
"""

from __future__ import annotations

import errno
import os
import select
import socket
import ssl
import threading
import weakref
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import httpcore
import httpx

from timeback._http.deadline import current_time_limit
from timeback._http.name_resolution import connect

T = TypeVar("T")

# The largest TLS record in bytes, with its header (RFC 8446, section 5.2).
_MAX_RECORD = 16384 + 261


def install_socket_backend(transport: object) -> SocketBackend | None:
    """Make a transport of httpx open its connections here. A transport with another network backend stays unchanged."""
    pool = getattr(transport, "_pool", None)
    if (
        not isinstance(transport, httpx.HTTPTransport)
        or type(getattr(pool, "_network_backend", None)) is not _DEFAULT_BACKEND
    ):
        return None
    # A parameter of httpcore that httpx does not pass on.
    pool._network_backend = backend = SocketBackend()  # type: ignore[union-attr]
    return backend


class SocketBackend(httpcore.SyncBackend):
    """Opens connections, and keeps track of the open ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._aborted = False

    def register(self, sock: socket.socket) -> None:
        """Register a socket for ``abort``.

        Raises:
            ConnectionAbortedError: the backend was aborted.
        """
        with self._lock:
            if self._aborted:
                raise ConnectionAbortedError(errno.ECONNABORTED, os.strerror(errno.ECONNABORTED))
            self._open.add(sock)

    def abort(self) -> None:
        """End all waits on these connections, and open no more. The threads that use them close them."""
        with self._lock:
            self._aborted = True
            opened = list(self._open)
        for sock in opened:
            try:
                # A thread that waits for a socket is woken by a shutdown, not by a close. The shutdown of SSLSocket
                # would remove the TLS state that the thread uses.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)
            except OSError:
                pass

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        limit = current_time_limit.get()
        if limit is not None:
            limit.restart()
            timeout = limit.remaining()
        try:
            sock = connect(host, port, timeout, local_address, self.register)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ConnectError(str(error)) from error
        try:
            for option in socket_options or ():
                sock.setsockopt(*option)
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            sock.close()
            raise httpcore.ConnectError(str(error)) from error
        if limit is not None:
            limit.restart()
        return SocketStream(sock, self)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        stream = super().connect_unix_socket(path, timeout, socket_options)
        return SocketStream(stream.get_extra_info("socket"), self)


_DEFAULT_BACKEND = httpcore.SyncBackend


class SocketStream(httpcore.NetworkStream):
    """A connection of a thread, whose waits keep the time limit of the exchange."""

    def __init__(self, sock: socket.socket, backend: SocketBackend) -> None:
        self._sock = sock
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        limit = current_time_limit.get()
        if limit is not None and (timeout := limit.remaining()) <= 0:
            raise httpcore.ReadTimeout("no further data in time")
        try:
            self._sock.settimeout(timeout)
            return self._sock.recv(max_bytes)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        limit = current_time_limit.get()
        rest: bytes | memoryview = buffer
        try:
            while True:
                if limit is not None and (timeout := limit.remaining()) <= 0:
                    raise httpcore.WriteTimeout("the request was not sent in time")
                self._sock.settimeout(timeout)
                count = self._sock.send(rest)
                if limit is not None:
                    limit.record_write(count)
                if count == len(rest):
                    return
                rest = memoryview(rest)[count:]
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._sock.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        limit = current_time_limit.get()
        if limit is not None:
            limit.restart()
        try:
            stream: SocketStream
            if isinstance(self._sock, ssl.SSLSocket):
                stream = _TlsInTls(self._sock, self._backend, ssl_context, server_hostname, timeout)
            else:
                self._sock.settimeout(_remaining(timeout))
                # From here on the old socket is detached: close() must close the new one, however the handshake ends.
                self._sock = sock = ssl_context.wrap_socket(
                    self._sock, server_hostname=server_hostname, do_handshake_on_connect=False
                )
                self._backend.register(sock)
                sock.do_handshake()
                stream = SocketStream(sock, self._backend)
        except TimeoutError as error:
            self.close()
            raise httpcore.ConnectTimeout(str(error)) from error
        except OSError as error:
            self.close()
            raise httpcore.ConnectError(str(error)) from error
        except BaseException:
            self.close()
            raise
        if limit is not None:
            limit.restart()
        return stream

    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return readable(self._sock.fileno())
        if info == "socket":
            return self._sock
        if info == "client_addr":
            return self._sock.getsockname()
        if info == "server_addr":
            return self._sock.getpeername()
        if info == "ssl_object" and isinstance(self._sock, ssl.SSLSocket):
            return self._sock
        return None


class _TlsInTls(SocketStream):
    """TLS to a server through a proxy, to which the connection is TLS, too."""

    def __init__(
        self,
        sock: socket.socket,
        backend: SocketBackend,
        context: ssl.SSLContext,
        server_hostname: str | None,
        timeout: float | None,
    ) -> None:
        super().__init__(sock, backend)
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_hostname)
        self._run_tls(self._tls.do_handshake, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._run_tls(lambda: self._tls.read(max_bytes), timeout)
        except ssl.SSLZeroReturnError:
            return b""
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        limit = current_time_limit.get()
        rest = memoryview(buffer)
        try:
            while rest:
                part = rest[:_MAX_RECORD]
                count = self._run_tls(lambda part=part: self._tls.write(part), timeout)  # type: ignore[misc]
                if limit is not None:
                    limit.record_write(count)
                rest = rest[count:]
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def get_extra_info(self, info: str) -> Any:
        return self._tls if info == "ssl_object" else super().get_extra_info(info)

    def _run_tls(self, operation: Callable[[], T], timeout: float | None) -> T:
        """Run a TLS operation, and transfer its bytes to and from the proxy until it is complete."""
        while True:
            result: T | None = None
            needs_data = False
            try:
                result = operation()
            except ssl.SSLWantReadError:
                needs_data = True
            if data := self._outgoing.read():
                self._sock.settimeout(_remaining(timeout))
                self._sock.sendall(data)
            if not needs_data:
                return result  # type: ignore[return-value]
            self._sock.settimeout(_remaining(timeout))
            if data := self._sock.recv(_MAX_RECORD):
                self._incoming.write(data)
            else:
                self._incoming.write_eof()


def _remaining(timeout: float | None) -> float | None:
    """Return the timeout for the next step of the current exchange.

    Raises:
        TimeoutError: the time limit of the exchange has passed.
    """
    limit = current_time_limit.get()
    if limit is None:
        return timeout
    remaining = limit.remaining()
    if remaining <= 0:
        raise TimeoutError("timed out")
    return remaining


def readable(descriptor: int) -> bool:
    """Return whether there is data or an end of the connection to read. An idle connection has neither."""
    if descriptor < 0:
        return True
    if not hasattr(select, "poll"):
        return bool(select.select([descriptor], [], [], 0)[0])
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))
