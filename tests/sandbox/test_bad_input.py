"""Invalid input to all OneRoster services: a 4xx whose imsx payload names the field, and an unchanged store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests import plain
from timeback.sandbox import Sandbox
from timeback.sandbox.spec.openapi import Operation, load

from .conftest import description, org, token, user

BASES = {name: f"/ims/oneroster/{name}/v1p2" for name in ("rostering", "gradebook", "resources")}
# For each service: a path for POST and PUT, the wrapper, and a valid object.
TARGETS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "rostering": ("/users", "user", user("u9")),
    "gradebook": ("/categories", "category", {"sourcedId": "k9", "status": "active", "title": "Homework"}),
    "resources": ("/resources", "resource", {"sourcedId": "r9", "title": "T", "vendorResourceId": "v"}),
}
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Sandbox, httpx.Client]]:
    with Sandbox(users=60) as box:
        box.store.load("categories", [{"sourcedId": "k1", "title": "Tests"}])
        box.store.load("resources", [{"sourcedId": "r1", "title": "One", "vendorResourceId": "v1"}])
        with plain.Client(base_url=box.url, headers={"Authorization": f"Bearer {token(box)}"}) as http:
            yield box, http


@pytest.fixture
def http(running: tuple[Sandbox, httpx.Client]) -> Iterator[httpx.Client]:
    """A client for requests that must not change the store."""
    box, http = running
    before = contents(box)
    yield http
    assert contents(box) == before


def contents(box: Sandbox) -> str:
    digest = hashlib.sha256()
    for collection in box.store.collections():
        for found in box.store.all(collection):
            digest.update(json.dumps([collection, found], sort_keys=True).encode())
    return digest.hexdigest()


def refused(reply: httpx.Response, status: int, *named: str) -> None:
    assert reply.status_code == status, reply.text
    assert reply.json()["imsx_codeMajor"] == "failure"
    for part in named:
        assert part in description(reply)


def bodies(wrapper: str, good: dict[str, Any]) -> dict[str, tuple[bytes, int, str]]:
    def changed(**change: Any) -> bytes:
        return json.dumps({wrapper: {**good, **change}}).encode()

    return {
        "malformed JSON": (changed()[:-1], 400, "line 1"),
        "no JSON": (b"sourcedId=x", 400, "line 1"),
        "no object": (b"[1]", 400, "not a JSON object"),
        "empty": (b"", 400, "empty"),
        "no UTF-8": (b'{"%s": {"title": "\xff"}}' % wrapper.encode(), 400, "UTF-8"),
        "another wrapper": (json.dumps({"thing": good}).encode(), 422, wrapper),
        "NUL": (changed(sourcedId="x\0y"), 422, f"{wrapper}.sourcedId"),
        "lone surrogate": (changed(metadata={"x": "\ud800"}), 422, f"{wrapper}.metadata.x"),
        "lone surrogate in a name": (changed(metadata={"\udc00": 1}), 422, f"{wrapper}.metadata"),
        "empty id": (changed(sourcedId=""), 422, f"{wrapper}.sourcedId"),
        "a number for an id": (changed(sourcedId=5), 422, f"{wrapper}.sourcedId"),
        "unknown status": (changed(status="gone"), 422, f"{wrapper}.status"),
        "10 MB": (changed(metadata={"x": "y" * 10_000_000}), 413, "10 MB"),
    }


CASES = [(service, name) for service, (_, wrapper, good) in TARGETS.items() for name in bodies(wrapper, good)]


@pytest.mark.parametrize(("service", "name"), CASES)
def test_bodies(http: httpx.Client, service: str, name: str) -> None:
    path, wrapper, good = TARGETS[service]
    content, status, part = bodies(wrapper, good)[name]
    address = BASES[service] + path
    refused(http.post(address, content=content, headers=JSON), status, part)
    if "id" not in name and name != "NUL":
        refused(http.put(f"{address}/{good['sourcedId']}", content=content, headers=JSON), status, part)


@pytest.mark.parametrize("service", TARGETS)
@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data; boundary=x", None])
def test_content_types(http: httpx.Client, service: str, kind: str | None) -> None:
    path, wrapper, good = TARGETS[service]
    headers = {"Content-Type": kind} if kind else {}
    for method, address in (("POST", path), ("PUT", f"{path}/{good['sourcedId']}")):
        reply = http.request(method, BASES[service] + address, content=json.dumps({wrapper: good}), headers=headers)
        refused(reply, 415, "application/json")


@pytest.mark.parametrize("service", TARGETS)
def test_different_ids_in_body_and_path(http: httpx.Client, service: str) -> None:
    path, wrapper, good = TARGETS[service]
    refused(http.put(f"{BASES[service]}{path}/another", json={wrapper: good}), 400, "sourcedId")


def lists() -> list[Operation]:
    return [operation for operation in load().operations if operation.document.name in BASES and operation.collection
            and operation.method == "GET" and not operation.parents]  # fmt: skip


@pytest.mark.parametrize("operation", lists(), ids=lambda operation: operation.id)
def test_query_parameters(http: httpx.Client, running: tuple[Sandbox, httpx.Client], operation: Operation) -> None:
    address = (operation.document.base_path + operation.path).format_map(_AnyId())
    cases: list[tuple[str, str, int]] = [
        ("limit", "-1", 400), ("limit", "0", 400), ("limit", "3001", 400), ("limit", "999999", 400),
        ("limit", "ten", 400), ("limit", "1e2", 400), ("offset", "-1", 400), ("offset", "", 400),
        ("orderBy", "up", 400), ("fields", "sourcedId,shoes", 400), ("fields", "", 400), ("sort", "shoes", 422),
        ("filter", "shoes='x'", 422), ("filter", "sourcedId=x", 400), ("filter", "sourcedId='x' XOR status='y'", 400),
        ("filter", "", 400), ("filter", "sourcedId='x", 400), ("filter", "(sourcedId='x')", 400),
        ("filter", "sourcedId='\0'", 400),
    ]  # fmt: skip
    for name, value, status in cases:
        if name in operation.parameters:
            reply = http.get(address, params={name: value})
            assert reply.status_code == status, (name, value, reply.text)
            refused(reply, status, "NUL" if "\0" in value else name)
    refused(http.get(address + "?filter=%ff"), 400, "UTF-8")
    if "limit" in operation.parameters:
        refused(http.get(address + "?limit=1&limit=2"), 400, "limit")


class _AnyId(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "x"


@pytest.mark.parametrize("service", TARGETS)
@pytest.mark.parametrize(("text", "status"), [("%00", 400), ("a%00b", 400), ("%ff", 400), ("%ed%a0%80", 400)])
def test_ids_in_paths(http: httpx.Client, service: str, text: str, status: int) -> None:
    path, wrapper, good = TARGETS[service]
    for method in ("GET", "DELETE", "PUT"):
        body = {wrapper: good} if method == "PUT" else None
        refused(http.request(method, f"{BASES[service]}{path}/{text}", json=body), status, "path")


def test_dangling_references(http: httpx.Client) -> None:
    line_item = {
        "status": "active", "title": "Essay", "assignDate": "2025-09-01T00:00:00Z", "dueDate": "2025-09-08T00:00:00Z",
        "class": {"sourcedId": "c-none"}, "school": {"sourcedId": "o-none"}, "category": {"sourcedId": "k1"},
    }  # fmt: skip
    reply = http.put(f"{BASES['gradebook']}/lineItems/l1", json={"lineItem": line_item})
    refused(reply, 422, "lineItem.")
    assert {"lineItem.class.sourcedId", "lineItem.school.sourcedId"} == {
        detail["property"] for detail in reply.json()["imsx_error_details"]
    }
    refused(
        http.post(f"{BASES['rostering']}/orgs", json={"org": org("o9", parent={"sourcedId": "o-none"})}), 422, "o-none"
    )


@pytest.mark.parametrize("service", TARGETS)
def test_valid_bodies_are_accepted(running: tuple[Sandbox, httpx.Client], service: str) -> None:
    """Shows that the bodies of the other tests are rejected only for the one error that they contain."""
    path, wrapper, good = TARGETS[service]
    if service == "rostering":
        running[0].store.load("orgs", [org("o1")])
    reply = running[1].post(BASES[service] + path, json={wrapper: good})
    assert reply.status_code == 201, reply.text
