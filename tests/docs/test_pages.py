"""Every code block of docs/ runs, from top to bottom of each page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import PAGES, REPOSITORY, Reader, blocks
from timeback import TimeBackClient
from timeback.sandbox import Sandbox

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=lambda page: page.stem)
def test_page_can_be_followed(page: Path, box: Sandbox, production: Sandbox, tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    try:
        for block in blocks(page):
            reader.follow(block)
    finally:
        # A client that a page leaves open would raise a warning in another test.
        for value in reader.namespace.values():
            if isinstance(value, TimeBackClient):
                value.close()


def test_there_are_pages() -> None:
    assert len(PAGES) > 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_page_speaks_of_no_other_machine(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for folder in ("root", "work", "home", "Users"):
        assert f"/{folder}/" not in text, f"{page.relative_to(REPOSITORY)} holds a path of somebody's machine"
    assert "C:\\" not in text
