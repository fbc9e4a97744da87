"""manifest.csv: the version of a bundle, and the mode (bulk, delta, absent) of each file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from timeback.bundles.csv_rows import CsvRows, ProblemHandler
from timeback.bundles.csv_schema import DATA_FILES, MODES
from timeback.bundles.header import other_delimiter
from timeback.bundles.problems import Problem

NAME: Final = "manifest.csv"
HEADER: Final = ("propertyName", "value")
FORMAT: Final = "1.0"
# Producers of 1.2.1 (1.2 with corrections) write either version.
VERSIONS_WRITTEN: Final = {"1.1": "1.1", "1.2": "1.2", "1.2.1": "1.2"}
_SOURCE: Final = ("source.systemName", "source.systemCode")


@dataclass
class Manifest:
    """The content of the manifest. The version is None if it is missing or unknown."""

    version: str | None = None
    modes: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    system_name: str | None = None
    system_code: str | None = None


def read_manifest(rows: CsvRows, report: ProblemHandler, name: str = NAME) -> Manifest:
    """Read the manifest, and report properties that are missing or cannot be understood."""
    manifest = Manifest()
    properties: dict[str, str] = {}
    remaining = iter(rows)
    if not _check_header(rows, report, name):
        return manifest
    for line, cells in remaining:
        key, value = (*(cell.strip() for cell in cells), "", "")[:2]
        if not key and not value:
            continue
        standard_key = _standard_key(key)
        if standard_key != key:
            text = f"the standard name of this property is {standard_key}"
            report(Problem(name, line, "propertyName", "case", text, "warning"))
            key = standard_key
        if key in properties:
            report(Problem(name, line, "propertyName", "duplicate", "the property occurs twice; the first one is used"))
            continue
        properties[key] = value
        manifest.lines[key] = line
        if key.startswith("file."):
            _read_mode(manifest, key.removeprefix("file."), value, line, report, name)
        elif key == "manifest.version" and value != FORMAT:
            report(Problem(name, line, "value", "version", f"manifest.version must be {FORMAT}", "warning"))
        elif key not in ("manifest.version", "oneroster.version", *_SOURCE):
            report(Problem(name, line, "propertyName", "unknown", "not a property of the standard", "warning"))
    _read_version(manifest, properties, report, name)
    manifest.system_name, manifest.system_code = (properties.get(key) or None for key in _SOURCE)
    return manifest


def _check_header(rows: CsvRows, report: ProblemHandler, name: str) -> bool:
    """Read the header, and return whether the rows below it can be read."""
    row = next(iter(rows), None)
    if row is None:
        if not rows.skipped:
            report(Problem(name, None, None, "empty", "the file is empty"))
        return False
    line, cells = row
    found = [cell.strip() for cell in cells[:2]]
    if found == list(HEADER):
        return True
    problem = other_delimiter(name, line, cells, {column.lower() for column in HEADER})
    if problem is not None:
        report(problem)
        return False
    if [cell.lower() for cell in found] == [cell.lower() for cell in HEADER]:
        report(Problem(name, line, None, "case", "column names are case-sensitive", "warning"))
    else:
        report(Problem(name, line, None, "header", f"the header must be {','.join(HEADER)}"))
    return True


def _standard_key(key: str) -> str:
    """Return the name of a property in the case of the standard. The names of files are checked with their modes."""
    lowercase = key.lower()
    if lowercase.startswith("file."):
        return lowercase[: len("file.")] + key[len("file.") :]
    known = {one.lower(): one for one in ("manifest.version", "oneroster.version", *_SOURCE)}
    return known.get(lowercase, key)


def _read_mode(manifest: Manifest, stem: str, value: str, line: int, report: ProblemHandler, name: str) -> None:
    stems = {known.lower(): known for known in DATA_FILES["1.2"]}
    known = stems.get(stem.lower())
    if known is None:
        report(Problem(name, line, "propertyName", "unknown", "not a file of the standard", "warning"))
        return
    if known != stem:
        report(
            Problem(
                name, line, "propertyName", "case", f"the standard name of this property is file.{known}", "warning"
            )
        )
    if not value:
        text = f"the mode of {known}.csv is blank; it is read as bulk if the file exists, and as absent otherwise"
        report(Problem(name, line, "value", "mode", text, "warning"))
        return
    mode = value.lower()
    if mode not in MODES:
        report(Problem(name, line, "value", "mode", f"the mode of {known}.csv must be one of {', '.join(MODES)}"))
        return
    if mode != value:
        report(Problem(name, line, "value", "case", "modes must be lowercase", "warning"))
    manifest.modes[known] = mode


def _read_version(manifest: Manifest, properties: dict[str, str], report: ProblemHandler, name: str) -> None:
    line = manifest.lines.get("oneroster.version")
    written = properties.get("oneroster.version", "")
    manifest.version = VERSIONS_WRITTEN.get(written)
    if line is None:
        report(Problem(name, None, None, "version", "oneroster.version is missing; it must be 1.1 or 1.2"))
    elif manifest.version is None:
        report(Problem(name, line, "value", "version", "oneroster.version must be 1.1 or 1.2"))
    if "manifest.version" not in properties:
        report(Problem(name, None, None, "version", f"manifest.version is missing; it must be {FORMAT}", "warning"))
    for stem in DATA_FILES[manifest.version or "1.1"]:
        if stem not in manifest.modes and f"file.{stem}" not in properties:
            report(Problem(name, None, None, "mode", f"file.{stem} is missing", "warning"))


def manifest_rows(
    modes: dict[str, str], system_name: str | None = None, system_code: str | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the rows of a manifest of version 1.2. Files without a mode are marked absent."""
    yield HEADER
    yield "manifest.version", FORMAT
    yield "oneroster.version", "1.2"
    for stem in DATA_FILES["1.2"]:
        yield f"file.{stem}", modes.get(stem, "absent")
    for key, value in zip(_SOURCE, (system_name, system_code), strict=True):
        if value:
            yield key, value
