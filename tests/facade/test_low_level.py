"""The generated functions, with the client's request path and without a client."""

from __future__ import annotations

import inspect
import traceback

import httpx
import pytest

from timeback import F
from timeback.errors import (
    APIConnectionError,
    ConfigurationError,
    DecodingError,
    InvalidRequestError,
    NotFoundError,
)
from timeback.sandbox import Sandbox
from timeback_api.common.models import ImsxError
from timeback_api.rostering import AuthenticatedClient, Client
from timeback_api.rostering.api.users import create_user, delete_user, get_all_users, get_user
from timeback_api.rostering.models import SingleUser, UserList
from timeback_runtime.messages import Reply

BASE_PATH = "/ims/oneroster/rostering/v1p2"


def test_through_the_facade(district: Sandbox) -> None:
    with district.client() as client:
        api = client.rostering.api
        whole = get_all_users.sync(client=api, limit=10)
        assert isinstance(whole, UserList)
        assert whole.total_count == 200
        assert whole.users is not None
        first = str(whole.users[0].sourced_id)
        assert isinstance(get_user.sync(first, client=api), SingleUser)
        detailed = get_user.sync_detailed(first, client=api)
        assert (detailed.status_code, detailed.headers["content-type"]) == (200, "application/json")
        assert detailed.parsed is not None
        assert detailed.parsed.user is not None
        assert detailed.parsed.user.sourced_id == first


def test_detailed_raises_for_no_status(district: Sandbox) -> None:
    with district.client() as client:
        answer = get_user.sync_detailed("nobody", client=client.rostering.api)
        assert answer.status_code == 404
        assert answer.parsed is None
        assert isinstance(answer.error, ImsxError)
        with pytest.raises(NotFoundError):
            get_user.sync("nobody", client=client.rostering.api)


async def test_from_an_event_loop(district: Sandbox) -> None:
    async with district.async_client() as client:
        api = client.rostering.api
        whole = await get_all_users.asyncio(client=api, limit=3)
        assert whole.users is not None
        assert len(whole.users) == 3
        assert (await get_user.asyncio_detailed("nobody", client=api)).status_code == 404


async def test_the_wrong_world_names_the_right_client(district: Sandbox) -> None:
    with district.client() as client, pytest.raises(TypeError, match="AsyncTimeBackClient"):
        await get_user.asyncio("u", client=client.rostering.api)  # type: ignore[arg-type]
    async with district.async_client() as other:
        with pytest.raises(TypeError, match="TimeBackClient"):
            get_user.sync("u", client=other.rostering.api)  # type: ignore[arg-type]


async def test_the_client_itself_in_place_of_its_api_is_told(district: Sandbox) -> None:
    with district.client() as client, pytest.raises(TypeError, match=r"client\.rostering\.api"):
        get_user.sync("u", client=client)  # type: ignore[arg-type]
    with district.client() as client, pytest.raises(TypeError, match=r"TimeBackClient"):
        get_user.sync_detailed("u", client=client)  # type: ignore[arg-type]
    async with district.async_client() as other:
        with pytest.raises(TypeError, match=r"client\.rostering\.api"):
            await get_user.asyncio("u", client=other)  # type: ignore[arg-type]


def plain(box: Sandbox) -> AuthenticatedClient:
    form = {"grant_type": "client_credentials", "client_id": box.client_id, "client_secret": box.client_secret}
    token = httpx.post(box.token_url, data=form).json()["access_token"]
    return AuthenticatedClient(base_url=box.url + BASE_PATH, token=token)


def test_without_any_facade(box: Sandbox) -> None:
    with plain(box) as client:
        whole = get_all_users.sync(client=client, limit=1)
        assert whole.users
        person = str(whole.users[0].sourced_id)
        assert delete_user.sync(person, client=client) is None  # type: ignore[func-returns-value]
        assert delete_user.sync_detailed(person, client=client).status_code == 204
        with pytest.raises(NotFoundError):
            get_user.sync("nobody", client=client)


async def test_without_any_facade_from_an_event_loop(box: Sandbox) -> None:
    async with plain(box) as client:
        assert (await get_all_users.asyncio(client=client, limit=2)).total_count == 50


def test_the_plain_client_raises_our_errors() -> None:
    refused = pytest.raises(APIConnectionError, match=r"GET /users/\{sourcedId\}")
    with Client(base_url="http://127.0.0.1:1", timeout=2.0) as client, refused:
        get_user.sync("u1", client=client)
    with Client(base_url="nowhere") as client, pytest.raises(ConfigurationError, match="base_url"):
        get_user.sync("u1", client=client)


def test_a_token_that_cannot_be_sent_is_not_quoted(district: Sandbox) -> None:
    client = AuthenticatedClient(base_url=district.url, token="not-for-logs\n")
    with client, pytest.raises(APIConnectionError) as caught:
        get_user.sync("u1", client=client)
    assert "not-for-logs" not in "".join(traceback.format_exception(caught.value))


def test_names_of_properties_as_f_writes_them() -> None:
    request = get_all_users.build(sort=F.family_name, fields=[F.given_name, "sourcedId"])
    assert dict(request.query) == {"sort": "familyName", "orderBy": "asc", "fields": "givenName,sourcedId"}
    assert dict(get_all_users.build(fields=F.given_name).query) == {"fields": "givenName"}
    with pytest.raises(InvalidRequestError, match="Did you mean 'familyName'"):
        get_all_users.build(sort=F.family_nam)
    with pytest.raises(InvalidRequestError, match=r"sort: .*property.*list"):
        get_all_users.build(sort=["familyName"])  # type: ignore[arg-type]


def test_a_name_in_brackets_is_one_of_the_wire() -> None:
    assert dict(get_all_users.build(filter_expr=F["givenName"] == "Zoë").query) == {"filter": "givenName='Zoë'"}
    with pytest.raises(InvalidRequestError, match=r"F\['givenName'\].*F\['given_name'\]"):
        get_all_users.build(filter_expr=F["given_name"] == "Zoë")


def test_a_creation_that_cannot_be_read_asks_to_look_first() -> None:
    person = {"givenName": "A", "familyName": "B", "enabledUser": True, "status": "active"}
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "o1"}}
    request = create_user.build({**person, "roles": [role]})
    with pytest.raises(DecodingError, match=r"POST .* 201"):
        request.read(Reply(201, {"content-type": "application/json"}, b"{}"))


def test_a_repr_shows_no_token() -> None:
    client = AuthenticatedClient(base_url="https://example.org", token="not-for-logs", headers={"x-secret": "hidden"})
    assert "not-for-logs" not in repr(client)
    assert "hidden" not in repr(client)


def test_building_sends_nothing() -> None:
    request = get_all_users.build(limit=5, fields=["given_name", "sourcedId"], filter_expr="givenName='Zoë'")
    assert (request.method, request.path) == ("GET", "/users")
    assert request.query == (("limit", "5"), ("filter", "givenName='Zoë'"), ("fields", "givenName,sourcedId"))
    assert "Zoë" not in repr(request)
    assert inspect.signature(get_user.sync).parameters.keys() == {"sourced_id", "client", "fields"}
