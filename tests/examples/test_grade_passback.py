"""The grade passback: a line item and its results, lost replies, a second run, and files that are wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from timeback.sandbox import Sandbox

from .kit import load

program = load("grade_passback/grade_passback.py")
Run = Callable[..., int]


@pytest.fixture
def class_id(box: Sandbox) -> str:
    with box.client() as client:
        one = client.rostering.classes.first(sort="sourcedId")
        assert one is not None
        return one.sourced_id


@pytest.fixture
def students(box: Sandbox, class_id: str) -> list[str]:
    with box.client() as client:
        found = [student.sourced_id for student in client.rostering.classes.iter_students(class_id)]
    assert len(found) > 3
    return found


@pytest.fixture
def run(box: Sandbox, class_id: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str) -> int:
        given = ["--class", class_id, "--assignment", "quiz-2", "--title", "Decimals", "--maximum", "20"]
        code: int = program.main(["scores.csv", *given, *arguments])
        return code

    return invoke


def write(scores: dict[str, object], *, graded_at: str = "2026-01-31T14:00:00+01:00", comment: str = "") -> None:
    rows = [f"{student},{score},{graded_at},{comment}" for student, score in scores.items()]
    Path("scores.csv").write_text("\n".join(["student,score,graded_at,comment", *rows]) + "\n", encoding="utf-8")


def stored(box: Sandbox) -> dict[str, float]:
    with box.client() as client:
        results = client.gradebook.line_items.iter_results("quiz-2")
        return {result.student.sourced_id: result.score for result in results if result.score is not None}


def test_scores_are_passed_back_and_replaced(
    box: Sandbox, run: Run, students: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    scores = {student: float(number % 21) for number, student in enumerate(students)}
    write(scores, comment="well done")
    assert run() == 0
    assert f"{len(scores)} of {len(scores)} scores are on the server" in capsys.readouterr().out
    assert stored(box) == scores
    with box.client() as client:
        item = client.gradebook.line_items.get_line_item("quiz-2")
        result = client.gradebook.results.get_result(f"quiz-2-{students[0]}")
    assert (item.title, item.result_value_max) == ("Decimals", 20)
    assert (result.comment, str(result.score_date)) == ("well done", "2026-01-31 13:00:00+00:00")
    count = box.store.counts()["results"]
    scores[students[1]] = 20
    write(scores)
    assert run() == 0
    assert stored(box) == scores
    assert box.store.counts()["results"] == count
    with box.client() as client:
        assert client.gradebook.line_items.get_line_item("quiz-2").assign_date == item.assign_date


def test_a_result_whose_reply_was_lost_is_sent_again(
    box: Sandbox, run: Run, students: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(dict.fromkeys(students, 15))
    # As many attempts as the client makes by itself: the first call fails, although the server has the result.
    monkeypatch.setattr("timeback._http.retry.backoff", lambda *_: 0.0)
    box.faults.add(method="PUT", path=f"*/results/quiz-2-{students[0]}", cut="after", times=5)
    assert run() == 0
    assert "1 replies were lost" in capsys.readouterr().out
    assert stored(box) == dict.fromkeys(students, 15.0)
    puts = [one for one in box.requests if one.path.endswith(f"/results/quiz-2-{students[0]}") and one.method == "PUT"]
    assert len(puts) == 6


def test_a_result_that_is_refused_is_not_sent_again(
    box: Sandbox, run: Run, students: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write(dict.fromkeys(students, 15))
    box.faults.add(method="PUT", path=f"*/results/quiz-2-{students[0]}", status=422)
    assert run() == 1
    shown = capsys.readouterr()
    assert f"failed quiz-2-{students[0]}" in shown.err
    assert f"{len(students) - 1} of {len(students)} scores" in shown.out
    assert sum(one.status == 422 for one in box.requests) == 1


def test_students_of_other_classes_are_left_out(
    box: Sandbox, run: Run, students: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    write({students[0]: 3, "nobody": 4})
    assert run("--dry-run") == 1
    shown = capsys.readouterr()
    assert "dry run: 1 results would be sent, 1 left out" in shown.out
    assert "left out nobody" in shown.err
    assert "quiz-2" not in [item["sourcedId"] for item in box.store.all("lineItems")]
    assert run() == 1
    assert stored(box) == {students[0]: 3.0}


@pytest.mark.parametrize(
    ("score", "graded_at", "words"),
    [
        ("twenty", "2026-01-31T00:00:00Z", "line 2: score is not a number"),
        ("21", "2026-01-31T00:00:00Z", "line 2: score is not between 0 and 20"),
        ("nan", "2026-01-31T00:00:00Z", "line 2: score is not between 0 and 20"),
        ("20", "yesterday", "line 2: graded_at is not a time"),
        ("20", "2026-01-31T00:00:00", "line 2: graded_at has no time zone"),
    ],
)
def test_invalid_rows(
    box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str], score: str, graded_at: str, words: str
) -> None:
    write({"student": score}, graded_at=graded_at)
    assert run() == 2
    assert words in capsys.readouterr().err


def test_other_errors(box: Sandbox, run: Run, students: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run() == 2
    write({"": 1})
    assert run() == 2
    assert "student is empty" in capsys.readouterr().err
    path = Path("scores.csv")
    path.write_text("student,score,graded_at\na,1,2026-01-31T00:00:00Z\na,1,2026-01-31T00:00:00Z\n")
    assert run() == 2
    assert "line 3: the student is there twice" in capsys.readouterr().err
    path.write_text("student,points\n")
    assert run() == 2
    assert "no column score, graded_at" in capsys.readouterr().err
    write({students[0]: 1})
    assert run("--class", "nowhere") == 2
    assert "Check --class nowhere" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        run("--attempts", "0")
    box.faults.add(path="*/categories/*", status=403)
    assert run() == 1
    assert "Run the program again" in capsys.readouterr().err
