"""Methods that all collections share, sync and async, for OneRoster and QTI."""

from __future__ import annotations

import inspect
import pydoc
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.facade.both import Both, user
from timeback import F, TimeBackClient
from timeback._resources.collection import ReadMethods
from timeback.errors import InvalidRequestError, NotFoundError, UnprocessableEntityError
from timeback.sandbox import Sandbox
from timeback_api.common.models import Reference
from timeback_api.gradebook.models import LineItem

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
WRITING = ("create", "update", "patch", "delete")
STIMULUS = {"identifier": "s1", "title": "A poem", "content": "<p>Roses are red</p>"}


# OneRoster


def test_the_first(call: Both) -> None:
    assert call("rostering.users.first") is None
    call("rostering.users.create_many", [user("u1"), user("u2", givenName="Ada")])
    found = call("rostering.users.first", sort=F.given_name, order_by="asc", fields=[F.given_name, "sourcedId"])
    assert (found.sourced_id, found.given_name, found.is_partial) == ("u2", "Ada", True)
    assert call("rostering.users.first", filter_expr=F.given_name == "nobody") is None


def test_whether_it_exists(call: Both) -> None:
    call("rostering.users.create_user", user("u1"))
    assert call("rostering.users.exists", "u1") is True
    assert call("rostering.users.exists", "u2") is False


@pytest.mark.parametrize("name", ["given_name", "givenName"])
def test_a_property_is_found_by_either_name(call: Both, name: str) -> None:
    call("rostering.users.create_many", [user("u1"), user("u2", givenName="Ada")])
    assert call("rostering.users.find", **{name: "Ada"}).sourced_id == "u2"
    assert call("rostering.users.find", F.family_name == "Lovelace", **{name: "Ada"}).sourced_id == "u2"
    with pytest.raises(NotFoundError, match=f"user.* {name}"):
        call("rostering.users.find", **{name: "Eve"})
    with pytest.raises(InvalidRequestError, match="more than one user"):
        call("rostering.users.find", familyName="Lovelace")


def test_a_search_for_nothing_in_particular_is_refused(call: Both) -> None:
    with pytest.raises(InvalidRequestError, match=r"find: .*property"):
        call("rostering.users.find")
    with pytest.raises(InvalidRequestError, match="None"):
        call("rostering.users.find", email=None)
    with pytest.raises(InvalidRequestError, match="Did you mean 'email'"):
        call("rostering.users.find", emial="x")


def test_many_come_in_order_with_what_was_missing(call: Both) -> None:
    call("rostering.users.create_many", [user(f"u{number}") for number in range(9)])
    found = call("rostering.users.get_many", ["u7", "nobody", "u1"], concurrency=2)
    assert [one.sourced_id for one in found] == ["u7", "u1"]
    assert found.missing == ["nobody"]


@pytest.mark.parametrize("given", ["u1", {"u1": 1}, 5])
def test_one_thing_is_not_taken_for_many(call: Both, empty: Sandbox, given: Any) -> None:
    for verb in ("get", "upsert", *WRITING):
        with pytest.raises(InvalidRequestError, match="expected a list"):
            call(f"rostering.users.{verb}_many", given)
    assert not [request for request in empty.requests if request.path.endswith("/users")]


def test_what_failed_of_many_is_told(call: Both) -> None:
    made = call("rostering.users.create_many", (user(f"u{n}") if n != 1 else {"givenName": "Zoë"} for n in range(3)))
    assert not made
    assert [pair and pair.supplied_sourced_id for pair in made.results] == ["u0", None, "u2"]
    ((place, error),) = made.failed
    assert (place, type(error)) == (1, InvalidRequestError)
    assert repr(made) == "<Created: 2, 1 failed>"


def test_an_upsert_creates_and_replaces(call: Both) -> None:
    assert call("rostering.users.upsert", user("u1")).created
    done = call("rostering.users.upsert", user("u1", givenName="Ada"))
    assert (done.created, done.sourced_id) == (False, "u1")
    assert call("rostering.users.get_user", "u1").given_name == "Ada"
    with pytest.raises(InvalidRequestError, match=r"upsert: .*sourcedId"):
        call("rostering.users.upsert", {"givenName": "Ada"})
    with pytest.raises(UnprocessableEntityError):
        call("rostering.users.upsert", user("u2", roles=[{**user("")["roles"][0], "org": {"sourcedId": "nowhere"}}]))


def test_upserts_at_once_make_one(empty: Sandbox) -> None:
    with empty.client() as client, ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: client.rostering.users.upsert(user("u1")), range(24)))
        assert sum(one.created for one in done) == 1
        assert {one.sourced_id for one in done} == {"u1"}
        assert client.rostering.users.list_users().total_count == 1


def test_what_was_changed_comes_in_the_order_of_ids(call: Both, empty: Sandbox) -> None:
    call("rostering.users.create_many", [user(f"u{number}") for number in (3, 1, 2)])
    found = call("rostering.users.modified_since", LONG_AGO, page_size=2)
    assert [one.sourced_id for one in found] == ["u1", "u2", "u3"]
    query = next(request.query for request in reversed(empty.requests) if request.method == "GET")
    assert (query["sort"], query["filter"]) == ("sourcedId", "dateLastModified>='2000-01-01T00:00:00Z'")
    assert call("rostering.users.modified_since", datetime(2999, 1, 1, tzinfo=UTC)) == []


# QTI, with other names of the same properties


def test_the_same_of_qti(call: Both) -> None:
    assert call("qti.stimuli.first") is None
    assert call("qti.stimuli.exists", "s1") is False
    assert call("qti.stimuli.upsert", STIMULUS).created
    done = call("qti.stimuli.upsert", {**STIMULUS, "title": "Another"})
    assert (done.created, done.sourced_id) == (False, "s1")
    assert call("qti.stimuli.exists", "s1") is True
    assert call("qti.stimuli.first", sort="title", order_by="asc").title == "Another"
    assert call("qti.stimuli.get_many", ["s1", "s2"]).missing == ["s2"]
    with pytest.raises(InvalidRequestError, match=r"upsert: .*identifier"):
        call("qti.stimuli.upsert", {"title": "x"})
    assert call("qti.assessment_items.modified_since", LONG_AGO) == []


SERVICES = ["rostering", "gradebook", "resources", "qti"]
NEEDS = {
    "first": {"list"},
    "exists": {"get"},
    "get_many": {"get"},
    "find": {"list", "filter_expr"},
    "modified_since": {"iter", "filter_expr"},
    "changes": {"iter", "filter_expr", "fields"},
    "create_many": {"create"},
    "update_many": {"update"},
    "upsert_many": {"create", "update"},
    "patch_many": {"patch"},
    "delete_many": {"delete"},
    "upsert": {"create", "update"},
}
"""For each shared method, the verbs of the declared methods it calls and the listing parameters it needs."""


def collections(service: Any) -> list[ReadMethods[Any]]:
    resources = [getattr(service, name) for name in type(service).__annotations__]
    return [each for each in resources if isinstance(each, ReadMethods)]


@pytest.mark.parametrize("service", SERVICES)
def test_a_shared_method_exists_exactly_if_the_service_supports_it(service: str) -> None:
    with TimeBackClient(environment="staging", client_id="id", client_secret="secret") as client:
        for collection in collections(getattr(client, service)):
            singular, plural = collection._names
            names = {"list": f"list_{plural}", "iter": f"iter_{plural}"}
            names |= {verb: f"{verb}_{singular}" for verb in ("get", *WRITING)}
            parameters = set(inspect.signature(getattr(collection, names["list"])).parameters)
            able = {verb for verb, name in names.items() if hasattr(collection, name)} | parameters
            offered = {name for name in NEEDS if hasattr(collection, name)}
            assert offered == {name for name, needed in NEEDS.items() if needed <= able}
            # The parameters of the shared method must be parameters of the listing, which also has limit and offset.
            of_first = set(inspect.signature(collection.first).parameters)  # type: ignore[attr-defined]
            assert of_first == parameters & {"filter_expr", "sort", "order_by", "fields"}


@pytest.mark.parametrize("service", SERVICES)
def test_help_shows_what_works_and_no_more(service: str) -> None:
    with TimeBackClient(environment="staging", client_id="id", client_secret="secret") as client:
        for collection in collections(getattr(client, service)):
            text = pydoc.plain(pydoc.render_doc(type(collection)))
            for name in NEEDS:
                assert bool(re.search(rf"^ \|  {name}\b", text, re.MULTILINE)) == hasattr(collection, name), name


@pytest.mark.parametrize("service", SERVICES)
def test_every_collection_can_be_asked(box: Sandbox, service: str) -> None:
    with box.client(max_retries=0) as client:
        for collection in collections(getattr(client, service)):
            first = collection.first()  # type: ignore[attr-defined]
            assert collection.exists("nobody") is False
            if first is not None:
                found = collection.get_many([first.sourced_id])
                assert [one.sourced_id for one in found] == [first.sourced_id]


# help(), and Python's errors on wrong arguments


def test_signatures_name_the_entity(box: Sandbox) -> None:
    with box.client() as client:
        users = client.rostering.users
        assert str(inspect.signature(users.first)).endswith("-> 'User | None'")
        assert str(inspect.signature(users.get_many)).endswith("-> 'Found[User]'")
        assert "Iterable[User | Mapping[str, Any]]" in str(inspect.signature(users.create_many))
        assert str(inspect.signature(users.modified_since)).endswith("-> 'Iterator[User]'")
        assert str(inspect.signature(users.changes)).endswith("-> 'Changes[User]'")
    asynchronous = box.async_client().rostering.users
    assert str(inspect.signature(asynchronous.first)).endswith("-> 'Coroutine[Any, Any, User | None]'")
    assert str(inspect.signature(asynchronous.modified_since)).endswith("-> 'AsyncIterator[User]'")
    assert str(inspect.signature(asynchronous.changes)).endswith("-> 'AsyncChanges[User]'")


def test_wrong_arguments_are_told_under_the_methods_name(answered: Callable[..., TimeBackClient]) -> None:
    users: Any = answered(lambda request: httpx.Response(500)).rostering.users
    with pytest.raises(TypeError, match=r"Users\.list_users\(\) got an unexpected keyword argument 'filter'"):
        users.list_users(filter="x")
    with pytest.raises(TypeError, match=r"Users\.iter_users\(\) got an unexpected keyword argument 'limit'"):
        users.iter_users(limit=3)
    with pytest.raises(TypeError, match=r"Users\.get_user\(\) missing 1 required positional argument: 'sourced_id'"):
        users.with_raw_response.get_user()


def test_lists_take_dictionaries(box: Sandbox, client: TimeBackClient) -> None:
    """The methods that create several objects take dictionaries and models in one list."""
    (school, *_) = client.rostering.schools.list_schools(limit=1)
    (one, *_) = client.rostering.classes.list_classes(limit=1)
    (student, *_) = client.rostering.classes.list_students(str(one.sourced_id), limit=1)
    category = client.gradebook.categories.create_category({"status": "active", "title": "Homework"})
    item = {
        "title": "Essay",
        "status": "active",
        "assignDate": "2026-01-10T08:00:00Z",
        "dueDate": datetime(2026, 1, 20, 8, tzinfo=UTC),
        "class": {"sourcedId": one.sourced_id},
        "school": Reference(sourced_id=str(school.sourced_id)),
        "category": {"sourcedId": category.allocated_sourced_id},
    }
    pairs = client.gradebook.classes.create_line_items(str(one.sourced_id), [item, LineItem.from_dict(item)])
    assert isinstance(pairs, list)
    assert len(pairs) == 2
    line_item = pairs[0].allocated_sourced_id
    result = {
        "status": "active",
        "lineItem": {"sourcedId": line_item},
        "class": {"sourcedId": one.sourced_id},
        "student": {"sourcedId": student.sourced_id},
        "scoreStatus": "submitted",
        "scoreDate": "2026-01-21T08:00:00Z",
    }
    client.gradebook.line_items.create_results(line_item, [result])
    assert len(client.gradebook.classes.list_line_item_results(str(one.sourced_id), line_item)) == 1
