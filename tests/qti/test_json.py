"""The JSON of the platform: conversion of documents in both directions, and items created from JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.generation.kit import load
from timeback import qti
from timeback.qti.vocabulary import PLATFORM_TYPES

ROOT = Path(__file__).parents[2]
SAMPLES = Path(__file__).parent / "samples"
DOCUMENTS = {path.stem: qti.read(path.read_bytes()) for path in sorted(SAMPLES.glob("*.xml"))}
SCHEMAS = {
    qti.AssessmentItem: "AssessmentItem",
    qti.AssessmentTest: "AssessmentTest",
    qti.Stimulus: "Stimulus",
}


def _spec() -> dict[str, Any]:
    """qti.yaml with the parts of common.yaml that it refers to."""
    own, common = load("qti.yaml"), load("common.yaml")
    schemas = {**common["components"]["schemas"], **own["components"]["schemas"]}
    return json.loads(json.dumps({"components": {"schemas": schemas}}).replace("common.yaml#", "#"))


SPEC = _spec()


def agrees(view: dict[str, Any], name: str) -> None:
    schema = {**SPEC, "$ref": f"#/components/schemas/{name}"}
    jsonschema.Draft202012Validator(schema).validate(view)


def fresh(document: Any) -> dict[str, Any]:
    """The JSON of a document as a client sends it, without the fields that the server adds."""
    view = qti.to_json(document)
    del view["rawXml"]
    if isinstance(document, qti.Stimulus):
        view["content"] = document.body
    else:
        del view["content"]
    return view


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_the_view_agrees_with_the_specification(name):
    document = DOCUMENTS[name]
    view = qti.to_json(document)
    assert json.loads(json.dumps(view, allow_nan=False)) == view
    assert view["rawXml"] == document.xml
    kind = view.get("type")
    if kind is None or kind in PLATFORM_TYPES:
        agrees(view, SCHEMAS[type(document)])


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_an_unchanged_view_gives_the_same_document(name):
    document = DOCUMENTS[name]
    again = qti.from_json({**qti.to_json(document), "metadata": {"grade": "3"}, "createdAt": "2026-01-01T00:00:00Z"})
    assert again.xml == document.xml
    assert qti.from_json({"format": "xml", "xml": document.xml}).xml == document.xml


@pytest.mark.parametrize("name", sorted(DOCUMENTS))
def test_the_fields_alone_give_a_valid_document(name):
    document = DOCUMENTS[name]
    first = qti.from_json(fresh(document))
    assert qti.check(first) == []
    assert type(first) is type(document)
    second = qti.from_json(fresh(first))
    assert second.xml == first.xml
    if isinstance(document, qti.AssessmentItem):
        assert [(each.type, each.response_identifier) for each in first.interactions] == [
            (each.type, each.response_identifier) for each in document.interactions
        ]
        assert [(each.choices, each.targets) for each in first.interactions] == [
            (each.choices, each.targets) for each in document.interactions
        ]
        assert first.response_declarations == document.response_declarations
        assert {each.identifier for each in first.feedback} == {each.identifier for each in document.feedback}
    elif isinstance(document, qti.AssessmentTest):
        assert {each.identifier for each in first.item_refs()} == {each.identifier for each in document.item_refs()}
    else:
        assert first.body == document.body


def test_a_changed_view_is_a_new_document():
    view = {**qti.to_json(DOCUMENTS["choice"]), "title": "Another title"}
    changed = qti.from_json(view)
    assert changed.title == "Another title"
    assert "Another title" in changed.xml
    assert qti.score(changed, {"RESPONSE": "MARS"}).score == 1


def test_the_text_around_an_inline_interaction():
    view = qti.to_json(DOCUMENTS["text-entry"])
    assert view["preInteraction"] == "<p>The capital of France is </p>"
    assert view["postInteraction"] == "<p>.</p>"
    two = qti.to_json(DOCUMENTS["two-responses"])
    assert "preInteraction" not in two
    assert two["interaction"]["responseIdentifier"] == "R1"
    assert two["postInteraction"].startswith('<p> and <qti-text-entry-interaction response-identifier="R2"/>')


def test_the_tree():
    item = qti.to_json(DOCUMENTS["text-entry"])["content"]["qti-assessment-item"]
    assert item["_attributes"]["identifier"] == "text-entry"
    assert item["_attributes"]["xmlns"] == "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
    (response,) = item["qti-response-declaration"]
    assert response["_attributes"] == {"identifier": "RESPONSE", "cardinality": "single", "baseType": "string"}
    assert response["qti-correct-response"] == {"qti-value": ["Paris"]}
    test = qti.to_json(DOCUMENTS["test"])["content"]["qti-assessment-test"]
    (outcome,) = test["qti-outcome-declaration"]
    assert outcome["_attributes"]["base-type"] == "float"
    assert (outcome["normal-maximum"], outcome["qti-default-value"]) == (10, {"qti-value": "0"})
    (part,) = test["qti-test-part"]
    (section,) = part["qti-assessment-section"]
    assert [each["_attributes"]["href"] for each in section["qti-assessment-item-ref"]] == ["choice.xml", "match.xml"]


def choice_item(**more: Any) -> dict[str, Any]:
    return {
        "identifier": "q1",
        "title": "Question 1",
        "type": "choice",
        "interaction": {
            "type": "choice",
            "responseIdentifier": "RESPONSE",
            "shuffle": False,
            "maxChoices": 1,
            "questionStructure": {
                "prompt": "2 + 2 < 5?<br>Say &nbsp;<b>yes</b>",
                "choices": [
                    {
                        "identifier": "A",
                        "content": "yes",
                        "feedbackInline": "Right",
                        "feedbackOutcomeIdentifier": "CHOSEN",
                    },
                    {"identifier": "B", "content": "<p>no"},
                ],
            },
        },
        "responseDeclarations": [
            {
                "identifier": "RESPONSE",
                "cardinality": "single",
                "baseType": "identifier",
                "correctResponse": {"value": ["A"]},
            }
        ],
        "outcomeDeclarations": [{"identifier": "FEEDBACK", "cardinality": "single", "baseType": "identifier"}],
        "responseProcessing": {
            "templateType": "match_correct",
            "responseDeclarationIdentifier": "RESPONSE",
            "outcomeIdentifier": "FEEDBACK",
            "correctResponseIdentifier": "CORRECT",
            "incorrectResponseIdentifier": "INCORRECT",
            "inlineFeedback": {"outcomeIdentifier": "CHOSEN", "variableIdentifier": "RESPONSE"},
        },
        "modalFeedback": [
            {
                "outcomeIdentifier": "FEEDBACK",
                "identifier": name,
                "showHide": "show",
                "content": f"<p>{name.lower()}</p>",
                "title": "",
            }
            for name in ("CORRECT", "INCORRECT")
        ],
        "rubrics": [{"use": "ext:criteria", "view": "scorer", "body": "<p>Be kind</p>"}],
        "stimulus": {"identifier": "passage"},
        **more,
    }


def test_an_item_created_from_json_is_scored():
    data = choice_item()
    agrees(data, "AssessmentItem")
    item = qti.from_json(data)
    assert isinstance(item, qti.AssessmentItem)
    assert qti.check(item) == []
    right, wrong = qti.score(item, {"RESPONSE": "A"}), qti.score(item, {"RESPONSE": "B"})
    assert (right.score, right.max_score, right.correct) == (1, 1, True)
    assert right.outcomes == {"FEEDBACK": "CORRECT", "SCORE": 1.0, "CHOSEN": "A"}
    assert [each.content for each in right.feedback] == ["Right", "<p>correct</p>"]
    assert (wrong.score, wrong.correct) == (0, False)
    assert [each.content for each in wrong.feedback] == ["<p>incorrect</p>"]
    assert item.interactions[0].prompt == "2 + 2 &lt; 5?<br/>Say \xa0<b>yes</b>"
    assert item.interactions[0].choices[1].content == "<p>no</p>"
    view = qti.to_json(item)
    assert view["responseProcessing"] == data["responseProcessing"]
    assert view["modalFeedback"] == data["modalFeedback"]
    assert view["rubrics"] == data["rubrics"]
    agrees(view, "AssessmentItem")


def test_the_simplest_json_is_scored_by_its_key():
    data = choice_item()
    for name in ("responseProcessing", "outcomeDeclarations", "modalFeedback"):
        del data[name]
    item = qti.from_json(data)
    assert qti.score(item, {"RESPONSE": "A"}).score == 1
    assert qti.score(item, {"RESPONSE": "B"}).score == 0
    bare = qti.from_json(
        {
            "identifier": "q",
            "title": "t",
            "type": "extended-text",
            "interaction": {"type": "extended-text", "responseIdentifier": "R"},
        }
    )
    assert qti.score(bare, {"R": "anything"}).score is None


def test_a_mapping_in_json_is_used():
    data = choice_item()
    data["responseProcessing"] = {**data["responseProcessing"], "templateType": "map_response"}
    assert qti.score(qti.from_json(data), {"RESPONSE": "A"}).score == 1
    data["responseDeclarations"][0]["mapping"] = {
        "defaultValue": 0,
        "entries": [{"mapKey": "A", "mappedValue": 3}, {"mapKey": "B", "mappedValue": 0.5}],
    }
    item = qti.from_json(data)
    assert qti.check(item) == []
    outcome = qti.score(item, {"RESPONSE": "B"})
    assert (outcome.score, outcome.max_score, outcome.outcomes["FEEDBACK"]) == (0.5, 3, "CORRECT")
    assert qti.score(item, {"RESPONSE": None}).outcomes["FEEDBACK"] == "INCORRECT"
    assert qti.to_json(item)["responseProcessing"] == data["responseProcessing"]


@pytest.mark.parametrize(("yes", "no", "score"), [("1", "0", 1), ("5", "-1", 5), ("correct", "incorrect", 1)])
def test_the_outcome_can_be_the_score(yes, no, score):
    data = choice_item()
    data["responseProcessing"] |= {
        "outcomeIdentifier": "SCORE",
        "correctResponseIdentifier": yes,
        "incorrectResponseIdentifier": no,
    }
    assert qti.score(qti.from_json(data), {"RESPONSE": "A"}).score == score


@pytest.mark.parametrize("kind", PLATFORM_TYPES)
def test_every_type_of_the_platform_can_be_created_from_json(kind):
    interaction = {
        "type": kind,
        "responseIdentifier": "R",
        "attributes": {
            "lower-bound": 0,
            "upper-bound": 10,
            "autostart": False,
            "expected-length": 5,
            "placeholder": "x",
        },
        "questionStructure": {
            "prompt": "<p>Which?</p>",
            "choices": [
                {"identifier": name, "content": name, "attributes": {"shape": "circle", "coords": "1,1,1"}}
                for name in "AB"
            ],
            "targets": [
                {"identifier": name, "content": name, "attributes": {"shape": "circle", "coords": "1,1,1"}}
                for name in "CD"
            ],
        },
    }
    item = qti.from_json({"identifier": "q", "title": "t", "type": kind, "interaction": interaction})
    assert [each.type for each in item.interactions] == [kind]
    assert qti.check(item) == []
    assert "Which?" in item.text
    qti.score(item, {})


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ({}, "identifier"),
        ([], "object"),
        ({"format": "xml"}, "xml"),
        ({"format": "xml", "xml": "<a>"}, "well-formed"),
        ({"identifier": 1, "title": ["secret"]}, "title"),
        (choice_item(type="secret", interaction={}), "type"),
        (choice_item(identifier="a\0"), "identifier"),
        (choice_item(title="\ud800"), "title"),
        (choice_item(preInteraction="<p>\x07secret"), "preInteraction"),
        (choice_item(interaction={"type": "choice"}), "interaction.responseIdentifier"),
        (choice_item(interaction={"responseIdentifier": "R", "maxChoices": -1}), "interaction.maxChoices"),
        (choice_item(interaction="secret"), "interaction"),
        (
            choice_item(responseDeclarations=[{"cardinality": "single"}]),
            "responseDeclarations[0].identifier",
        ),
        (choice_item(responseDeclarations=[3]), "responseDeclarations[0]"),
        (choice_item(responseProcessing={"templateType": "secret"}), "responseProcessing.templateType"),
        (choice_item(adaptive="secret"), "adaptive"),
        (choice_item(interaction={"responseIdentifier": "R", "attributes": {"a b": "x"}}), "attribute"),
        ({"identifier": "t", "title": "t", "qti-test-part": [{}]}, "qti-test-part[0].identifier"),
        ({"identifier": "s", "title": "s", "content": {}}, "content"),
        ({"identifier": "s", "title": "s", "content": "<div>" * 200}, "content"),
    ],
)
def test_errors_name_the_field(data, text):
    with pytest.raises(qti.QTIError) as caught:
        qti.from_json(data)
    assert text in str(caught.value)
    assert "secret" not in str(caught.value)


def test_an_item_without_interaction_stays_an_item():
    item = qti.from_json({"identifier": "q", "title": "t", "preInteraction": "Read."}, "item")
    view = qti.to_json(item)
    assert "type" not in view
    assert isinstance(qti.from_json({**view, "title": "u"}), qti.AssessmentItem)


@pytest.mark.parametrize("kind", ["item", "test", "stimulus"])
def test_the_kind_can_be_required(kind):
    own = {"item": "choice", "test": "test", "stimulus": "stimulus"}
    for name, document in ((name, DOCUMENTS[name]) for name in own.values()):
        for data in ({"format": "xml", "xml": document.xml}, qti.to_json(document)):
            if name == own[kind]:
                assert qti.from_json(data, kind).xml == document.xml
            else:
                with pytest.raises(qti.QTIError, match=kind):
                    qti.from_json(data, kind)


def test_a_part_of_a_test():
    test = DOCUMENTS["test"]
    part = qti.part_to_json(test, "part-1")
    agrees(part, "TestPart")
    assert part["rawXml"].startswith('<qti-test-part identifier="part-1" ')
    assert part["content"]["qti-test-part"]["_attributes"]["navigation-mode"] == "nonlinear"
    assert qti.part_to_json(test, "part-2") is None


def test_the_order_of_references_follows_their_sequence():
    refs = [{"identifier": name, "sequence": at} for name, at in (("c", 3), ("a", 1), ("b", 2))]
    section = {
        "identifier": "s",
        "title": "S",
        "visible": True,
        "qti-assessment-item-ref": [*refs, {"identifier": "d"}],
    }
    part = {
        "identifier": "p",
        "navigationMode": "linear",
        "submissionMode": "individual",
        "qti-assessment-section": [section],
    }
    data = {"identifier": "t", "title": "T", "timeLimit": 60, "maxAttempts": 2, "qti-test-part": [part]}
    agrees(data, "AssessmentTest")
    test = qti.from_json(data)
    assert qti.check(test) == []
    assert [each.identifier for each in test.item_refs()] == ["a", "b", "c", "d"]
    view = qti.to_json(test)
    assert (view["timeLimit"], view["maxAttempts"]) == (60, 2)
    agrees(view, "AssessmentTest")


XML_TEXT = st.text(st.characters(exclude_characters="\ufffe\uffff", exclude_categories=["Cs", "Cc"]))


@given(title=XML_TEXT, content=XML_TEXT)
def test_any_text_survives(title, content):
    escaped = content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    data = choice_item(title=title, preInteraction=f"<p>{escaped}</p>")
    view = qti.to_json(qti.from_json(data))
    assert view["title"] == title
    assert view.get("preInteraction", "") == (f"<p>{escaped}</p>" if escaped else "<p/>")


@given(markup=st.text(st.sampled_from("<>/&;#x= \"'abpqti-brdvmh0\u00e9\x00\x1f\ud800"), max_size=60))
def test_any_markup_is_accepted_or_refused(markup):
    data = choice_item(preInteraction=markup, postInteraction=markup)
    data["interaction"]["questionStructure"]["choices"][0]["content"] = markup
    try:
        item = qti.from_json(data)
    except qti.QTIError:
        return
    assert qti.score(item, {"RESPONSE": "A"}).score == 1
    first = fresh(item)
    assert fresh(qti.from_json(first)) == first


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["choice", "match", "R"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(sorted(choice_item())), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(
    name=st.sampled_from([*sorted(choice_item()), "qti-test-part", "content", "feedbackInline", "feedbackBlock"]),
    value=VALUES,
)
def test_any_json_is_accepted_or_refused(name, value):
    try:
        document = qti.from_json({**choice_item(), name: value})
    except qti.QTIError:
        return
    qti.check(document)
    json.dumps(qti.to_json(document), allow_nan=False)
