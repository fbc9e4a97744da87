"""pickle and copy of pages and models, as worker processes and caches use them."""

from __future__ import annotations

import copy
import json
import pickle
import subprocess
import sys
from typing import Any

import httpx
import pytest

from timeback import TimeBackClient
from timeback.errors import ClientStateError
from timeback.sandbox import Sandbox
from timeback_api.rostering.models import Org, User

PROTOCOLS = range(2, pickle.HIGHEST_PROTOCOL + 1)


def deep(levels: int, kind: str = "mixed") -> Any:
    value: Any = {"end": [1, None, "x"]}
    for level in range(levels):
        value = [value] if kind == "lists" or (kind == "mixed" and level % 2) else {"in": value}
    return value


def levels_of(value: Any) -> int:
    count = 0
    while value:
        value = next(iter(value.values() if isinstance(value, dict) else value))
        count += 1
        if not isinstance(value, (dict, list)):
            break
    return count


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_page_is_pickled_without_its_client(protocol: int) -> None:
    with Sandbox(users=9) as box, box.client() as client:
        page = client.rostering.users.list_users(limit=2, offset=1)
        there = pickle.loads(pickle.dumps(page, protocol))
        assert type(there) is type(page)
        assert list(there) == list(page)
        assert (there.total_count, there.limit, there.offset, there.has_next) == (page.total_count, 2, 1, True)
        assert there.to_dicts() == page.to_dicts()
        assert repr(there) == repr(page)
        with pytest.raises(ClientStateError, match="no client"):
            there.next_page()
        last = client.rostering.users.list_users(limit=3000)
        assert pickle.loads(pickle.dumps(last, protocol)).next_page() is None
        raw = pickle.loads(pickle.dumps(client.rostering.users.with_raw_response.list_users(limit=2), protocol))
        assert list(raw.parsed) == list(client.rostering.users.list_users(limit=2))


def test_a_copied_page_keeps_its_client() -> None:
    with Sandbox(users=9) as box, box.client() as client:
        page = client.rostering.users.list_users(limit=2)
        for other in (copy.copy(page), copy.deepcopy(page)):
            assert list(other) == list(page)
            following = other.next_page()
            assert following is not None
            assert following.offset == 2
        whole = copy.deepcopy(page)
        whole[0].given_name = "Other"
        assert page[0].given_name != "Other"


async def test_an_async_page_is_copied_and_pickled() -> None:
    with Sandbox(users=9) as box:
        async with box.async_client() as client:
            page = await client.rostering.users.list_users(limit=2)
            other = await copy.deepcopy(page).next_page()
            assert other is not None
            there = pickle.loads(pickle.dumps(page))
            assert list(there) == list(page)
            with pytest.raises(ClientStateError):
                await there.next_page()


@pytest.mark.parametrize("kind", ["lists", "objects", "mixed"])
@pytest.mark.parametrize("levels", [10, 49, 50, 51, 400, 900])
def test_metadata_as_deep_as_a_reply_can_bring_it(kind: str, levels: int) -> None:
    body = json.dumps({"org": {"sourcedId": "o1", "metadata": {"a": deep(levels, kind)}}}).encode()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth2/token":
            return httpx.Response(200, json={"access_token": "t"})
        return httpx.Response(200, content=body, headers={"content-type": "application/json"})

    with TimeBackClient(
        api_url="http://127.0.0.1:9", client_id="a", client_secret="b", transport=httpx.MockTransport(answer)
    ) as client:
        org = client.rostering.orgs.get_org("o1")
    assert levels_of(org.to_dict()["metadata"]["a"]) == levels + 2
    for touched in (False, True):
        if touched:
            org.name = "touched"
        for other in (
            pickle.loads(pickle.dumps(org)),
            copy.deepcopy(org),
            copy.copy(org),
            Org.from_dict(org.to_dict()),
        ):
            assert type(other) is Org
            assert other.sourced_id == "o1"
            assert levels_of(other.to_dict()["metadata"]["a"]) == levels + 2
            assert json.dumps(other.to_dict()) == json.dumps(org.to_dict())


@pytest.mark.slow
def test_levels_that_only_other_pythons_read() -> None:
    org = Org.from_dict({"sourcedId": "o1", "metadata": {"a": deep(5_000)}})
    for other in (pickle.loads(pickle.dumps(org)), copy.deepcopy(org), Org.from_dict(org.to_dict())):
        assert levels_of(other.to_dict()["metadata"]["a"]) == 5_002
    copied = copy.deepcopy(org)
    copied.metadata["b"] = 1  # type: ignore[index]
    assert "b" not in org.metadata  # type: ignore[operator]


def test_models_inside_a_deep_object_stay_models() -> None:
    user = User.from_dict(
        {"sourcedId": "u1", "roles": [{"role": "student", "org": {"sourcedId": "o1"}}], "metadata": {"a": deep(200)}}
    )
    user.roles[0].role = "teacher"  # type: ignore[index]
    there = pickle.loads(pickle.dumps(user))
    assert type(there.roles[0]) is type(user.roles[0])  # type: ignore[index]
    assert there.roles[0].role == "teacher"
    there.roles[0].role = "student"
    assert user.roles[0].role == "teacher"  # type: ignore[index]
    assert there.to_dict()["roles"][0]["role"] == "student"


def test_what_is_shared_stays_shared_and_a_circle_ends() -> None:
    shared = [1]
    org = Org.from_dict({"sourcedId": "o1", "metadata": {"a": deep(100)}})
    org.metadata["one"] = org.metadata["two"] = shared  # type: ignore[index]
    there = copy.deepcopy(org)
    assert there.metadata["one"] is there.metadata["two"]  # type: ignore[index]
    org.metadata["self"] = org.metadata  # type: ignore[index]
    again = pickle.loads(pickle.dumps(org))
    assert again.metadata["self"] is again.metadata


def test_a_deep_object_is_read_by_another_process() -> None:
    data = pickle.dumps(Org.from_dict({"sourcedId": "o1", "metadata": {"a": deep(900)}}))
    code = "import pickle, sys; print(pickle.load(sys.stdin.buffer).sourced_id)"
    done = subprocess.run([sys.executable, "-c", code], input=data, capture_output=True, check=True, timeout=60)
    assert done.stdout.split() == [b"o1"]
