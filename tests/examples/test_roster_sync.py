"""The roster sync: new, changed, unchanged and missing students, an interruption, and files that are wrong."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from timeback import TimeBackClient
from timeback.sandbox import Sandbox

from .kit import load

program = load("roster_sync/roster_sync.py")
Run = Callable[..., int]


@pytest.fixture
def run(box: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> int:
        code: int = program.main(["students.csv", *arguments])
        return code

    return invoke


def school(box: Sandbox) -> str:
    return next(str(org["sourcedId"]) for org in box.store.all("orgs") if org["type"] == "school")


def students(box: Sandbox, count: int) -> list[dict[str, str]]:
    return [
        {
            "number": f"{number:03}",
            "given_name": "Zoë",
            "family_name": f"O'Hara {number}",
            "email": f"student{number}@example.org",
            "grade": "05",
            "school": school(box),
        }
        for number in range(count)
    ]


def write(rows: list[dict[str, str]], name: str = "students.csv") -> None:
    with Path(name).open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, program.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def sent(box: Sandbox) -> list[tuple[str, str]]:
    """The writing requests, except for tokens."""
    changes = ("POST", "PUT", "PATCH", "DELETE")
    return [
        (one.method, one.path.rpartition("/")[2])
        for one in box.requests
        if one.method in changes and "oneroster" in one.path
    ]


def test_differences_are_written_and_nothing_else(box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rows = students(box, 20)
    write(rows)
    others = box.store.counts()["users"]
    assert run("--report", "report.json") == 0
    assert json.loads(Path("report.json").read_text()) == {"upserted": 20, "deleted": 0, "unchanged": 0, "failed": {}}
    assert box.store.counts()["users"] == others + 20

    before = len(sent(box))
    assert run() == 0
    assert sent(box)[before:] == []
    assert "0 written, 0 deleted, 20 unchanged" in capsys.readouterr().out

    with box.client() as client:
        client.rostering.users.patch_user("sis-003", {"metadata": {"locker": "7"}})
        rows[3]["grade"] = "06"
        write([*rows[:18], {**rows[19], "number": "100"}])
        assert run() == 0
        assert "2 written, 2 deleted, 17 unchanged" in capsys.readouterr().out
        changed = client.rostering.users.get_user("sis-003")
        assert changed.grades == ["06"]
        assert changed.to_dict()["metadata"] == {"locker": "7"}
        assert client.rostering.users.exists("sis-100")
        assert client.rostering.users.get_user("sis-019").status == "tobedeleted"
        # Users of other systems stay.
        assert client.rostering.users.list_users(limit=1).total_count == others + 21
    assert list(Path("roster-sync").iterdir()) == []


def test_a_student_who_returns_is_active_again(box: Sandbox, run: Run) -> None:
    rows = students(box, 20)
    for chosen in (rows, rows[:19], rows):
        write(chosen)
        assert run() == 0
    with box.client() as client:
        assert client.rostering.users.get_user("sis-019").status == "active"


def test_a_dry_run_writes_nothing(box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(students(box, 3))
    assert run("--dry-run") == 0
    printed = capsys.readouterr().out
    assert printed.splitlines()[0] == "would write sis-000"
    assert "dry run: 3 written" in printed
    assert "Hara" not in printed
    assert sent(box) == []
    assert not Path("roster-sync").exists()


def test_a_run_that_was_interrupted_is_finished_first(
    box: Sandbox, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = students(box, 30)
    write(rows)
    assert run() == 0
    write([{**row, "grade": "07"} for row in rows[:28]])
    original: Any = program.State.clear

    def interrupted(state: Any) -> None:
        raise KeyboardInterrupt

    # The process ends after the requests, and before the plan is removed.
    monkeypatch.setattr(program.State, "clear", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.setattr(program.State, "clear", original)
    plan = Path("roster-sync/plan.json")
    assert len(json.loads(plan.read_text())["upserts"]) == 28
    if sys.platform != "win32":
        assert plan.stat().st_mode & 0o077 == 0
    capsys.readouterr()
    assert run() == 0
    printed = capsys.readouterr()
    assert "finished: 28 written, 2 deleted" in printed.out
    assert "done: 0 written, 0 deleted, 28 unchanged" in printed.out
    assert run() == 0


def test_a_refused_student_does_not_stop_the_others(box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(students(box, 5))
    box.faults.add(method="PUT", path="*/users/sis-002", status=422)
    assert run("--report", "report.json") == 1
    report = json.loads(Path("report.json").read_text())
    assert (report["upserted"], list(report["failed"])) == (4, ["sis-002"])
    assert "failed sis-002" in capsys.readouterr().err
    box.faults.clear()
    assert run() == 0
    assert "1 written" in capsys.readouterr().out


def test_a_file_that_was_cut_off_deletes_nothing(box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    rows = students(box, 20)
    write(rows)
    assert run() == 0
    before = len(sent(box))
    write(rows[:10])
    assert run() == 2
    assert "--max-deletions" in capsys.readouterr().err
    assert sent(box)[before:] == []
    assert run("--max-deletions", "50") == 0
    assert sum(method == "DELETE" for method, _ in sent(box)[before:]) == 10


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"family_name": " "}, "line 3: family_name is empty"),
        ({"number": "000"}, "line 3: the number is there twice"),
        ({"school": "nowhere"}, "no such school: nowhere"),
    ],
    ids=["empty", "twice", "school"],
)
def test_an_invalid_row_stops_the_program(
    box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str], change: dict[str, str], words: str
) -> None:
    rows = students(box, 3)
    rows[1] |= change
    write(rows)
    assert run() == 2
    shown = capsys.readouterr().err
    assert words in shown
    assert "Hara" not in shown
    assert sent(box) == []


def test_wrong_files_and_settings(
    box: Sandbox, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 2
    assert "students.csv cannot be read: No such file" in capsys.readouterr().err
    Path("students.csv").write_text("number,grade\n1,05\n", encoding="utf-8")
    assert run() == 2
    assert "no column given_name, family_name, email, school" in capsys.readouterr().err
    Path("students.csv").write_bytes(b"number,given_name\n1,Zo\xeb\n")
    assert run() == 2
    assert "not a CSV file in UTF-8" in capsys.readouterr().err
    write(students(box, 1))
    Path("roster-sync").mkdir()
    Path("roster-sync/plan.json").write_text('{"upserts": 1')
    assert run() == 2
    assert "damaged" in capsys.readouterr().err
    monkeypatch.delenv("TIMEBACK_CLIENT_SECRET")
    assert run() == 2
    assert "TIMEBACK_CLIENT_SECRET" in capsys.readouterr().err


def test_the_path_of_the_report_is_checked_before_anything_is_sent(
    box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    write(students(box, 1))
    for path in ("none/report.json", str(tmp_path)):
        assert run("--report", path) == 2
        assert "--report" in capsys.readouterr().err
    assert sent(box) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_report_on_a_full_disk(box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(students(box, 1))
    assert run("--report", "/dev/full") == 1
    shown = capsys.readouterr()
    assert "done: 1 written" in shown.out
    assert "the report was not written" in shown.err


def test_an_unreachable_server(box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    write(students(box, 1))
    box.faults.add(path="*/orgs", status=400)
    assert run() == 1
    assert "Run the program again" in capsys.readouterr().err


def test_values_that_servers_send_in_another_form_are_the_same() -> None:
    assert program.same(
        {"enabledUser": "true", "roles": [{"org": {"sourcedId": "a"}}]},
        {"enabledUser": True, "roles": [{"org": {"sourcedId": "a", "type": "org"}}], "x": 1},
    )
    assert not program.same(["05"], ["05", "06"])
    assert not program.same({"a": "1"}, None)


def test_a_client_of_a_profile(box: Sandbox, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in list(os.environ):
        if name.startswith("TIMEBACK_"):
            monkeypatch.delenv(name)
    config = tmp_path / "config.toml"
    lines = [f'{name} = "{getattr(box, name)}"' for name in ("token_url", "client_id", "client_secret")]
    config.write_text("\n".join(["[district]", f'api_url = "{box.url}"', *lines]), encoding="utf-8")
    config.chmod(0o600)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(config))
    write(students(box, 2))
    assert run("--profile", "district") == 0
    assert isinstance(box.client(), TimeBackClient)
