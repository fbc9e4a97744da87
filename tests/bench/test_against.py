"""Comparison of two versions: measurements, output and exit code.

Both versions run in the interpreter of the tests and import from different folders. No wheel is built or installed.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from bench import __main__ as command
from bench import against, intervals, revisions, servers
from bench.cases import LEGS
from bench.revisions import Side

pytestmark = pytest.mark.slow

FILTERS = "10,000 filters"
WAITING = "64 gets at once at 20 ms"

FAST = """
class F:
    status = family_name = 0
"""


def tree() -> Side:
    return revisions.here("the working tree")


def other(folder: Path, filters: str | None) -> Side:
    """A version of the package with filters only, or without them."""
    package = folder / "timeback"
    package.mkdir()
    (package / "__init__.py").touch()
    if filters is not None:
        (package / "filters.py").write_text(filters)
    return Side("other", sys.executable, (folder,), folder)


def compare(names: list[str], current: Side, reference: Side, rounds: int = 2) -> list[against.Compared]:
    return against.compare(names, current, reference, rounds=rounds, quick=True)


def test_a_version_is_held_against_itself_with_one_server(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[dict[str, Any]] = []
    start = servers.server

    @contextmanager
    def counted(**settings: Any) -> Iterator[str]:
        started.append(settings)
        with start(**settings) as url:
            yield url

    monkeypatch.setattr(servers, "server", counted)
    (row,) = compare([WAITING], tree(), revisions.here("itself"))
    assert (row.name, row.unit, row.why, row.failed) == (WAITING, "s", "", False)
    assert row.interval == intervals.interval(row.ratios)
    assert len(row.ratios) == 2
    assert row.current
    assert row.reference
    assert len(started) == 1
    text = capsys.readouterr().out
    assert WAITING in text
    assert "itself" in text


def test_a_slower_row_fails_the_command_and_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(revisions, "sides", lambda commit: (tree(), other(tmp_path, FAST)))
    written = tmp_path / "rows" / "against.json"
    arguments = ["--against", "HEAD", "--quick", "--only", FILTERS, "--rounds", "6", "--json", str(written)]
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    assert command.main() == 1
    text = json.loads(written.read_text(encoding="utf-8"))
    assert text["revision"] == "HEAD"
    assert text["against"]["hash"].startswith(text["tree"].split()[0])
    (row,) = text["rows"]
    assert (row["name"], row["verdict"], len(row["ratios"])) == (FILTERS, "SLOWER", 6)
    assert row["interval"]["low"] > intervals.LIMIT
    out = capsys.readouterr().out
    assert f"{FILTERS} " in out
    assert out.splitlines()[-1].startswith("slower than ")
    assert out.splitlines()[-1].endswith(FILTERS)


def test_a_row_that_the_older_version_lacks_is_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    older = other(tmp_path, None)
    rows = compare([FILTERS], tree(), older)
    assert rows[0].verdict == against.MISSING
    assert "on other" in rows[0].why
    assert "timeback.filters" in rows[0].why
    assert f"{FILTERS} " in capsys.readouterr().out
    assert against.conclude(rows, "v1") == 0


def test_a_row_that_the_working_tree_cannot_run_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = compare([FILTERS], other(tmp_path, None), tree())
    assert rows[0].verdict == against.BROKEN
    assert against.conclude(rows, "v1") == 1
    assert f"cannot run in the working tree: {FILTERS}" in capsys.readouterr().out


def test_a_version_that_fails_while_it_is_measured_is_said_to_be_so(tmp_path: Path) -> None:
    failing = FAST.replace("family_name = 0", "_left = [2000]") + (
        "    @property\n    def family_name(self):\n        self._left[0] -= 1\n"
        "        if self._left[0] < 0:\n            raise OSError('gone')\n        return 0\n\nF = F()\n"
    )
    rows = compare([FILTERS], tree(), other(tmp_path, failing), rounds=3)
    assert rows[0].verdict == against.MISSING
    assert "OSError: gone" in rows[0].why


def test_a_process_that_ends_is_told_with_its_last_words(tmp_path: Path) -> None:
    ending = "import os, sys\nsys.stderr.write('out of luck\\n')\nsys.stderr.flush()\nos._exit(3)\n"
    rows = compare([FILTERS], tree(), other(tmp_path, ending))
    assert rows[0].verdict == against.MISSING
    assert "out of luck" in rows[0].why


def test_a_version_that_is_imported_from_elsewhere_is_not_measured(tmp_path: Path) -> None:
    found = revisions.here("other")
    rows = compare([FILTERS], tree(), Side("other", found.python, found.path, tmp_path))
    assert rows[0].verdict == against.MISSING
    assert "imported from" in rows[0].why


def test_settings_and_the_current_folder_do_not_reach_a_measuring_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEBACK_ENVIRONMENT", "production")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    found = against._variables(revisions.here("other"))
    assert not {"TIMEBACK_ENVIRONMENT", "http_proxy"} & set(found)
    assert "elsewhere" not in found["PYTHONPATH"]
    assert "PYTHONDONTWRITEBYTECODE" not in found
    assert found["PYTHONSAFEPATH"] == "1"


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        (["import"], {"import"}),
        (["gets"], {"2,000 gets", "2,000 gets, async", "64 gets at once at 20 ms"}),
        (
            ["parse"],
            {
                "parse",
                "parse, with orjson",
                "parse, and read all that is inside",
                "parse, and read all that is inside, with orjson",
            },
        ),
        (["nothing"], set()),
    ],
)
def test_rows_are_chosen_by_how_they_begin_or_what_they_hold(only: list[str], expected: set[str]) -> None:
    assert set(command.chosen(only, quick=False)) == expected
    assert command.chosen(None, quick=False) == list(LEGS)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--against", "no-such-revision", "--only", FILTERS], "no-such-revision"),
        (["--against", "HEAD", "--only", "size"], "--against"),
        (["--against", "HEAD", "--docs"], "--docs"),
        (["--against", "HEAD", "--rounds", "0"], "--rounds"),
        (["--rounds", "3"], "--rounds"),
    ],
)
def test_what_cannot_be_compared_is_told_before_anything_is_built(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], text: str
) -> None:
    monkeypatch.setattr(revisions, "sides", None)
    monkeypatch.setattr(sys, "argv", ["bench", *arguments])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    assert text in capsys.readouterr().err


def test_rows_use_public_names_only() -> None:
    """The same rows measure another version, whose internals may differ."""
    imported = {
        match[1]
        for path in Path(against.__file__).parent.glob("*.py")
        for match in re.finditer(
            r"^\s*(?:from|import) (timeback[\w.]*)", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    }
    assert {"timeback", "timeback.filters"} <= imported
    assert not [name for name in imported if any(part.startswith("_") for part in name.split("."))]
