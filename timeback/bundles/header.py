"""Header rows: matching of cells to columns, regardless of order and case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from timeback.bundles.cell_reader import CellError, parse_cell
from timeback.bundles.csv_rows import CsvRow, ProblemHandler
from timeback.bundles.csv_schema import COLUMN_ALIASES, MISSPELLED_COLUMNS, NESTED_FILES, Column, DataFile
from timeback.bundles.problems import Problem

METADATA: Final = "metadata."


@dataclass
class Header:
    file: DataFile
    name: str
    width: int = 0
    line: int = 1
    columns: list[tuple[int, Column]] = field(default_factory=list)
    metadata: list[tuple[int, str]] = field(default_factory=list)
    usable: bool = True

    def is_blank(self, cells: list[str]) -> bool:
        return not any(cell.strip() for cell in cells)

    def fits(self, line: int, cells: list[str], report: ProblemHandler) -> bool:
        if len(cells) == self.width:
            return True
        if len(cells) > self.width and self.is_blank(cells[self.width :]):
            return True
        text = f"the row has {len(cells)} cells, the header has {self.width}"
        report(Problem(self.name, line, None, "row-length", text))
        return False

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
                report(Problem(self.name, line, column.name, error.rule, error.text))
                valid = False
        if "sourcedId" not in found and valid:
            report(Problem(self.name, line, "sourcedId", "required", "sourcedId is missing"))
            valid = False
        metadata = {key: cells[index] for index, key in self.metadata if cells[index] and not cells[index].isspace()}
        if metadata:
            found["metadata"] = metadata
        return found if valid else None


def read_header(file: DataFile, row: CsvRow | None, report: ProblemHandler, name: str | None = None) -> Header:
    """Match a header row with the columns of the standard, and report deviations."""
    header = Header(file, name or file.name)
    if row is None:
        text = "the file is empty; remove it and set its mode to absent in manifest.csv"
        report(Problem(header.name, None, None, "empty", text))
        header.usable = False
        return header
    header.line, cells = row
    header.width = len(cells)
    _match(header, cells, report)
    _find_missing(header, report)
    order = [file.columns.index(column) for _, column in header.columns if column in file.columns]
    if order != sorted(order):
        _warn(header, None, "column-order", "the columns are not in the order of the standard", report)
    if header.metadata and header.columns and header.metadata[0][0] < header.columns[-1][0]:
        _warn(header, None, "column-order", "metadata columns come before columns of the standard", report)
    return header


def _match(header: Header, cells: list[str], report: ProblemHandler) -> None:
    known = {column.name: column for column in (*header.file.columns, *header.file.extra)}
    by_lowercase = {name.lower(): name for name in known}
    by_lowercase |= MISSPELLED_COLUMNS | COLUMN_ALIASES.get(header.file.stem, {})
    taken: set[str] = set()
    for index, cell in enumerate(cells):
        name = cell.strip()
        if name != cell:
            _warn(header, name or None, "spaces", "spaces around a column name", report)
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
            report(Problem(header.name, header.line, name, "duplicate", text))
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
    owner = NESTED_FILES[header.file.stem][1] if header.file.stem in NESTED_FILES else "sourcedId"
    if owner not in present or "sourcedId" not in present:
        header.usable = False
    for column in header.file.columns:
        if column.name in present:
            continue
        if column.required:
            text = "required column is missing"
            report(Problem(header.name, header.line, column.name, "missing-column", text))
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
