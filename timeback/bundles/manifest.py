"""manifest.csv: which version a bundle is of, and which files it has in which mode."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from timeback.bundles.csv_rows import Report, Row
from timeback.bundles.csv_schema import LAYOUTS, MODES
from timeback.bundles.problems import Problem

NAME: Final = "manifest.csv"
HEADER: Final = ("propertyName", "value")
FORMAT: Final = "1.0"
# Producers of the corrected 1.2 write either.
SPELLINGS: Final = {"1.1": "1.1", "1.2": "1.2", "1.2.1": "1.2"}
_SOURCE: Final = ("source.systemName", "source.systemCode")


@dataclass
class Manifest:
    """What the manifest says. The version is None where it is missing or unknown."""

    version: str | None = None
    modes: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    system_name: str | None = None
    system_code: str | None = None


def read_manifest(rows: Iterable[Row], report: Report, name: str = NAME) -> Manifest:
    """The manifest, as far as it can be understood; what cannot is reported."""
    manifest = Manifest()
    properties: dict[str, str] = {}
    remaining = iter(rows)
    _check_header(next(remaining, None), report, name)
    for line, cells in remaining:
        key, value = (*(cell.strip() for cell in cells), "", "")[:2]
        if not key and not value:
            continue
        if key in properties:
            report(Problem(name, line, "propertyName", "duplicate", "a property that occurs twice; the first counts"))
            continue
        properties[key] = value
        manifest.lines[key] = line
        if key.startswith("file."):
            _take_mode(manifest, key.removeprefix("file."), value, line, report, name)
        elif key == "manifest.version" and value != FORMAT:
            report(Problem(name, line, "value", "version", f"manifest.version is not {FORMAT}", "warning"))
        elif key not in ("manifest.version", "oneroster.version", *_SOURCE):
            report(Problem(name, line, "propertyName", "unknown", "not a property of the standard", "warning"))
    _take_version(manifest, properties, report, name)
    manifest.system_name, manifest.system_code = (properties.get(key) or None for key in _SOURCE)
    return manifest


def _check_header(row: Row | None, report: Report, name: str) -> None:
    if row is None:
        report(Problem(name, None, None, "empty", "the file is empty"))
        return
    line, cells = row
    found = [cell.strip() for cell in cells[:2]]
    if found == list(HEADER):
        return
    if [cell.lower() for cell in found] == [cell.lower() for cell in HEADER]:
        report(Problem(name, line, None, "case", "column names are case-sensitive", "warning"))
    else:
        report(Problem(name, line, None, "header", f"the header is not {','.join(HEADER)}"))


def _take_mode(manifest: Manifest, stem: str, value: str, line: int, report: Report, name: str) -> None:
    stems = {known.lower(): known for known in LAYOUTS["1.2"]}
    known = stems.get(stem.lower())
    if known is None:
        report(Problem(name, line, "propertyName", "unknown", "not a file of the standard", "warning"))
        return
    if known != stem:
        report(Problem(name, line, "propertyName", "case", f"the property is file.{known}", "warning"))
    mode = value.lower()
    if mode not in MODES:
        report(Problem(name, line, "value", "mode", f"the mode of {known}.csv is not one of {', '.join(MODES)}"))
        return
    if mode != value:
        report(Problem(name, line, "value", "case", "modes are written in small letters", "warning"))
    manifest.modes[known] = mode


def _take_version(manifest: Manifest, properties: dict[str, str], report: Report, name: str) -> None:
    line = manifest.lines.get("oneroster.version")
    written = properties.get("oneroster.version", "")
    manifest.version = SPELLINGS.get(written)
    if line is None:
        report(Problem(name, None, None, "version", "oneroster.version is missing; it is 1.1 or 1.2"))
    elif manifest.version is None:
        report(Problem(name, line, "value", "version", "oneroster.version is neither 1.1 nor 1.2"))
    if "manifest.version" not in properties:
        report(Problem(name, None, None, "version", f"manifest.version is missing; it is {FORMAT}", "warning"))
    for stem in LAYOUTS[manifest.version or "1.1"]:
        if stem not in manifest.modes and f"file.{stem}" not in properties:
            report(Problem(name, None, None, "mode", f"file.{stem} is missing", "warning"))


def manifest_rows(
    modes: dict[str, str], system_name: str | None = None, system_code: str | None = None
) -> Iterator[tuple[str, str]]:
    """A manifest of version 1.2 for the files that are there; all others are absent."""
    yield HEADER
    yield "manifest.version", FORMAT
    yield "oneroster.version", "1.2"
    for stem in LAYOUTS["1.2"]:
        yield f"file.{stem}", modes.get(stem, "absent")
    for key, value in zip(_SOURCE, (system_name, system_code), strict=True):
        if value:
            yield key, value
