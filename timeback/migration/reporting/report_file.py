"""The path of a migration's HTML report: a new file, or an older report that may be replaced."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from timeback._storage.errors import StorageErrors
from timeback._storage.file_kinds import irregular, kind_of
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

_START: Final = '<!doctype html><html lang="en"><meta charset="utf-8">'
HEAD: Final = f'{_START}<meta name="generator" content="timeback-client">'
"""The beginning of every report. It identifies an older report, which may be replaced."""
# Earlier releases wrote reports without the generator.
_HEAD_WITHOUT_GENERATOR: Final = (
    f'{_START}<meta name="viewport" content="width=device-width">'
    "<title>Migration report</title><style>\n:root { color-scheme"
)
_HEADS: Final = tuple(head.encode() for head in (HEAD, _HEAD_WITHOUT_GENERATOR))
ACTION: Final = "write the report"

JOURNAL_SUFFIXES: Final = ("", ".lock", "-wal", "-shm", "-journal")
"""The suffixes that the names of a journal's files add to the name of the journal."""


@clears_locals
def check_report_path(path: str | os.PathLike[str], others: Mapping[str, str | os.PathLike[str]] | None = None) -> None:
    """Reject a path where the report would replace another file. Nothing is written.

    Args:
        path: where the report is to be written.
        others: other files of the same command, by a description such as ``the journal``. They need not exist yet.

    Raises:
        InvalidRequestError: the path is empty, a folder or one of the others, its folder does not exist, or it is an
            existing file that is not a report, or its folder is not writable.
        StorageError: the existing file cannot be read.
    """
    real = resolve_report_path(path)
    for description, other in (others or {}).items():
        if _is_same_path(real, Path(os.path.realpath(other))):
            raise InvalidRequestError(
                f"{real.name} cannot be used as the report: it is {description}; use another file"
            )
    if not real.parent.is_dir():
        raise InvalidRequestError(
            f"{real.name} cannot be used as the report: its folder does not exist; create the folder first"
        )
    # A report is written beside its path and renamed.
    if not os.access(real.parent if irregular(real) is None else real, os.W_OK):
        raise InvalidRequestError(
            f"{real.name} cannot be used as the report: its folder is not writable; use another folder, or change its "
            "permissions"
        )


def resolve_report_path(path: str | os.PathLike[str]) -> Path:
    """The path behind all symbolic links.

    Raises:
        InvalidRequestError: the path is empty, a folder, or an existing file that is not a report.
        StorageError: the existing file cannot be read.
    """
    if not os.fspath(path):
        raise InvalidRequestError("the path of the report is empty; give the name of a file")
    real = Path(os.path.realpath(path))
    with StorageErrors(path, ACTION):
        if real.is_dir():
            found: str | None = "a folder"
        elif irregular(real) is not None or _is_report(real):
            # A device such as /dev/stdout is written to, and is not replaced.
            found = None
        else:
            found = kind_of(real)
    if found is not None:
        raise InvalidRequestError(
            f"{real.name} cannot be used as the report: it is {found}, not a migration report. It was not changed; "
            "use another file"
        )
    return real


def journal_files(journal: str | os.PathLike[str]) -> dict[str, Path]:
    """The files of a journal, including those beside it, by their descriptions."""
    real = Path(os.path.realpath(journal))
    return {
        "the journal" if not suffix else f"a file of the journal ({suffix})": real.with_name(real.name + suffix)
        for suffix in JOURNAL_SUFFIXES
    }


def _is_report(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(max(map(len, _HEADS))).startswith(_HEADS)
    except FileNotFoundError:
        return False


def _is_same_path(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return _case_folded(one) == _case_folded(other)


def _case_folded(path: Path) -> str:
    """A path for the comparison of files that do not exist yet; file systems of macOS and Windows ignore case."""
    text = os.path.normcase(path)
    return text.casefold() if sys.platform == "darwin" else text
