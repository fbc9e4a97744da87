"""Stimuli, validation and feedback."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from timeback.sandbox import Sandbox

from .conftest import TEST_XML, choice_xml, issues


def stimulus(identifier: str = "st", **more: Any) -> dict[str, Any]:
    return {"identifier": identifier, "title": "A passage", "content": "<p>Once <i>upon</i> a time</p>", **more}


def test_a_stimulus_is_made_read_replaced_and_deleted(qti: httpx.Client) -> None:
    card = {"id": "c1", "support": "spoken", "content": "<p>read aloud</p>"}
    sheet = {"href": "a.css", "type": "text/css"}
    body = stimulus(label="P", language="es", catalogInfo=[card], stylesheet=sheet, metadata={"a": 1}, toolName="x")
    made = qti.post("/stimuli", json=body)
    assert made.status_code == 201, made.text
    found = made.json()
    for name in ("label", "language", "catalogInfo", "stylesheet", "metadata", "toolName"):
        assert found[name] == body[name]
    assert "<p>Once <i>upon</i> a time</p>" in found["rawXml"]
    tree = found["content"]["qti-assessment-stimulus"]
    assert tree["qti-stimulus-body"]["p"]["i"] == {"_text": "upon"}
    assert qti.get("/stimuli/st").json() == found
    same = qti.put("/stimuli/st", json=found).json()
    assert (same["rawXml"], same["__v"]) == (found["rawXml"], 1)
    changed = qti.put("/stimuli/st", json=stimulus(content="<p>The end</p>")).json()
    assert "The end" in changed["rawXml"]
    assert "metadata" not in changed
    assert changed["language"] == "en"
    assert qti.post("/stimuli", json=body).status_code == 409
    assert issues(qti.put("/stimuli/st", json=stimulus("other"))) == ["identifier"]
    assert issues(qti.put("/stimuli/st", json={"identifier": "st", "title": "T"})) == ["content"]
    assert qti.get("/stimuli/st").json() == changed
    assert qti.delete("/stimuli/st").status_code == 204
    assert [qti.get("/stimuli/st").status_code, qti.delete("/stimuli/st").status_code] == [404, 404]


def test_stimuli_are_found(qti: httpx.Client) -> None:
    for name in ("one", "two", "three"):
        assert qti.post("/stimuli", json=stimulus(name)).status_code == 201
    listed = qti.get("/stimuli", params={"query": "PASS", "sort": "identifier", "order": "asc", "limit": 2}).json()
    assert [each["identifier"] for each in listed["items"]] == ["one", "three"]
    assert (listed["total"], listed["pages"]) == (3, 2)
    assert qti.get("/stimuli", params={"filter": "nonsense"}).json()["total"] == 3
    assert issues(qti.get("/stimuli", params={"sort": "type"})) == ["sort"]


def test_validation_of_xml_in_the_request(qti: httpx.Client) -> None:
    good = qti.post("/validate", json={"schema": "item", "xml": choice_xml()}).json()
    assert good == {
        "success": "true",
        "entityId": "",
        "xmlContent": choice_xml(),
        "validationErrors": [],
        "message": good["message"],
    }
    bad = qti.post("/validate", json={"schema": "item", "xml": choice_xml(correct="C")}).json()
    assert (bad["success"], len(bad["validationErrors"])) == ("false", 1)
    assert "line 6" in bad["validationErrors"][0] or "choice" in bad["validationErrors"][0]
    other = qti.post("/validate", json={"schema": "stimulus", "xml": choice_xml()}).json()
    assert other["success"] == "false"
    for text in ("", "<", "<!DOCTYPE x []><x/>", "<a>"):
        reply = qti.post("/validate", json={"schema": "test", "xml": text})
        assert (reply.status_code, reply.json()["success"], len(reply.json()["validationErrors"])) == (200, "false", 1)


def test_validation_of_stored_documents(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    found = qti.post("/validate", json={"schema": "test", "entityId": "t1", "xml": "<nonsense"}).json()
    assert (found["success"], found["entityId"], found["xmlContent"]) == ("true", "t1", TEST_XML)
    unknown = qti.post("/validate", json={"schema": "item", "entityId": "t1"})
    assert unknown.status_code == 404
    assert unknown.json()["success"] is False
    assert (unknown.json()["error"], unknown.json()["entityId"]) == ("Entity not found", "t1")
    assert issues(qti.post("/validate", json={"schema": "item"})) == ["xml"]
    assert issues(qti.post("/validate", json={"schema": "essay", "xml": ""})) == ["schema"]


def test_batch_validation(qti: httpx.Client, items: list[str]) -> None:
    body = {"schema": "item", "xml": [choice_xml(), choice_xml(correct="C")], "entityIds": ["i2"]}
    results = qti.post("/validate/batch", json=body).json()["results"]
    assert [(each["entityId"], each["success"]) for each in results] == [("i2", "true"), ("", "true"), ("", "false")]
    assert qti.post("/validate/batch", json={"schema": "item", "xml": [], "entityIds": []}).json() == {"results": []}
    unknown = qti.post("/validate/batch", json={**body, "entityIds": ["i2", "i9"]})
    assert (unknown.status_code, unknown.json()["entityId"]) == (404, "i9")
    assert issues(qti.post("/validate/batch", json={"schema": "item", "xml": []})) == ["entityIds"]


def test_feedback_is_created_read_and_deleted(qti: httpx.Client, box: Sandbox) -> None:
    remark = {"userId": "u1", "lessonId": "l/1", "feedback": "Too hard"}
    lesson = qti.post("/lesson", json=remark)
    assert lesson.status_code == 201, lesson.text
    assert lesson.json() == {**remark, "type": "LESSON", "humanApproved": False, "id": lesson.json()["id"]}
    question = qti.post("/question", json={**remark, "questionId": "q1", "humanApproved": True}).json()
    assert (question["type"], question["humanApproved"]) == ("QUESTION", True)
    assert qti.post("/lesson", json={**remark, "lessonId": "l2"}).status_code == 201
    assert qti.get("/lesson/l%2F1").json() == [lesson.json(), question]
    assert qti.get("/lesson/none").json() == []
    gone = qti.delete(f"/{question['id']}")
    assert (gone.status_code, bool(gone.json()["message"])) == (200, True)
    assert qti.delete(f"/{question['id']}").status_code == 404
    assert qti.get("/lesson/l%2F1").json() == [lesson.json()]
    assert box.store.count("feedback") == 2


@pytest.mark.parametrize(
    ("path", "change", "field"),
    [
        ("/lesson", {"feedback": None}, "feedback"),
        ("/lesson", {"userId": 1}, "userId"),
        ("/lesson", {"type": "QUESTION"}, "type"),
        ("/lesson", {"type": "OTHER"}, "type"),
        ("/question", {}, "questionId"),
        ("/question", {"questionId": "q", "humanApproved": "yes"}, "humanApproved"),
    ],
)
def test_feedback_is_rejected_without_its_value(
    qti: httpx.Client, box: Sandbox, path: str, change: dict[str, Any], field: str
) -> None:
    body = {"userId": "u1", "lessonId": "l1", "feedback": "My name is Zoe", **change}
    reply = qti.post(path, json=body)
    assert issues(reply) == [field]
    assert "Zoe" not in reply.text
    assert box.store.count("feedback") == 0


def test_a_stimulus_cannot_be_another_document_type(qti: httpx.Client) -> None:
    tree = {"qti-assessment-stimulus": {}}
    body = stimulus(content=tree, rawXml=choice_xml("st"))
    reply = qti.post("/stimuli", json=body)
    assert (reply.status_code, "content" in reply.json()["message"]) == (400, True)
    assert qti.get("/stimuli").json()["total"] == 0
