"""Every code block of docs/ runs, from top to bottom of each page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs.blocks import other_environment
from docs_types import programs

from tests.docs.blocks import PAGES, REPOSITORY, PageReader, blocks, development
from tests.docs.conftest import new_machine


@pytest.mark.slow
@pytest.mark.parametrize(
    "page", [page for page in PAGES if blocks(page) and other_environment(page) is None], ids=lambda page: page.stem
)
def test_page_can_be_followed(page: Path, tmp_path: Path) -> None:
    """Nothing is set, and no server runs, except by the commands of the page."""
    home, folder = tmp_path / "home", tmp_path / "project"
    home.mkdir()
    folder.mkdir()
    with PageReader(folder, development(new_machine(home))) as reader:
        for block in blocks(page):
            reader.follow(block)


@pytest.mark.parametrize(
    "page",
    [page for page in PAGES if {"python", "console"} & {block.language for block in blocks(page)}],
    ids=lambda page: page.stem,
)
def test_page_begins_with_what_it_needs(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    if page.name != "index.md":
        assert re.findall(r"^## .*", text, re.MULTILINE)[0] == "## Before you start"
    first, *_ = [block for block in blocks(page) if block.language in ("python", "console", "toml", "json", "xml")]
    assert re.search(r"^\$ (pip install|git clone)", first.text, re.MULTILINE), "the page installs nothing"


def test_there_are_pages() -> None:
    assert len(PAGES) > 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_speaks_of_no_other_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for folder in ("root", "work", "home", "Users"):
        assert f"/{folder}/" not in text, f"{page.relative_to(REPOSITORY)} holds a path of somebody's machine"
    assert "C:\\" not in text


def test_the_program_of_a_page_keeps_the_lines_of_the_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "# A page\n\n```python\nx = 1\n```\n\n```text\nno\n```\n\n- item\n\n    ```python\n    y = x\n    ```\n\n"
        '```python title="other.py"\nz = 2\n```\n',
        encoding="utf-8",
    )
    found = programs(blocks(page))
    lines = page.read_text(encoding="utf-8").splitlines()
    assert found.keys() == {"other.py", ""}
    for code in found.values():
        for number, line in enumerate(code.splitlines()):
            assert not line or lines[number].strip() == line
    assert found[""].split() == ["x", "=", "1", "y", "=", "x"]
