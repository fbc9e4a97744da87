"""What httpcore reads from and writes to in a thread: sockets that keep to the limit of their exchange.

Its own streams begin a new timeout with each read, and look up names and try each address of a host without regard to
what was waited before.
"""

from __future__ import annotations

import errno
import ipaddress
import os
import select
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Any, TypeVar

import httpcore
import httpx

from timeback._http.deadline import current
from timeback._http.fork import register_fork_reset

T = TypeVar("T")

# What a record of TLS holds at most, with its head (RFC 8446, section 5.2).
_RECORD = 16384 + 261


def keep_limits(transport: object) -> SocketBackend | None:
    """Have a transport of httpx open its connections here; one with a way to the network of its own is left alone."""
    pool = getattr(transport, "_pool", None)
    if not isinstance(transport, httpx.HTTPTransport) or type(getattr(pool, "_network_backend", None)) is not _USUAL:
        return None
    # A parameter of httpcore's that httpx does not pass on.
    pool._network_backend = backend = SocketBackend()  # type: ignore[union-attr]
    return backend


class SocketBackend(httpcore.SyncBackend):
    """Opens connections, and knows those that are open."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: weakref.WeakSet[socket.socket] = weakref.WeakSet()
        self._aborted = False

    def register(self, sock: socket.socket) -> None:
        """Have ``abort`` reach a socket.

        Raises:
            ConnectionAbortedError: it was called already.
        """
        with self._lock:
            if self._aborted:
                raise ConnectionAbortedError(errno.ECONNABORTED, os.strerror(errno.ECONNABORTED))
            self._open.add(sock)

    def abort(self) -> None:
        """End the waits of all threads on these connections, and open no more. The threads close them."""
        with self._lock:
            self._aborted = True
            opened = list(self._open)
        for sock in opened:
            try:
                # A thread that waits for a socket does not see that it is closed, but sees that it is shut down. The
                # method of an SSLSocket would take its TLS state away under a thread that uses it.
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
        limit = current.get()
        if limit is not None:
            limit.begin()
            timeout = limit.left()
        try:
            sock = _connected(host, port, timeout, local_address, self.register)
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
            limit.begin()
        return SocketStream(sock, self)

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        stream = super().connect_unix_socket(path, timeout, socket_options)
        return SocketStream(stream.get_extra_info("socket"), self)


_USUAL = httpcore.SyncBackend


class SocketStream(httpcore.NetworkStream):
    """One connection."""

    def __init__(self, sock: socket.socket, backend: SocketBackend) -> None:
        self._sock = sock
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        limit = current.get()
        if limit is not None and (timeout := limit.left()) <= 0:
            raise httpcore.ReadTimeout("the reply did not go on in time")
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
        limit = current.get()
        rest: bytes | memoryview = buffer
        try:
            while True:
                if limit is not None and (timeout := limit.left()) <= 0:
                    raise httpcore.WriteTimeout("the request was not taken in time")
                self._sock.settimeout(timeout)
                count = self._sock.send(rest)
                if limit is not None:
                    limit.sent(count)
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
        limit = current.get()
        if limit is not None:
            limit.begin()
        try:
            stream: SocketStream
            if isinstance(self._sock, ssl.SSLSocket):
                stream = _TlsInTls(self._sock, self._backend, ssl_context, server_hostname, timeout)
            else:
                self._sock.settimeout(_remaining(timeout))
                # The old socket is empty from here on: close() closes the new one, whatever ends the handshake.
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
            limit.begin()
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
    """TLS to a server through a proxy that is itself reached by TLS."""

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
        self._carry(self._tls.do_handshake, timeout)

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._carry(lambda: self._tls.read(max_bytes), timeout)
        except ssl.SSLZeroReturnError:
            return b""
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        limit = current.get()
        rest = memoryview(buffer)
        try:
            while rest:
                part = rest[:_RECORD]
                count = self._carry(lambda part=part: self._tls.write(part), timeout)  # type: ignore[misc]
                if limit is not None:
                    limit.sent(count)
                rest = rest[count:]
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def get_extra_info(self, info: str) -> Any:
        return self._tls if info == "ssl_object" else super().get_extra_info(info)

    def _carry(self, act: Callable[[], T], timeout: float | None) -> T:
        """Do what TLS asks for, carrying its bytes to and from the proxy."""
        while True:
            result: T | None = None
            waits = False
            try:
                result = act()
            except ssl.SSLWantReadError:
                waits = True
            if data := self._outgoing.read():
                self._sock.settimeout(_remaining(timeout))
                self._sock.sendall(data)
            if not waits:
                return result  # type: ignore[return-value]
            self._sock.settimeout(_remaining(timeout))
            if data := self._sock.recv(_RECORD):
                self._incoming.write(data)
            else:
                self._incoming.write_eof()


def _remaining(timeout: float | None) -> float | None:
    """The timeout for the next step of the exchange that is under way."""
    limit = current.get()
    if limit is None:
        return timeout
    left = limit.left()
    if left <= 0:
        raise TimeoutError("timed out")
    return left


def readable(descriptor: int) -> bool:
    """Whether the other end has said something, the end of the connection above all."""
    if descriptor < 0:
        return True
    if not hasattr(select, "poll"):
        return bool(select.select([descriptor], [], [], 0)[0])
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


def _connected(
    host: str,
    port: int,
    timeout: float | None,
    local_address: str | None,
    register: Callable[[socket.socket], None],
) -> socket.socket:
    """A socket that is connected to one of the host's addresses; they share the time that there is."""
    end = None if timeout is None else time.monotonic() + timeout
    found = _lookups.find(host, port, timeout)
    failed: OSError | None = None
    for number, (family, kind, protocol, _, address) in enumerate(found):
        share = None
        if end is not None:
            share = (end - time.monotonic()) / (len(found) - number)
            if share <= 0:
                break
        sock: socket.socket | None = None
        try:
            sock = socket.socket(family, kind, protocol)
            register(sock)
            sock.settimeout(share)
            if local_address is not None:
                sock.bind((local_address, 0))
            sock.connect(address)
        except OSError as error:
            failed = failed or error
            if sock is not None:
                sock.close()
        except BaseException:
            if sock is not None:
                sock.close()
            raise
        else:
            return sock
    raise failed or TimeoutError("timed out")


class _Lookups:
    """Looks up names. The operating system may take minutes for one, and cannot be told to take less.

    So each name that is being looked up has a thread, which all who ask for the name wait for.
    """

    def __init__(self) -> None:
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[tuple[str, int], Future[list[Any]]] = {}

    def find(self, host: str, port: int, timeout: float | None) -> list[Any]:
        """The addresses of a host, as ``socket.getaddrinfo`` gives them."""
        if timeout is None or _is_address(host):
            return socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
        with self._lock:
            lookup = self._running.get((host, port)) or self._start(host, port)
        if lookup is None:
            return socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
        return lookup.result(timeout)

    def _start(self, host: str, port: int) -> Future[list[Any]] | None:
        lookup: Future[list[Any]] = Future()
        try:
            threading.Thread(target=self._run, args=(host, port, lookup), daemon=True).start()
        except RuntimeError:
            # There are too many threads, or the interpreter is about to end.
            return None
        self._running[host, port] = lookup
        return lookup

    def _run(self, host: str, port: int, lookup: Future[list[Any]]) -> None:
        try:
            lookup.set_result(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM))
        except Exception as error:  # noqa: BLE001
            lookup.set_exception(error)
        finally:
            with self._lock:
                self._running.pop((host, port), None)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


_lookups = _Lookups()
