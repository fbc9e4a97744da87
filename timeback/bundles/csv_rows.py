"""CSV parsing: bytes to rows, with line numbers, limits and detection of encoding errors."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from timeback.bundles.archive_reader import Limits
from timeback.bundles.problems import GUID, BundleError, Problem
from timeback.bundles.quotation import STRAY, Quirk, parse_row
from timeback.bundles.text_encoding import detect_encoding, name_encoding

CsvRow: TypeAlias = tuple[int, list[str]]
ProblemHandler: TypeAlias = Callable[[Problem], None]

# Bytes that are not valid UTF-8, and halves of characters in UTF-16.
_INVALID = re.compile("[\ud800-\udfff]")
_END_OF_FILE: Final = ["\x1a"]


class _RowTooLongError(Exception):
    pass


def raise_problem(problem: Problem) -> None:
    raise BundleError(problem)


def errors_only(report: ProblemHandler) -> ProblemHandler:
    """Return a handler that passes on errors, and ignores warnings."""

    def handle(problem: Problem) -> None:
        if problem.severity == "error":
            report(problem)

    return handle


class _LineReader:
    """Lines for the csv module, with their line ends. Counts lines and bytes and records encoding errors and NULs.

    lines: the lines of the current row, from the first one that has a quotation mark
    """

    def __init__(self, stream: io.BufferedReader, limits: Limits) -> None:
        # Bytes that are not valid become lone surrogates, so that the rest of the file can still be checked.
        self.encoding = detect_encoding(stream)
        self._text = io.TextIOWrapper(stream, encoding=self.encoding.codec, errors=self.encoding.errors, newline="")
        self._limit = limits.row_characters
        self.number = 0
        self._offset = self.encoding.mark_bytes
        self.start = 1
        self.size = 0
        self.lines: list[str] = []
        self.problems: list[tuple[int, str, str]] = []
        self._returned: deque[str] = deque()
        self._known_problems: list[tuple[int, str, str]] = []

    def close(self) -> None:
        self._text.close()

    def begin_row(self) -> None:
        self.start = self.number + 1
        self.size = 0
        if self.lines:
            self.lines.clear()
        if self.problems:
            self.problems.clear()

    def return_lines(self) -> None:
        """Take back all lines of the current row but the first. They are read again, with their problems."""
        again = self.lines[1:]
        self._returned.extendleft(reversed(again))
        self.number -= len(again)
        self._known_problems += [problem for problem in self.problems if problem[0] > self.number]

    def __iter__(self) -> _LineReader:
        return self

    def __next__(self) -> str:
        line = self._read_again() if self._returned else self._read_new()
        if '"' in line or self.lines:
            self.lines.append(line)
        return line

    def _read_again(self) -> str:
        line = self._returned.popleft()
        self.number += 1
        self.size += len(line)
        self.problems += [problem for problem in self._known_problems if problem[0] == self.number]
        if not self._returned:
            self._known_problems.clear()
        return line

    def _read_new(self) -> str:
        try:
            line = self._text.readline(self._limit + 1)
        except UnicodeDecodeError:
            self.problems.append((self.number + 1, "encoding", "the file ends in the middle of a character"))
            line = ""
        if not line:
            raise StopIteration
        self.number += 1
        self.size += len(line)
        if self.size > self._limit:
            raise _RowTooLongError
        if line.isascii():
            self._offset += len(line)
        else:
            self._inspect(line)
        if "\0" in line:
            self.problems.append((self.number, "nul", "contains a NUL character"))
            line = line.replace("\0", "")
        return line

    def _inspect(self, line: str) -> None:
        bad = _INVALID.search(line)
        if not self.encoding.is_utf_8:
            if bad:
                self.problems.append((self.number, "encoding", "contains half of a character of two parts"))
            return
        if bad:
            before = self._offset + len(line[: bad.start()].encode("utf-8", "surrogateescape"))
            name = name_encoding(line)
            guess = f"the file is probably {name}; save it" if name else "save the file"
            text = f"byte {before + 1} of the file is not valid UTF-8; {guess} as UTF-8"
            self.problems.append((self.number, "encoding", text))
        self._offset += len(line.encode("utf-8", "surrogateescape"))


class CsvRows(Iterable[CsvRow]):
    """All rows of a CSV file with their line numbers, including the header and without empty lines.

    A row that cannot be read is reported and skipped. Reading continues unless the handler raises, or the first row,
    which is the header, cannot be read. Warnings are reported for rows that are read with the most likely meaning.

    skipped: how many rows could not be read so far
    column_names: names of the columns by index, for warnings. They are known after the header
    id_index: the column of the id of the object that a row belongs to, likewise
    strips_spaces: whether spaces around cells are left out, likewise
    """

    def __init__(
        self, stream: io.BufferedReader, name: str, limits: Limits, report: ProblemHandler = raise_problem
    ) -> None:
        try:
            self._lines = _LineReader(stream, limits)
        except BaseException:
            stream.close()
            raise
        self._name, self._limits, self._report = name, limits, report
        self.skipped = 0
        self.column_names: Mapping[int, str] = {}
        self.id_index: int | None = None
        self.strips_spaces = False
        self._has_header = False
        self._rows = self._read()

    def __iter__(self) -> Iterator[CsvRow]:
        return self._rows

    def close(self) -> None:
        """Close the file."""
        self._lines.close()

    def _read(self) -> Iterator[CsvRow]:
        lines, limits = self._lines, self._limits
        if lines.encoding.warning is not None:
            self._warn(1, None, "encoding", lines.encoding.warning)
        # After a quoting error, the csv reader cannot continue. A new one starts at the next line.
        reader = csv.reader(lines, strict=True)
        longest = min(limits.cell_characters, csv.field_size_limit())
        while self._has_header or not self.skipped:
            lines.begin_row()
            quirks: list[Quirk] | None = None
            try:
                cells = next(reader)
            except StopIteration:
                self._reject(lines.problems)
                return
            except _RowTooLongError:
                text = f"row longer than {limits.row_characters} characters, or a quotation mark that is never closed"
                self._reject([(lines.start, "row-too-long", text)], is_last=True)
                return
            except csv.Error as error:
                reader = csv.reader(lines, strict=True)
                text = "".join(lines.lines)
                found = parse_row(text)
                if found is None or "field limit" in str(error):
                    problem = lines.start, *_csv_problem(error, lines, longest)
                    self._reject([problem], text.split(","), is_last="unexpected end" in str(error))
                    if problem[1:] == _never_closed(lines):
                        lines.return_lines()
                    continue
                cells, quirks = found
            else:
                # Without deviations, only cells with doubled quotation marks contain one.
                if lines.lines and '"' in "".join(cells):
                    cells, quirks = _without_quirks(cells, "".join(lines.lines))
            if lines.problems:
                self._reject(lines.problems, cells)
                continue
            if not cells or (len(cells) == 1 and self._is_no_row(cells)):
                continue
            if lines.size > longest and any(len(cell) > longest for cell in cells):
                self._reject([(lines.start, "cell-too-long", f"cell longer than {longest} characters")], cells)
                continue
            if quirks:
                for index, rule, text in quirks:
                    self._warn(lines.start, self.column_names.get(index), rule, text)
            if not self._has_header:
                if self._is_separator_line(cells):
                    continue
                self._has_header = True
            yield lines.start, [cell.strip(" ") for cell in cells] if self.strips_spaces else cells

    def _is_no_row(self, cells: list[str]) -> bool:
        if cells != _END_OF_FILE:
            return False
        self._warn(self._lines.start, None, "end-of-file", "end-of-file character; it is ignored")
        return True

    def _is_separator_line(self, cells: list[str]) -> bool:
        """Return whether a line is the hint for spreadsheets that names the separator, such as ``sep=,``."""
        if not cells[0].lower().startswith("sep=") or len(cells[0]) > len("sep=") + 1 or any(cells[1:]):
            return False
        self._warn(
            self._lines.start, None, "separator-line", "a line for spreadsheets before the header; it is ignored"
        )
        return True

    def _warn(self, line: int, column: str | None, rule: str, text: str) -> None:
        self._report(Problem(self._name, line, column, rule, text, "warning"))

    def _reject(
        self, problems: Iterable[tuple[int, str, str]], cells: Sequence[str] = (), *, is_last: bool = False
    ) -> None:
        """Report why a row cannot be read.

        cells: what its cells probably are
        is_last: the rest of the file cannot be read, either
        """
        whole_file = is_last or not self._has_header
        index = self.id_index
        id_ = cells[index].strip(' "') if index is not None and index < len(cells) else ""
        object_id = id_ if GUID.fullmatch(id_) else None
        for line, rule, text in problems:
            self.skipped += 1
            self._report(Problem(self._name, line, None, rule, text, object_id=object_id, whole_file=whole_file))


def _without_quirks(cells: list[str], text: str) -> tuple[list[str], list[Quirk]]:
    """Return the cells of a row that the csv module could read, and their deviations."""
    found = parse_row(text)
    if found is None:
        # A quotation mark at the beginning of a cell, which is not closed, after spaces.
        return cells, [(index, *STRAY) for index, cell in enumerate(cells) if '"' in cell]
    return found


def _csv_problem(error: csv.Error, lines: _LineReader, longest: int) -> tuple[str, str]:
    if "field limit" in str(error):
        return "cell-too-long", f"cell longer than {longest} characters"
    if "unexpected end" in str(error):
        return "quotation", "quotation mark that is never closed"
    if lines.number > lines.start:
        return _never_closed(lines)
    return "quotation", "text after a closing quotation mark; write quotation marks inside a cell twice"


def _never_closed(lines: _LineReader) -> tuple[str, str]:
    """The problem of a row whose quoted cell would end in a later row."""
    where = f"text follows the next one, on line {lines.number}"
    return "quotation", f"quotation mark that is never closed: {where}; write quotation marks inside a cell twice"
