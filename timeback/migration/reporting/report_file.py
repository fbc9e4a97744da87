"""Where the HTML report of a migration may be written: to a new file, or over an older report."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from timeback._storage.atomic_write import StorageErrors
from timeback._storage.file_kinds import irregular, kind_of
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

_START: Final = '<!doctype html><html lang="en"><meta charset="utf-8">'
HEAD: Final = f'{_START}<meta name="generator" content="timeback-client">'
"""The beginning of every report, by which an older one is recognised."""
# Reports written before there was a generator in the head.
_OLDER: Final = (
    f'{_START}<meta name="viewport" content="width=device-width">'
    "<title>Migration report</title><style>\n:root { color-scheme"
)
_HEADS: Final = tuple(head.encode() for head in (HEAD, _OLDER))
ACTION: Final = "write the report"

JOURNAL_FILES: Final = ("", ".lock", "-wal", "-shm", "-journal")
"""What follows the name of a journal in the names of its files."""


@clears_locals
def check_report_path(path: str | os.PathLike[str], others: Mapping[str, str | os.PathLike[str]] | None = None) -> None:
    """Refuse a path where a report would replace something else. Nothing is written.

    Args:
        path: where the report is to go.
        others: files of the same command that it must not be, by what they are, such as ``the journal``. They need
            not exist yet.

    Raises:
        InvalidRequestError: the path is empty, a folder or one of the others, its folder does not exist, or a file is
            there that is no report.
        StorageError: what is there cannot be read.
    """
    real = checked_target(path)
    for what, other in (others or {}).items():
        if _same(real, Path(os.path.realpath(other))):
            raise InvalidRequestError(f"{real.name} cannot be used as the report: it is {what}; name another file")
    if not real.parent.is_dir():
        raise InvalidRequestError(
            f"{real.name} cannot be used as the report: the folder that it is to be in does not exist; make it first"
        )


def checked_target(path: str | os.PathLike[str]) -> Path:
    """The path behind all symbolic links; refused where a folder or a file that is no report is there."""
    if not os.fspath(path):
        raise InvalidRequestError("the path of the report is empty; name a file")
    real = Path(os.path.realpath(path))
    with StorageErrors(path, ACTION):
        if real.is_dir():
            what: str | None = "a folder"
        elif irregular(real) is not None or _is_ours(real):
            # A device such as /dev/stdout is written to, and stays what it is.
            what = None
        else:
            what = kind_of(real)
    if what is not None:
        raise InvalidRequestError(
            f"{real.name} cannot be used as the report: {what} is there that is no report of a migration. It was left "
            "as it is; name another file"
        )
    return real


def journal_files(journal: str | os.PathLike[str]) -> dict[str, Path]:
    """The files of a journal, those beside it included, by what they are."""
    real = Path(os.path.realpath(journal))
    return {
        "the journal" if not ending else f"a file of the journal ({ending})": real.with_name(real.name + ending)
        for ending in JOURNAL_FILES
    }


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(max(map(len, _HEADS))).startswith(_HEADS)
    except FileNotFoundError:
        return False


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return _folded(one) == _folded(other)


def _folded(path: Path) -> str:
    """A path for comparison where no file is there yet; file systems of macOS and Windows ignore case."""
    text = os.path.normcase(path)
    return text.casefold() if sys.platform == "darwin" else text
