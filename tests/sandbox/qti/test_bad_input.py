"""Malicious and malformed input: a 4xx that names the field, and an unchanged store."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from tests import plain
from timeback.sandbox import Sandbox

from .conftest import NAMESPACE, TEST_XML, choice_json, choice_xml, issues

JSON = {"Content-Type": "application/json"}
XML = {"Content-Type": "application/xml"}
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    f'<qti-assessment-item xmlns="{NAMESPACE}" identifier="x" title="&c;"/>'
)
OUTSIDE = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    f'<qti-assessment-test xmlns="{NAMESPACE}" identifier="x" title="&e;"/>'
)
MEGABYTE = 1024 * 1024
DEEP = b'{"a":' * 200 + b"1" + b"}" * 200


@pytest.fixture
def unchanged(qti: httpx.Client, xml_test: dict[str, Any], box: Sandbox) -> Any:
    """Fails if the store changes."""

    def content() -> Any:
        return {name: list(box.store.all(name)) for name in box.store.collections() if box.store.count(name)}

    before = content()
    assert set(before) == {"assessmentItems", "assessmentTests"}
    yield
    assert content() == before


pytestmark = pytest.mark.usefixtures("unchanged")


@pytest.mark.parametrize(
    "xml", [LAUGHS, OUTSIDE, OUTSIDE.replace("SYSTEM", 'PUBLIC "x"'), "<!DOCTYPE html>" + choice_xml()]
)
def test_a_doctype_is_rejected_everywhere(qti: httpx.Client, xml: str) -> None:
    in_json = qti.post("/assessment-items", json={"format": "xml", "xml": xml})
    as_it_is = qti.post("/assessment-tests", content=xml, headers=XML)
    wide = qti.put("/assessment-tests/t1", content=b"\xff\xfe" + xml.encode("utf-16-le"), headers=XML)
    for reply in (in_json, as_it_is, wide):
        assert issues(reply) == ["xml"]
        assert "root:" not in reply.text
        assert "hahaha" not in reply.text
    assert "DOCTYPE" in as_it_is.json()["message"] or "XML" in as_it_is.json()["message"]
    details = qti.post("/validate", json={"schema": "item", "xml": xml}).json()
    assert (details["success"], len(details["validationErrors"])) == ("false", 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"   ", b"{", b"[]", b'"x"', b'{"a": NaN}', b'{"a": 1e999}', b"\xff\xfe\x00", b"[" * 100_000, DEEP],
)  # fmt: skip
def test_malformed_json(qti: httpx.Client, content: bytes) -> None:
    for method, path in (
        ("POST", "/assessment-items"),
        ("PUT", "/assessment-tests/t1"),
        ("POST", "/assessment-tests/t1/test-parts"),
        ("POST", "/validate"),
        ("POST", "/lesson"),
    ):
        reply = qti.request(method, path, content=content, headers=JSON)
        assert reply.status_code == 400, (path, reply.text)
        assert reply.json()["error"] == "Bad Request"


@pytest.mark.parametrize("kind", ["text/xml", "text/plain", "application/x-www-form-urlencoded", None])
def test_unsupported_content_type(qti: httpx.Client, kind: str | None) -> None:
    headers = {"Content-Type": kind} if kind else {}
    for path, known in (("/assessment-tests", "application/json or application/xml"), ("/stimuli", "application/json")):
        reply = qti.post(path, content=b"{}", headers=headers)
        assert reply.status_code == 415
        assert known in reply.json()["message"]
    assert qti.post("/assessment-items", content=choice_xml("new"), headers=XML).status_code == 415


@pytest.mark.parametrize("bad", ["\0", "\ud800"])
def test_characters_that_cannot_be_stored(qti: httpx.Client, bad: str) -> None:
    def send(path: str, body: Any) -> httpx.Response:
        return qti.post(path, content=json.dumps(body), headers=JSON)

    assert issues(send("/assessment-items", choice_json("x", title=f"a{bad}"))) == ["title"]
    assert issues(send("/assessment-items", {"format": "xml", "xml": choice_xml("x", f"a{bad}")})) == ["xml"]
    assert issues(send("/stimuli", {"identifier": f"x{bad}", "title": "T", "content": ""})) == ["identifier"]
    assert issues(send("/assessment-items/i1/process-response", {"identifier": "i1", "response": bad})) == ["response"]
    assert issues(send("/lesson", {"userId": "u", "lessonId": "l", "feedback": bad})) == ["feedback"]
    for each in ("&#0;", "&#xD800;", "&#x1;"):
        assert issues(send("/assessment-items", {"format": "xml", "xml": choice_xml("x", each)})) == ["xml"]


def test_nul_in_paths_and_bodies(qti: httpx.Client) -> None:
    assert qti.get("/assessment-items/a%00b").status_code == 400
    assert qti.get("/assessment-items?query=a%00b").status_code == 400
    assert qti.get("/assessment-items/%ff").status_code == 400
    assert issues(qti.post("/assessment-tests", content=TEST_XML.encode() + b"\0", headers=XML)) == ["xml"]


@pytest.mark.slow
def test_ten_megabytes(qti: httpx.Client) -> None:
    large = "x" * (9 * MEGABYTE)
    assert issues(qti.post("/assessment-items", json={"format": "xml", "xml": choice_xml("new", large)})) == ["xml"]
    assert qti.post("/assessment-items", json=choice_json("new", title=large)).status_code == 400
    assert issues(qti.post("/assessment-tests", content=TEST_XML.replace("Fractions", large), headers=XML)) == ["xml"]
    many = "".join(f'<qti-test-part identifier="x{n}"/>' for n in range(5_000))
    wide = TEST_XML.replace('identifier="t1"', 'identifier="t2"').replace(
        "<qti-outcome-processing>", many + "<qti-outcome-processing>"
    )
    assert qti.post("/assessment-tests", content=wide, headers=XML).status_code == 400
    for path, headers in (("/assessment-tests", XML), ("/stimuli", JSON)):
        reply = qti.post(path, content=b"x" * (10 * MEGABYTE + 1), headers=headers)
        assert reply.status_code == 413
        assert "10 MB" in reply.json()["message"]


def test_depth(qti: httpx.Client) -> None:
    deep = choice_xml("new").replace("<p>Read  well.</p>", "<div>" * 300 + "</div>" * 300)
    assert issues(qti.post("/assessment-items", json={"format": "xml", "xml": deep})) == ["xml"]
    section: dict[str, Any] = {"identifier": "s", "title": "S", "visible": True}
    for number in range(60):
        section = {**section, "identifier": f"s{number}", "qti-assessment-section": [section]}
    reply = qti.post("/assessment-tests/t1/test-parts/p1/sections", json=section)
    assert reply.status_code == 400, reply.text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"limit": -1}, "limit"),
        ({"limit": 0}, "limit"),
        ({"limit": "ten"}, "limit"),
        ({"page": 0}, "page"),
        ({"page": "1.5"}, "page"),
        ({"page": "9" * 30}, "page"),
        ({"sort": "metadata"}, "sort"),
        ({"order": "up"}, "order"),
        ({"filter": "title"}, "filter"),
        ({"filter": "rawXml~'a'"}, "filter"),
        ({"filter": "title='x' AND"}, "filter"),
        ({"query": ["a", "b"]}, "query"),
    ],
)
def test_parameters(qti: httpx.Client, query: dict[str, Any], field: str) -> None:
    assert issues(qti.get("/assessment-items", params=query)) == [field]


def test_tokens_methods_and_paths(qti: httpx.Client, box: Sandbox) -> None:
    for authorization in ("Bearer wrong", "Basic abc", ""):
        reply = plain.get(f"{box.qti_url}/assessment-items", headers={"Authorization": authorization})
        assert reply.status_code == 401
        assert set(reply.json()) == {"error", "message", "code"}
    wrong = qti.patch("/assessment-items/i1", json={})
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "DELETE, GET, PUT")
    assert qti.get("/assessment-tests/t1/test-parts/p1/nothing").status_code == 404
    assert wrong.json()["error"] == "Method Not Allowed"
