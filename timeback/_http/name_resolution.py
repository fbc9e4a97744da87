"""DNS: resolve host names with a timeout, and connect to one of the addresses of a host."""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

from timeback._http.fork import register_fork_reset
from timeback._http.pending import PendingResult


def connect(
    host: str,
    port: int,
    timeout: float | None,
    local_address: str | None,
    register: Callable[[socket.socket], None],
) -> socket.socket:
    """Return a socket connected to one of the host's addresses, which share the timeout.

    Args:
        register: called with each socket before it connects.
    """
    end = None if timeout is None else time.monotonic() + timeout
    addresses = _resolver.resolve(host, port, timeout)
    failure: OSError | None = None
    for number, (family, kind, protocol, _, address) in enumerate(addresses):
        share = None
        if end is not None:
            share = (end - time.monotonic()) / (len(addresses) - number)
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
            failure = failure or error
            if sock is not None:
                sock.close()
        except BaseException:
            if sock is not None:
                sock.close()
            raise
        else:
            return sock
    raise failure or TimeoutError("timed out")


class _Resolver:
    """Resolves host names with a timeout. The operating system has none, and may take minutes.

    So each name is resolved in a thread of its own, for which all callers with this name wait (single flight).
    """

    def __init__(self) -> None:
        self.after_fork()
        register_fork_reset(self)

    def after_fork(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[tuple[str, int], PendingResult[list[Any]]] = {}

    def resolve(self, host: str, port: int, timeout: float | None) -> list[Any]:
        """Return the addresses of a host, as ``socket.getaddrinfo`` does."""
        if timeout is None or _is_address(host):
            return socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
        with self._lock:
            lookup = self._running.get((host, port)) or self._start(host, port)
        if lookup is None:
            return socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM)
        return lookup.result(timeout)

    def _start(self, host: str, port: int) -> PendingResult[list[Any]] | None:
        lookup: PendingResult[list[Any]] = PendingResult()
        try:
            threading.Thread(target=self._run, args=(host, port, lookup), daemon=True).start()
        except RuntimeError:
            # There are too many threads, or the interpreter is shutting down.
            return None
        self._running[host, port] = lookup
        return lookup

    def _run(self, host: str, port: int, lookup: PendingResult[list[Any]]) -> None:
        try:
            lookup.set_result(socket.getaddrinfo(host, port, 0, socket.SOCK_STREAM))
        except Exception as error:  # noqa: BLE001 - raised in the threads that wait
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


_resolver = _Resolver()
