"""Rules hide the differences that they match, and no others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drift.accepted import load

from tests.drift.kit import GROUPS, ROOT, SPECS, Document, findings, holders, published, run

COMMITTED = ROOT / "scripts" / "drift" / "decided.toml"
HEAD = '[documents.qti]\nurl = "https://example.org/"\nspecs = ["qti"]\ntitle = "qti"\n'


def decided(folder: Path, rules: str) -> str:
    path = folder / "decided.toml"
    path.write_text(HEAD + rules, encoding="utf-8")
    return str(path)


@pytest.fixture
def document() -> Document:
    """A document in which stimuli have a colour, in requests and replies."""
    changed = published("qti")
    for schema in holders(changed, "catalogInfo", "language"):
        schema["properties"]["colour"] = {"type": "string"}
    return changed


def rule(**parts: object) -> str:
    lines = [f"{key} = {json.dumps(value)}" for key, value in {"reason": "Tried.", **parts}.items()]
    return "\n".join(["[[rule]]", *lines, ""])


@pytest.mark.parametrize(
    ("parts", "places", "operations"),
    [
        ({"kind": "property-added"}, [], 0),
        ({"kind": ["optional", "property-added"], "where": ["X", "Stim*.colour"], "document": "qti"}, [], 0),
        ({"kind": "property-added", "place": "request"}, ["reply"], 4),
        pytest.param({"kind": "property-added", "place": "reply"}, ["request"], 2, marks=pytest.mark.slow),
        ({"kind": "property-added", "operation": ["get*", "createStimulus"]}, ["request", "reply"], 2),
        pytest.param({"kind": "property-added", "value": "colour"}, [], 0, marks=pytest.mark.slow),
        ({"kind": "property-added", "value": "color"}, ["request", "reply"], 4),
        ({"kind": "property-added", "where": "Stimulus"}, ["request", "reply"], 4),
        pytest.param({"kind": "property-removed"}, ["request", "reply"], 4, marks=pytest.mark.slow),
        ({"kind": "property-added", "document": "powerpath"}, ["request", "reply"], 4),
    ],
)
def test_a_rule_covers_what_it_says(
    parts: dict[str, object], places: list[str], operations: int, document: Document, tmp_path: Path
) -> None:
    found = findings(tmp_path, document, "--decided", decided(tmp_path, rule(**parts)))
    assert [f["places"] for f in found] == ([places] if places else [])
    assert sum(len(f["operations"]) for f in found) == operations


@pytest.mark.parametrize(
    ("rules", "reason"),
    [
        ("[[rule]]\nkind = 'optional'\n", "needs a reason"),
        (rule(kind="optional", reason=" "), "needs a reason"),
        (rule(), "needs a kind"),
        (rule(kind="sideways"), "unknown kind 'sideways'"),
        (rule(kind="optional", place="body"), "not request or reply"),
        (rule(kind="optional", were="User"), "unknown key 'were'"),
        (rule(kind="optional", where=[1]), "needs a reason"),
        ("[documents.x]\nurl = 'y'\n", "url, specs and title"),
        ("[[rule]\n", "cannot be read"),
    ],
)
def test_decisions_without_meaning_are_refused(rules: str, reason: str, document: Document, tmp_path: Path) -> None:
    path = tmp_path / "published.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    code, out, problems = run(str(path), "--decided", decided(tmp_path, rules))
    assert (code, out, problems.count("\n")) == (2, "", 1)
    assert reason in problems


def test_decisions_that_are_missing(tmp_path: Path) -> None:
    code, _, problems = run("x", "--decided", str(tmp_path / "none.toml"))
    assert code == 2
    assert "none.toml" in problems


def test_a_rule_without_use_is_named(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "published.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    rules = rule(kind="property-added", document="qti") + rule(kind="optional", where="User.x", document="qti")
    code, out, _ = run(str(path), "--decided", decided(tmp_path, rules), "--json")
    assert code == 0
    assert json.loads(out)["documents"][0]["unused_rules"] == ["document qti; kind optional; where User.x"]


def test_the_committed_decisions_speak_of_documents_and_shapes_that_exist() -> None:
    known = load(COMMITTED)
    assert {name: published.specs for name, published in known.documents.items()} == GROUPS
    texts = {name: "\n".join((SPECS / f"{s}.yaml").read_text("utf-8") for s in GROUPS[name]) for name in GROUPS}
    common = (SPECS / "common.yaml").read_text("utf-8")
    for entry in known.rules:
        assert set(entry.document) <= set(GROUPS)
        text = common + "".join(texts[name] for name in entry.document or GROUPS)
        for where in entry.where:
            schema = where.partition(".")[0]
            if schema[0].isupper() and "*" not in schema and " " not in schema:
                assert f"\n    {schema}:\n" in text, where
