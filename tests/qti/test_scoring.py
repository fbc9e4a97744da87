"""Scoring of the samples, and responses of every type."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback import qti

SAMPLES = Path(__file__).parent / "samples"
ITEMS = {
    path.stem: document
    for path in sorted(SAMPLES.glob("*.xml"))
    if isinstance(document := qti.read(path.read_bytes()), qti.AssessmentItem)
}


@pytest.mark.parametrize(
    ("name", "response", "score", "correct"),
    [
        ("choice", "MARS", 1, True),
        ("choice", ["MARS"], 1, True),
        ("choice", "VENUS", 0, False),
        ("choice", None, 0, False),
        ("choice", "", 0, False),
        ("choice", [], 0, False),
        ("choice-multiple", ["FOUR", "TWO"], 2, True),
        ("choice-multiple", ["TWO", "TWO", "THREE"], 0, False),
        ("choice-multiple", ["THREE"], 0, False),
        ("choice-multiple", "TWO", 1, False),
        ("choice-multiple", None, 0, False),
        ("text-entry", "paris", 1, True),
        ("text-entry", "LUTETIA", 0.5, False),
        ("text-entry", "Rome", 0, False),
        ("text-entry-number", "1.414", 1, True),
        ("text-entry-number", 1.419, 1, True),
        ("text-entry-number", "1.4191", 0.5, False),
        ("text-entry-number", 2, 0, False),
        ("text-entry-number", "", 0, False),
        ("inline-choice", "GOES", 1, True),
        ("match", ["DOG PUPPY", "CAT KITTEN"], 2, True),
        ("match", ["KITTEN CAT"], 0, False),
        ("match", ["CAT KITTEN", "DOG KITTEN"], 0.5, False),
        ("match", [["CAT", "KITTEN"]], 1, False),
        ("order", ["ANT", "CAT", "COW"], 1, True),
        ("order", ["CAT", "ANT", "COW"], 0, False),
        ("associate", ["CAT HAT", "DOG LOG"], 1, True),
        ("associate", ["CAT HAT"], 0, False),
        ("select-point", "100 119", 1, True),
        ("select-point", [100, 121], 0.5, False),
        ("select-point", "1 1", 0, False),
        ("select-point", "", 0, False),
        ("position-object", ["100 100", "101 101", "138 138"], 1.5, True),
        ("hotspot", "MIDDLE", 1, True),
        ("graphic-order", ["NORTH", "MIDDLE", "SOUTH"], 1, True),
        ("graphic-associate", ["MIDDLE NORTH", "SOUTH MIDDLE"], 1, True),
        ("graphic-gap-match", ["SHEEP NORTH", "TREES SOUTH"], 1, True),
        ("graphic-gap-match", ["NORTH SHEEP", "TREES SOUTH"], 0, False),
        ("gap-match", ["WINTER G1", "SUMMER G2"], 1, True),
        ("gap-match", ["WINTER G2", "SUMMER G1"], 0, False),
        ("hottext", "B", 1, True),
        ("slider", 100, 1, True),
        ("slider", "110", 1, True),
        ("slider", "111", 0, False),
        ("slider", 95, 0.5, False),
        ("slider", 10, 0, False),
        ("upload", {"name": "essay.pdf"}, 1, None),
        ("upload", None, 0, None),
        ("media", 2, 1, None),
        ("media", 1, 0, None),
        ("portable-custom", {"angle": 90, "unit": "degrees"}, 1, None),
        ("portable-custom", {"angle": 10}, 0, None),
        ("portable-custom", {"unit": "degrees"}, 0, None),
        ("extended-text", "Leaves fall", None, None),
        ("drawing", "data:image/png;base64,", None, None),
    ],
)
def test_samples(name, response, score, correct):
    outcome = qti.score(ITEMS[name], {"RESPONSE": response})
    assert (outcome.score, outcome.correct) == (score, correct)
    assert qti.score(ITEMS[name], {"RESPONSE": response}) == outcome


def test_every_item_is_scored_above():
    (mark,) = test_samples.pytestmark
    scored = {case[0] for case in mark.args[1]}
    assert set(ITEMS) - scored == {"custom", "end-attempt", "template", "two-responses"}


def test_the_best_score():
    best = {name: qti.score(item, {}, custom_operators=DIAL).max_score for name, item in ITEMS.items()}
    assert best["choice"] == 1
    assert best["choice-multiple"] == 2
    assert best["select-point"] == 1
    assert best["two-responses"] == 2
    assert best["extended-text"] is None
    assert best["upload"] is None
    assert best["template"] == 1


def test_feedback_follows_the_outcomes():
    item = ITEMS["choice"]
    shown = {
        answer: [each.kind for each in qti.score(item, {"RESPONSE": answer}).feedback]
        for answer in ("VENUS", "MARS", "EARTH", None)
    }
    assert shown == {"VENUS": ["inline", "block"], "MARS": ["modal"], "EARTH": ["block"], None: ["block"]}


def test_several_responses():
    item = ITEMS["two-responses"]
    assert qti.score(item, {"R1": "ONE", "R2": "2"}).score == 2
    assert qti.score(item, {"R1": "ONE", "R2": "2"}).correct is True
    assert qti.score(item, {"R1": "none", "R2": "two"}).score == 1
    assert qti.score(item, {"R2": "not two"}).score == 0
    assert qti.score(item, {"R1": "one"}).outcomes == {"SCORE": 1.0, "MAXSCORE": 2.0}


def test_an_adaptive_item_keeps_its_outcomes():
    item = ITEMS["end-attempt"]
    first = qti.score(item, {"HINT": True})
    assert first.score == 0
    assert first.outcomes["completionStatus"] == "unknown"
    assert [each.identifier for each in first.feedback] == ["HINT"]
    second = qti.score(item, {"RESPONSE": 42, "HINT": False, "numAttempts": 2}, previous=first.outcomes)
    assert second.score == 0.5
    assert second.outcomes["completionStatus"] == "completed"
    assert second.outcomes["SHOWN"] == "HINT"


def test_other_items_ignore_previous_outcomes():
    first = qti.score(ITEMS["two-responses"], {"R1": "one"})
    again = qti.score(ITEMS["two-responses"], {"R1": "one"}, previous=first.outcomes)
    assert again.score == first.score == 1


def test_template_processing_follows_the_seed():
    item = ITEMS["template"]
    sums = {}
    for seed in range(20):
        right = [n for n in range(2, 19) if qti.score(item, {"RESPONSE": n}, seed=seed).score == 1]
        (sums[seed],) = right
    assert len(set(sums.values())) > 3
    assert qti.score(item, {"RESPONSE": sums[7]}, seed=7).correct is True


def test_custom_operators_are_passed_by_the_caller():
    item = ITEMS["custom"]
    with pytest.raises(qti.QTIUnsupportedError, match=r"example\.Dial"):
        qti.score(item, {"RESPONSE": "12"})
    seen = []

    def dial(attributes, operands):
        seen.append((attributes["definition"], operands))
        return len(operands[0])

    assert qti.score(item, {"RESPONSE": "12"}, custom_operators={"example.Dial": dial}).score == 2
    assert ("https://dial.example/score", ["12"]) in seen


@pytest.mark.parametrize(
    ("name", "response", "text"),
    [
        ("text-entry-number", "secret", "a number"),
        ("text-entry-number", "nan", "a number"),
        ("text-entry-number", float("inf"), "a number"),
        ("slider", "1.5", "a whole number"),
        ("slider", True, "a whole number"),
        ("slider", 10**400, "a whole number"),
        ("choice", ["secret", "B"], "base type identifier"),
        ("choice", "secret answer", "one identifier"),
        ("choice", {"secret": 1}, "a text"),
        ("match", ["secret"], "a pair of identifiers"),
        ("match", ["a b secret"], "a pair of identifiers"),
        ("match", [["secret", 1]], "a pair of identifiers"),
        ("select-point", "secret", "a point"),
        ("select-point", ["secret", 1], "base type point"),
        ("portable-custom", "secret", "a mapping"),
        ("portable-custom", {"a": ["secret"]}, "a text"),
        ("order", ["secret"] * 1001, "1000 values"),
    ],
)
def test_responses_of_the_wrong_type(name, response, text):
    with pytest.raises(qti.QTIError) as caught:
        qti.score(ITEMS[name], {"RESPONSE": response})
    assert str(caught.value).startswith("RESPONSE: ")
    assert text in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_response_that_is_not_declared():
    with pytest.raises(qti.QTIError, match="RESPONSE"):
        qti.score(ITEMS["choice"], {"OTHER": "A"})
    with pytest.raises(qti.QTIError, match="mapping"):
        qti.score(ITEMS["choice"], "MARS")  # type: ignore[arg-type]


DIAL = {"example.Dial": lambda attributes, operands: None}
ANSWERS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["MARS", "A B", "1 2", "1", "true", "G1"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(name=st.sampled_from(sorted(ITEMS)), answer=ANSWERS, seed=st.integers())
def test_any_response_is_scored_or_refused(name, answer, seed):
    item = ITEMS[name]
    responses = {each.identifier: answer for each in item.response_declarations}
    try:
        outcome = qti.score(item, responses, seed=seed, custom_operators=DIAL)
    except qti.QTIError as error:
        assert "got" in str(error) or "takes" in str(error)  # noqa: PT017 - most answers are scored
        return
    assert outcome.score is None or 0 <= outcome.score <= (outcome.max_score or 4)
    assert outcome == qti.score(item, responses, seed=seed, custom_operators=DIAL)


def test_the_repr_has_no_response():
    assert "VENUS" not in repr(qti.score(ITEMS["hotspot"], {"RESPONSE": "VENUS"}))
