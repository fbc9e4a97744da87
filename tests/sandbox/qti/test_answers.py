"""Scoring of responses by the rules of their items."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .conftest import NAMESPACE, choice_json, choice_xml, issues

HEAD = f'<qti-assessment-item xmlns="{NAMESPACE}" identifier="i1" title="T" adaptive="false" time-dependent="false">'
SCORE = '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>'


def response(identifier: str, cardinality: str, base_type: str, *correct: str, more: str = "") -> str:
    values = "".join(f"<qti-value>{each}</qti-value>" for each in correct)
    key = f"<qti-correct-response>{values}</qti-correct-response>" if correct else ""
    declared = f'identifier="{identifier}" cardinality="{cardinality}" base-type="{base_type}"'
    return f"<qti-response-declaration {declared}>{key}{more}</qti-response-declaration>"


def entry(identifier: str = "RESPONSE") -> str:
    return f'<p><qti-text-entry-interaction response-identifier="{identifier}"/></p>'


def item(*parts: str, body: str = entry()) -> str:
    return f"{HEAD}{''.join(parts[:-1])}{SCORE}<qti-item-body>{body}</qti-item-body>{parts[-1]}</qti-assessment-item>"


def stored(qti: httpx.Client, xml: str) -> None:
    reply = qti.post("/assessment-items", json={"format": "xml", "xml": xml})
    assert reply.status_code == 201, reply.text


def judge(qti: httpx.Client, answer: Any, **more: Any) -> httpx.Response:
    body = {"identifier": "i1", "response": answer, **more}
    return qti.post("/assessment-items/i1/process-response", json=body)


def judged(qti: httpx.Client, answer: Any, **more: Any) -> tuple[float, str, str]:
    reply = judge(qti, answer, **more)
    assert reply.status_code == 200, reply.text
    result = reply.json()
    return result["score"], result["feedback"]["identifier"], result["feedback"]["value"]


def template(name: str) -> str:
    return f'<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/{name}.xml"/>'


def test_scoring_by_template(qti: httpx.Client) -> None:
    stored(qti, choice_xml())
    assert judged(qti, "A") == (1, "correct", "correct")
    assert judged(qti, ["A"]) == (1, "correct", "correct")
    assert judged(qti, "B") == (0, "incorrect", "incorrect")
    assert judged(qti, "") == (0, "incorrect", "incorrect")
    assert judged(qti, []) == (0, "incorrect", "incorrect")
    assert qti.get("/assessment-items/i1").json()["__v"] == 0


def test_the_body_with_a_response_identifier(qti: httpx.Client) -> None:
    stored(qti, choice_xml())
    path = "/assessment-items/i1/process-response"
    right = qti.post(path, json={"responseIdentifier": "RESPONSE", "value": "A"})
    assert (right.status_code, right.json()["score"]) == (200, 1)
    assert qti.post(path, json={"responseIdentifier": "RESPONSE", "value": ["B"]}).json()["score"] == 0
    assert issues(qti.post(path, json={"responseIdentifier": "R2", "value": "A"})) == ["responseIdentifier"]
    assert issues(qti.post(path, json={"responseIdentifier": "RESPONSE", "value": 3}))[0] == "value"


def test_a_mapping_gives_part_of_the_score(qti: httpx.Client) -> None:
    entries = "".join(
        f'<qti-map-entry map-key="{key}" mapped-value="{value}"/>' for key, value in (("A", 1), ("B", 0.5))
    )
    mapping = f'<qti-mapping default-value="-1" lower-bound="0">{entries}</qti-mapping>'
    stored(qti, item(response("RESPONSE", "multiple", "string", "A", "B", more=mapping), template("map_response")))
    assert judged(qti, ["B", "A"]) == (1.5, "correct", "correct")
    assert judged(qti, "B") == (0.5, "incorrect", "incorrect")
    assert judged(qti, ["A", "C"])[0] == 0


def test_pairs_and_sequences(qti: httpx.Client) -> None:
    pairs = response("RESPONSE", "multiple", "directedPair", "A x", "B y")
    stored(qti, item(pairs, template("match_correct")))
    assert judged(qti, ["B y", "A x"])[0] == 1
    assert judged(qti, ["A y", "B x"])[0] == 0
    assert qti.delete("/assessment-items/i1").status_code == 204
    stored(qti, item(response("RESPONSE", "ordered", "identifier", "A", "B"), template("match_correct")))
    assert (judged(qti, ["A", "B"])[0], judged(qti, ["B", "A"])[0]) == (1, 0)


def test_feedback_of_the_item(qti: httpx.Client) -> None:
    body = choice_json(
        outcomeDeclarations=[{"identifier": "FEEDBACK", "cardinality": "single", "baseType": "identifier"}],
        responseProcessing={
            "templateType": "match_correct",
            "responseDeclarationIdentifier": "RESPONSE",
            "outcomeIdentifier": "FEEDBACK",
            "correctResponseIdentifier": "WELL",
            "incorrectResponseIdentifier": "AGAIN",
        },
        modalFeedback=[
            {"outcomeIdentifier": "FEEDBACK", "identifier": name, "showHide": "show", "content": text, "title": ""}
            for name, text in (("WELL", "<p>Well <b>done</b></p>"), ("AGAIN", "<p>Try again</p>"))
        ],
    )
    assert qti.post("/assessment-items", json=body).status_code == 201
    assert judged(qti, "A") == (1, "WELL", "<p>Well <b>done</b></p>")
    assert judged(qti, "B") == (0, "AGAIN", "<p>Try again</p>")


def test_custom_rules_over_several_variables(qti: httpx.Client) -> None:
    rules = (
        "<qti-response-processing><qti-response-condition><qti-response-if>"
        '<qti-equal tolerance-mode="absolute" tolerance="0.1"><qti-variable identifier="N"/>'
        '<qti-base-value base-type="float">2.5</qti-base-value></qti-equal>'
        '<qti-set-outcome-value identifier="SCORE"><qti-base-value base-type="float">2</qti-base-value>'
        "</qti-set-outcome-value></qti-response-if></qti-response-condition></qti-response-processing>"
    )
    two = response("N", "single", "float"), response("M", "single", "string", "x")
    stored(qti, item(*two, rules, body=entry("N") + entry("M")))
    assert judged(qti, "2.55", responseIdentifier="N")[:2] == (2, "correct")
    assert judged(qti, "3", responseIdentifier="N")[0] == 0
    assert judged(qti, "x", responseIdentifier="M")[0] == 0
    missing = judge(qti, "2.5")
    assert issues(missing) == ["responseIdentifier"]
    assert "N, M" in missing.json()["message"]


@pytest.mark.parametrize(
    ("answer", "field"),
    [({"a": 1}, "response"), (7, "response"), (None, "response"), (["1", "2"], "response"), ("two", "response")],
)
def test_an_invalid_response_is_rejected_without_its_value(qti: httpx.Client, answer: Any, field: str) -> None:
    stored(qti, item(response("RESPONSE", "single", "integer", "2"), template("match_correct")))
    reply = judge(qti, answer)
    assert issues(reply) == [field]
    assert "two" not in reply.text


def test_a_different_and_an_unknown_item(qti: httpx.Client) -> None:
    stored(qti, choice_xml())
    assert issues(judge(qti, "A", identifier="i2")) == ["identifier"]
    unknown = qti.post("/assessment-items/i2/process-response", json={"identifier": "i2", "response": "A"})
    assert unknown.status_code == 404
    assert issues(qti.post("/assessment-items/i1/process-response", json={"identifier": "i1"})) == ["response"]


def test_items_for_graders_or_vendor_operators_are_a_501(qti: httpx.Client) -> None:
    stored(qti, item(response("RESPONSE", "single", "string"), "", body='<qti-extended-text-interaction response-identifier="RESPONSE"/>'))  # fmt: skip  # noqa: E501
    essay = judge(qti, "It was a dark night.")
    assert (essay.status_code, "grader" in essay.json()["message"]) == (501, True)
    assert "dark" not in essay.text
    assert qti.delete("/assessment-items/i1").status_code == 204
    operator = (
        '<qti-response-processing><qti-set-outcome-value identifier="SCORE">'
        '<qti-custom-operator class="com.alpha-1edtech.ExternalApiScore" definition="http://127.0.0.1:1/score"/>'
        "</qti-set-outcome-value></qti-response-processing>"
    )
    stored(qti, item(response("RESPONSE", "single", "string"), operator))
    vendor = judge(qti, "x")
    assert (vendor.status_code, "operator" in vendor.json()["message"]) == (501, True)


def test_an_unknown_rule(qti: httpx.Client) -> None:
    rules = "<qti-response-processing><qti-no-such-rule/></qti-response-processing>"
    stored(qti, item(response("RESPONSE", "single", "string", "x"), rules))
    reply = judge(qti, "x")
    assert reply.status_code == 501
    assert "qti-no-such-rule" in reply.json()["message"]
