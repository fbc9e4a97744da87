"""Token cache file (``token_cache=``): several processes share one access token.

The file is JSON. Each entry belongs to one token endpoint, client id, scope, kind of authentication and client secret:
its key is an HMAC of these with a salt of the file, so the file holds no secret. Times are seconds since the epoch.

A process that finds no usable token in the file takes a lock and fetches one. The others wait until it is in the file
(single flight across processes). Each client id has its own lock file, so one slow token endpoint does not delay
another.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from timeback._http.flow import Clock, RequestFlow, RunBlocking, Sleep, Token
from timeback._http.fork import register_fork_reset
from timeback._http.oauth import BEARER, MAX_LIFETIME, token_deadline_error
from timeback._storage.atomic_write import write_atomically
from timeback._storage.errors import storage_error
from timeback._storage.file_locks import IrregularFileError, open_lock, try_lock, unlock
from timeback.errors import StorageError, TokenCacheWarning
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.frames import warn_caller

if TYPE_CHECKING:
    from timeback.settings import Settings

FORMAT = "timeback-token-cache"
VERSION = 1

_PREFIX = f'{{"format": "{FORMAT}"'.encode()
_MAX_BYTES = 4 * 1024 * 1024
# Seconds by which the clocks of machines that share the file may differ, or a clock may be set back.
_MAX_CLOCK_DIFFERENCE = 60.0
# Seconds to wait for another process that is writing the file.
_WRITE_LOCK_TIMEOUT = 5.0
# Seconds between two looks at the file. The interval doubles each time.
_MIN_POLL_INTERVAL, _MAX_POLL_INTERVAL = 0.01, 0.1


@attrs.frozen
class _Content:
    """The content of the file. Invalid entries are left out."""

    salt: str
    tokens: dict[str, dict[str, Any]] = attrs.field(repr=False)


class _Identity:
    """The credentials that a token belongs to, as a hash: error trackers record local variables, secrets included."""

    __slots__ = ("_digest",)

    def __init__(self, public_parts: Sequence[str | None], secret: str) -> None:
        self._digest = hashlib.sha256(json.dumps([*public_parts, secret]).encode()).digest()

    def key(self, salt: str) -> str:
        """Return the key of the entry in a file with this salt."""
        return hmac.new(salt.encode(), self._digest, hashlib.sha256).hexdigest()


class _CacheUnavailable(Exception):
    """This process cannot use the file now, although it is, or may become, a token cache. The text says why."""


class TokenCache:
    """The cache file, as one client uses it.

    Args:
        path: the absolute path of the file.
        settings: the settings of the client.

    Raises:
        ConfigurationError: the file is not a token cache, or other users may read or replace it.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._public_parts = (settings.token_url, settings.client_id, settings.scope, settings.token_auth)
        self._warned = False
        # An unsafe file is reported when the client is created. Other problems may be over at the first call.
        with suppress(OSError, _CacheUnavailable):
            self._read()

    def identity(self, secret: str) -> _Identity:
        """Return the identity of the client with this secret."""
        return _Identity(self._public_parts, secret)

    def token(self, identity: _Identity, clock: Callable[[], float]) -> Token | None:
        """Return the token in the file; None if there is none that can be used now.

        Raises:
            ConfigurationError: the file is unsafe, or not a token cache.
            OSError, _CacheUnavailable: the file cannot be read.
        """
        content = self._read()
        if content is None:
            return None
        return _usable(content.tokens.get(identity.key(content.salt)), time.time(), clock())

    def store(self, identity: _Identity, token: Token, clock: Callable[[], float]) -> None:
        """Write a token, and remove expired ones."""

        def put(content: _Content) -> None:
            now = time.time()
            times = {"issued_at": now, "expires_at": now + token.renew_at - clock()}
            content.tokens[identity.key(content.salt)] = {"token": _text(token), **times}

        self._change(put)

    def remove(self, identity: _Identity, token: Token) -> None:
        """Remove a token if the file still holds it."""

        def delete(content: _Content) -> None:
            key = identity.key(content.salt)
            if content.tokens.get(key, {}).get("token") == _text(token):
                del content.tokens[key]

        self._change(delete)

    def fetch_lock(self) -> Path:
        """Return the path of the lock that a process holds while it fetches a token for this client id."""
        # Without the secret, so that a rotated secret needs no other lock file.
        name = hashlib.sha256(json.dumps(self._public_parts).encode()).hexdigest()[:12]
        return self._path.with_name(f"{self._path.name}.{name}.lock")

    def warn(self, error: Exception) -> None:
        """Warn, once, that tokens are fetched without the file."""
        if self._warned:
            return
        self._warned = True
        if isinstance(error, OSError) and not isinstance(error, StorageError):
            error = storage_error(self._path, "use the token cache", error)
        warn_caller(f"token_cache: {error}; tokens are fetched without it", TokenCacheWarning)

    def _change(self, change: Callable[[_Content], None]) -> None:
        descriptor = _open_lock_file(self._path.with_name(f"{self._path.name}.lock"))
        try:
            self._wait_for_lock(descriptor)
            try:
                content = self._read() or _Content(secrets.token_hex(16), {})
                change(content)
                self._write(content)
            finally:
                unlock(descriptor)
        finally:
            os.close(descriptor)

    def _wait_for_lock(self, descriptor: int) -> None:
        end = time.monotonic() + _WRITE_LOCK_TIMEOUT
        while not try_lock(descriptor):
            if time.monotonic() >= end:
                raise _CacheUnavailable(
                    f"{self._path.name}: another process has held its lock for {_WRITE_LOCK_TIMEOUT:.0f} s"
                )
            time.sleep(_MIN_POLL_INTERVAL)

    def _write(self, content: _Content) -> None:
        now = time.time()
        tokens = {key: entry for key, entry in content.tokens.items() if _usable(entry, now, 0.0)}
        text = json.dumps({"format": FORMAT, "version": VERSION, "salt": content.salt, "tokens": tokens})
        for attempt in range(5):
            try:
                write_atomically(self._path, text.encode(), action="write the token cache")
            except StorageError as error:
                # Windows does not replace a file while another process reads it.
                if sys.platform != "win32" or attempt == 4 or not isinstance(error.__cause__, PermissionError):
                    raise
                time.sleep(0.02)
            else:
                return

    def _read(self) -> _Content | None:
        """Return the content of the file; None if there is no file, or it is empty or damaged."""
        try:
            found, mode = self._parse_file()
        except FileNotFoundError:
            return None
        # Before the check of the mode, whose error asks to change it: this file belongs to something else.
        if found == "foreign":
            raise self._unsafe("is not a token cache and was not changed: give the path of another file")
        if os.name == "posix" and mode & 0o077:
            del found
            raise self._unsafe(f"may be read or written by other users: chmod 600 {self._path}")
        if isinstance(found, str):
            raise _CacheUnavailable(f"{self._path.name}: {found}")
        return found

    def _parse_file(self) -> tuple[_Content | str | None, int]:
        """Return the content, as ``_parse`` does, and the mode of the file."""
        if stat.S_ISLNK(self._path.lstat().st_mode):
            raise self._unsafe("is a symbolic link: give the path of the file itself")
        # Non-blocking: opening a named pipe would wait for its other end.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._path, flags)
        try:
            status = os.fstat(descriptor)
            self._check(status)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                return _parse(file.read(_MAX_BYTES)), stat.S_IMODE(status.st_mode)
        finally:
            os.close(descriptor)

    def _check(self, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise self._unsafe("is not a regular file: give the path of another file")
        if os.name == "posix" and status.st_uid != os.geteuid():
            raise self._unsafe("belongs to another user: give the path of a file of your own")
        if status.st_size > _MAX_BYTES:
            raise self._unsafe("is too large for a token cache and was not changed: give the path of another file")

    def _unsafe(self, reason: str) -> ConfigurationError:
        return ConfigurationError(f"token_cache names {self._path}, which {reason}")


class CachedToken:
    """The token of one client in the cache file, and the lock under which it is fetched.

    ``read_or_lock`` and ``store`` block, and may run in another thread than ``release``, which may come first.
    """

    def __init__(
        self, cache: TokenCache, identity: _Identity, rejected_token: Token | None, clock: Callable[[], float]
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
        except (OSError, _CacheUnavailable) as error:
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
        except (OSError, _CacheUnavailable) as error:
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
        descriptor = _open_lock_file(self._cache.fetch_lock())
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


def _open_lock_file(lock: Path) -> int:
    """Open a lock file.

    Raises:
        StorageError, _CacheUnavailable: it cannot be opened. The text names the lock file, not the cache.
    """
    try:
        return open_lock(lock)
    except IrregularFileError as error:
        raise _CacheUnavailable(f"{lock.name} is not a lock file ({error.strerror}): remove it") from error
    except OSError as error:
        raise storage_error(lock, "open the lock of the token cache", error) from error


def _text(token: Token) -> str:
    return token.bearer.removeprefix("Bearer ")


def _parse(raw: bytes) -> _Content | str | None:
    """Return the content of a file; None if it is empty or damaged; otherwise a text that says what else it is.

    It raises nothing: an error would hold the content in its frames.
    """
    if not raw:
        return None
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None if raw.startswith(_PREFIX) else "foreign"
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return "foreign"
    if data.get("version") != VERSION:
        return "it was written by another version of timeback-client"
    salt, tokens = data.get("salt"), data.get("tokens")
    if not isinstance(salt, str) or not salt or not isinstance(tokens, dict):
        return None
    return _Content(salt, {key: entry for key, entry in tokens.items() if _is_entry(entry)})


def _usable(entry: Mapping[str, Any] | None, now: float, clock: float) -> Token | None:
    """Return the token of an entry; None if it has expired, or the clock was set back since.

    Args:
        now: the current time in seconds since the epoch.
        clock: the same time by the monotonic clock of tokens.
    """
    if entry is None:
        return None
    issued, expires = entry["issued_at"], entry["expires_at"]
    if not issued - _MAX_CLOCK_DIFFERENCE <= now < expires or expires - issued > MAX_LIFETIME:
        return None
    left = min(expires - now, expires - issued)
    return Token(f"Bearer {entry['token']}", clock + left, shared=True)


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    text, times = entry.get("token"), [entry.get(name) for name in ("issued_at", "expires_at")]
    return isinstance(text, str) and BEARER.fullmatch(text) is not None and all(map(_is_time, times))


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12
