"""A pool of httpx transports, each with a few connections.

A transport is released into the pool after an exchange that ended normally. After any other end, such as a
cancellation, it is discarded: httpcore keeps connections without an owner if a request is cancelled at the wrong
moment, and a transport with such connections only would fail every later request.
"""

from __future__ import annotations

import threading
import warnings
from collections.abc import Callable
from typing import Any, Generic, TypeVar

import httpx

from timeback.errors import ClientStateError

P = TypeVar("P", httpx.BaseTransport, httpx.AsyncBaseTransport)

CLOSED = "the client is closed: create a new one, or make calls inside its with block"


class TransportPool(Generic[P]):
    """Transports for at most ``width`` requests at a time each, last in, first out.

    ``acquire`` and ``release`` hold no lock: they are single operations on a list.
    """

    def __init__(self, open_one: Callable[[], P], width: int, close_one: Callable[[P], object]) -> None:
        """Open the first transport, so that a bad proxy or a missing extra is reported when the client is created.

        Args:
            open_one: opens a transport.
            width: how many requests may use one transport at a time.
            close_one: closes a discarded transport that has no user left; it may be called in any thread.
        """
        self._open_one: Callable[[], P] = open_one
        self._close_one: Callable[[P], object] = close_one
        self._width = width
        self._closed = False
        self._reset()
        self.release(self._open())

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._opened: list[P] = []
        # One entry for each further request that a transport can take.
        self._free: list[P] = []
        # How many entries of an invalidated transport are not yet out of use.
        self._invalidated: dict[P, int] = {}

    def acquire(self) -> P:
        """Return a transport that can take a request.

        Raises:
            ClientStateError: the pool is closed.
        """
        while True:
            try:
                transport = self._free.pop()
            except IndexError:
                return self._open()
            if not self._invalidated or not self._drop(transport):
                return transport

    def release(self, transport: P) -> None:
        """Return a transport after an exchange that ended normally."""
        if not self._invalidated or not self._drop(transport):
            self._free.append(transport)

    def discard(self, transport: P) -> None:
        """Return a transport after any other end.

        No later request gets it, and it is closed when its last user has returned it.
        """
        self.invalidate(transport)
        self._drop(transport)

    def invalidate(self, transport: P) -> None:
        """Stop handing out a transport. Its present users return it as usual."""
        with self._lock:
            if transport not in self._opened:
                return
            self._invalidated.setdefault(transport, self._width)
        self._drop_free(transport)

    def close(self) -> list[P]:
        """Close the pool: idle transports at once, others when their users return them. Their connections are dropped.

        Returns:
            The transports that were open.
        """
        with self._lock:
            self._closed = True
            for transport in self._opened:
                self._invalidated.setdefault(transport, self._width)
            opened = list(self._opened)
        for transport in opened:
            abort(transport)
            self._drop_free(transport)
        return opened

    def forget(self) -> None:
        """Forget all transports without closing them. In a forked child they belong to the parent."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ResourceWarning)
            self._reset()

    def _drop_free(self, transport: P) -> None:
        while True:
            try:
                self._free.remove(transport)
            except ValueError:
                return
            self._drop(transport)

    def _drop(self, transport: P) -> bool:
        """Take one entry of an invalidated transport out of use. Return False if the transport is still valid."""
        with self._lock:
            if transport not in self._invalidated:
                return False
            remaining = self._invalidated[transport] = self._invalidated[transport] - 1
            if remaining:
                return True
            del self._invalidated[transport]
            self._opened.remove(transport)
        self._close_one(transport)
        return True

    def _open(self) -> P:
        # The lock is held throughout: a pool that is being closed must see the new transport, or refuse it.
        with self._lock:
            if self._closed:
                raise ClientStateError(CLOSED)
            transport = self._open_one()
            self._opened.append(transport)
        # The entry that is left out is the caller's: another thread must not take it.
        self._free += [transport] * (self._width - 1)
        return transport


def abort(transport: Any) -> None:
    """Drop all connections of a transport at once, if it supports that."""
    if (drop := getattr(transport, "abort", None)) is not None:
        drop()
