"""The Python blocks of the README run as they stand, each against a sandbox of its own."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from timeback.sandbox import Sandbox

README = Path(__file__).parents[2] / "README.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LIBRARIES = ("httpx", "httpcore", "hpack")


def blocks() -> list[tuple[int, str]]:
    """Each block with the number of the line before its first, so that a traceback shows the line of the README."""
    text = README.read_text(encoding="utf-8")
    return [(text.count("\n", 0, match.start(1)), match[1]) for match in BLOCK.finditer(text)]


def run(line: int, code: str) -> None:
    exec(compile("\n" * line + code, str(README), "exec"), {"__name__": "__main__"})


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    for name in [name for name in os.environ if name.startswith("TIMEBACK_")]:
        monkeypatch.delenv(name)
    with Sandbox(users=50) as box:
        monkeypatch.setenv("TIMEBACK_ENVIRONMENT", "staging")
        monkeypatch.setenv("TIMEBACK_API_URL", box.url)
        monkeypatch.setenv("TIMEBACK_QTI_API_URL", box.qti_url)
        monkeypatch.setenv("TIMEBACK_TOKEN_URL", box.token_url)
        monkeypatch.setenv("TIMEBACK_CLIENT_ID", box.client_id)
        monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", box.client_secret)
        yield box


@pytest.fixture(autouse=True)
def restored_levels() -> Iterator[None]:
    levels = {name: logging.getLogger(name).level for name in LIBRARIES}
    yield
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def test_the_readme_has_blocks() -> None:
    assert len(blocks()) >= 6


@pytest.mark.parametrize(("line", "code"), [pytest.param(*block, id=f"line-{block[0]}") for block in blocks()])
def test_block_runs(line: int, code: str, box: Sandbox) -> None:
    run(line, code)
    if "TimeBackClient" in code:
        assert box.requests, "the block sent nothing"


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
        with box.client() as client:
            client.rostering.users.list_users(limit=1)
        return [record.name for record in caplog.records if record.name.startswith(LIBRARIES)]

    assert lines(), "there is nothing to keep quiet: the README says otherwise"
    run(*next(block for block in blocks() if "setLevel" in block[1]))
    assert lines() == []
