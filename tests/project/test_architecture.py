"""docs/architecture.md agrees with the import graph, the import contracts and the files."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "architecture.md"


@cache
def graph() -> grimp.ImportGraph:
    """Return the imports between modules. Imports for type checkers count."""
    return grimp.build_graph("timeback", cache_dir=None)


def rows(heading: str) -> list[list[str]]:
    """Return the cells of the table below a heading of the page."""
    section = PAGE.read_text(encoding="utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    assert len(lines) > 2, f"no table below {heading!r}"
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names(cell: str) -> list[str]:
    return re.findall(r"`([^`]+)`", cell)


def contract(name: str) -> list[set[str]]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (found,) = [each for each in contracts if each["name"] == name]
    return [{part.strip() for part in re.split(r"[|:]", layer)} for layer in found["layers"]]


def test_the_page_has_the_layers_of_the_contract() -> None:
    assert [set(names(cells[0])) for cells in rows("Inside timeback")] == contract("layers of timeback")


def test_the_page_names_every_module_and_package_of_timeback() -> None:
    written = {f"timeback.{name}" for cells in rows("Inside timeback") for name in names(cells[0])}
    assert written == graph().find_children("timeback") - {"timeback.__main__"}


def test_the_page_names_every_inner_package() -> None:
    written = {f"timeback.{name}" for cells in rows("Packages inside packages") for name in names(cells[0])}
    packages = {
        module
        for module in graph().modules
        if module.count(".") == 2
        and module.startswith("timeback.")
        # A service is a package by itself; services/ says so for all of them.
        and not module.startswith("timeback.services.")
        and graph().find_children(module)
    }
    assert written == packages


def test_imports_of_timeback_go_down_the_layers_of_the_page() -> None:
    place = {f"timeback.{name}": at for at, cells in enumerate(rows("Inside timeback")) for name in names(cells[0])}
    for importer, at in place.items():
        for module in {importer, *graph().find_descendants(importer)}:
            for target in graph().find_modules_directly_imported_by(module):
                other = ".".join(target.split(".")[:2])
                if other in place and other != importer:
                    assert place[other] > at, f"{module} imports {target}, which is not in a lower layer"


def test_every_file_that_the_page_names_exists() -> None:
    table = rows("Where to find it")
    assert len(table) >= 14
    for subject, files in table:
        assert names(files), subject
        for name in names(files):
            assert (ROOT / name).exists(), f"{subject}: {name} does not exist"
