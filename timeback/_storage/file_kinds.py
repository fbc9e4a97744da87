"""What an existing file is, found out by reading it and nothing else.

SQLite itself is not asked: opening a database may create companion files, recover a transaction or change the header,
and a file of another application is to stay as it is.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from timeback._storage.errors import StorageErrors
from timeback.errors import ConfigurationError

_SQLITE: Final = b"SQLite format 3\0"
_LOGS: Final = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
_ROLLBACK: Final = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
# The version of the index of a log, in the order of bytes of the machine.
_INDEX: Final = (b"\x18\xe2\x2d\x00", b"\x00\x2d\xe2\x18")
# How a file begins that SQLite keeps beside a database. Until a rollback journal is synced, and once its transaction
# is over, its first bytes are zero.
_COMPANIONS: Final = {"-wal": _LOGS, "-shm": _INDEX, "-journal": (_ROLLBACK, bytes(len(_ROLLBACK)))}
_LEAF, _INTERIOR = 13, 5
# No schema of ours has as many pages; a damaged file must not keep its reader busy.
_MOST_PAGES: Final = 2000
_SAMPLE: Final = 4096

_MAGIC: Final = (
    (_SQLITE, "an SQLite database of another application"),
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


def is_loop(path: Path) -> bool:
    """Whether the symbolic links on a path lead to each other, and to no file."""
    try:
        path.stat()
    except OSError as error:
        # Windows: ERROR_CANT_RESOLVE_FILENAME
        return error.errno == errno.ELOOP or getattr(error, "winerror", None) == 1921
    return False


def real_path(path: Path, use: str) -> Path:
    """The path of a file behind all symbolic links; there need not be a file yet.

    Args:
        use: what the file is for, such as ``a journal``.

    Raises:
        ConfigurationError: a symbolic link leads to no file, or the folder does not exist.
    """
    if is_loop(path):
        raise ConfigurationError(
            f"{path.name} cannot be used as {use}: its path is a loop of symbolic links; give the path of the file "
            "itself, or remove the links"
        )
    real = Path(os.path.realpath(path))
    if path.is_symlink() and not real.exists():
        raise ConfigurationError(
            f"{path.name} cannot be used as {use}: it is a symbolic link to a file that does not exist; give the path "
            "of the file itself, or remove the link"
        )
    if not real.parent.is_dir():
        raise ConfigurationError(
            f"{path.name} cannot be used as {use}: the folder that it is to be in does not exist; make it first"
        )
    return real


def irregular(path: Path) -> str | None:
    """What something is that is no regular file; None where it is one, or nothing is there.

    Raises:
        OSError: it cannot be looked at.
    """
    try:
        return irregular_mode(path.stat().st_mode)
    except FileNotFoundError:
        return None


def irregular_mode(mode: int) -> str | None:
    """As ``irregular``, of the mode that ``stat`` or ``lstat`` gives."""
    if stat.S_ISREG(mode):
        return None
    return next((name for is_kind, name in _NOT_REGULAR if is_kind(mode)), "no regular file")


def kind_of(path: Path) -> str | None:
    """What a file is by its first bytes, such as ``a ZIP file``; None where there is none, or an empty one.

    Raises:
        OSError: it cannot be read.
    """
    # A named pipe would keep its reader waiting.
    if (other := irregular(path)) is not None:
        return other
    try:
        with path.open("rb") as file:
            head = file.read(_SAMPLE)
    except FileNotFoundError:
        return None
    if not head:
        return None
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    try:
        # The sample may end inside a character.
        text = head.decode("utf-8") if len(head) < _SAMPLE else head[:-4].decode("utf-8", "ignore")
    except UnicodeDecodeError:
        return "a binary file"
    if any(ord(character) < 32 and character not in "\t\n\r\f\x1b" for character in text):
        return "a binary file"
    return "a text file"


def check_database(
    path: Path, *, use: str, application_id: int, of: str = "", older_tables: frozenset[str] = frozenset()
) -> bool:
    """Refuse a file that is no database of ours. It is only read: nothing is written to it or beside it.

    What SQLite keeps beside a database must be SQLite's, too: SQLite removes or overwrites what is there.

    Args:
        path: as ``real_path`` gives it.
        use: what the file is for, such as ``a journal``.
        application_id: what the header of such a database holds.
        of: what follows the use in full, such as `` of a migration``.
        older_tables: tables that an older version made without writing an application id. A database with all of them
            and no id is accepted.

    Returns:
        Whether there is such a database; False where there is no file, or an empty one.

    Raises:
        ConfigurationError: it is another kind of file, or there is one of a name that SQLite uses; the text says which.
        StorageError: it cannot be read.
    """
    there = _is_database(path, use=use, application_id=application_id, of=of, older_tables=older_tables)
    for ending in _COMPANIONS:
        companion = path.with_name(path.name + ending)
        with StorageErrors(companion, f"read what is beside {use}{of}"):
            what = _foreign_companion(companion, ending, database=path.exists() and path.stat().st_size > 0)
        if what is not None:
            raise ConfigurationError(
                f"{path.name} cannot be used as {use}: SQLite would replace {companion.name}, which is there already "
                f"and is {what}. It was left as it is; give another path"
            )
    return there


def _foreign_companion(companion: Path, ending: str, *, database: bool) -> str | None:
    """What a file is that has the name of a companion and is none; None for a companion, an empty file, or no file.

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
        # A connection of this process may have locks on it. Closing the file after a look at it would drop them.
        # SQLite makes it of pieces of 4096 bytes or more; the first connection cuts it to 3 bytes at most.
        return "no index of SQLite" if status.st_size > 3 and status.st_size % 4096 else None
    try:
        with companion.open("rb") as file:
            head = file.read(len(_ROLLBACK))
    except FileNotFoundError:
        # The process that used it has just closed it.
        return None
    # After a power cut, what was not synced may be zeros.
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
        f"{path.name} cannot be used as {use}: it is no {use.partition(' ')[2]}{of} but {what}. It was left as it is; "
        "give another path"
    )


class SQLiteFile:
    """The header and the tables of a database, with what its write-ahead log adds to them.

    A process that was killed leaves its last commits in the log, even those that made the tables. Nothing is locked:
    what a running process writes meanwhile may be seen or not.

    Attributes:
        application_id: which application wrote it, as the header says; 0 where the header does not say.
        user_version: a number of the application's own.
        tables: the names of its tables, indexes and views.
    """

    def __init__(self, path: Path) -> None:
        """Read them.

        Raises:
            OSError: it cannot be read.
            ValueError: it is no SQLite database.
        """
        with path.open("rb") as file:
            head = file.read(100)
            size = int.from_bytes(head[16:18], "big")
            self._size = 65536 if size == 1 else size
            if len(head) < 100 or not head.startswith(_SQLITE) or self._size < 512:
                raise ValueError("no SQLite database")
            log = _opened_log(path.with_name(f"{path.name}-wal"))
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
        """Where in the log the latest version of each committed page is."""
        end = log.seek(0, os.SEEK_END)
        log.seek(0)
        head = log.read(32)
        found: dict[int, int] = {}
        if head[:4] not in _LOGS or int.from_bytes(head[8:12], "big") != self._size:
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
        """The second column of sqlite_master, the B-tree whose root is the first page."""
        pages, seen = [1], set[int]()
        while pages and len(seen) < _MOST_PAGES:
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


def _opened_log(path: Path) -> BinaryIO | None:
    """The log of a database; None where there is none, or something else than a file."""
    try:
        # A named pipe would keep its reader waiting.
        return path.open("rb") if irregular_mode(path.lstat().st_mode) is None else None
    except FileNotFoundError:
        return None


def _name(cell: bytes) -> str | None:
    """The second column of a row of a table, None where it is no text. A name that is cut off is no name of ours."""
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
    """A number of 1 to 9 bytes, and where it ends."""
    value = 0
    for index in range(8):
        byte = data[at + index]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + index + 1
    return value << 8 | data[at + 8], at + 9
