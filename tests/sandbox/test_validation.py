"""Rejected bodies: how the error is described, and that no value is stored or repeated."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.sandbox import Sandbox
from timeback.sandbox.errors import ApiError
from timeback.sandbox.spec.validation import _check_storable, read_json

from .conftest import code_minor, connect, description, org, user

SECRET = "Xylophonia"


def details(reply: httpx.Response) -> dict[str, str]:
    return {detail["property"]: detail["problem"] for detail in reply.json()["imsx_error_details"]}


@pytest.mark.parametrize(
    ("change", "path", "expected"),
    [
        ({"givenName": None}, "user.givenName", "string"),
        ({"givenName": 5}, "user.givenName", "string"),
        ({"enabledUser": SECRET}, "user.enabledUser", "true or false"),
        ({"roles": []}, "user.roles", "at least 1"),
        ({"roles": SECRET}, "user.roles", "list"),
        ({"email": SECRET}, "user.email", "format email"),
        ({"sourcedId": ""}, "user.sourcedId", "empty"),
        ({"status": SECRET}, "user.status", "active, tobedeleted"),
        ({"primaryOrg": None}, "user.primaryOrg", "object"),
        ({"primaryOrg": {}}, "user.primaryOrg.sourcedId", "is missing"),
        ({"agents": [{"sourcedId": "x"}, {}]}, "user.agents[1].sourcedId", "is missing"),
        ({"metadata": {"onboarding": {"a": {"state": SECRET}}}}, "user.metadata.onboarding.a.state", "must be one of"),
        ({"demographics": {"sourcedId": "d", "birthDate": SECRET}}, "user.demographics.birthDate", "format date"),
    ],
)
def test_an_invalid_property_is_named_without_its_value(
    http: httpx.Client, users: Callable[..., None], change: dict[str, Any], path: str, expected: str
) -> None:
    users()
    reply = http.post("/users", json={"user": {**user("u1"), **change}})
    assert (reply.status_code, code_minor(reply)) == (422, "invaliddata"), reply.text
    assert expected in details(reply)[path]
    assert description(reply).startswith(f"{path}: ")
    assert SECRET not in reply.text
    assert http.get("/users").json()["totalCount"] == 0


def test_all_problems_are_listed(http: httpx.Client) -> None:
    reply = http.post("/users", json={"user": {"givenName": 1, "roles": [{"roleType": "main", "role": "student"}]}})
    assert set(details(reply)) == {
        "user.enabledUser",
        "user.familyName",
        "user.givenName",
        "user.roles[0].roleType",
        "user.roles[0].org",
    }
    assert "(and 4 more)" in description(reply)


def test_provider_specific_roles_are_accepted(http: httpx.Client, users: Callable[..., None]) -> None:
    users()
    assert http.post("/users", json={"user": user("u1", role="ext:coach")}).status_code == 201
    reply = http.post("/users", json={"user": user("u2", role="coach")})
    assert reply.status_code == 422
    assert "ext:" in details(reply)["user.roles[0].role"]


def test_unknown_properties_are_kept(http: httpx.Client, users: Callable[..., None]) -> None:
    users()
    http.post("/users", json={"user": user("u1", favouriteColour={"deep": [1, None, "x"]})})
    assert http.get("/users/u1").json()["user"]["favouriteColour"] == {"deep": [1, None, "x"]}


class TestReferences:
    def test_each_dangling_reference_is_named(self, http: httpx.Client, users: Callable[..., None]) -> None:
        users()
        value = user("u1", at="o2", primaryOrg={"sourcedId": "o3"})
        value["roles"].append({"roleType": "secondary", "role": "aide", "org": {"sourcedId": "o1"}})
        reply = http.post("/users", json={"user": value})
        assert reply.status_code == 422
        problems = details(reply)
        assert set(problems) == {"user.roles[0].org.sourcedId", "user.primaryOrg.sourcedId"}
        assert "o2" in problems["user.roles[0].org.sourcedId"]
        assert http.get("/users/u1").status_code == 404

    def test_agents_may_be_created_later(self, http: httpx.Client, users: Callable[..., None]) -> None:
        users()
        assert http.post("/users", json={"user": user("u1", agents=[{"sourcedId": "later"}])}).status_code == 201

    def test_a_put_is_checked_as_well(self, http: httpx.Client, users: Callable[..., None]) -> None:
        users(user("u1"))
        before = http.get("/users/u1").json()
        assert http.put("/users/u1", json={"user": user("u1", at="o9")}).status_code == 422
        assert http.get("/users/u1").json() == before


RAW: dict[str, tuple[bytes, int, str]] = {
    "malformed": (b'{"org": ', 400, "line 1, column 9"),
    "empty": (b"", 400, "empty"),
    "list": (b"[]", 400, "not a JSON object"),
    "text": (b'"x"', 400, "not a JSON object"),
    "not UTF-8": (b'{"org": "\xff"}', 400, "byte 10"),
    "NaN": (b'{"org": NaN}', 400, "not JSON"),
    "deep": (b'{"org":' * 500 + b"1" + b"}" * 500, 400, "nested"),
    "very deep": (b"[" * 200_000, 400, "nested"),
    "huge number": (b'{"org": ' + b"9" * 5000 + b"}", 400, "number"),
    "infinite number": (b'{"org": {"metadata": {"n": 1e999}}}', 422, "org.metadata.n"),
    "NUL": (b'{"org": {"name": "a\\u0000b"}}', 422, "org.name"),
    "lone surrogate": (b'{"org": {"metadata": [{"x": "\\ud800"}]}}', 422, "org.metadata[0].x"),
    "lone surrogate as a name": (b'{"org": {"\\udfff": 1}}', 422, "org"),
    "no wrapper": (json.dumps(org("o1")).encode(), 422, "org: is missing"),
    "wrapper of another": (b'{"user": {}}', 422, "org: is missing"),
}


@pytest.mark.parametrize("name", RAW)
def test_unreadable_bodies(http: httpx.Client, name: str) -> None:
    content, status, part = RAW[name]
    reply = http.post("/orgs", content=content, headers={"Content-Type": "application/json"})
    assert reply.status_code == status, reply.text
    assert part in description(reply)
    assert http.get("/orgs").json()["totalCount"] == 0


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
def test_unsupported_content_type(http: httpx.Client, kind: str) -> None:
    reply = http.post("/orgs", content=json.dumps({"org": org("o1")}), headers={"Content-Type": kind} if kind else {})
    assert reply.status_code == 415
    assert "application/json" in description(reply)
    with_charset = {"Content-Type": "Application/JSON; charset=utf-8"}
    assert http.post("/orgs", content=json.dumps({"org": org("o1")}), headers=with_charset).status_code == 201


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_that_is_too_large(http: httpx.Client, chunked: bool) -> None:
    content = json.dumps({"org": org("o1", metadata={"x": "y" * 10_000_000})}).encode()
    body = (content[at : at + 65536] for at in range(0, len(content), 65536)) if chunked else content
    reply = http.post("/orgs", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 413
    assert "10 MB" in description(reply)
    assert http.get("/orgs").json()["totalCount"] == 0


def test_unknown_paths_have_the_same_error_form(box: Sandbox, http: httpx.Client) -> None:
    for url in (box.url + "/index.html", box.url + "/nothing", "/nothing", "/users/u1/shoes"):
        reply = http.get(url)
        assert (reply.status_code, code_minor(reply)) == (404, "unknownobject")
    reply = http.get(box.token_url)
    assert (reply.status_code, reply.headers["Allow"]) == (405, "POST")
    assert reply.json()["imsx_codeMajor"] == "failure"


def test_no_personal_data_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    # Log lines of the client contain the URL with its query. They are not from the sandbox.
    for name in ("httpx", "httpcore"):
        caplog.set_level(logging.WARNING, name)
    with Sandbox() as box, connect(box) as http:
        box.store.load("orgs", [org("o1")])
        http.post("/users", json={"user": user("u1", middleName=SECRET)})
        http.post("/users", json={"user": user("u2", middleName=[SECRET])})
        http.get("/users", params={"filter": f"middleName='{SECRET}'", "search": SECRET})
        http.get("/users", params={"filter": f"middleName={SECRET}"})
        box.store.close()
        assert http.get("/users", params={"search": SECRET}).status_code == 500
        assert SECRET not in repr(box.requests)
        assert box.requests[-1].query == {"search": SECRET}
    assert "ProgrammingError" in caplog.text
    assert SECRET not in caplog.text
    assert box.client_secret not in caplog.text


NUMBERS = st.from_regex(r"-?[1-9][0-9]{0,4}(\.[0-9]{1,3})?([eE][+-]?[0-9]{1,4})?", fullmatch=True)
LONG_NUMBERS = st.integers(300, 320).map("9".__mul__) | st.integers(300, 320).map(lambda count: "9" * count + ".5")
TEXTS = (st.text() | st.sampled_from(["\0", "\ud800", "\\u0000", "1e999"])).map(json.dumps)


@given(st.lists(TEXTS | NUMBERS | LONG_NUMBERS, min_size=1), st.integers(1, 110))
def test_a_body_is_searched_if_it_may_have_what_cannot_be_stored(parts: list[str], depth: int) -> None:
    """A body that is taken has no NUL character, no lone surrogate and no infinite number, whether searched or not."""
    try:
        body = read_json(('{"a":' + "[" * depth + ",".join(parts) + "]" * depth + "}").encode())
    except ApiError:
        return
    _check_storable(body, "", 0)
