"""The code of the page about Spark, from top to bottom, in a session with the defaults of Spark."""

from __future__ import annotations

from pathlib import Path

import pytest
from docs.blocks import other_environment

from tests.docs import terminal
from tests.docs.blocks import PAGES, PageReader, blocks, development
from tests.docs.conftest import new_machine

pytest.importorskip("pyspark")


@pytest.mark.spark
@pytest.mark.parametrize(
    "page", [page for page in PAGES if other_environment(page) == "make spark"], ids=lambda page: page.stem
)
def test_page_can_be_followed(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A session takes a minute to start on a busy machine.
    monkeypatch.setattr(terminal, "SECONDS", 400)
    home, folder = tmp_path / "home", tmp_path / "project"
    home.mkdir()
    folder.mkdir()
    # Spark looks up the name of the machine, which need not be known.
    environ = {**new_machine(home), "SPARK_LOCAL_IP": "127.0.0.1"}
    with PageReader(folder, development(environ)) as reader:
        for block in blocks(page):
            reader.follow(block)
