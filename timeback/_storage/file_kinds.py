"""Detect what an existing file is, by reading it only.

SQLite is not used for that: to open a database may create companion files, recover a transaction or change the header,
and a file of another application must stay unchanged.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from timeback._storage.errors import StorageErrors
from timeback.errors import ConfigurationError

_SQLITE_MAGIC: Final = b"SQLite format 3\0"
_WAL_MAGIC: Final = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_JOURNAL_MAGIC: Final = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
# The version of the index of a write-ahead log, in the byte order of the machine.
_SHM_MAGIC: Final = (b"\x18\xe2\x2d\x00", b"\x00\x2d\xe2\x18")
# The first bytes of the companion files of a database. Those of a rollback journal are zero until it is synced, and
# after its transaction has ended.
_COMPANIONS: Final = {"-wal": _WAL_MAGIC, "-shm": _SHM_MAGIC, "-journal": (_JOURNAL_MAGIC, bytes(len(_JOURNAL_MAGIC)))}
_LEAF, _INTERIOR = 13, 5
# More pages than any schema of this package has, so that a damaged file ends the search.
_MAX_SCHEMA_PAGES: Final = 2000
_SAMPLE_SIZE: Final = 4096

_MAGIC: Final = (
    (_SQLITE_MAGIC, "an SQLite database of another application"),
    (b"PK\x03\x04", "a ZIP file"),
    (b"PK\x05\x06", "an empty ZIP file"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a gzip file"),
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_NOT_REGULAR: Final = (
    (stat.S_ISLNK, "a symbolic link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

# A letter, so that dates and versions, as in roster.2025 and roster-1.2, are names of folders.
_FILE_EXTENSION: Final = re.compile(r"\.(?=.*[a-z])[a-z0-9]{1,5}")


def has_file_extension(path: Path) -> bool:
    """Return whether the name of a path looks like that of a file, such as ``notes.txt``."""
    return _FILE_EXTENSION.fullmatch(path.suffix.lower()) is not None


def is_loop(path: Path) -> bool:
    """Return whether the symbolic links on a path form a loop."""
    try:
        path.stat()
    except OSError as error:
        # Windows: ERROR_CANT_RESOLVE_FILENAME
        return error.errno == errno.ELOOP or getattr(error, "winerror", None) == 1921
    return False


def real_path(path: Path, use: str) -> Path:
    """Return the path of a file with all symbolic links resolved. The file need not exist.

    Args:
        use: what the file is for, such as ``a journal``.

    Raises:
        ConfigurationError: a symbolic link leads to no file, or the folder does not exist.
    """
    if is_loop(path):
        raise ConfigurationError(
            f"{path.name} cannot be used as {use}: its path is a loop of symbolic links; pass the path of the file "
            "itself, or remove the links"
        )
    real = Path(os.path.realpath(path))
    if path.is_symlink() and not real.exists():
        raise ConfigurationError(
            f"{path.name} cannot be used as {use}: it is a symbolic link to a file that does not exist; pass the path "
            "of the file itself, or remove the link"
        )
    if not real.parent.is_dir():
        raise ConfigurationError(f"{path.name} cannot be used as {use}: its folder does not exist; create it first")
    return real


def irregular(path: Path) -> str | None:
    """Return what a path is if it is not a regular file, such as ``a folder``; None if it is one or does not exist.

    Raises:
        OSError: it cannot be examined.
    """
    try:
        return irregular_mode(path.stat().st_mode)
    except FileNotFoundError:
        return None


def irregular_mode(mode: int) -> str | None:
    """Return the same as ``irregular`` for the mode that ``stat`` or ``lstat`` returns."""
    if stat.S_ISREG(mode):
        return None
    return next((name for is_kind, name in _NOT_REGULAR if is_kind(mode)), "not a regular file")


def kind_of(path: Path) -> str | None:
    """Return what a file is by its first bytes, such as ``a ZIP file``; None if it is empty or does not exist.

    Raises:
        OSError: it cannot be read.
    """
    # To open a named pipe would block.
    if (other := irregular(path)) is not None:
        return other
    try:
        with path.open("rb") as file:
            head = file.read(_SAMPLE_SIZE)
    except FileNotFoundError:
        return None
    if not head:
        return None
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    try:
        # The sample may end inside a character.
        text = head.decode("utf-8") if len(head) < _SAMPLE_SIZE else head[:-4].decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return "a binary file"
    if any(ord(character) < 32 and character not in "\t\n\r\f\x1b" for character in text):
        return "a binary file"
    return "a text file"


def check_database(
    path: Path, *, use: str, application_id: int, of: str = "", older_tables: frozenset[str] = frozenset()
) -> bool:
    """Refuse a file that is not a database of this package. It is only read: no file is changed or created.

    Companion files must belong to SQLite, too, because SQLite removes or overwrites files with these names.

    Args:
        path: a path from ``real_path``.
        use: what the file is for, such as ``a journal``.
        application_id: the id in the header of such a database.
        of: text after the use in the full name, such as `` of a migration``.
        older_tables: the tables of an older version that wrote no application id. A database with all of them and no
            id is accepted.

    Returns:
        Whether there is such a database; False if the file is empty or does not exist.

    Raises:
        ConfigurationError: it is another kind of file, or another file has the name of a companion.
        StorageError: it cannot be read.
    """
    exists = _is_database(path, use=use, application_id=application_id, of=of, older_tables=older_tables)
    for ending in _COMPANIONS:
        companion = path.with_name(path.name + ending)
        with StorageErrors(companion, f"read the companion files of {use}{of}"):
            what = _foreign_companion(companion, ending, database=path.exists() and path.stat().st_size > 0)
        if what is not None:
            raise ConfigurationError(
                f"{path.name} cannot be used as {use}: SQLite would replace {companion.name}, which exists already "
                f"and is {what}. It was not changed; pass another path"
            )
    return exists


def _foreign_companion(companion: Path, ending: str, *, database: bool) -> str | None:
    """Return what a file with the name of a companion is; None for a companion, an empty file, or no file.

    Args:
        database: whether there is a database with content.
    """
    try:
        status = companion.lstat()
    except FileNotFoundError:
        return None
    if (what := irregular_mode(status.st_mode)) is not None:
        return what
    if database and ending == "-shm":
        # A connection of this process may hold locks on it, which a close of the file here would release. SQLite
        # writes it in pieces of 4096 bytes or more. The first connection truncates it to 3 bytes at most.
        return "not an index of SQLite" if status.st_size > 3 and status.st_size % 4096 else None
    try:
        with companion.open("rb") as file:
            head = file.read(len(_JOURNAL_MAGIC))
    except FileNotFoundError:
        # The process that used it has removed it.
        return None
    # After a power failure, data that was not synced may be zeros.
    if not head or head.startswith(_COMPANIONS[ending]) or (database and not any(head)):
        return None
    return kind_of(companion)


def _is_database(path: Path, *, use: str, application_id: int, of: str, older_tables: frozenset[str]) -> bool:
    with StorageErrors(path, f"read {use}{of}"):
        what = kind_of(path)
        if what is None:
            return False
        try:
            found = SQLiteFile(path) if irregular(path) is None else None
        except ValueError:
            found = None
    if found is not None:
        if found.application_id == application_id:
            return True
        if found.application_id == 0 and older_tables and found.tables >= older_tables:
            return True
        if found.application_id == 0 and found.user_version == 0 and not found.tables:
            return False
    raise ConfigurationError(
        f"{path.name} cannot be used as {use}: it is {what}, not {use}{of}. It was not changed; pass another path"
    )


class SQLiteFile:
    """The header and the tables of a database, with the changes in its write-ahead log.

    A process that was killed leaves its last commits in the log, even those that created the tables. Nothing is locked:
    concurrent writes of another process may be seen or not.

    Attributes:
        application_id: the application that wrote it, from the header; 0 if the header does not say.
        user_version: a number for use by the application.
        tables: the names of its tables, indexes and views.
    """

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            OSError: it cannot be read.
            ValueError: it is not an SQLite database.
        """
        with path.open("rb") as file:
            head = file.read(100)
            size = int.from_bytes(head[16:18], "big")
            self._size = 65536 if size == 1 else size
            if len(head) < 100 or not head.startswith(_SQLITE_MAGIC) or self._size < 512:
                raise ValueError("not an SQLite database")
            log = _open_log(path.with_name(f"{path.name}-wal"))
            try:
                self._file: BinaryIO = file
                self._log = log
                self._logged = {} if log is None else self._committed(log)
                first = self._page(1)
                self.application_id = int.from_bytes(first[68:72], "big")
                self.user_version = int.from_bytes(first[60:64], "big")
                self.tables = frozenset(self._names())
            finally:
                if log is not None:
                    log.close()

    def _page(self, number: int) -> bytes:
        file: BinaryIO = self._file
        place = (number - 1) * self._size
        if self._log is not None and number in self._logged:
            file, place = self._log, self._logged[number]
        file.seek(place)
        return file.read(self._size)

    def _committed(self, log: BinaryIO) -> dict[int, int]:
        """Return the position in the log of the latest version of each committed page."""
        end = log.seek(0, os.SEEK_END)
        log.seek(0)
        head = log.read(32)
        found: dict[int, int] = {}
        if head[:4] not in _WAL_MAGIC or int.from_bytes(head[8:12], "big") != self._size:
            return found
        pending: dict[int, int] = {}
        # Frames of an earlier use of the log have other salts.
        while len(frame := log.read(24)) == 24 and frame[8:16] == head[16:24] and log.tell() + self._size <= end:
            pending[int.from_bytes(frame[:4], "big")] = log.tell()
            if int.from_bytes(frame[4:8], "big"):
                found |= pending
                pending = {}
            log.seek(self._size, os.SEEK_CUR)
        return found

    def _names(self) -> Iterator[str]:
        """Yield the second column of sqlite_master, the B-tree whose root is the first page."""
        pages, seen = [1], set[int]()
        while pages and len(seen) < _MAX_SCHEMA_PAGES:
            number = pages.pop()
            if number in seen or number < 1:
                continue
            seen.add(number)
            page = self._page(number)
            start = 100 if number == 1 else 0
            if len(page) < self._size or page[start] not in (_LEAF, _INTERIOR):
                continue
            leaf = page[start] == _LEAF
            count = int.from_bytes(page[start + 3 : start + 5], "big")
            cells = start + (8 if leaf else 12)
            places = [int.from_bytes(page[at : at + 2], "big") for at in range(cells, cells + 2 * count, 2)]
            if leaf:
                yield from (name for place in places if (name := _name(page[place:])) is not None)
            else:
                pages += [int.from_bytes(page[place : place + 4], "big") for place in places]
                pages.append(int.from_bytes(page[start + 8 : start + 12], "big"))


def _open_log(path: Path) -> BinaryIO | None:
    """Open the log of a database; None if it does not exist or is not a regular file."""
    try:
        # To open a named pipe would block.
        return path.open("rb") if irregular_mode(path.lstat().st_mode) is None else None
    except FileNotFoundError:
        return None


def _name(cell: bytes) -> str | None:
    """Return the second column of a table row; None if it is not text. A truncated name matches no known table."""
    try:
        _, at = _number(cell, 0)
        _, at = _number(cell, at)
        size, header = _number(cell, at)
        first, header = _number(cell, header)
        second, _ = _number(cell, header)
    except IndexError:
        return None
    if first < 13 or second < 13 or not first % 2 or not second % 2:
        return None
    begin = at + size + (first - 13) // 2
    return cell[begin : begin + (second - 13) // 2].decode("utf-8", "replace")


def _number(data: bytes, at: int) -> tuple[int, int]:
    """Read a variable-length integer of 1 to 9 bytes. Return it and its end."""
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9
