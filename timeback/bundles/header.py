"""Header rows: matching of cells to columns, regardless of order and case."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from typing import Any, Final

from timeback._spec.status import DELETED
from timeback.bundles.cell_reader import CellError, parse_cell
from timeback.bundles.csv_rows import CsvRows, ProblemHandler
from timeback.bundles.csv_schema import COLUMN_ALIASES, MISSPELLED_COLUMNS, NESTED_FILES, Column, DataFile
from timeback.bundles.problems import Problem

METADATA: Final = "metadata."
# A header that is separated by another character has at least this many known names.
_CERTAIN: Final = 2
_UNQUOTED: Final = "put cells that contain a comma in quotation marks"
_DELIMITERS: Final = {";": "semicolons", "\t": "tabs", "|": "vertical bars (|)", ":": "colons"}


@dataclass
class Header:
    """The columns of a file.

    width: the number of columns that have a name, and of blank ones before the last of them
    full_width: the number of cells of the header
    readable: whether the header could be read; otherwise the rows cannot be read, either
    usable: whether rows have the columns that identify an object
    id_index: the index of the column with the id of the object that a row belongs to
    surplus: how many blank cells all rows have after the columns; None before the first row
    """

    file: DataFile
    name: str
    width: int = 0
    full_width: int = 0
    line: int = 1
    columns: list[tuple[int, Column]] = field(default_factory=list)
    metadata: list[tuple[int, str]] = field(default_factory=list)
    usable: bool = True
    readable: bool = True
    id_index: int | None = None
    surplus: int | None = None

    def is_blank(self, cells: list[str]) -> bool:
        return not any(cell.strip() for cell in cells)

    def object_id(self, cells: list[str]) -> str | None:
        """Return the id of the object that a row belongs to, or None if the row has none."""
        index = self.id_index
        return cells[index].strip() or None if index is not None and index < len(cells) else None

    def is_deleted(self, cells: list[str]) -> bool:
        """Return whether a row is marked as deleted."""
        indexes = [index for index, column in self.columns if column.name == "status"]
        return any(cells[index].strip().lower() == DELETED for index in indexes)

    def fits(self, line: int, cells: list[str], report: ProblemHandler) -> bool:
        """Return whether a row has the columns of the header, and report it otherwise.

        All rows may have the same number of blank cells at the end. In a single row, they are a sign of a comma that is
        not quoted and has shifted the other cells.
        """
        surplus = 0 if self.width <= len(cells) <= self.full_width else len(cells) - self.width
        if surplus == 0 or (surplus > 0 and self.is_blank(cells[self.width :])):
            expected = surplus if self.surplus is None else self.surplus
            self.surplus = min(surplus, expected)
            if surplus == expected:
                return True
            text = f"the row has {len(cells)} cells, and the rows above have another number of them; {_UNQUOTED}"
            # If the first rows are the wrong ones, they cannot be left out any more.
            self._report_length(line, cells, text, report, whole_file=surplus < expected)
            return False
        hint = f"; {_UNQUOTED}" if surplus > 0 else ""
        self._report_length(line, cells, f"the row has {len(cells)} cells, the header has {self.width}{hint}", report)
        return False

    def _report_length(
        self, line: int, cells: list[str], text: str, report: ProblemHandler, *, whole_file: bool = False
    ) -> None:
        id_ = self.object_id(cells)
        report(Problem(self.name, line, None, "row-length", text, object_id=id_, whole_file=whole_file))

    def values(
        self, line: int, cells: list[str], report: ProblemHandler, *, passwords: bool = False
    ) -> dict[str, Any] | None:
        """Return the values of a row by property, or None if a problem was reported. Blank cells are left out."""
        found: dict[str, Any] = {}
        valid = self.fits(line, cells, report)
        if not valid:
            return None
        for index, column in self.columns:
            text = cells[index]
            if not text or text.isspace() or (column.type == "password" and not passwords):
                continue
            try:
                found[column.property] = parse_cell(column, text)
            except CellError as error:
                id_ = self.object_id(cells)
                report(Problem(self.name, line, column.name, error.rule, error.text, object_id=id_))
                valid = False
        if "sourcedId" not in found and valid:
            id_ = self.object_id(cells)
            report(Problem(self.name, line, "sourcedId", "required", "sourcedId is missing", object_id=id_))
            valid = False
        metadata = {key: cells[index] for index, key in self.metadata if cells[index] and not cells[index].isspace()}
        if metadata:
            found["metadata"] = metadata
        return found if valid else None

    def find_id(self) -> None:
        """Find the column with the id of the object that a row belongs to."""
        owner = NESTED_FILES[self.file.stem][1] if self.file.stem in NESTED_FILES else "sourcedId"
        indexes = {column.name: index for index, column in self.columns}
        self.id_index = indexes.get(owner)
        self.usable = owner in indexes and "sourcedId" in indexes


def read_header(file: DataFile, rows: CsvRows, report: ProblemHandler, name: str | None = None) -> Header:
    """Read the header row, match it with the columns of the standard, and report deviations."""
    header = Header(file, name or file.name)
    row = next(iter(rows), None)
    if row is None:
        header.usable, header.readable = False, not rows.skipped
        if not rows.skipped:
            text = "the file is empty; remove it and set its mode to absent in manifest.csv"
            report(Problem(header.name, None, None, "empty", text))
        return header
    header.line, cells = row
    header.full_width = len(cells)
    header.width = max((index for index, cell in enumerate(cells, 1) if cell.strip()), default=0)
    names = {column.name.lower() for column in (*file.columns, *file.extra)}
    problem = other_delimiter(header.name, header.line, cells, names)
    if problem is not None:
        report(problem)
        header.usable = header.readable = False
        return header
    if header.width < header.full_width:
        text = f"the last {header.full_width - header.width} cells of the header are blank; their columns are ignored"
        _warn(header, None, "blank-column", text, report)
    _match(header, cells[: header.width], report)
    header.find_id()
    _find_missing(header, report)
    order = [file.columns.index(column) for _, column in header.columns if column in file.columns]
    if order != sorted(order):
        _warn(header, None, "column-order", "the columns are not in the order of the standard", report)
    if header.metadata and header.columns and header.metadata[0][0] < header.columns[-1][0]:
        _warn(header, None, "column-order", "metadata columns come before columns of the standard", report)
    # Without quotation marks, spaces belong to a cell, unless the file has them after each comma.
    rows.strips_spaces = header.width > 1 and all(cell[:1] == " " for cell in cells[1 : header.width])
    rows.column_names = {index: column.name for index, column in header.columns}
    rows.id_index = header.id_index
    return header


def other_delimiter(file: str, line: int, cells: Iterable[str], names: Set[str]) -> Problem | None:
    """Return the problem of a header whose cells are separated by another character than a comma.

    names: the expected names of columns, in lowercase
    """
    found = list(cells)
    if any(cell.strip().lower() in names for cell in found):
        return None
    text = ",".join(found)
    for delimiter, words in _DELIMITERS.items():
        parts = {part.strip(" \t\"'").lower() for part in text.split(delimiter)}
        if len(parts & names) >= _CERTAIN:
            text = f"the columns are separated by {words}; save the file with commas between the columns"
            return Problem(file, line, None, "delimiter", text, whole_file=True)
    return None


def _match(header: Header, cells: list[str], report: ProblemHandler) -> None:
    known = {column.name: column for column in (*header.file.columns, *header.file.extra)}
    by_lowercase = {name.lower(): name for name in known}
    by_lowercase |= MISSPELLED_COLUMNS | COLUMN_ALIASES.get(header.file.stem, {})
    taken: set[str] = set()
    for index, cell in enumerate(cells):
        name = cell.strip()
        if name != cell:
            # A name that is not known is not shown: without a header row, it is personal data.
            shown = name if name.lower() in by_lowercase else None
            _warn(header, shown, "spaces", "spaces around a column name", report)
        if name.lower().startswith(METADATA) and len(name) > len(METADATA):
            if not name.startswith(METADATA):
                _warn(header, name, "case", "column names are case-sensitive", report)
            name = METADATA + name[len(METADATA) :]
        elif name not in known:
            standard_name = by_lowercase.get(name.lower())
            if standard_name is None:
                _unknown(header, name, index, report)
                continue
            _warn(header, name, "column-name", f"the standard name of this column is {standard_name}", report)
            name = standard_name
        if name in taken:
            text = "the column occurs twice; the first one is used"
            report(Problem(header.name, header.line, name, "duplicate", text, whole_file=True))
            continue
        taken.add(name)
        if name in known:
            header.columns.append((index, known[name]))
        else:
            header.metadata.append((index, name.removeprefix(METADATA)))


def _unknown(header: Header, name: str, index: int, report: ProblemHandler) -> None:
    # If the file has no header row, its first row is personal data. Only text that looks like a column name is shown.
    shown = name if name.isascii() and name.isidentifier() and len(header.columns) >= 3 else f"number {index + 1}"
    _warn(header, shown, "unknown-column", "not a column of the standard; the column is ignored", report)


def _find_missing(header: Header, report: ProblemHandler) -> None:
    present = {column.name for _, column in header.columns}
    for column in header.file.columns:
        if column.name in present:
            continue
        if column.required:
            text = "required column is missing"
            report(Problem(header.name, header.line, column.name, "missing-column", text, whole_file=True))
        else:
            _warn(
                header,
                column.name,
                "missing-column",
                "column is missing; the standard requires it even if all cells are blank",
                report,
            )


def _warn(header: Header, column: str | None, rule: str, text: str, report: ProblemHandler) -> None:
    report(Problem(header.name, header.line, column, rule, text, "warning"))
