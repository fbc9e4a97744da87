"""The formats of the report: text, Markdown, JSON and rules."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import spec_drift
from drift.loading import UnreadableError

from tests.drift.kit import ROOT, Document, findings, holders, published, run

STIMULI = "/stimuli/"
HOSTILE = "na`me\x1b[31m\n| <b>*x*</b> [link](javascript:0)"


@pytest.fixture
def changed(tmp_path: Path) -> str:
    """A QTI document with one change per severity."""
    document = published("qti")
    for schema in holders(document, "catalogInfo", "language"):
        schema["properties"]["colour"] = {"type": "string"}
        schema["properties"]["label"] = {"type": "integer"}
    document["paths"]["/stimuli/"]["get"]["operationId"] = "listStimuli"
    return write(tmp_path, document)


def write(folder: Path, document: Document) -> str:
    path = folder / "published.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def test_text_groups_by_what_a_user_feels(changed: str) -> None:
    code, out, problems = run(changed)
    assert (code, problems) == (1, "")
    assert "against specs/qti.yaml" in out
    assert "1 breaking, 1 additive, 1 cosmetic" in out
    breaking, additive, cosmetic = (out.index(word) for word in ("Breaking: ", "Additive: ", "Cosmetic: "))
    assert breaking < out.index("Stimulus.label is integer now (specs/: string)") < additive
    assert additive < out.index("Stimulus.colour is new (string)") < cosmetic < out.index("listStimuli")
    assert out.count("Stimulus.colour") == 1


def test_markdown_is_a_list_to_tick_off(changed: str) -> None:
    code, out, _ = run(changed, "--markdown")
    assert code == 1
    assert out.startswith("## qti\n")
    assert "\n- [ ] `Stimulus.colour` is new (string) " in out
    assert out.count("- [ ]") == 3


def test_json_is_complete(changed: str) -> None:
    code, out, _ = run(changed, "--json")
    (report,) = json.loads(out)["documents"]
    assert code == 1
    assert report["counts"] == {"breaking": 1, "additive": 1, "cosmetic": 1}
    assert (report["document"], report["drift"], report["compared"]) == ("qti", True, 38)
    colour = next(f for f in report["findings"] if f["where"] == "Stimulus.colour")
    assert colour["operations"] == ["createStimulus", "getStimulus", "searchStimuli", "updateStimulus"]
    assert colour["places"] == ["request", "reply"]
    assert colour["detail"] == "is new (string)"


def test_values_that_came_together_are_one_line(tmp_path: Path) -> None:
    document = published("qti")
    for schema in holders(document, "navigationMode"):
        schema["properties"]["navigationMode"]["enum"] += ["free", "guided"]
    out = run(write(tmp_path, document))[1]
    assert out.count("has the new values free, guided") == 1
    assert len(findings(tmp_path, document)) == 2


def test_names_of_strangers_do_no_harm(tmp_path: Path) -> None:
    document = published("qti")
    for schema in holders(document, "catalogInfo", "language"):
        schema["properties"][HOSTILE] = {"type": "string", "enum": [HOSTILE]}
    path = write(tmp_path, document)
    for form in ([], ["--markdown"]):
        out = run(path, *form)[1]
        assert "\x1b" not in out
        assert "na`me" not in out or not form
        assert sum("na" in line and "me?[31m?" in line for line in out.splitlines()) == 1
    assert "\n- [ ] `Stimulus.na'me?[31m?| <b>" in out
    assert json.loads(run(path, "--json")[1])["documents"][0]["findings"][0]["value"] == HOSTILE


@pytest.mark.slow
def test_rules_that_it_writes_silence_what_it_reported(changed: str, tmp_path: Path) -> None:
    standard = (ROOT / "scripts" / "drift" / "decided.toml").read_text(encoding="utf-8")
    code, rules, _ = run(changed, "--rules")
    assert code == 1
    assert len(tomllib.loads(rules)["rule"]) == 3
    decided = tmp_path / "decided.toml"
    decided.write_text(standard + "\n" + rules, encoding="utf-8")
    code, _, problems = run(changed, "--decided", str(decided))
    assert code == 2
    assert "needs a reason" in problems
    decided.write_text(standard + "\n" + rules.replace('reason = ""', 'reason = "Tried."'), encoding="utf-8")
    code, out, _ = run(changed, "--decided", str(decided))
    assert code == 0
    assert "no drift" in out


@pytest.mark.slow
def test_as_a_command(changed: str, tmp_path: Path) -> None:
    """The script runs from another folder, without the packages of the client on its path."""
    same = tmp_path / "same.json"
    same.write_text(json.dumps(published("powerpath")), encoding="utf-8")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    for path, expected in ((changed, 1), (str(same), 0), (str(tmp_path / "missing"), 2)):
        done = subprocess.run(
            [sys.executable, str(ROOT / "scripts" / "spec_drift.py"), path],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == expected, done.stderr
        assert len(done.stderr.splitlines()) == (expected == 2)


def test_without_network_the_argument_to_pass_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(source: str) -> bytes:
        raise UnreadableError("the server cannot be reached")

    monkeypatch.setattr(spec_drift, "read", unreachable)
    assert spec_drift.main(["--document", "qti"]) == 2
    assert "make spec-drift FROM=downloaded-file DOCUMENT=qti" in capsys.readouterr().err
