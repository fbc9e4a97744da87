"""The code blocks of the README run, each Python block against a new sandbox."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import httpx
import pytest

from tests.docs.blocks import REPOSITORY, Block, Reader, blocks, run
from tests.docs.conftest import LIBRARIES
from timeback.sandbox import Sandbox

README = REPOSITORY / "README.md"
BLOCKS = blocks(README)


def test_the_readme_has_blocks() -> None:
    assert len([block for block in BLOCKS if block.language == "python"]) >= 8


# They start several processes, or migrate a roster.
LONG = ("timeback doctor", "timeback sandbox", "migrate_users(")


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(
            block,
            id=f"line-{block.line}",
            marks=[pytest.mark.slow] if any(part in block.text for part in LONG) else [],
        )
        for block in BLOCKS
    ],
)
def test_block_runs(block: Block, box: Sandbox, tmp_path: Path) -> None:
    Reader(tmp_path).follow(block)
    if block.language == "python" and "TimeBackClient(" in block.text:
        assert box.requests, "the block sent nothing"


def test_what_the_readme_links_to_is_there() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not REPOSITORY.joinpath(link).exists()] == []


def test_the_errors_of_the_table_are_those_of_the_package() -> None:
    import timeback.errors

    table = README.read_text(encoding="utf-8").partition("| error | when |")[2].partition("\n\n")[0]
    named = set(re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE))
    assert named
    for name in named:
        assert issubclass(getattr(timeback.errors, name), timeback.errors.TimeBackError)


def test_the_block_on_logs_keeps_the_libraries_quiet(box: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)

    def lines() -> list[str]:
        caplog.clear()
        with box.client(transport=httpx.HTTPTransport()) as client:
            client.rostering.users.list_users(limit=1)
        return [record.name for record in caplog.records if record.name.startswith(LIBRARIES)]

    assert lines(), "there is nothing to keep quiet: the README says otherwise"
    run(next(block for block in BLOCKS if "setLevel" in block.text), {})
    assert lines() == []
