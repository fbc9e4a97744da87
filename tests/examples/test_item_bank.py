"""The item bank: the first publication, updates, and documents that are invalid."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from timeback.sandbox import Sandbox

from .kit import EXAMPLES, load

program = load("item_bank/item_bank.py")
Run = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLES / "item_bank" / "content", tmp_path / "content"))


@pytest.fixture
def run(box: Sandbox, folder: Path) -> Run:
    def invoke(*arguments: str) -> int:
        code: int = program.main([str(folder), *arguments])
        return code

    return invoke


def writes(box: Sandbox) -> list[str]:
    return [
        f"{one.method} {one.path.rpartition('/')[2]}"
        for one in box.requests
        if one.method in ("POST", "PUT") and ("assessment-items" in one.path or "assessment-tests" in one.path)
    ]


def test_items_and_tests_are_published(
    box: Sandbox, run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--dry-run") == 0
    assert "dry run: 3 created" in capsys.readouterr().out
    assert writes(box) == []
    assert run() == 0
    assert "3 created" in capsys.readouterr().out
    with box.client() as client:
        item = client.qti.assessment_items.get_assessment_item("half")
        assert item.raw_xml == (folder / "items" / "half.xml").read_text(encoding="utf-8")
        assert client.qti.assessment_tests.list_questions("fractions-quiz").total_questions == 2
        score = client.qti.assessment_items.process_response("third", {"identifier": "third", "response": "A"})
        assert score.score == 1
    sent = writes(box)

    assert run() == 0
    assert "3 unchanged" in capsys.readouterr().out
    assert writes(box) == sent


def test_changed_documents_are_updated(
    box: Sandbox, run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    item = folder / "items" / "half.xml"
    item.write_text(item.read_text(encoding="utf-8").replace("A half", "One half"), encoding="utf-8")
    test = folder / "tests" / "fractions.json"
    content = json.loads(test.read_text(encoding="utf-8"))
    content["title"] = "Unit fractions"
    test.write_text(json.dumps(content), encoding="utf-8")
    capsys.readouterr()
    assert run() == 0
    assert capsys.readouterr().out.splitlines() == [
        "item half: changed",
        "item third: unchanged",
        "test fractions-quiz: changed",
        "2 updated, 1 unchanged",
    ]
    with box.client() as client:
        assert client.qti.assessment_items.get_assessment_item("half").title == "One half"
        assert client.qti.assessment_tests.get_assessment_test("fractions-quiz").title == "Unit fractions"


def test_an_invalid_document_stops_the_program(
    box: Sandbox, run: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    item = folder / "items" / "half.xml"
    xml = item.read_text(encoding="utf-8")
    item.write_text(xml.replace("<qti-value>B<", "<qti-value>C<"), encoding="utf-8")
    (folder / "items" / "twice.xml").write_text((folder / "items" / "third.xml").read_text(), encoding="utf-8")
    (folder / "tests" / "broken.json").write_text('{"identifier": "x"}', encoding="utf-8")
    assert run() == 2
    shown = capsys.readouterr().err
    assert "items/half.xml: line " in shown
    assert "items/twice.xml: another file has the identifier third" in shown
    assert "tests/broken.json: not a test in JSON" in shown
    assert "tests/fractions.json: refers to the item half, which no file has" in shown
    assert box.requests == []


def test_what_the_server_rejects(box: Sandbox, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    reply = {"success": False, "entityId": "", "xmlContent": "", "validationErrors": ["no title"], "message": "invalid"}
    box.faults.add(method="POST", path="*/validate", body=reply)
    assert run() == 2
    assert "half: the server says: no title" in capsys.readouterr().err
    box.faults.clear()
    box.faults.add(method="POST", path="*/assessment-items", status=403, times=1)
    assert run() == 1
    shown = capsys.readouterr()
    assert "item half: " in shown.err
    assert "2 failed" in shown.out, "also the test, which refers to the item"


def test_an_empty_folder_and_a_server_that_is_away(
    box: Sandbox, run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main([str(tmp_path)]) == 2
    assert "has no items/*.xml and no tests/*.json" in capsys.readouterr().err
    box.faults.add(path="*/validate", status=403)
    assert run() == 1
