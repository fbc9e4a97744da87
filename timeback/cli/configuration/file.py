"""Changes of the configuration file. Comments, the order and unknown keys stay; the mode is 0600."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from timeback.errors import ConfigurationError
from timeback_runtime.extras import missing_package

_LOCK_TIMEOUT: Final = 10.0
"""Seconds to wait for another process that writes the file."""


class ConfigFile:
    """The content of the configuration file while it is changed. Nothing is written before ``save``.

    Attributes:
        path: the file. If it is a symbolic link, the file that it names is replaced.
    """

    def __init__(self, path: Path) -> None:
        """Read the file, which need not exist.

        Raises:
            ConfigurationError: it cannot be read, or is not valid.
        """
        try:
            import tomlkit
        except ImportError:
            raise ConfigurationError(missing_package("timeback config", "tomlkit", "cli")) from None
        from timeback import profiles

        self.path = path
        self._changes: list[Callable[[], object]] = []
        self._read = b""
        if path.exists() or path.is_symlink():
            # Reports what is wrong with it.
            profiles.names(path)
            self._read = path.read_bytes()
        text = self._read.decode("utf-8-sig")
        self._newline = "\r\n" if "\r\n" in text else "\n"
        self._document = tomlkit.parse(text.replace("\r\n", "\n"))

    @property
    def profiles(self) -> list[str]:
        """The names of the profiles."""
        return list(self._document)

    def get(self, profile: str, key: str) -> Any:
        """Return a value of a profile; None if it is not set."""
        return self.data().get(profile, {}).get(key)

    def data(self) -> dict[str, Any]:
        """Return the content as plain values."""
        return tomllib.loads(self._document.as_string())

    def set(self, profile: str, path: Sequence[str], value: Any) -> None:
        """Set a value, whose path is a key, or a key and a name below it. The profile is created if necessary."""
        import tomlkit

        self._changes.append(lambda: self.set(profile, path, value))
        expected = self.data()
        _insert(expected, [profile, *path], value, dict)
        if profile not in self._document:
            if self._document.as_string().strip():
                self._document.add(tomlkit.nl())
            self._document.add(profile, tomlkit.table(False))
        with self._trailing_comments(profile):
            _insert(self._document, [profile, *path], value, tomlkit.table)
        self._check(expected)

    def unset(self, profile: str, path: Sequence[str]) -> bool:
        """Remove a value, and return whether there was one."""
        import tomlkit

        self._changes.append(lambda: self.unset(profile, path))
        expected = self.data()
        if not _remove(expected, [profile, *path]):
            return False
        with self._trailing_comments(profile):
            _remove(self._document, [profile, *path])
        if profile not in self._document:
            # It had no header of its own, such as [staging], but only one of a table below it.
            self._document.add(profile, tomlkit.table(False))
        self._check(expected)
        return True

    def remove(self, profile: str) -> None:
        """Remove a profile."""
        self._changes.append(lambda: self.remove(profile))
        expected = self.data()
        if expected.pop(profile, None) is None:
            return
        with self._trailing_comments(profile):
            del self._document[profile]
        self._check(expected)

    def content(self) -> bytes:
        """Return the content as it would be written."""
        return self._document.as_string().replace("\n", self._newline).encode()

    def save(self) -> None:
        """Write the file. If another process changed it meanwhile, its changes stay, and these are made after them.

        Raises:
            StorageError: it cannot be written, or another process keeps it locked. The old file is unchanged.
            ConfigurationError: another process made it invalid.
        """
        from timeback._storage.atomic_write import write_atomically
        from timeback._storage.errors import StorageErrors
        from timeback._storage.file_locks import hold_lock

        action = "write the configuration"
        with StorageErrors(self.path, action):
            path = self.path.resolve()
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with StorageErrors(self.path, action), hold_lock(path.with_name(f"{path.name}.lock"), _LOCK_TIMEOUT):
            self._repeat_changes()
            write_atomically(path, self.content(), action=action)

    def _repeat_changes(self) -> None:
        """Make the changes in the current content of the file, if it is not the one that was read."""
        current = ConfigFile(self.path)
        if current._read == self._read:
            return
        self._read, self._newline, self._document = current._read, current._newline, current._document
        changes, self._changes = self._changes, []
        for change in changes:
            change()

    @contextmanager
    def _trailing_comments(self, profile: str) -> Iterator[None]:
        """Keep comments at the end of a table where they are in the text: most often they are about the next table."""
        import tomlkit

        body = self._document.body
        position = next((i for i, (key, _) in enumerate(body) if key is not None and key.key == profile), len(body))
        trailing = _pop_trailing(self._document.get(profile))
        yield
        if profile in self._document:
            end = _last_body(self._document[profile])
            if end is not None:
                end.extend(trailing)
        else:
            body[position:position] = trailing
        # The document has indexes into its body.
        self._document = tomlkit.parse(self._document.as_string())

    def _check(self, expected: dict[str, Any]) -> None:
        """Compare the text with the values that it must have, so that no file is written that means something else."""
        if self.data() != expected:
            raise ConfigurationError(f"{self.path}: this file cannot be changed safely: edit it with a text editor")


def _insert(document: Any, path: Sequence[str], value: Any, table: Any) -> None:
    *parents, last = path
    for name in parents:
        if not isinstance(document.get(name), dict):
            document[name] = table()
        document = document[name]
    document[last] = value


def _remove(document: Any, path: Sequence[str]) -> bool:
    """Remove a value, and the table below a profile that has no other; return whether there was such a value."""
    outer, inner = None, document
    for name in path[:-1]:
        outer, inner = inner, inner.get(name)
        if not isinstance(inner, dict):
            return False
    if path[-1] not in inner:
        return False
    del inner[path[-1]]
    if len(path) > 2 and not inner and outer is not None:
        del outer[path[-2]]
    return True


def _last_body(table: Any) -> list[Any] | None:
    """Return the keys, comments and blank lines of the last table in a table; None if it is in several parts."""
    from tomlkit.items import Table

    body: list[Any] | None = getattr(getattr(table, "value", None), "body", None)
    if body and isinstance(body[-1][1], Table):
        return _last_body(body[-1][1])
    return body


def _pop_trailing(table: Any) -> list[Any]:
    """Remove the comments and blank lines at the end of a table, and return them."""
    body = _last_body(table) or []
    trailing: list[Any] = []
    if any(key is not None for key, _ in body):
        while body[-1][0] is None:
            trailing.insert(0, body.pop())
    return trailing
