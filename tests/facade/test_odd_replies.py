"""Replies in forms that the documents do not have: failures with a 2xx, other shapes, and error bodies of all kinds."""

from __future__ import annotations

import asyncio
import json
import pickle
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.facade.paging_server import SETTINGS
from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import (
    APIError,
    APIStatusError,
    DecodingError,
    NotFoundError,
    ServerError,
    UnprocessableEntityError,
)
from timeback_api.rostering import Client
from timeback_api.rostering.api.users import get_all_users, get_user

SECRET = "Ada Lovelace"
CODE = {"imsx_codeMinorField": [{"imsx_codeMinorFieldName": "TES", "imsx_codeMinorFieldValue": "unknownobject"}]}
STATUS = {"imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": SECRET, "imsx_CodeMinor": CODE}
USER = {"sourcedId": "u1", "givenName": "Ada"}

CALLS: dict[str, Callable[[Any], Any]] = {
    "get": lambda client: client.rostering.users.get_user("u1"),
    "list": lambda client: client.rostering.users.list_users(),
    "create": lambda client: client.rostering.orgs.create_org({"sourcedId": "o", "name": "N", "type": "school"}),
    "put": lambda client: client.rostering.orgs.update_org("o", {"sourcedId": "o", "name": "N", "type": "school"}),
    "delete": lambda client: client.rostering.users.delete_user("u1"),
    "whole body": lambda client: client.qti.stimuli.get_stimulus("s"),
    "bytes": lambda client: client.resources.resources.export_resource("r"),
}
LOW_LEVEL: dict[str, Callable[[Any], Any]] = {
    "low-level get": lambda client: get_user.sync("u1", client=client.rostering.api),
    "low-level list": lambda client: get_all_users.sync(client=client.rostering.api),
}


class Server:
    """Answers every request but those for tokens with one reply, and counts them."""

    def __init__(self, reply: Any, status: int = 200, **headers: str) -> None:
        content = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
        self.requests = 0
        self._reply = status, {"content-type": "application/json", **headers}, content

    def __call__(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/token"):
            return httpx.Response(200, json={"access_token": "t", "expires_in": 3600})
        self.requests += 1
        status, headers, content = self._reply
        return httpx.Response(status, headers=headers, content=content)

    def call(self, kind: str, call: Callable[[Any], Any]) -> Any:
        settings = {**SETTINGS, "max_retries": 3}
        if kind == "sync":
            with TimeBackClient(transport=httpx.MockTransport(self), **settings) as client:
                return call(client)

        async def run() -> Any:
            async with AsyncTimeBackClient(transport=httpx.MockTransport(self), **settings) as client:
                return await call(client)

        return asyncio.run(run())

    def error(self, kind: str, call: Callable[[Any], Any]) -> Any:
        with pytest.raises(APIError) as caught:
            self.call(kind, call)
        assert SECRET not in f"{caught.value} {caught.value!r} {caught.value.args}"
        assert self.requests == 1
        return caught.value


@pytest.fixture(params=["sync", "async"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# A failure that a successful status hides


@pytest.mark.parametrize(
    "body",
    [
        STATUS,
        {"imsx_StatusInfo": STATUS},
        {"statusInfoSet": [{**STATUS, "imsx_codeMajor": "success", "imsx_CodeMinor": None}, STATUS]},
        {"users": [], "user": {}, "imsx_StatusInfo": STATUS},
        [{"imsx_codeMajor": "success"}, STATUS],
    ],
    ids=["root", "wrapped", "set", "beside", "list"],
)
@pytest.mark.parametrize("call", CALLS)
def test_a_failure_with_a_successful_status(kind: str, call: str, body: Any) -> None:
    error = Server(body, 207 if isinstance(body, list) else 200).error(kind, CALLS[call])
    assert isinstance(error, NotFoundError)
    assert (error.status // 100, error.code_minor, error.description) == (2, "unknownobject", SECRET)


@pytest.mark.parametrize("body", [STATUS, {"imsx_StatusInfo": STATUS}, {"error": SECRET}])
@pytest.mark.parametrize("call", LOW_LEVEL)
def test_a_failure_with_a_successful_status_in_a_low_level_call(call: str, body: Any) -> None:
    assert Server(body).error("sync", LOW_LEVEL[call]).description == SECRET
    detailed = Server(body).call("sync", lambda client: get_user.sync_detailed("u1", client=client.rostering.api))
    assert (detailed.status_code, detailed.parsed, detailed.undecodable) == (200, None, None)
    assert detailed.error is not None


@pytest.mark.parametrize("call", CALLS)
def test_an_error_property_that_the_document_does_not_have(kind: str, call: str) -> None:
    error = Server({"error": {"message": SECRET}}).error(kind, CALLS[call])
    assert isinstance(error, APIStatusError)
    assert (error.status, error.description) == (200, SECRET)


def test_a_success_is_no_failure(kind: str) -> None:
    told = {"imsx_StatusInfo": {"imsx_codeMajor": "success"}, "error": None}
    assert Server({"user": USER, **told}).call(kind, CALLS["get"]).sourced_id == "u1"
    assert len(Server({"users": [USER], **told}).call(kind, CALLS["list"])) == 1
    assert Server({**told}).call(kind, CALLS["put"]) is None
    assert Server({**told}).call(kind, CALLS["delete"]) is None


@pytest.mark.parametrize(
    "beside",
    [
        {"error": SECRET},
        {"errors": [{"message": SECRET}]},
        {"imsx_CodeMajor": "Failure", "imsx_description": SECRET},
        {"IMSX_STATUSINFO": STATUS},
        {"statusinfo": {"codemajor": "failure", "description": SECRET}},
    ],
)
@pytest.mark.parametrize("items", [[], [USER]])
def test_a_failure_beside_a_list_is_no_short_list(kind: str, items: Any, beside: dict[str, Any]) -> None:
    server = Server({"users": items, **beside})
    listed = server.error(kind, CALLS["list"])
    assert listed.description == SECRET
    # A migration takes other classes for a collection that is not served.
    assert isinstance(listed, NotFoundError if listed.code_minor else ServerError)
    with pytest.raises(APIStatusError):
        server.call("sync", lambda client: list(client.rostering.users.iter_users()))
    pairs = {"sourcedIdPairs": [{"suppliedSourcedId": "r1", "allocatedSourcedId": "r1"}]}
    result = {
        "sourcedId": "r1",
        "status": "active",
        "lineItem": {"sourcedId": "l", "type": "lineItem", "href": "h"},
        "student": {"sourcedId": "u", "type": "user", "href": "h"},
        "score": 1,
        "scoreDate": "2025-01-31",
        "scoreStatus": "fully graded",
    }
    error = Server({**pairs, **beside}, 207).error(
        kind, lambda client: client.gradebook.line_items.create_results("l", [result, {**result, "sourcedId": "r2"}])
    )
    assert (error.status, error.description) == (207, SECRET)


@pytest.mark.parametrize("told", [{"error": {"code": 0, "message": None}}, {"errors": [None]}, {"errors": {}}])
def test_an_error_without_content_is_no_failure(kind: str, told: Any) -> None:
    assert len(Server({"users": [USER], **told}).call(kind, CALLS["list"])) == 1


@pytest.mark.parametrize("body", [{"success": False, "message": SECRET}, {"status": "error", "message": SECRET}])
@pytest.mark.parametrize("call", CALLS)
def test_a_framework_that_reports_a_failure(kind: str, call: str, body: Any) -> None:
    if call == "bytes":
        return
    if call == "whole body" and "status" in body:
        return
    assert Server(body).error(kind, CALLS[call]).description == SECRET


# Other shapes


@pytest.mark.parametrize(
    "body",
    [{"person": USER}, {"users": [USER]}, {"user": [USER]}, {"data": USER, "imsx_StatusInfo": {}, "count": 1}, USER],
)
def test_one_object_under_another_name(kind: str, body: Any) -> None:
    assert Server(body).call(kind, CALLS["get"]).to_dict() == USER
    if body is not USER:
        assert Server(body).call("sync", LOW_LEVEL["low-level get"]).user.to_dict() == USER


def test_one_object_in_place_of_a_list(kind: str) -> None:
    server = Server({"users": USER, "totalCount": 1})
    assert [user.to_dict() for user in server.call(kind, CALLS["list"])] == [USER]
    listed = server.call("sync", lambda client: list(client.rostering.users.iter_users()))
    assert [user.to_dict() for user in listed] == [USER]


@pytest.mark.parametrize(
    ("body", "present"),
    [
        ({"users": [USER, USER]}, "users"),
        ({"one": USER, "other": USER}, "one, other"),
        ({"wing": {"length": 2}}, "wing"),
        ({"org": {"sourcedId": "o1", "name": "North", "type": "school"}}, "org"),
        ({"user": SECRET}, "user"),
        ({SECRET: 1}, "a property of another name"),
        ([USER, USER], "array"),
        ({}, "no property"),
    ],
)
def test_an_unreadable_object_is_named_and_not_requested_again(kind: str, body: Any, present: str) -> None:
    error = Server(body).error(kind, CALLS["get"])
    assert isinstance(error, DecodingError)
    assert "no object under user" in str(error)
    assert present in str(error)


@pytest.mark.parametrize(("value", "name"), [(None, "null"), (SECRET, "string"), (7, "number"), ([USER], "array")])
def test_other_values_among_objects(kind: str, value: Any, name: str) -> None:
    server = Server({"users": [USER, value]})
    for call in (CALLS["list"], LOW_LEVEL["low-level list"]):
        server.requests = 0
        error = server.error(kind if call is CALLS["list"] else "sync", call)
        assert isinstance(error, DecodingError)
        assert f"{name} at users[1]" in str(error)
    with pytest.raises(DecodingError, match=r"users\[1\]"):
        server.call("sync", lambda client: list(client.rostering.users.iter_users()))


def test_objects_in_a_wrapper_each(kind: str) -> None:
    server = Server({"users": [{"user": USER}, {"user": USER}]})
    for call in (CALLS["list"], LOW_LEVEL["low-level list"]):
        server.requests = 0
        error = server.error(kind if call is CALLS["list"] else "sync", call)
        assert isinstance(error, DecodingError)
        assert "an object under user at users[0]" in str(error)
    with pytest.raises(DecodingError, match=r"users\[0\]"):
        server.call("sync", lambda client: list(client.rostering.users.iter_users()))
    for item in ({"primaryOrg": {"sourcedId": "o1"}}, {"metadata": {"sourcedId": "x"}}, {"own": {"a": 1}}):
        assert Server({"users": [item]}).call(kind, CALLS["list"])[0].to_dict() == item


def test_half_a_body_is_requested_again() -> None:
    server = Server(b'{"user": {"sourcedId"')
    settings = {**SETTINGS, "max_retries": 1}
    with TimeBackClient(transport=httpx.MockTransport(server), **settings) as client, pytest.raises(DecodingError):
        client.rostering.users.get_user("u1")
    assert server.requests == 2


@pytest.mark.parametrize("coding", ["compress", "br"])
def test_a_client_of_a_low_level_package_names_an_encoding(coding: str) -> None:
    headers: dict[str, Any] = {"content-encoding": coding}
    server = Server(b"\x1f\x8b\x00", **headers)
    client = Client(base_url="http://127.0.0.1:9", httpx_args={"transport": httpx.MockTransport(server)})
    with client, pytest.raises(DecodingError, match=f"its encoding {coding}"):
        get_user.sync("u1", client=client)


# The bodies of errors


@pytest.mark.parametrize(
    ("body", "description"),
    [
        ({"detail": SECRET}, SECRET),
        ({"detail": [{"loc": ["body", "x"], "msg": SECRET, "type": "missing"}]}, SECRET),
        ({"detail": [SECRET, "b"]}, f"{SECRET}; b"),
        ({"type": "about:blank", "title": "Gone", "status": 422, "detail": SECRET}, SECRET),
        ({"title": SECRET, "status": 422}, SECRET),
        ({"message": SECRET}, SECRET),
        ({"Message": SECRET}, SECRET),
        ({"statusCode": 422, "message": [SECRET], "error": "Unprocessable"}, SECRET),
        ({"error": "invalid_thing", "error_description": SECRET}, SECRET),
        ({"error": {"code": 7, "message": SECRET}}, SECRET),
        ({"errors": [{"title": SECRET}]}, SECRET),
        ({"email": [SECRET], "name": ["b"]}, f"{SECRET}; b"),
        ({"statusInfoSet": [STATUS]}, SECRET),
        ({"statusInfoSet": {"imsx_StatusInfo": [STATUS]}}, SECRET),
        (SECRET, SECRET),
        (f"<e><message>{SECRET}</message></e>".encode(), SECRET),
        (
            f'\n<?xml version="1.0"?><imsx_StatusInfo xmlns="urn:x"><imsx_codeMajor>failure</imsx_codeMajor>'
            f"<imsx_description>{SECRET}</imsx_description></imsx_StatusInfo>".encode().lstrip(),
            SECRET,
        ),
        (b'<!DOCTYPE d [<!ENTITY e "x">]><d><message>&e;</message></d>', None),
        (f"<html><body><message>{SECRET}</message></body></html>".encode(), None),
        (b"<e>" * 100_000, None),
        ([[[[[[SECRET]]]]]], None),
        ({"detail": None, "message": ""}, None),
    ],
)
def test_the_text_of_a_server_is_the_description(kind: str, body: Any, description: str | None) -> None:
    error = Server(body, 422).error(kind, CALLS["get"])
    assert isinstance(error, UnprocessableEntityError)
    assert error.description == description
    assert pickle.loads(pickle.dumps(error)).description == description


@pytest.mark.parametrize(
    "code",
    [
        *("not_found", "server_error", "unknownobject", "invaliddata", "invalid_filter_field", "deletefailure"),
        *("invalid_selection_field", "invalid_sort_field", "unauthorisedrequest", "forbidden", "server_busy"),
        *("internal_server_error", "unsupported"),
    ],
)
def test_minor_codes_in_every_form(code: str) -> None:
    entry = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": code}
    for body in (
        {"imsx_CodeMinor": {"imsx_codeMinorField": entry}},
        {"imsx_CodeMinor": {"imsx_codeMinorField": [entry]}},
        {"imsx_codeMinor": {"imsx_codeMinorField": entry}},
        {"imsx_codeMinor": code},
        {"imsx_StatusInfo": {"imsx_codeMinor": code}},
        {"codeMajor": "failure", "codeMinor": code},
        {"statusInfoSet": [{"imsx_codeMinor": code.replace("_", " ")}]},
        {"imsx_codeMinor": [code]},
        {"imsx_CodeMinor": {"imsx_codeMinorField": code}},
        {"imsx_CodeMinor": {"imsx_codeMinorFieldValue": code}},
    ):
        error = Server(body, 418).error("sync", CALLS["get"])
        assert error.code_minor == code
        assert f"({code}): " in str(error)


@pytest.mark.parametrize(
    ("status", "body", "text"),
    [
        (409, {"message": f"{SECRET}: a user with this sourcedId already exists"}, "sourcedId is taken"),
        (422, {"imsx_error_details": [{"property": "user.sourcedId", "problem": f"{SECRET} is in use"}]}, "is taken"),
        (422, {"errors": [{"field": "user.email", "message": f"{SECRET} is required"}]}, "user.email is missing"),
        (422, {"imsx_error_details": [{"property": "org", "problem": f"no such {SECRET}"}]}, "org refers to an object"),
        (422, {"imsx_error_details": [{"property": "birthDate", "value": SECRET}]}, ": birthDate"),
        (404, {"imsx_codeMinor": "unknownobject"}, "(unknownobject): there is no object with this id"),
        (404, {"imsx_codeMinor": SECRET, "detail": SECRET}, "answered 404"),
        (404, {"imsx_codeMinor": "Lovelace", "imsx_error_details": [{"property": SECRET}]}, "answered 404"),
    ],
)
def test_the_text_of_an_error_is_of_a_closed_table(status: int, body: Any, text: str) -> None:
    error = Server(body, status).error("sync", CALLS["get"])
    assert text in str(error)
    assert "Lovelace" not in str(error)


def test_a_failure_in_place_of_a_server_error_keeps_its_class(kind: str) -> None:
    error = Server({"imsx_codeMajor": "failure", "imsx_codeMinor": "server_error"}).error(kind, CALLS["list"])
    assert isinstance(error, ServerError)
    assert "the server failed" in str(error)
