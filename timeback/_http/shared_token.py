"""Single flight across processes: get an access token from the token cache file, or fetch it for all of them.

A process that finds no usable token in the file takes a lock and fetches one. The others wait until it is in the file.
Each client id has its own lock file, so one slow token endpoint does not delay another.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

from timeback._http.flow import Clock, RequestFlow, RunBlocking, Sleep
from timeback._http.fork import register_fork_reset
from timeback._http.oauth import token_deadline_error
from timeback._http.token_cache import CacheUnavailable, TokenCache, TokenIdentity, open_lock_file
from timeback._http.token_renewal import Token
from timeback._storage.file_locks import try_lock, unlock

# Seconds between two looks at the file. The interval doubles each time.
_MIN_POLL_INTERVAL, _MAX_POLL_INTERVAL = 0.01, 0.1


class CachedToken:
    """The token of one client in the cache file, and the lock under which it is fetched.

    ``read_or_lock`` and ``store`` block, and may run in another thread than ``release``, which may come first.
    """

    def __init__(
        self, cache: TokenCache, identity: TokenIdentity, rejected_token: Token | None, clock: Callable[[], float]
    ) -> None:
        self._cache, self._identity, self._rejected_token, self._clock = cache, identity, rejected_token, clock
        self._guard = threading.Lock()
        self._descriptor: int | None = None
        self._released = False
        self.usable = True
        register_fork_reset(self)

    @property
    def has_lock(self) -> bool:
        """Whether this process holds the lock."""
        return self._descriptor is not None

    def read_or_lock(self) -> Token | None:
        """Return the token in the file. If there is none, try to take the lock.

        Afterwards ``has_lock`` says whether the lock was free, and ``usable`` whether the file can be used at all.

        Raises:
            ConfigurationError: the file is unsafe, or not a token cache.
        """
        token: Token | None = None
        failed: Exception | None = None
        try:
            token = self._read()
            if token is None and self._lock():
                # The process that held the lock before may have written a token.
                token = self._read()
                if token is None and self._rejected_token is not None:
                    self._cache.remove(self._identity, self._rejected_token)
        except (OSError, CacheUnavailable) as error:
            failed = error
        if failed is not None:
            self.usable = False
            self._cache.warn(failed)
        return token

    def store(self, token: Token) -> None:
        """Write the token that was fetched. A failure is a warning, because the token itself is valid.

        Raises:
            ConfigurationError: the file is unsafe, or not a token cache.
        """
        failed: Exception | None = None
        try:
            self._cache.store(self._identity, token, self._clock)
        except (OSError, CacheUnavailable) as error:
            failed = error
        if failed is not None:
            self._cache.warn(failed)

    def release(self) -> None:
        """Release the lock. A ``read_or_lock`` in progress releases it itself."""
        with self._guard:
            self._released = True
            descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            try:
                unlock(descriptor)
            finally:
                os.close(descriptor)

    def after_fork(self) -> None:
        # The lock belongs to the parent. Closing the copy of the descriptor does not release it.
        self._guard = threading.Lock()
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)

    def _read(self) -> Token | None:
        found = self._cache.token(self._identity, self._clock)
        rejected = (
            found is not None and self._rejected_token is not None and found.bearer == self._rejected_token.bearer
        )
        return None if rejected else found

    def _lock(self) -> bool:
        descriptor = open_lock_file(self._cache.fetch_lock())
        kept = False
        try:
            if try_lock(descriptor):
                with self._guard:
                    if not self._released:
                        self._descriptor, kept = descriptor, True
        finally:
            if not kept:
                os.close(descriptor)
        return kept


def shared_token_flow(
    cached: CachedToken,
    fetch: RequestFlow[Token],
    clock: Clock,
    deadline: float | None,
    patience: float,
    check: Callable[[], None],
) -> RequestFlow[Token]:
    """Get a token from the cache file, or fetch it and write it there for the other processes.

    Closing the generator releases the lock.

    Args:
        fetch: the steps that fetch a token.
        deadline: when the call must be over, by ``clock``.
        patience: seconds to wait for another process that fetches. After that this process fetches too.
        check: called before each wait; its exception ends the waiting.

    Raises:
        APITimeoutError: the deadline passed first.
        ConfigurationError: the file is unsafe, or not a token cache.
    """
    give_up_at, interval = clock.now() + patience, _MIN_POLL_INTERVAL
    token: Token | None
    try:
        while (token := (yield RunBlocking(cached.read_or_lock))) is None:
            now = clock.now()
            if cached.has_lock or not cached.usable or now >= give_up_at:
                break
            if deadline is not None and now >= deadline:
                raise token_deadline_error()
            check()
            yield Sleep(interval)
            interval = min(2 * interval, _MAX_POLL_INTERVAL)
        if token is None:
            token = yield from fetch
            if cached.has_lock:
                yield RunBlocking(partial(cached.store, token))
        return token
    finally:
        cached.release()
