"""A file that keeps access tokens, so that several processes share one.

The file is JSON. Each entry belongs to one token endpoint, client id, scope, kind of authentication and client secret:
its key is an HMAC of these with a salt of the file, so the file holds no secret. Times are seconds since the epoch.

A process that needs a token which the file does not have takes a lock, and fetches it; the others wait until it is in
the file. Each client id has a lock file of its own, so one slow token endpoint does not hold up another.
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

from timeback._http.flow import Clock, RunBlocking, Sleep, Steps, Token
from timeback._http.fork import register_fork_reset
from timeback._http.oauth import BEARER, LONGEST_LIFETIME, late
from timeback._storage.atomic_write import storage_error, write_atomically
from timeback._storage.file_locks import IrregularFileError, open_lock, try_lock, unlock
from timeback.errors import StorageError, TokenCacheWarning
from timeback_runtime.errors import ConfigurationError
from timeback_runtime.frames import warn_caller

if TYPE_CHECKING:
    from timeback.settings import Settings

FORMAT = "timeback-token-cache"
VERSION = 1

_BEGINNING = f'{{"format": "{FORMAT}"'.encode()
_MOST = 4 * 1024 * 1024
# Clocks of machines that share the file may differ by so many seconds, and a clock may be set back by so many.
_SKEW = 60.0
# Seconds to wait for other processes that write the file.
_WRITING = 5.0
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.01, 0.1


@attrs.frozen
class _Content:
    """What the file holds. Entries that cannot be used are left out."""

    salt: str
    tokens: dict[str, dict[str, Any]] = attrs.field(repr=False)


class _Owner:
    """Whose token it is. It keeps a hash: error trackers record local variables, and a secret must not be one."""

    __slots__ = ("_digest",)

    def __init__(self, identity: Sequence[str | None], secret: str) -> None:
        self._digest = hashlib.sha256(json.dumps([*identity, secret]).encode()).digest()

    def key(self, salt: str) -> str:
        """The key of its entry in a file with this salt."""
        return hmac.new(salt.encode(), self._digest, hashlib.sha256).hexdigest()


class _Unusable(Exception):
    """The file is a token cache, or may become one, and this process cannot use it. The text says why."""


class TokenCache:
    """The cache file of one client.

    Args:
        path: the file; absolute.
        settings: those of the client.

    Raises:
        ConfigurationError: the file is not a token cache, or other users may read or replace it.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self._path = path
        self._identity = (settings.token_url, settings.client_id, settings.scope, settings.token_auth)
        self._warned = False
        # An unsafe file is reported when the client is made. Other problems may be gone at the first call.
        with suppress(OSError, _Unusable):
            self._read()

    def owner(self, secret: str) -> _Owner:
        """Whose tokens those of the client are, with this secret."""
        return _Owner(self._identity, secret)

    def token(self, owner: _Owner, clock: Callable[[], float]) -> Token | None:
        """The token of the file; None where it has none that may be used now.

        Raises:
            ConfigurationError: as for the class.
            OSError, _Unusable: the file cannot be read.
        """
        content = self._read()
        if content is None:
            return None
        return _usable(content.tokens.get(owner.key(content.salt)), time.time(), clock())

    def store(self, owner: _Owner, token: Token, clock: Callable[[], float]) -> None:
        """Write a token. Expired ones are removed."""

        def put(content: _Content) -> None:
            now = time.time()
            times = {"issued_at": now, "expires_at": now + token.renew_at - clock()}
            content.tokens[owner.key(content.salt)] = {"token": _text(token), **times}

        self._change(put)

    def drop(self, owner: _Owner, token: Token) -> None:
        """Remove a token, if it is still the one of the file."""

        def remove(content: _Content) -> None:
            key = owner.key(content.salt)
            if content.tokens.get(key, {}).get("token") == _text(token):
                del content.tokens[key]

        self._change(remove)

    def fetch_lock(self) -> Path:
        """The lock file that a process holds while it fetches a token for this client id."""
        # Without the secret: a rotated one needs no other lock file.
        name = hashlib.sha256(json.dumps(self._identity).encode()).hexdigest()[:12]
        return self._path.with_name(f"{self._path.name}.{name}.lock")

    def warn(self, error: Exception) -> None:
        """Warn once that calls go on without the file."""
        if self._warned:
            return
        self._warned = True
        if isinstance(error, OSError) and not isinstance(error, StorageError):
            error = storage_error(self._path, "use the token cache", error)
        warn_caller(f"token_cache: {error}; tokens are fetched without it", TokenCacheWarning)

    def _change(self, change: Callable[[_Content], None]) -> None:
        descriptor = _opened(self._path.with_name(f"{self._path.name}.lock"))
        try:
            self._wait_for(descriptor)
            try:
                content = self._read() or _Content(secrets.token_hex(16), {})
                change(content)
                self._write(content)
            finally:
                unlock(descriptor)
        finally:
            os.close(descriptor)

    def _wait_for(self, descriptor: int) -> None:
        end = time.monotonic() + _WRITING
        while not try_lock(descriptor):
            if time.monotonic() >= end:
                raise _Unusable(f"{self._path.name}: another process has been writing it for {_WRITING:.0f} s")
            time.sleep(_SHORTEST_PAUSE)

    def _write(self, content: _Content) -> None:
        now = time.time()
        tokens = {key: entry for key, entry in content.tokens.items() if _usable(entry, now, 0.0)}
        text = json.dumps({"format": FORMAT, "version": VERSION, "salt": content.salt, "tokens": tokens})
        for tries in range(5):
            try:
                write_atomically(self._path, text.encode(), action="write the token cache")
            except StorageError as error:
                # Windows does not replace a file in the moment in which another process reads it.
                if sys.platform != "win32" or tries == 4 or not isinstance(error.__cause__, PermissionError):
                    raise
                time.sleep(0.02)
            else:
                return

    def _read(self) -> _Content | None:
        """The content of the file; None where there is none yet."""
        try:
            found, mode = self._parsed_file()
        except FileNotFoundError:
            return None
        # First of all: the mode of a file of something else is not to be changed.
        if found == "foreign":
            raise self._unsafe("is not a token cache, and stays as it is: name another file")
        if os.name == "posix" and mode & 0o077:
            del found
            raise self._unsafe(f"may be read or written by other users: chmod 600 {self._path}")
        if isinstance(found, str):
            raise _Unusable(f"{self._path.name}: {found}")
        return found

    def _parsed_file(self) -> tuple[_Content | str | None, int]:
        """The content as ``_parsed`` gives it, and the mode of the file."""
        if stat.S_ISLNK(self._path.lstat().st_mode):
            raise self._unsafe("is a symbolic link: name the file itself")
        # Not blocking: a named pipe would wait for its other end.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        descriptor = os.open(self._path, flags)
        try:
            status = os.fstat(descriptor)
            self._check(status)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                return _parsed(file.read(_MOST)), stat.S_IMODE(status.st_mode)
        finally:
            os.close(descriptor)

    def _check(self, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise self._unsafe("is not a regular file: name another one")
        if os.name == "posix" and status.st_uid != os.geteuid():
            raise self._unsafe("belongs to another user: name a file of your own")
        if status.st_size > _MOST:
            raise self._unsafe("is too large for a token cache, and stays as it is: name another file")

    def _unsafe(self, why: str) -> ConfigurationError:
        return ConfigurationError(f"token_cache names {self._path}, which {why}")


class Turn:
    """One process's way to a token: from the file, or by the lock under which it is fetched.

    ``attempt`` and ``store`` block, and may run in another thread than ``release``, which may come first.
    """

    def __init__(
        self, cache: TokenCache, owner: _Owner, rejected_token: Token | None, clock: Callable[[], float]
    ) -> None:
        self._cache, self._owner, self._rejected_token, self._clock = cache, owner, rejected_token, clock
        self._guard = threading.Lock()
        self._descriptor: int | None = None
        self._released = False
        self.usable = True
        register_fork_reset(self)

    @property
    def mine(self) -> bool:
        """Whether this process has the lock."""
        return self._descriptor is not None

    def attempt(self) -> Token | None:
        """The token of the file. Where it has none, this tries to take the lock.

        ``mine`` says afterwards whether the lock was free, and ``usable`` whether the file can be used at all.

        Raises:
            ConfigurationError: the file is unsafe, or not a token cache.
        """
        token: Token | None = None
        failed: Exception | None = None
        try:
            token = self._cached()
            if token is None and self._lock():
                # The process that held the lock before may have written a token.
                token = self._cached()
                if token is None and self._rejected_token is not None:
                    self._cache.drop(self._owner, self._rejected_token)
        except (OSError, _Unusable) as error:
            failed = error
        if failed is not None:
            self.usable = False
            self._cache.warn(failed)
        return token

    def store(self, token: Token) -> None:
        """Write the token that was fetched. A failure is a warning: the token itself is good.

        Raises:
            ConfigurationError: the file is unsafe, or not a token cache.
        """
        failed: Exception | None = None
        try:
            self._cache.store(self._owner, token, self._clock)
        except (OSError, _Unusable) as error:
            failed = error
        if failed is not None:
            self._cache.warn(failed)

    def release(self) -> None:
        """Give the lock back. An attempt that is still under way gives it back by itself."""
        with self._guard:
            self._released = True
            descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            try:
                unlock(descriptor)
            finally:
                os.close(descriptor)

    def after_fork(self) -> None:
        # The lock is the parent's. Closing the copy does not release it.
        self._guard = threading.Lock()
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            with suppress(OSError):
                os.close(descriptor)

    def _cached(self) -> Token | None:
        found = self._cache.token(self._owner, self._clock)
        rejected = (
            found is not None and self._rejected_token is not None and found.bearer == self._rejected_token.bearer
        )
        return None if rejected else found

    def _lock(self) -> bool:
        descriptor = _opened(self._cache.fetch_lock())
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


def shared_token(
    turn: Turn, fetch: Steps[Token], clock: Clock, until: float | None, patience: float, check: Callable[[], None]
) -> Steps[Token]:
    """Get a token from the cache file; else fetch it, and write it there for the others.

    Close it when it is not carried to its end: the lock is released then.

    Args:
        fetch: the steps that fetch a token.
        until: the end of the call, by the clock of ``clock``.
        patience: how many seconds to wait for another process that fetches. After that this one fetches too.
        check: called before each wait; an exception ends the waiting.

    Raises:
        APITimeoutError: the end of the call came first.
        ConfigurationError: the file is unsafe, or not a token cache.
    """
    limit, pause = clock.now() + patience, _SHORTEST_PAUSE
    try:
        while (token := _given((yield RunBlocking(turn.attempt)))) is None:
            now = clock.now()
            if turn.mine or not turn.usable or now >= limit:
                break
            if until is not None and now >= until:
                raise late()
            check()
            _given((yield Sleep(pause)))
            pause = min(2 * pause, _LONGEST_PAUSE)
        if token is None:
            token = yield from fetch
            if turn.mine:
                _given((yield RunBlocking(partial(turn.store, token))))
        assert isinstance(token, Token)
        return token
    finally:
        turn.release()


def _opened(lock: Path) -> int:
    """Open a lock file. Errors name it, and not the cache.

    Raises:
        StorageError, _Unusable: it cannot be opened.
    """
    try:
        return open_lock(lock)
    except IrregularFileError as error:
        raise _Unusable(f"{lock.name} is not a lock file ({error.strerror}): remove it") from error
    except OSError as error:
        raise storage_error(lock, "open the lock of the token cache", error) from error


def _given(outcome: Any) -> Any:
    """What a step gave; a failure is raised."""
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def _text(token: Token) -> str:
    return token.bearer.removeprefix("Bearer ")


def _parsed(raw: bytes) -> _Content | str | None:
    """The content of a file; None where it is empty or damaged; in words what else it is. Raises nothing.

    An error would hold the content in its frames.
    """
    if not raw:
        return None
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError):
        return None if raw.startswith(_BEGINNING) else "foreign"
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        return "foreign"
    if data.get("version") != VERSION:
        return "another version of timeback-client wrote it"
    salt, tokens = data.get("salt"), data.get("tokens")
    if not isinstance(salt, str) or not salt or not isinstance(tokens, dict):
        return None
    return _Content(salt, {key: entry for key, entry in tokens.items() if _is_entry(entry)})


def _usable(entry: Mapping[str, Any] | None, now: float, clock: float) -> Token | None:
    """The token of an entry; None where it has expired, or where the clock was set back since.

    Args:
        now: seconds since the epoch.
        clock: the same moment by the clock of tokens.
    """
    if entry is None:
        return None
    issued, expires = entry["issued_at"], entry["expires_at"]
    if not issued - _SKEW <= now < expires or expires - issued > LONGEST_LIFETIME:
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
