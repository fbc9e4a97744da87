"""Parts and sections of a test: a change preserves the rest of the test."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from .conftest import TEST_XML, a_test, issues, part, section

TEST = "/assessment-tests/t1"
PARTS = f"{TEST}/test-parts"
SECTIONS = f"{PARTS}/p1/sections"


def raw(qti: httpx.Client) -> str:
    return str(qti.get(TEST).json()["rawXml"])


def lines(xml: str) -> list[str]:
    return [line.strip() for line in xml.splitlines() if line.strip()]


def references(value: dict[str, Any]) -> list[str]:
    return [each["identifier"] for each in value["qti-assessment-item-ref"]]


def test_parts_are_listed_and_read(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    listed = qti.get(PARTS).json()
    assert [each["identifier"] for each in listed["items"]] == ["p1", "p2"]
    assert (listed["total"], listed["pages"], listed["limit"]) == (2, 1, 10)
    assert qti.get(f"{PARTS}/p1").json() == xml_test["qti-test-part"][0] == listed["items"][0]

    def found(**query: Any) -> list[str]:
        return [each["identifier"] for each in qti.get(PARTS, params=query).json()["items"]]

    assert found(page=2, limit=1) == ["p2"]
    assert found(navigationMode="nonlinear") == ["p2"]
    assert found(submissionMode="individual", query="P") == ["p1"]
    assert found(query="p3") == []
    assert found(sort="identifier") == ["p2", "p1"]
    assert found(sort="identifier", order="asc") == ["p1", "p2"]
    assert issues(qti.get(PARTS, params={"page": 0})) == ["page"]


def test_a_part_is_added_before_trailing_elements(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    made = qti.post(PARTS, json=part("p3", section("s3", "i4")))
    assert made.status_code == 201, made.text
    assert made.json()["rawXml"].startswith("<qti-test-part")
    assert made.json()["content"]["qti-test-part"]["_attributes"]["identifier"] == "p3"
    read = qti.get(f"{PARTS}/p3").json()
    assert read == {name: made.json()[name] for name in read}
    assert "rawXml" not in read
    test = qti.get(TEST).json()
    assert test["isValidXml"] is True
    assert test["qti-test-part"][:2] == xml_test["qti-test-part"]
    assert test["__v"] == 1
    before, after = lines(TEST_XML), lines(test["rawXml"])
    assert [line for line in before if line not in after] == []
    assert after.index("<qti-outcome-processing>") > next(
        n for n, line in enumerate(after) if 'identifier="p3"' in line
    )


def test_max_attempts_apply_to_added_parts(qti: httpx.Client) -> None:
    assert qti.post("/assessment-tests", json=a_test("t1", maxAttempts=2)).json()["maxAttempts"] == 2
    for name in ("p1", "p2"):
        assert qti.post(PARTS, json=part(name)).status_code == 201
        assert qti.get(TEST).json()["maxAttempts"] == 2


def test_a_replaced_part_keeps_xml_only_content(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    read = qti.get(f"{PARTS}/p1").json()
    same = qti.put(f"{PARTS}/p1", json=read)
    assert same.status_code == 200, same.text
    assert {name: same.json()[name] for name in read} == read
    read["navigationMode"] = "nonlinear"
    read["qti-assessment-section"][0]["title"] = "Renamed"
    read["qti-assessment-section"].append(section("s9", "i4"))
    changed = qti.put(f"{PARTS}/p1", json=read).json()
    assert changed["qti-assessment-section"][1]["identifier"] == "s9"
    assert changed["navigationMode"] == "nonlinear"
    for kept in ("max-attempts", "qti-selection", "qti-rubric-block", "qti-weight", 'category="easy"', "made by hand"):
        assert kept in raw(qti), kept
    assert qti.get(f"{PARTS}/p2").json() == xml_test["qti-test-part"][1]


def test_a_part_is_deleted(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    assert qti.delete(f"{PARTS}/p1").status_code == 204
    assert qti.get(f"{PARTS}/p1").status_code == 404
    assert qti.get(SECTIONS).status_code == 404
    test = qti.get(TEST).json()
    assert test["qti-test-part"] == xml_test["qti-test-part"][1:]
    assert "qti-outcome-processing" in test["rawXml"]
    assert qti.delete(f"{PARTS}/p2").status_code == 204
    assert qti.get(TEST).json()["isValidXml"] is False


def test_sections_are_listed_and_read(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    listed = qti.get(SECTIONS, params={"query": "first"}).json()
    assert listed["items"] == xml_test["qti-test-part"][0]["qti-assessment-section"]
    assert qti.get(f"{SECTIONS}/s1").json() == listed["items"][0]
    assert qti.get(f"{SECTIONS}/s1a").json()["title"] == "Inner"
    assert qti.get(f"{SECTIONS}/s2").status_code == 404


def test_a_section_is_added_at_its_place(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    last = qti.post(SECTIONS, json=section("s8", "i4"))
    assert last.status_code == 201, last.text
    assert (last.json()["sequence"], references(last.json())) == (2, ["i4"])
    first = qti.post(SECTIONS, json=section("s7", sequence=1, **{"qti-assessment-section": [section("s7a", "i1")]}))
    assert first.json()["sequence"] == 1
    listed = qti.get(SECTIONS).json()["items"]
    assert [each["identifier"] for each in listed] == ["s7", "s1", "s8"]
    assert qti.get(f"{SECTIONS}/s7a").json()["required"] is True
    assert [line for line in lines(TEST_XML) if line not in lines(raw(qti))] == []


def test_a_section_is_replaced_and_moved(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    assert qti.post(SECTIONS, json=section("s8", "i4")).status_code == 201
    read = qti.get(f"{SECTIONS}/s1").json()
    assert qti.put(f"{SECTIONS}/s1", json=read).json() == read
    read["qti-assessment-item-ref"] = [{"identifier": "i4"}, {"identifier": "i1", "href": "/new"}]
    changed = qti.put(f"{SECTIONS}/s1", json={**read, "sequence": 2, "visible": False}).json()
    assert references(changed) == ["i4", "i1"]
    assert changed["qti-assessment-item-ref"][1]["href"] == "/new"
    assert (changed["sequence"], changed["visible"]) == (2, False)
    assert changed["qti-assessment-section"] == read["qti-assessment-section"]
    assert [each["identifier"] for each in qti.get(SECTIONS).json()["items"]] == ["s8", "s1"]
    text = raw(qti)
    assert [each for each in ('keep-together="false"', "qti-weight", "qti-rubric-block") if each not in text] == []
    emptied = qti.put(f"{SECTIONS}/s1", json=section("s1")).json()
    assert (references(emptied), "qti-assessment-section" in emptied) == ([], False)


def test_a_section_is_deleted_with_a_message(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    reply = qti.delete(f"{SECTIONS}/s1a")
    assert (reply.status_code, "s1a" in reply.json()["message"]) == (200, True)
    assert qti.delete(f"{SECTIONS}/s1a").status_code == 404
    assert references(qti.get(f"{SECTIONS}/s1").json()) == ["i1", "i2"]


def test_items_are_added_ordered_and_removed(qti: httpx.Client, xml_test: dict[str, Any]) -> None:
    added = qti.post(f"{SECTIONS}/s1/items", json={"identifier": "i4", "sequence": 2})
    assert (added.status_code, references(added.json())) == (201, ["i1", "i4", "i2"])
    assert references(qti.post(f"{SECTIONS}/s1/items", json={"identifier": "i3", "sequence": 99}).json())[-1] == "i3"
    listed = [{"identifier": "i1", "sequence": 4}, {"identifier": "i2", "sequence": 1}, {"identifier": "i3"},
              {"identifier": "i4", "sequence": 2}]  # fmt: skip
    ordered = qti.put(f"{SECTIONS}/s1/items/order", json={"items": listed})
    assert references(ordered.json()) == ["i2", "i4", "i1", "i3"]
    assert [each["sequence"] for each in ordered.json()["qti-assessment-item-ref"]] == [1, 2, 3, 4]
    removed = qti.delete(f"{SECTIONS}/s1/items/i4")
    assert (removed.status_code, removed.content) == (204, b"")
    assert qti.delete(f"{SECTIONS}/s1/items/i4").status_code == 404
    assert references(qti.get(f"{SECTIONS}/s1").json()) == ["i2", "i1", "i3"]
    assert qti.get("/assessment-items/i4").status_code == 200
    assert [line for line in lines(TEST_XML) if line not in lines(raw(qti))] == []
    questions = qti.get(f"{TEST}/questions").json()["questions"]
    assert [each["reference"]["identifier"] for each in questions] == ["i2", "i1", "i3", "i3"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "field"),
    [
        ("POST", PARTS, part("p1"), 409, None),
        ("POST", PARTS, part("p3", section("s1")), 400, "qti-assessment-section.identifier"),
        ("POST", PARTS, part("p3", section("s3", "i9")), 400, "qti-assessment-item-ref"),
        ("POST", PARTS, {"identifier": "p3"}, 400, "navigationMode"),
        ("PUT", f"{PARTS}/p1", part("p2"), 400, "identifier"),
        ("PUT", f"{PARTS}/p9", part("p9"), 404, None),
        ("PUT", f"{PARTS}/p1", part("p1", submissionMode="x"), 400, "submissionMode"),
        ("DELETE", f"{PARTS}/p9", None, 404, None),
        ("GET", "/assessment-tests/t9/test-parts", None, 404, None),
        ("POST", SECTIONS, section("s2"), 400, "qti-assessment-section.identifier"),
        ("POST", SECTIONS, section("s3", "i9"), 400, "qti-assessment-item-ref"),
        ("POST", SECTIONS, section("s3", sequence=0), 400, "sequence"),
        ("POST", SECTIONS, {"identifier": "s3", "title": "S"}, 400, "visible"),
        ("POST", f"{PARTS}/p9/sections", section("s3"), 404, None),
        ("PUT", f"{SECTIONS}/s1", section("s2"), 400, "identifier"),
        ("PUT", f"{SECTIONS}/s2", section("s2"), 404, None),
        ("PUT", f"{SECTIONS}/s1", section("s1", "i1", "i1"), 400, "qti-assessment-item-ref.identifier"),
        ("POST", f"{SECTIONS}/s1/items", {"identifier": "i9"}, 400, "qti-assessment-item-ref"),
        ("POST", f"{SECTIONS}/s1/items", {"identifier": "i1"}, 400, "qti-assessment-item-ref.identifier"),
        ("POST", f"{SECTIONS}/s1/items", {}, 400, "identifier"),
        ("POST", f"{SECTIONS}/s9/items", {"identifier": "i4"}, 404, None),
        ("PUT", f"{SECTIONS}/s1/items/order", {"items": [{"identifier": "i1"}]}, 400, "items"),
        ("PUT", f"{SECTIONS}/s1/items/order", {"items": [{"identifier": x} for x in ("i1", "i2", "i2")]}, 400, "items"),
        ("PUT", f"{SECTIONS}/s1/items/order", {"items": [{"identifier": x} for x in ("i1", "i2", "i4")]}, 400, "items"),
        ("PUT", f"{SECTIONS}/s1/items/order", {"items": []}, 400, "items"),
        ("DELETE", f"{SECTIONS}/s1/items/i3", None, 404, None),
    ],
)  # fmt: skip
def test_rejected_requests_change_nothing(
    qti: httpx.Client,
    xml_test: dict[str, Any],
    method: str,
    path: str,
    body: dict[str, Any] | None,
    status: int,
    field: str | None,
) -> None:
    reply = qti.request(method, path, json=body)
    named = issues(reply, status)
    assert field is None or field in named, reply.text
    assert qti.get(TEST).json() == xml_test
