"""Assessment items: created in three forms, read, searched, replaced and deleted."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from timeback.sandbox import Sandbox

from .conftest import choice_json, choice_xml, issues

NO_BASE_TYPE = {"identifier": "S", "cardinality": "single"}


def as_xml(xml: str, **more: Any) -> dict[str, Any]:
    return {"format": "xml", "xml": xml, **more}


def test_xml_is_returned_unchanged_and_the_json_is_its_view(qti: httpx.Client, box: Sandbox) -> None:
    xml = choice_xml("i1", extra="\n\t<qti-outcome-declaration identifier='X' cardinality='single' base-type='uri' />")
    metadata = {"subject": "Math", "grade": 3, "difficulty": "hard", "own": [1, None, {"a": "ü"}]}
    made = qti.post("/assessment-items", json=as_xml(xml, metadata=metadata))
    assert made.status_code == 201, made.text
    item = made.json()
    assert item["rawXml"] == xml
    assert item["metadata"] == metadata
    assert (item["identifier"], item["title"], item["type"], item["__v"]) == ("i1", "A sum", "choice", 0)
    assert item["interaction"]["questionStructure"]["choices"][1] == {"identifier": "B", "content": "5"}
    assert [each["identifier"] for each in item["outcomeDeclarations"]] == ["SCORE", "X"]
    assert item["content"]["qti-assessment-item"]["_attributes"]["identifier"] == "i1"
    assert item["createdAt"] == item["updatedAt"]
    assert qti.get("/assessment-items/i1").json() == item
    stored = box.store.get("assessmentItems", "i1")
    assert stored == {"sourcedId": "i1", **item}


def test_json_becomes_an_equivalent_document(qti: httpx.Client) -> None:
    mapping = {
        "defaultValue": 0,
        "upperBound": 1.5,
        "entries": [{"mapKey": "A", "mappedValue": 1.5, "caseSensitive": False}],
    }
    body = choice_json(outcomeDeclarations=[{"identifier": "SCORE", "cardinality": "single", "baseType": "float"}])
    body["responseDeclarations"][0]["mapping"] = mapping
    body["interaction"]["questionStructure"]["choices"][0]["attributes"] = {"fixed": "true"}
    item = qti.post("/assessment-items", json={"format": "json", "unknown": 1, **body}).json()
    assert 'identifier="A" fixed="true"' in item["rawXml"]
    assert item["responseDeclarations"][0]["mapping"] == mapping
    assert item["interaction"]["questionStructure"] == body["interaction"]["questionStructure"]
    assert not {"unknown", "format"} & set(item)
    valid = qti.post("/validate", json={"schema": "item", "entityId": "i1"}).json()
    assert valid["success"] == "true", valid["validationErrors"]


def test_a_read_object_can_be_put_back_unchanged(qti: httpx.Client) -> None:
    item = qti.post("/assessment-items", json=as_xml(choice_xml())).json()
    again = qti.put("/assessment-items/i1", json=item).json()
    assert again["rawXml"] == item["rawXml"]
    assert again["__v"] == 1
    assert again["createdAt"] == item["createdAt"] <= again["updatedAt"]
    bare = {name: item[name] for name in ("identifier", "title", "type", "rawXml", "content")}
    assert qti.put("/assessment-items/i1", json=bare).json()["rawXml"] == item["rawXml"]


def test_a_put_with_an_interaction_rewrites_the_xml(qti: httpx.Client) -> None:
    item = qti.post("/assessment-items", json=as_xml(choice_xml(), metadata={"subject": "Math"})).json()
    item["interaction"]["questionStructure"]["prompt"] = "What is 3 + 1?"
    changed = qti.put("/assessment-items/i1", json=item).json()
    assert "What is 3 + 1?" in changed["rawXml"]
    assert changed["metadata"] == {"subject": "Math"}
    judged = qti.post("/assessment-items/i1/process-response", json={"identifier": "i1", "response": "A"}).json()
    assert judged["score"] == 1


def test_metadata_of_existing_and_new_items(qti: httpx.Client) -> None:
    item = qti.post("/assessment-items", json=as_xml(choice_xml(), metadata={"subject": "Math"})).json()
    body = {"identifier": "i1", "title": "Other", "type": "choice", "metadata": {"grade": "5"}}
    changed = qti.post("/assessment-items/metadata", json=body)
    assert changed.status_code == 201
    assert changed.json() == {**item, "metadata": {"grade": "5"}, "__v": 1, "updatedAt": changed.json()["updatedAt"]}
    made = qti.post("/assessment-items/metadata", json=choice_json("i2", metadata={"grade": "6"}))
    assert made.status_code == 201
    assert qti.get("/assessment-items/i2").json()["metadata"] == {"grade": "6"}


def test_a_deleted_identifier_can_be_reused(qti: httpx.Client) -> None:
    body = as_xml(choice_xml("a/b ü"))
    assert qti.post("/assessment-items", json=body).status_code == 201
    path = "/assessment-items/a%2Fb%20%C3%BC"
    assert qti.get(path).status_code == 200
    gone = qti.delete(path)
    assert (gone.status_code, gone.content) == (204, b"")
    assert [qti.get(path).status_code, qti.delete(path).status_code] == [404, 404]
    assert qti.get("/assessment-items").json()["total"] == 0
    assert qti.post("/assessment-items", json=body).status_code == 201


@pytest.fixture
def bank(qti: httpx.Client) -> list[str]:
    for number in range(12):
        details = {"subject": "Math" if number % 2 else "Science", "grade": number, "difficulty": "easy"}
        xml = choice_xml(f"q{number:02}", f"Straße {number % 3}")
        assert qti.post("/assessment-items", json=as_xml(xml, metadata=details)).status_code == 201
    assert qti.post("/assessment-items", json=choice_json("z", title="Last")).status_code == 201
    return [f"q{number:02}" for number in range(12)] + ["z"]


def found(qti: httpx.Client, **query: Any) -> list[str]:
    reply = qti.get("/assessment-items", params=query)
    assert reply.status_code == 200, reply.text
    return [item["identifier"] for item in reply.json()["items"]]


def test_pages_newest_first(qti: httpx.Client, bank: list[str]) -> None:
    first = qti.get("/assessment-items").json()
    assert [item["identifier"] for item in first["items"]] == bank[::-1][:10]
    counters = {name: first[name] for name in first if name != "items"}
    assert counters == {"total": 13, "page": 1, "pages": 2, "limit": 10, "sort": "createdAt", "order": "desc"}
    assert found(qti, page=2) == bank[::-1][10:]
    assert found(qti, page=3) == []
    assert found(qti, order="asc", limit=3, page=2) == bank[3:6]
    assert len(found(qti, limit=999999999999)) == 13
    assert found(qti, page=10**17, limit=10**17) == []


def test_search_sort_and_filter(qti: httpx.Client, bank: list[str]) -> None:
    assert found(qti, query="STRASSE 1", order="asc") == ["q01", "q04", "q07", "q10"]
    assert found(qti, query="Q0", limit=99, order="asc") == bank[:10]
    assert found(qti, query="3.0") == []
    assert found(qti, sort="title", order="asc", limit=2) == ["z", "q00"]
    assert found(qti, sort="identifier", limit=2) == ["z", "q11"]
    assert found(qti, filter="metadata.subject='Math' AND metadata.grade>='7'", order="asc") == ["q07", "q09", "q11"]
    assert found(qti, filter="type='order'") == []
    assert found(qti, filter="title='Last'") == ["z"]


def test_a_referenced_stimulus_must_exist(qti: httpx.Client, box: Sandbox) -> None:
    reference = '<qti-assessment-stimulus-ref identifier="st" href="/stimuli/st"/>'
    in_json = choice_json(stimulus={"identifier": "st"})
    for body in (as_xml(choice_xml(extra=reference)), in_json):
        reply = qti.post("/assessment-items", json=body)
        assert issues(reply) == ["stimulus.identifier"]
        assert "stimulus.identifier" in reply.json()["message"]
    assert box.store.count("assessmentItems") == 0
    assert qti.post("/stimuli", json={"identifier": "st", "title": "S", "content": "<p>x</p>"}).status_code == 201
    item = qti.post("/assessment-items", json=in_json).json()
    assert item["stimulus"] == {"identifier": "st", "href": "/stimuli/st"}
    # An item remains after its stimulus is deleted, and can still be changed.
    assert qti.delete("/stimuli/st").status_code == 204
    assert qti.put("/assessment-items/i1", json=item).status_code == 200


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (as_xml(choice_xml().replace(' identifier="i1"', "")), "identifier"),
        (as_xml(choice_xml().replace('title="A sum"', 'title=""')), "title"),
        (as_xml(choice_xml().replace("imsqtiasi_v3p0", "imsqti_v3p0")), "xml"),
        (as_xml(choice_xml().replace(' xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0"', "")), "xml"),
        (as_xml(choice_xml().replace("</qti-item-body>", "")), "xml"),
        (as_xml(choice_xml().replace("qti-assessment-item", "qti-assessment-stimulus")), "xml"),
        (as_xml(choice_xml().replace('"single"', '"double"')), "responseDeclarations[0].cardinality"),
        (as_xml(choice_xml().replace("qti-choice-interaction", "div")), "type"),
        (as_xml(choice_xml(extra='<qti-outcome-declaration identifier="X" cardinality="record"/>')), "xml"),
        (as_xml(""), "xml"),
        ({"format": "xml"}, "xml"),
        ({"format": "yaml", "xml": ""}, "format"),
        ({"title": "T", "type": "choice"}, "identifier"),
        (choice_json(type="no-such"), "interaction.type"),
        (choice_json(type="order"), "interaction.type"),
        ({"identifier": "i", "title": "T", "type": "no-such"}, None),
        (choice_json(title=7), "title"),
        (choice_json(title="a\u0001b"), None),
        (choice_json(timeDependent="yes"), "timeDependent"),
        (choice_json(outcomeDeclarations=[NO_BASE_TYPE]), "outcomeDeclarations[0].baseType"),
        (choice_json(metadata={"grade": 99}), "metadata.grade"),
    ],
)  # fmt: skip
def test_invalid_items_are_rejected(qti: httpx.Client, box: Sandbox, body: dict[str, Any], field: str | None) -> None:
    reply = qti.post("/assessment-items", json=body)
    named = issues(reply)
    if field is not None:
        assert field in named, reply.text
    assert box.store.count("assessmentItems") == 0


def test_existing_identifiers_and_those_that_differ_from_the_path(qti: httpx.Client, items: list[str]) -> None:
    before = qti.get("/assessment-items/i1").content
    for body in (as_xml(choice_xml(title="New")), choice_json(title="New")):
        assert qti.post("/assessment-items", json=body).status_code == 409
    assert issues(qti.put("/assessment-items/i1", json=choice_json("i2"))) == ["identifier"]
    other = {**json.loads(before), "rawXml": choice_xml("i2"), "interaction": None}
    other.pop("interaction")
    assert issues(qti.put("/assessment-items/i1", json=other)) == ["identifier"]
    assert qti.put("/assessment-items/nope", json=choice_json("nope")).status_code == 404
    assert qti.get("/assessment-items/i1").content == before
