"""Token cache file (``token_cache=``): several processes share one access token.

The file is JSON. Each entry belongs to one token endpoint, client id, scope, kind of authentication and client secret:
its key is an HMAC of these with a salt of the file, so the file holds no secret. Times are seconds since the epoch.

``shared_token`` decides which process fetches a token.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from timeback._http.token_renewal import Token
from timeback._http.token_reply import MAX_LIFETIME, is_token_text
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
_LOCK_POLL_INTERVAL = 0.01


@attrs.frozen
class _Content:
    """The content of the file. Invalid entries are left out."""

    salt: str
    tokens: dict[str, dict[str, Any]] = attrs.field(repr=False)


class TokenIdentity:
    """The credentials that a token belongs to, as a hash: error trackers record local variables, secrets included."""

    __slots__ = ("_digest",)

    def __init__(self, public_parts: Sequence[str | None], secret: str) -> None:
        self._digest = hashlib.sha256(json.dumps([*public_parts, secret]).encode()).digest()

    def key(self, salt: str) -> str:
        """Return the key of the entry in a file with this salt."""
        return hmac.new(salt.encode(), self._digest, hashlib.sha256).hexdigest()


class CacheUnavailable(Exception):
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
        with suppress(OSError, CacheUnavailable):
            self._read()

    def identity(self, secret: str) -> TokenIdentity:
        """Return the identity of the client with this secret."""
        return TokenIdentity(self._public_parts, secret)

    def token(self, identity: TokenIdentity, clock: Callable[[], float]) -> Token | None:
        """Return the token in the file; None if there is none that can be used now.

        Raises:
            ConfigurationError: the file is unsafe, or not a token cache.
            OSError, CacheUnavailable: the file cannot be read.
        """
        content = self._read()
        if content is None:
            return None
        return _usable(content.tokens.get(identity.key(content.salt)), time.time(), clock())

    def store(self, identity: TokenIdentity, token: Token, clock: Callable[[], float]) -> None:
        """Write a token, and remove expired ones."""

        def put(content: _Content) -> None:
            now = time.time()
            times = {"issued_at": now, "expires_at": now + token.renew_at - clock()}
            content.tokens[identity.key(content.salt)] = {"token": _text(token), **times}

        self._change(put)

    def remove(self, identity: TokenIdentity, token: Token) -> None:
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
        descriptor = open_lock_file(self._path.with_name(f"{self._path.name}.lock"))
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
                raise CacheUnavailable(
                    f"{self._path.name}: another process has held its lock for {_WRITE_LOCK_TIMEOUT:.0f} s"
                )
            time.sleep(_LOCK_POLL_INTERVAL)

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
            raise CacheUnavailable(f"{self._path.name}: {found}")
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


def open_lock_file(lock: Path) -> int:
    """Open a lock file.

    Raises:
        StorageError, CacheUnavailable: it cannot be opened. The text names the lock file, not the cache.
    """
    try:
        return open_lock(lock)
    except IrregularFileError as error:
        raise CacheUnavailable(f"{lock.name} is not a lock file ({error.strerror}): remove it") from error
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
    return is_token_text(text) and all(map(_is_time, times))


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12
