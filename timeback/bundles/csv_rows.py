"""CSV parsing: bytes to rows, with line numbers, limits and detection of encoding errors."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias

from timeback.bundles.archive_reader import Limits
from timeback.bundles.problems import BundleError, Problem

CsvRow: TypeAlias = tuple[int, list[str]]
ProblemHandler: TypeAlias = Callable[[Problem], None]

_BYTE = re.compile("[\udc80-\udcff]")
_BOM = "\ufeff"


class _RowTooLongError(Exception):
    pass


def raise_problem(problem: Problem) -> None:
    raise BundleError(problem)


class _LineReader:
    """Lines for the csv module, with their line ends. Counts lines and bytes and records encoding errors and NULs."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        # Bytes that are not UTF-8 become lone surrogates, so that the rest of the file can still be checked.
        self._text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline="")
        self._limit = limits.row_characters
        self.number = 0
        self.offset = 0
        self.start = 1
        self.size = 0
        self.had_bom = False
        self.problems: list[tuple[int, str, str]] = []

    def close(self) -> None:
        self._text.close()

    def begin_row(self) -> None:
        self.start = self.number + 1
        self.size = 0
        self.problems.clear()

    def __iter__(self) -> _LineReader:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.size += len(line)
        if self.size > self._limit:
            raise _RowTooLongError
        if line.isascii():
            self.offset += len(line)
        else:
            line = self._inspect(line)
        if "\0" in line:
            self.problems.append((self.number, "nul", "contains a NUL character"))
            line = line.replace("\0", "")
        return line

    def _inspect(self, line: str) -> str:
        bad = _BYTE.search(line)
        if bad:
            before = self.offset + len(line[: bad.start()].encode("utf-8", "surrogateescape"))
            text = f"byte {before + 1} of the file is not valid UTF-8; save the file as UTF-8"
            if before < 2 and line[:2] in ("\udcff\udcfe", "\udcfe\udcff"):
                text = "the file is UTF-16; save it as UTF-8"
            self.problems.append((self.number, "encoding", text))
        self.offset += len(line.encode("utf-8", "surrogateescape"))
        if self.number == 1 and line.startswith(_BOM):
            self.had_bom = True
            return line[1:]
        return line


def rows(stream: BinaryIO, name: str, limits: Limits, report: ProblemHandler = raise_problem) -> Iterator[CsvRow]:
    """Yield all rows with their line numbers, including the header and without empty lines.

    A row that cannot be read is reported and skipped. Reading continues unless `report` raises.
    """
    lines = _LineReader(stream, limits)
    try:
        yield from _rows(lines, name, limits, report)
    finally:
        lines.close()


def _rows(lines: _LineReader, name: str, limits: Limits, report: ProblemHandler) -> Iterator[CsvRow]:
    # After a quoting error, the csv reader cannot continue. A new one starts at the next line.
    reader = csv.reader(lines, strict=True)
    longest = min(limits.cell_characters, csv.field_size_limit())
    while True:
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _RowTooLongError:
            text = f"row longer than {limits.row_characters} characters, or a quotation mark that is never closed"
            report(Problem(name, lines.start, None, "row-too-long", text))
            return
        except csv.Error as error:
            report(Problem(name, lines.start, None, *_csv_problem(error, lines, longest)))
            reader = csv.reader(lines, strict=True)
            continue
        if lines.problems:
            for line, rule, text in lines.problems:
                report(Problem(name, line, None, rule, text))
            continue
        if not cells:
            continue
        if lines.size > longest and any(len(cell) > longest for cell in cells):
            report(Problem(name, lines.start, None, "cell-too-long", f"cell longer than {longest} characters"))
            continue
        yield lines.start, cells


def _csv_problem(error: csv.Error, lines: _LineReader, longest: int) -> tuple[str, str]:
    if "field limit" in str(error):
        return "cell-too-long", f"cell longer than {longest} characters"
    if "unexpected end" in str(error):
        return "quotation", "quotation mark that is never closed"
    where = f" on line {lines.number}" if lines.number > lines.start else ""
    return "quotation", f"text after a closing quotation mark{where}; write quotation marks inside a cell twice"
