"""The server of the rows of large collections: invented objects, selections by arithmetic, replies over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from bench.scale.objects import BLOCK, Collection, collections
from bench.scale.selection import NotSupportedError, Selection
from bench.scale.server import ScaleServer, scale_server
from hypothesis import given
from hypothesis import strategies as st

from timeback import AsyncTimeBackClient, F, TimeBackClient
from timeback._spec.entities import roster
from timeback._spec.references import Step
from timeback.errors import BadRequestError, NotFoundError, RateLimitError
from timeback.migration import Migration

COUNT = 2 * BLOCK + 345
USERS = "/ims/oneroster/rostering/v1p2/users"


def made(**sizes: int) -> dict[str, Collection]:
    return {one.entity.name: one for one in collections(sizes, deleted_every=100)}


@pytest.fixture(scope="module")
def users() -> Collection:
    return made(users=COUNT)["users"]


@pytest.fixture(scope="module")
def objects(users: Collection) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(b"[%b]" % users.encode(range(COUNT)))
    return found


@pytest.fixture(scope="module")
def server() -> Iterator[ScaleServer]:
    with scale_server(sizes={"users": COUNT, "results": 50}, page_cap=700) as found:
        yield found


@pytest.mark.parametrize("name", roster())
def test_objects_are_valid_and_refer_to_objects_that_exist(name: str) -> None:
    found = made(**{name: 30})
    entity, ids = roster()[name], set()
    for value in json.loads(b"[%b]" % found[name].encode(range(30))):
        entity.model_class()._validate_dict(value, name)
        ids.add(value["sourcedId"])
        for path in entity.references:
            for reference in _values(value, path.steps):
                assert found[path.collection].number_of(reference["sourcedId"]) is not None
    assert len(ids) == 30


def _values(value: Any, steps: tuple[Step, ...]) -> list[Any]:
    if isinstance(value, list):
        return [found for one in value for found in _values(one, steps)]
    if not steps:
        return [] if value is None else [value]
    return _values(value.get(steps[0].name), steps[1:]) if isinstance(value, dict) else []


def test_ids_rise_with_the_numbers_and_names_are_unique(objects: list[dict[str, Any]]) -> None:
    ids = [one["sourcedId"] for one in objects]
    assert ids == sorted(set(ids))
    for name in ("username", "email"):
        assert len({one[name] for one in objects}) == COUNT


BOUND = st.integers(-2, COUNT + 2).map(lambda number: f"user-{max(number, 0):09d}") | st.sampled_from(["", "a", "zz"])


@given(
    low=st.none() | st.tuples(st.sampled_from([">", ">="]), BOUND),
    high=st.none() | st.tuples(st.sampled_from(["<", "<="]), BOUND),
    since=st.none() | st.integers(0, BLOCK),
    role=st.sampled_from([None, "student", "teacher", "nobody"]),
    status=st.sampled_from([None, "active", "tobedeleted"]),
    sort=st.sampled_from(["", "sourcedId", "dateLastModified", "familyName"]),
    order=st.sampled_from(["asc", "desc"]),
    offset=st.integers(0, COUNT + 1),
    limit=st.integers(1, 300),
)
def test_a_selection_has_what_a_search_through_all_objects_finds(
    users: Collection,
    objects: list[dict[str, Any]],
    low: tuple[str, str] | None,
    high: tuple[str, str] | None,
    since: int | None,
    role: str | None,
    status: str | None,
    sort: str,
    order: str,
    offset: int,
    limit: int,
) -> None:
    conditions, expected = [], objects
    for bound in (low, high):
        if bound is not None:
            conditions.append(f"sourcedId{bound[0]}'{bound[1]}'")
            expected = [one for one in expected if _holds(one["sourcedId"], *bound)]
    if since is not None:
        moment = f"2025-09-01T{since // 60:02d}:{since % 60:02d}:00Z"
        conditions.append(f"dateLastModified>='{moment}'")
        expected = [one for one in expected if one["dateLastModified"] >= moment.replace("Z", ".000Z")]
    if role is not None:
        conditions.append(f"role='{role}'")
        expected = [one for one in expected if one["roles"][0]["role"] == role]
    if status is not None:
        conditions.append(f"status='{status}'")
        expected = [one for one in expected if one["status"] == status]
    selection = Selection(users, " AND ".join(conditions), sort, order)
    ordered = sorted(expected, key=lambda one: (one.get(sort or "sourcedId") or "", one["sourcedId"]))
    if order == "desc":
        ordered.reverse()
    assert len(selection) == len(expected)
    found = [users.id_of(number) for number in selection.page(offset, limit)]
    wanted = [one["sourcedId"] for one in ordered[offset : offset + limit]]
    if sort == "familyName":
        # Objects with equal names may have any order, as long as it is the same for all pages.
        names = {one["sourcedId"]: one["familyName"] for one in objects}
        assert [names[one] for one in found] == [names[one] for one in wanted]
    else:
        key = {one["sourcedId"]: one.get(sort or "sourcedId") for one in objects}
        assert [key[one] for one in found] == [key[one] for one in wanted]


def _holds(value: str, operator: str, bound: str) -> bool:
    return {">": value > bound, ">=": value >= bound, "<": value < bound, "<=": value <= bound}[operator]


def test_a_sorted_listing_has_every_object_once(users: Collection) -> None:
    for sort in ("", "dateLastModified", "familyName"):
        selection = Selection(users, "", sort, "desc")
        numbers = [number for offset in range(0, COUNT, 97) for number in selection.page(offset, 97)]
        assert sorted(numbers) == list(range(COUNT))


@pytest.mark.parametrize("text", ["username='a'", "nothing='a'", "role='student' OR sourcedId='a'", "role"])
def test_filters_that_it_cannot_answer_are_refused(users: Collection, text: str) -> None:
    with pytest.raises(NotSupportedError):
        Selection(users, text)


def test_an_unknown_collection_is_refused() -> None:
    with pytest.raises(ValueError, match="people"):
        collections({"people": 1})


def test_a_client_lists_all_objects_of_capped_pages(server: ScaleServer) -> None:
    with TimeBackClient(**server.client_settings()) as client:
        ids = [user.sourced_id for user in client.rostering.users.iter_users(page_size=1000)]
        page = client.rostering.users.list_users(
            limit=5, sort="sourcedId", filter_expr=F.sourced_id > "user-000002339", fields=["sourcedId"]
        )
        result = client.gradebook.results.get_result("result-000000049")
    assert ids == [f"user-{number:09d}" for number in range(COUNT)]
    assert (page.total_count, [user.sourced_id for user in page]) == (5, ids[-5:])
    assert page[0].given_name is None
    assert result.score == 91.0


async def test_an_async_client_lists_all_objects(server: ScaleServer) -> None:
    async with AsyncTimeBackClient(**server.client_settings()) as client:
        ids = [user.sourced_id async for user in client.rostering.users.iter_users(page_size=700)]
    assert len(set(ids)) == len(ids) == COUNT


def test_writes_are_answered_and_counted(server: ScaleServer) -> None:
    before = server.stats()
    with TimeBackClient(**server.client_settings()) as client:
        users = client.rostering.users
        user = users.get_user("user-000000007")
        user.sourced_id = "user-x"
        assert users.create_user(user).allocated_sourced_id == "user-x"
        user.sourced_id = "user-000000007"
        users.update_user(user.sourced_id, user)
        with pytest.raises(NotFoundError):
            users.get_user("user-x")
        with pytest.raises(BadRequestError):
            users.list_users(filter_expr="username='a'")
    assert server.stats()["written users"] == before.get("written users", 0) + 2


def test_a_target_starts_empty_and_has_the_ids_that_were_written() -> None:
    with (
        scale_server(sizes={"users": 20}) as first,
        scale_server(sizes={"users": 20}, starts_empty=True) as second,
        TimeBackClient(**first.client_settings()) as staging,
        TimeBackClient(**second.client_settings()) as production,
    ):
        report = Migration(staging, production, ["users"]).run()
        assert (report.failed, report.by_entity["users"].created) == ([], 20)
        assert production.rostering.users.get_user("user-000000019") == staging.rostering.users.get_user(
            "user-000000019"
        )
        assert not production.rostering.users.exists("user-000000020")
        assert production.rostering.users.list_users().total_count == 0
        assert second.stats()["POST users"] == 20


def test_replies_have_a_date_and_links_and_need_a_token(server: ScaleServer) -> None:
    url = f"{server.url}{USERS}"
    reply = httpx.get(url, params={"limit": 10, "offset": 20}, headers={"Authorization": "Bearer t"})
    assert reply.headers["date"].endswith(" GMT")
    assert reply.headers["x-total-count"] == str(COUNT)
    assert "offset=30" in reply.links["next"]["url"]
    assert httpx.get(url).status_code == 401


def test_a_rate_limit_is_answered_with_the_time_to_wait() -> None:
    with (
        scale_server(sizes={"users": 5}, requests_per_second=0.001, totals=False, links=False) as server,
        TimeBackClient(**server.client_settings(), max_retries=0) as client,
    ):
        page = client.rostering.users.list_users(limit=5)
        assert (len(page), page.total_count) == (5, None)
        with pytest.raises(RateLimitError) as caught:
            client.rostering.users.list_users(limit=5)
        assert server.stats()["limited"] == 1
    assert caught.value.retry_after is not None
    assert caught.value.retry_after > 1
