"""Replies are read tolerantly, and received objects are sent back unchanged."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from timeback import TimeBackClient
from timeback.errors import DecodingError, InvalidRequestError, ServerError
from timeback.sandbox import Sandbox

Make = Callable[..., TimeBackClient]

ODD: dict[str, Any] = {
    "sourcedId": "u1",
    "status": "resting",
    "dateLastModified": "yesterday",
    "enabledUser": "true",
    "givenName": None,
    "roles": [{"roleType": "primary", "role": "astronaut", "org": {"sourcedId": "o1"}, "beginDate": "soon"}],
    "userIds": {"type": "not a list"},
    "agents": [None, "u7", {"sourcedId": "u8", "since": 1999}],
    "metadata": None,
    "phone": 5550100,
    "favouriteColour": {"name": None},
}


def test_an_odd_user_parses_and_goes_back_as_it_came(answered: Make) -> None:
    sent: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            sent.append(json.loads(request.content)["user"])
            return httpx.Response(200, json={})
        return httpx.Response(200, json={"user": ODD})

    client = answered(answer)
    user = client.rostering.users.get_user("u1")
    assert user.status == "resting"
    assert user.roles is not None
    assert user.roles[0].role == "astronaut"
    assert user.given_name is None
    assert user.family_name is None
    assert user.enabled_user == "true"
    assert user.date_last_modified == "yesterday"  # type: ignore[comparison-overlap]
    assert user.additional_properties == {"favouriteColour": {"name": None}}
    assert client.rostering.users.update_user("u1", user) is None
    assert sent == [ODD]


def test_a_changed_user_differs_in_that_alone(answered: Make) -> None:
    sent: list[Any] = []
    came = ODD | {"dateLastModified": "2025-03-01T10:00:00.123456789Z", "email": "somebody@example.org"}

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "PUT":
            sent.append(json.loads(request.content)["user"])
        return httpx.Response(200, json={"user": came})

    users = answered(answer).rostering.users
    user = users.get_user("u1")
    assert user.date_last_modified == datetime(2025, 3, 1, 10, 0, 0, 123456, tzinfo=UTC)
    user.email = None
    user.grades = ["5"]
    user.additional_properties["new"] = 1
    users.update_user("u1", user)
    assert sent == [came | {"email": None, "grades": ["5"], "new": 1}]


def test_one_odd_user_does_not_spoil_the_page(answered: Make) -> None:
    plain = {"sourcedId": "u2", "givenName": "A", "familyName": "B", "enabledUser": True, "roles": []}
    client = answered(lambda request: httpx.Response(200, json={"users": [ODD, plain]}))
    page = client.rostering.users.list_users()
    assert [user.sourced_id for user in page] == ["u1", "u2"]
    assert page.total_count is None


@pytest.mark.parametrize("name", ["students", "users"])
def test_a_list_is_read_under_either_name(answered: Make, name: str) -> None:
    client = answered(lambda request: httpx.Response(200, json={name: [{"sourcedId": "u1"}]}))
    assert [user.sourced_id for user in client.rostering.classes.list_students("c1")] == ["u1"]


@pytest.mark.parametrize("wrapper", ["gradingPeriod", "academicSession", None])
def test_an_object_is_read_under_either_name_or_none(answered: Make, wrapper: str | None) -> None:
    body = {"sourcedId": "g1"}
    client = answered(lambda request: httpx.Response(200, json={wrapper: body} if wrapper else body))
    assert client.rostering.grading_periods.get_grading_period("g1").sourced_id == "g1"


def test_a_partial_object_is_not_sent_back(district: Sandbox) -> None:
    with district.client() as client:
        users = client.rostering.users
        before = len(district.requests)
        user = users.list_users(limit=1, fields=["sourcedId", "given_name"])[0]
        assert user.is_partial
        assert user.family_name is None
        with pytest.raises(InvalidRequestError, match="fields="):
            users.update_user(str(user.sourced_id), user)
        one = users.get_user(str(user.sourced_id), fields="sourcedId,roles")
        with pytest.raises(InvalidRequestError, match="fields="):
            users.update_user(str(one.sourced_id), one)
        assert not [r for r in district.requests[before:] if r.method == "PUT"]


def test_what_a_caller_builds_is_checked(client: TimeBackClient) -> None:
    users = client.rostering.users
    good = {"givenName": "A", "familyName": "B", "enabledUser": True, "roles": [role()]}
    for change, named in [
        ({"roles": []}, r"user\.roles: "),
        ({"givenName": 5}, r"user\.givenName: "),
        ({"roles": [{"roleType": "primary"}]}, r"user\.roles\[0\]: role, org"),
        ({"roles": [role(role="astronaut")]}, r"user\.roles\[0\]\.role: expected one of .*student"),
        ({"given_name": "A"}, "'givenName'"),
        ({"status": "gone"}, r"user\.status: .*tobedeleted"),
    ]:
        with pytest.raises(InvalidRequestError, match=named):
            users.create_user(good | change)
    org = str(client.rostering.orgs.list_orgs(limit=1)[0].sourced_id)
    pair = users.create_user(good | {"roles": [role(role="ext:astronaut", org=org)]})
    assert pair.allocated_sourced_id


def role(role: str = "student", org: str = "org") -> dict[str, Any]:
    return {"roleType": "primary", "role": role, "org": {"sourcedId": org}}


def test_an_error_page_is_an_error_with_its_status(answered: Make) -> None:
    page = "<html><body>Bad gateway for somebody@example.org</body></html>"
    client = answered(lambda request: httpx.Response(502, html=page))
    with pytest.raises(ServerError, match="502") as caught:
        client.rostering.users.get_user("u1")
    assert caught.value.status == 502
    assert "somebody" not in str(caught.value)
    client = answered(lambda request: httpx.Response(200, html=page))
    with pytest.raises(DecodingError, match="text/html"):
        client.rostering.users.get_user("u1")


@pytest.mark.parametrize("body", [b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 100_000 + b"1" + b"}" * 100_000])
def test_json_that_is_nested_too_deeply_is_not_called_invalid(answered: Make, body: bytes) -> None:
    json = {"content-type": "application/json"}
    client = answered(lambda request: httpx.Response(200, content=body, headers=json)).with_options(max_retries=0)
    with pytest.raises(DecodingError, match="nested"):
        client.rostering.users.get_user("u1")
