"""timeback enroll, unenroll and progress against a sandbox."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner, Result

from tests.sandbox.edubridge.conftest import fill
from timeback.cli.app import timeback
from timeback.events import Activity, ActivityEvent, Actor, TimeSpentEvent
from timeback.sandbox import Sandbox


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as started:
        fill(started)
        yield started


def run(box: Sandbox, *arguments: str) -> Result:
    variables = {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
    }
    return CliRunner(env=variables).invoke(timeback, arguments, prog_name="timeback")


def test_enroll_and_unenroll(box: Sandbox) -> None:
    made = run(box, "enroll", "s1", "math", "--begin", "2026-03-02")
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["beginDate"].startswith("2026-03-02T00:00:00")
    other = run(box, "enroll", "t1", "math", "--school", "o2", "--role", "teacher", "--query", "[role, school.id]")
    assert other.exit_code == 0, other.output
    assert [json.loads(line) for line in other.stdout.splitlines()] == ["teacher", "o2"]
    with box.client() as client:
        assert len(client.edubridge.list_enrollments("s1")) == 1
        refused = run(box, "unenroll", "s1", "math")
        assert (refused.exit_code, "pass --yes" in refused.stderr) == (2, True)
        assert len(client.edubridge.list_enrollments("s1")) == 1
        assert run(box, "unenroll", "s1", "math", "--yes").stderr == "unenrolled s1 from math\n"
        assert client.edubridge.list_enrollments("s1") == []
    assert run(box, "enroll", "nobody", "math").exit_code == 1
    before = len(box.requests)
    wrong = [run(box, "enroll", "s1", "math", "--role", "pupil"), run(box, "enroll", "s1", "math", "--begin", "soon")]
    assert [result.exit_code for result in wrong] == [2, 2]
    assert ["--role" in wrong[0].stderr, "--begin" in wrong[1].stderr] == [True, True]
    assert len(box.requests) == before


def activity(day: int, xp: int, hour: int = 12) -> list[ActivityEvent | TimeSpentEvent]:
    student = Actor(id="s1", email="s1@example.org")
    lesson = Activity(id=f"lesson-{day}", name="Fractions", course_id="math", subject="Math", app="App")
    time = datetime(2026, 3, day, hour, tzinfo=UTC)
    return [
        ActivityEvent(actor=student, activity=lesson, xp_earned=xp, total_questions=10, correct_questions=8, time=time),
        TimeSpentEvent(actor=student, activity=lesson, active=60 * xp, inactive=5, time=time),
    ]


def test_progress_by_day_and_week(box: Sandbox) -> None:
    with box.client(sensor="https://app.example.org") as client:
        client.events.send(*activity(2, 10), *activity(3, 4, hour=2), *activity(20, 7))
    period = ("--from", "2026-03-01", "--to", "2026-03-07")
    for student in ("s1", "s1@example.org"):
        report = json.loads(run(box, "progress", student, *period, "-o", "json").stdout)
        days = [(row["day"], row["subject"], row["xp"], row["activeSeconds"]) for row in report["days"]]
        assert days == [("2026-03-02", "Math", 10, 600), ("2026-03-03", "Math", 4, 240)]
        assert (report["total"]["xp"], report["total"]["questions"], report["total"]["correct"]) == (14, 20, 16)
    # At 2 o'clock in UTC it is the day before in Chicago.
    chicago = run(box, "progress", "s1", *period, "--timezone", "America/Chicago", "--query", "days[].[day, xp]")
    assert json.loads(chicago.stdout) == [["2026-03-02", 14]]
    table = run(box, "progress", "s1", *period).stdout.splitlines()
    assert table[0].split()[:4] == ["day", "subject", "xp", "questions"]
    assert len(table) == 3
    week = json.loads(run(box, "progress", "s1", "--week", "2026-03-04", "-o", "json").stdout)
    assert [(row["day"], row["subject"], row["xp"], row["activeSeconds"]) for row in week["days"]] == days
    assert run(box, "progress", "s1", *period, "--app", "App", "-o", "csv").stdout.count("\n") == 3
    none = run(box, "progress", "s1", *period, "--app", "Other", "-o", "csv")
    assert "no activity" in none.stderr
    assert json.loads(run(box, "progress", "s1", "--to", "2026-03-08", "--query", "total.xp").stdout) == 14


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--from", "soon"), "--from:"),
        (("--to", "soon"), "--to:"),
        (("--from", "2026-03-02", "--to", "2026-03-01"), "--to: must not be before --from"),
        (("--timezone", "Mars/Olympus"), "--timezone:"),
        (("--week", "soon"), "--week:"),
        (("--week", "2026-03-01", "--from", "2026-03-01"), "--week excludes"),
    ],
)
def test_wrong_options_of_progress(box: Sandbox, arguments: tuple[str, ...], told: str) -> None:
    result = run(box, "progress", "s1", *arguments)
    assert (result.exit_code, box.requests) == (2, [])
    assert told in result.stderr
