"""Assessment tests as JSON and XML: search, replacement, metadata and questions."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from timeback.sandbox import Sandbox

from .conftest import TEST_XML, a_test, choice_xml, issues, part, section

XML = {"Content-Type": "application/xml; charset=utf-8"}


def test_xml_is_returned_unchanged(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    assert xml_test["rawXml"] == TEST_XML
    assert (xml_test["title"], xml_test["toolName"], xml_test["timeLimit"]) == ("Fractions", "editor", 600)
    assert xml_test["isValidXml"] is True
    first, second = xml_test["qti-test-part"]
    assert second["navigationMode"] == "nonlinear"
    inner = first["qti-assessment-section"][0]["qti-assessment-section"][0]
    assert inner["qti-assessment-item-ref"] == [{"identifier": "i3", "href": "i3", "sequence": 1}]
    assert qti.get("/assessment-tests/t1").json() == xml_test


def test_json_becomes_a_document(qti: httpx.Client, items: list[str]) -> None:
    outcome = {"identifier": "SCORE", "cardinality": "single", "baseType": "float", "normalMaximum": 2}
    body = a_test(
        "t1",
        part("p1", section("s1", "i2", "i1"), section("s2")),
        metadata={"a": 1},
        toolsEnabled={"calculator": True},
        timeLimit=60,
        maxAttempts=3,
        **{"qti-outcome-declaration": [outcome]},
    )
    test = qti.post("/assessment-tests", json=body)
    assert test.status_code == 201, test.text
    made = test.json()
    for name in ("metadata", "toolsEnabled", "timeLimit", "maxAttempts", "qti-outcome-declaration"):
        assert made[name] == body[name]
    one, two = made["qti-test-part"][0]["qti-assessment-section"]
    assert [each["identifier"] for each in one["qti-assessment-item-ref"]] == ["i2", "i1"]
    # The default of the OpenAPI document for a section without it.
    assert (one["required"], one["fixed"], two["sequence"]) == (True, False, 2)
    assert qti.post("/validate", json={"schema": "test", "entityId": "t1"}).json()["success"] == "true"
    again = qti.put("/assessment-tests/t1", json=made)
    assert again.status_code == 200
    assert again.json() == {**made, "__v": 1, "updatedAt": again.json()["updatedAt"]}


def test_a_put_of_xml_keeps_json_only_properties(qti: httpx.Client, items: list[str]) -> None:
    body = a_test("t1", metadata={"a": 1}, toolsEnabled={"ruler": False})
    assert qti.post("/assessment-tests", json=body).status_code == 201
    test = qti.put("/assessment-tests/t1", content=TEST_XML, headers=XML).json()
    assert (test["metadata"], test["toolsEnabled"], test["rawXml"]) == (
        body["metadata"],
        body["toolsEnabled"],
        TEST_XML,
    )
    bare = qti.put("/assessment-tests/t1", json=a_test("t1")).json()
    assert "metadata" not in bare
    assert bare["qti-test-part"] == []


def test_metadata_alone(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    changed = qti.put("/assessment-tests/t1/metadata", json={"metadata": {"level": [1, 2]}})
    expected = {**xml_test, "metadata": {"level": [1, 2]}, "__v": 1, "updatedAt": changed.json()["updatedAt"]}
    assert changed.json() == expected == qti.get("/assessment-tests/t1").json()
    assert issues(qti.put("/assessment-tests/t1/metadata", json={})) == ["metadata"]
    assert qti.put("/assessment-tests/t2/metadata", json={"metadata": {}}).status_code == 404


def test_search_by_words_modes_and_filter(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    simultaneous = part("p", submissionMode="simultaneous")
    for name, parts in (("t2", [part("p")]), ("t3", [simultaneous]), ("t4", [])):
        assert qti.post("/assessment-tests", json=a_test(name, *parts)).status_code == 201

    def found(**query: Any) -> list[str]:
        reply = qti.get("/assessment-tests", params={"order": "asc", **query})
        assert reply.status_code == 200, reply.text
        return [test["identifier"] for test in reply.json()["items"]]

    assert found() == ["t1", "t2", "t3", "t4"]
    assert found(order="desc", limit=1, page=2) == ["t3"]
    assert found(navigationMode="linear") == ["t1", "t2", "t3"]
    assert found(navigationMode="nonlinear", submissionMode="simultaneous") == ["t1"]
    assert found(query="fract") == ["t1"]
    assert found(filter="title='Test t4' OR identifier='t2'") == ["t2", "t4"]
    assert found(sort="title", order="asc")[0] == "t1"
    for wrong in ("navigationMode", "sort", "order"):
        assert issues(qti.get("/assessment-tests", params={wrong: "x"})) == [wrong]


def test_questions_in_the_order_of_the_test(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    reply = qti.get("/assessment-tests/t1/questions").json()
    assert (reply["assessmentTest"], reply["title"], reply["totalQuestions"]) == ("t1", "Fractions", 3)
    assert [each["reference"] for each in reply["questions"]] == [
        {"identifier": "i1", "href": "/assessment-items/i1", "testPart": "p1", "section": "s1"},
        {"identifier": "i2", "href": "items/i2.xml", "testPart": "p1", "section": "s1"},
        {"identifier": "i3", "href": "i3", "testPart": "p1", "section": "s1a"},
    ]
    assert reply["questions"][1]["question"] == qti.get("/assessment-items/i2").json()
    assert qti.delete("/assessment-items/i2").status_code == 204
    left = qti.get("/assessment-tests/t1/questions").json()
    assert [each["question"]["identifier"] for each in left["questions"]] == ["i1", "i3"]
    assert qti.get("/assessment-tests/none/questions").status_code == 404


def test_an_item_is_also_found_by_the_address_of_its_reference(qti: httpx.Client, items: list[str]) -> None:
    xml = TEST_XML.replace('identifier="i2" href="items/i2.xml"', 'identifier="second" href="https://x.org/i4.xml?v=2"')
    assert qti.post("/assessment-tests", content=xml, headers=XML).status_code == 201
    reply = qti.get("/assessment-tests/t1/questions").json()
    assert [each["question"]["identifier"] for each in reply["questions"]] == ["i1", "i4", "i3"]


def test_delete_leaves_the_items(qti: httpx.Client, xml_test: dict[str, Any], items: list[str]) -> None:
    assert qti.delete("/assessment-tests/t1").status_code == 204
    assert qti.get("/assessment-tests/t1").status_code == 404
    assert qti.get("/assessment-items").json()["total"] == len(items)


UNKNOWN_IN_XML = TEST_XML.replace('"i3" href="i3"', '"i9" href="i9"')


@pytest.mark.parametrize(
    ("body", "field", "word"),
    [
        (a_test("t1", part("p1", section("s1", "i1", "i9"))), "qti-assessment-item-ref", "i9"),
        (UNKNOWN_IN_XML, "qti-assessment-item-ref", "part p1, section s1a"),
        (a_test("t1", part("p1"), part("p1")), "qti-test-part.identifier", "p1"),
        (a_test("t1", part("p", section("s")), part("q", section("s"))), "qti-assessment-section.identifier", "s "),
        (TEST_XML.replace('"s1a"', '"s2"'), "qti-assessment-section.identifier", "s2"),
        (a_test("t1", part("p1", section("s1", "i1", "i1"))), "qti-assessment-item-ref.identifier", "i1"),
        (TEST_XML.replace('"nonlinear"', '"random"'), "qti-test-part[1].navigationMode", "linear, nonlinear"),
        (TEST_XML.replace(' base-type="float"', ""), "qti-outcome-declaration[0].baseType", "missing"),
        (TEST_XML.replace(' identifier="p2"', ""), "qti-test-part.identifier", "missing"),
        (TEST_XML.replace(' title="Fractions"', ""), "title", "missing"),
        (choice_xml("t1"), "xml", "QTI test"),
        (a_test("t1", part("p1", navigationMode="random")), "qti-test-part[0].navigationMode", "linear, nonlinear"),
        ({"identifier": "t1", "title": "T"}, "qti-test-part", "missing"),
        (a_test("t1", toolsEnabled={"calculator": "on"}), "toolsEnabled.calculator", "true or false"),
        ("", "xml", "document empty"),
    ],
)  # fmt: skip
def test_invalid_documents_are_rejected(
    qti: httpx.Client, box: Sandbox, items: list[str], body: dict[str, Any] | str, field: str, word: str
) -> None:
    def send(method: str, path: str) -> httpx.Response:
        if isinstance(body, str):
            return qti.request(method, path, content=body.encode(), headers=XML)
        return qti.request(method, path, json=body)

    reply = send("POST", "/assessment-tests")
    assert issues(reply) == [field]
    assert word in reply.json()["message"]
    assert box.store.count("assessmentTests") == 0
    before = qti.post("/assessment-tests", json=a_test("t1", part("old"))).json()
    assert reply.json() == send("PUT", "/assessment-tests/t1").json()
    assert qti.get("/assessment-tests/t1").json() == before


def test_existing_and_different_identifiers(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    assert qti.post("/assessment-tests", content=TEST_XML, headers=XML).status_code == 409
    assert qti.post("/assessment-tests", json=a_test("t1")).status_code == 409
    assert issues(qti.put("/assessment-tests/t1", json=a_test("t2"))) == ["identifier"]
    other = TEST_XML.replace('identifier="t1"', 'identifier="t2"')
    assert issues(qti.put("/assessment-tests/t1", content=other, headers=XML)) == ["identifier"]
    assert qti.put("/assessment-tests/t2", content=other, headers=XML).status_code == 404
    assert qti.get("/assessment-tests/t1").json() == xml_test


def test_xml_in_the_encoding_that_it_declares(qti: httpx.Client, items: list[str]) -> None:
    xml = TEST_XML.replace("Fractions", "Brüche ½")
    latin = xml.replace("UTF-8", "ISO-8859-1").encode("iso-8859-1")
    assert qti.post("/assessment-tests", content=latin, headers=XML).json()["title"] == "Brüche ½"
    wide = b"\xff\xfe" + xml.replace("UTF-8", "UTF-16").encode("utf-16-le")
    assert qti.put("/assessment-tests/t1", content=wide, headers=XML).json()["title"] == "Brüche ½"
    assert issues(qti.put("/assessment-tests/t1", content=latin.replace(b"ISO-8859-1", b"UTF-8"), headers=XML)) == [
        "xml"
    ]
    # It can be changed afterwards.
    assert qti.delete("/assessment-tests/t1/test-parts/p2").status_code == 204
    assert qti.get("/assessment-tests/t1").json()["title"] == "Brüche ½"
