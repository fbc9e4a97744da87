"""Raw responses, and methods without one."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from timeback import Page, RawResponse, TimeBackClient
from timeback.errors import DecodingError, InvalidRequestError, NotFoundError
from timeback.page import AsyncPage
from timeback.sandbox import Sandbox
from timeback_api.rostering.models import User


@pytest.fixture
def user_id(district: Sandbox) -> str:
    with district.client() as client:
        return str(client.rostering.users.list_users(limit=1)[0].sourced_id)


def test_status_headers_and_the_object(district: Sandbox, user_id: str) -> None:
    with district.client() as client:
        raw = client.rostering.users.with_raw_response.get_user(user_id, fields=["sourcedId"])
        assert isinstance(raw, RawResponse)
        assert raw.status == 200
        assert isinstance(raw.parsed, User)
        assert raw.parsed.sourced_id == user_id
        assert raw.headers["content-type"].startswith("application/json")
        assert raw.request_id
        assert (raw.attempts, raw.elapsed > 0) == (1, True)
        assert user_id not in repr(raw)


async def test_the_same_from_a_task(district: Sandbox, user_id: str) -> None:
    async with district.async_client() as client:
        raw = await client.rostering.users.with_raw_response.get_user(user_id)
        assert (raw.status, raw.parsed.sourced_id) == (200, user_id)
        listed = await client.rostering.users.with_raw_response.list_users(limit=3)
        assert isinstance(listed.parsed, AsyncPage)
        following = await listed.parsed.next_page()
        assert following is not None
        assert following.offset == 3


def test_a_listing_gives_its_page_and_the_page_goes_on(district: Sandbox) -> None:
    with district.client() as client:
        raw = client.rostering.users.with_raw_response.list_users(limit=3, sort="sourcedId")
        assert isinstance(raw.parsed, Page)
        assert raw.headers["x-total-count"] == str(raw.parsed.total_count)
        following = raw.parsed.next_page()
        plain = client.rostering.users.list_users(limit=3, sort="sourcedId", offset=3)
        assert following is not None
        assert [user.sourced_id for user in following] == [user.sourced_id for user in plain]


def test_tries_are_counted_and_answers_without_a_body_have_a_status(box: Sandbox) -> None:
    with box.client() as client:
        user_id = str(client.rostering.users.list_users(limit=1)[0].sourced_id)
        box.faults.add(method="GET", path=f"*/users/{user_id}", status=503, retry_after=0, times=2)
        assert client.rostering.users.with_raw_response.get_user(user_id).attempts == 3
        created = client.rostering.orgs.with_raw_response.create_org({"name": "A school", "type": "school"})
        assert created.status == 201
        deleted = client.rostering.orgs.with_raw_response.delete_org(created.parsed.allocated_sourced_id)
        assert (deleted.status // 100, deleted.parsed) == (2, None)


def test_errors_are_raised_as_ever(district: Sandbox) -> None:
    with district.client() as client:
        users = client.rostering.users.with_raw_response
        with pytest.raises(NotFoundError) as caught:
            users.get_user("nobody")
        assert caught.value.status == 404
        with pytest.raises(InvalidRequestError, match="sourced_id"):
            users.get_user("..")


def test_a_damaged_body_is_still_an_error(answered: Callable[..., TimeBackClient]) -> None:
    client = answered(lambda request: httpx.Response(200, html="<p>hello</p>"))
    with pytest.raises(DecodingError):
        client.rostering.users.with_raw_response.get_user("u1")


def test_names_that_have_no_raw_response(district: Sandbox) -> None:
    with district.client() as client:
        users = client.rostering.users.with_raw_response
        with pytest.raises(AttributeError, match="Did you mean 'get_user'"):
            _ = users.get_usr
        for name in ("iter_users", "get_many", "find", "modified_since", "changes"):
            with pytest.raises(AttributeError, match="no raw response"):
                getattr(users, name)
        assert {"get_user", "list_users", "list_classes"} <= set(dir(users))
        assert not {"iter_users", "get_many"} & set(dir(users))


def test_methods_on_a_service_itself(answered: Callable[..., TimeBackClient]) -> None:
    client = answered(lambda request: httpx.Response(200, json={"syllabus": {}}))
    raw = client.powerpath.with_raw_response.get_course_syllabus("course-1")
    assert raw.status == 200
    with pytest.raises(AttributeError, match="Did you mean 'get_next_question'"):
        _ = client.powerpath.with_raw_response.get_next_qustion


def test_the_view_shows_the_real_parameters_and_is_made_once(district: Sandbox) -> None:
    with district.client() as client:
        users = client.rostering.users
        view: Any = users.with_raw_response
        assert view is users.with_raw_response
        assert view.get_user is view.get_user
        assert inspect.signature(view.get_user).parameters == inspect.signature(users.get_user).parameters
        assert view.get_user.__doc__ == users.get_user.__doc__


async def test_calls_at_once_do_not_mix(district: Sandbox) -> None:
    async with district.async_client() as client:
        people = [str(user.sourced_id) for user in await client.rostering.users.list_users(limit=20)]
        view = client.rostering.users.with_raw_response
        raws = await asyncio.gather(*(view.get_user(one) for one in people))
        assert [raw.parsed.sourced_id for raw in raws] == people
        assert len({raw.request_id for raw in raws}) == 20
