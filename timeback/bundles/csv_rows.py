"""From the bytes of a file to its rows, each with the line that it begins on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeAlias

from timeback.bundles.archive_reader import Limits
from timeback.bundles.problems import BundleError, Problem

Row: TypeAlias = tuple[int, list[str]]
Report: TypeAlias = Callable[[Problem], None]

_BYTE = re.compile("[\udc80-\udcff]")
_BOM = "\ufeff"


def refuse(problem: Problem) -> None:
    raise BundleError(problem)


class _Lines:
    """Lines as the csv module wants them, with their ends. Counts lines and bytes; notes what a row must not have."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        # Bytes that are not UTF-8 come out as lone surrogates, so that one bad byte does not hide the rest of the file.
        self._text = io.TextIOWrapper(stream, encoding="utf-8", errors="surrogateescape", newline="")
        self._limit = limits.row_characters
        self.number = 0
        self.offset = 0
        self.start = 1
        self.size = 0
        self.had_bom = False
        self.found: list[tuple[int, str, str]] = []

    def close(self) -> None:
        self._text.close()

    def begin_row(self) -> None:
        self.start = self.number + 1
        self.size = 0
        self.found.clear()

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._limit + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self.size += len(line)
        if self.size > self._limit:
            raise _TooLong
        if line.isascii():
            self.offset += len(line)
        else:
            line = self._inspected(line)
        if "\0" in line:
            self.found.append((self.number, "nul", "a NUL character"))
            line = line.replace("\0", "")
        return line

    def _inspected(self, line: str) -> str:
        bad = _BYTE.search(line)
        if bad:
            before = self.offset + len(line[: bad.start()].encode("utf-8", "surrogateescape"))
            text = f"byte {before + 1} of the file is not UTF-8; save the file as UTF-8"
            if before < 2 and line[:2] in ("\udcff\udcfe", "\udcfe\udcff"):
                text = "UTF-16, by its first bytes; save the file as UTF-8"
            self.found.append((self.number, "encoding", text))
        self.offset += len(line.encode("utf-8", "surrogateescape"))
        if self.number == 1 and line.startswith(_BOM):
            self.had_bom = True
            return line[1:]
        return line


class _TooLong(Exception):
    pass


def rows(stream: BinaryIO, name: str, limits: Limits, report: Report = refuse) -> Iterator[Row]:
    """All rows, the header included, without empty lines.

    A row that cannot be read is reported and left out; unless `report` raises, the rest follows.
    """
    lines = _Lines(stream, limits)
    try:
        yield from _rows(lines, name, limits, report)
    finally:
        lines.close()


def _rows(lines: _Lines, name: str, limits: Limits, report: Report) -> Iterator[Row]:
    # A row ends at a line end even after a broken quotation, so the reader starts anew with the next line.
    reader = csv.reader(lines, strict=True)
    longest = min(limits.cell_characters, csv.field_size_limit())
    while True:
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _TooLong:
            text = f"a row of more than {limits.row_characters} characters, or a quotation mark that is never closed"
            report(Problem(name, lines.start, None, "row-too-long", text))
            return
        except csv.Error as error:
            report(Problem(name, lines.start, None, *_explained(error, lines, longest)))
            reader = csv.reader(lines, strict=True)
            continue
        if lines.found:
            for line, rule, text in lines.found:
                report(Problem(name, line, None, rule, text))
            continue
        if not cells:
            continue
        if lines.size > longest and any(len(cell) > longest for cell in cells):
            report(Problem(name, lines.start, None, "cell-too-long", f"a cell of more than {longest} characters"))
            continue
        yield lines.start, cells


def _explained(error: csv.Error, lines: _Lines, longest: int) -> tuple[str, str]:
    if "field limit" in str(error):
        return "cell-too-long", f"a cell of more than {longest} characters"
    if "unexpected end" in str(error):
        return "quotation", "a quotation mark that is never closed"
    where = f" on line {lines.number}" if lines.number > lines.start else ""
    return "quotation", f"text after a closing quotation mark{where}; double the quotation marks inside a field"
