"""The first row of a data file: which cell belongs to which column, whatever the order and the case."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from timeback.bundles.cell_reader import CellError, parse
from timeback.bundles.csv_rows import Report, Row
from timeback.bundles.csv_schema import ALIASES, MISSPELT, PARTS, Column, File
from timeback.bundles.problems import Problem

METADATA: Final = "metadata."


@dataclass
class Header:
    file: File
    name: str
    width: int = 0
    line: int = 1
    columns: list[tuple[int, Column]] = field(default_factory=list)
    metadata: list[tuple[int, str]] = field(default_factory=list)
    usable: bool = True

    def is_blank(self, cells: list[str]) -> bool:
        return not any(cell.strip() for cell in cells)

    def fits(self, line: int, cells: list[str], report: Report) -> bool:
        if len(cells) == self.width:
            return True
        if len(cells) > self.width and self.is_blank(cells[self.width :]):
            return True
        text = f"{len(cells)} fields, the header has {self.width}"
        report(Problem(self.name, line, None, "row-length", text))
        return False

    def values(self, line: int, cells: list[str], report: Report, *, secrets: bool = False) -> dict[str, Any] | None:
        """The values of a row by property, or None where one of them was reported. Blank cells give nothing."""
        found: dict[str, Any] = {}
        sound = self.fits(line, cells, report)
        if not sound:
            return None
        for index, column in self.columns:
            text = cells[index]
            if not text or text.isspace() or (column.kind == "secret" and not secrets):
                continue
            try:
                found[column.property] = parse(column, text)
            except CellError as error:
                report(Problem(self.name, line, column.name, error.rule, error.text))
                sound = False
        if "sourcedId" not in found and sound:
            report(Problem(self.name, line, "sourcedId", "required", "the row has no sourcedId"))
            sound = False
        metadata = {key: cells[index] for index, key in self.metadata if cells[index] and not cells[index].isspace()}
        if metadata:
            found["metadata"] = metadata
        return found if sound else None


def read_header(file: File, row: Row | None, report: Report, name: str | None = None) -> Header:
    """Match a header row with the columns of the standard; what is not as it should be is reported."""
    header = Header(file, name or file.name)
    if row is None:
        report(Problem(header.name, None, None, "empty", "the file is empty; leave it out and mark it absent"))
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
        _warn(header, None, "column-order", "metadata columns stand before columns of the standard", report)
    return header


def _match(header: Header, cells: list[str], report: Report) -> None:
    known = {column.name: column for column in (*header.file.columns, *header.file.extra)}
    in_small = {name.lower(): name for name in known}
    in_small |= MISSPELT | ALIASES.get(header.file.stem, {})
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
            meant = in_small.get(name.lower())
            if meant is None:
                _unknown(header, name, index, report)
                continue
            _warn(header, name, "column-name", f"the column is named {meant}", report)
            name = meant
        if name in taken:
            text = "a column that occurs twice; the first counts"
            report(Problem(header.name, header.line, name, "duplicate", text))
            continue
        taken.add(name)
        if name in known:
            header.columns.append((index, known[name]))
        else:
            header.metadata.append((index, name.removeprefix(METADATA)))


def _unknown(header: Header, name: str, index: int, report: Report) -> None:
    # A file without a header row has people in its first row: what is no name of a column is not shown.
    shown = name if name.isascii() and name.isidentifier() and len(header.columns) >= 3 else f"number {index + 1}"
    _warn(header, shown, "unknown-column", "not a column of the standard; it is not read", report)


def _find_missing(header: Header, report: Report) -> None:
    there = {column.name for _, column in header.columns}
    owner = PARTS[header.file.stem][1] if header.file.stem in PARTS else "sourcedId"
    if owner not in there or "sourcedId" not in there:
        header.usable = False
    for column in header.file.columns:
        if column.name in there:
            continue
        if column.required:
            text = "a column that the standard requires is missing"
            report(Problem(header.name, header.line, column.name, "missing-column", text))
        else:
            _warn(header, column.name, "missing-column", "the column is missing, if only to be left blank", report)


def _warn(header: Header, column: str | None, rule: str, text: str, report: Report) -> None:
    report(Problem(header.name, header.line, column, rule, text, "warning"))
