"""find and first check what the server returns: never the wrong object, whatever the server does with the filter."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.facade.local_provider import LocalProvider
from timeback import AsyncTimeBackClient, F, TimeBackClient
from timeback.errors import APIError, FilterIgnoredError, InvalidRequestError, NotFoundError
from timeback.filters import FilterWarning

SECRET = "Lovelace-7f3a"


def person(number: int, **changes: Any) -> dict[str, Any]:
    return {
        "sourcedId": f"u{number:03}",
        "status": "active",
        "givenName": f"Given {number}",
        "familyName": "Smith",
        "email": f"u{number}@example.org",
        "enabledUser": True,
        "grades": ["09", "10"],
        "metadata": {"house.colour": "red", "points": 3},
        "roles": [
            {"role": "aide", "roleType": "secondary", "org": {"sourcedId": "o9"}},
            {"role": "student", "roleType": "primary", "org": {"sourcedId": f"o{number}"}},
        ],
        **changes,
    }


class Users:
    """Users behind a filter that a test chooses: it gets the comparisons of a filter and one user."""

    def __init__(self, people: list[dict[str, Any]], evaluate: Callable[[list[tuple[str, ...]], Any], bool]) -> None:
        self.people, self._evaluate = people, evaluate

    def __call__(self, path: str, query: dict[str, str]) -> tuple[int, Any]:
        if not path.endswith("/users"):
            return 404, {}
        comparisons = re.findall(r"([\w.]+)(=|!=|>|~)'((?:[^']|'')*)'", query.get("filter", ""))
        found = [one for one in self.people if self._evaluate(comparisons, one)]
        start = int(query.get("offset", 0))
        page = found[start : start + int(query.get("limit", 100))]
        if "fields" in query:
            page = [{name: value for name, value in one.items() if name in query["fields"].split(",")} for one in page]
        return 200, {"users": page, "totalCount": len(found)}


def ignoring(comparisons: list[tuple[str, ...]], person: dict[str, Any]) -> bool:
    return True


def first_only(comparisons: list[tuple[str, ...]], person: dict[str, Any]) -> bool:
    """A server that evaluates the first condition and ignores the others."""
    return exact(comparisons[:1], person)


def exact(comparisons: list[tuple[str, ...]], person: dict[str, Any]) -> bool:
    if len(comparisons) > 2:
        return False  # as a server that knows one logical operator
    return all(str(person.get(name)).lower() == value.replace("''", "'").lower() for name, _, value in comparisons)


class Calls:
    """Calls a method of the users, with the sync or the async client."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self.queries: list[dict[str, str]] = []

    def __call__(self, users: Users, method: str, *arguments: Any, _quotes: Any = "double", **named: Any) -> Any:
        with LocalProvider(users) as provider:
            settings = {**provider.settings, "filter_quotes": _quotes}
            try:
                if self._kind == "async":
                    return asyncio.run(self._call(settings, method, arguments, named))
                with TimeBackClient(**settings) as client:
                    return getattr(client.rostering.users, method)(*arguments, **named)
            finally:
                self.queries = [one.query for one in provider.requests]

    async def _call(self, settings: dict[str, Any], method: str, arguments: Any, named: Any) -> Any:
        async with AsyncTimeBackClient(**settings) as client:
            return await getattr(client.rostering.users, method)(*arguments, **named)


@pytest.fixture(params=["sync", "async"])
def call(request: pytest.FixtureRequest) -> Calls:
    return Calls(request.param)


@pytest.mark.parametrize(
    ("evaluate", "condition"),
    [
        (ignoring, F.email == f"{SECRET}@example.org"),
        (ignoring, F.metadata.points == 4),
        (ignoring, F.enabled_user == False),  # noqa: E712
        (ignoring, F.grades == "11"),
        (ignoring, F.role == "teacher"),
        (ignoring, F.org.sourced_id == "o3"),
        (ignoring, F.middle_name == SECRET),  # which no user has
        (ignoring, F.email.is_in([f"{SECRET}@example.org", "nobody@example.org"])),
        (first_only, (F.family_name == "smith") & (F.given_name == SECRET)),
    ],
)
def test_a_filter_that_is_ignored_is_an_error_and_never_the_wrong_person(
    call: Calls, evaluate: Any, condition: Any
) -> None:
    for method, arguments in (("find", (condition,)), ("first", ())):
        for people in ([person(1)], [person(1), person(2)]):
            named = {} if arguments else {"filter_expr": condition}
            with pytest.raises(FilterIgnoredError) as caught:
                call(Users(people, evaluate), method, *arguments, **named)
            assert isinstance(caught.value, APIError)
            assert (caught.value.method, caught.value.path) == ("GET", "/users")
            assert SECRET not in str(caught.value)
            assert condition.names[-1] in str(caught.value)


@pytest.mark.parametrize(
    "condition",
    [
        F.email == "U1@EXAMPLE.ORG",
        F.metadata.points == 3.0,
        F.metadata["house.colour"] == "Red",
        F.enabled_user == True,  # noqa: E712
        F.grades == "10",
        F.grades == "09,10",
        (F.role == "student") & (F.org.sourced_id == "o1"),
        F.sourced_id.is_in(["u000", "u001"]),
        F.email.contains("example") & (F.status == "active"),
    ],
)
def test_what_matches_by_value_is_found(call: Calls, condition: Any) -> None:
    users = Users([person(1)], ignoring)
    assert call(users, "find", condition).sourced_id == "u001"
    assert call(users, "first", filter_expr=condition).sourced_id == "u001"
    assert len(call.queries) == 1


@pytest.mark.slow
def test_two_conditions_are_sent_and_the_third_is_checked_on_all_pages(
    call: Calls, recwarn: pytest.WarningsRecorder
) -> None:
    wanted = {"family_name": "Smith", "status": "active", "given_name": "Given 2400"}
    users = Users([person(number) for number in range(2500)], exact)
    assert call(users, "find", **wanted).sourced_id == "u2400"
    assert {query["filter"] for query in call.queries} == {"familyName='Smith' AND status='active'"}
    # A page of 500 may have been cut off.
    assert [query.get("offset") for query in call.queries] == [None, "1000", "2000", "2500"]
    with pytest.raises(NotFoundError, match=r"family_name=.*given_name="):
        call(users, "find", **{**wanted, "given_name": "Given 2500"})
    users.people.append(person(7000, givenName="Given 2400"))
    with pytest.raises(InvalidRequestError, match="more than one user"):
        call(users, "find", **wanted)
    assert not [one for one in recwarn if issubclass(one.category, FilterWarning)]
    first = call(
        users, "first", filter_expr=(F.status == "active") & (F.role == "student") & (F.email == "u9@example.org")
    )
    assert first is None  # this server finds no user by role
    assert {query["filter"] for query in call.queries} == {"status='active' AND role='student'"}


def test_a_condition_that_stays_here_is_checked_by_name_too(call: Calls) -> None:
    with pytest.raises(InvalidRequestError, match="Did you mean 'givenName'"):
        call(Users([], exact), "find", family_name="a", status="active", givenNam="b")
    assert call.queries == []


def test_a_value_that_cannot_be_sent_is_compared_here(call: Calls) -> None:
    people = [person(number) for number in range(1500)] + [person(1500, familyName="O'Brien")]
    users = Users(people, exact)
    assert call(users, "find", family_name="o'brien", status="active", _quotes="none").sourced_id == "u1500"
    assert {query["filter"] for query in call.queries} == {"status='active'"}
    found = call(users, "first", filter_expr=F.family_name == "O'Brien", fields=["givenName"], _quotes="none")
    assert (found.given_name, found.family_name) == ("Given 1500", "O'Brien")
    assert all("filter" not in query for query in call.queries)
    with pytest.raises(NotFoundError):
        call(users, "find", F.family_name == "O'Brian", _quotes="none")


def test_the_checked_properties_are_requested_with_the_fields(call: Calls) -> None:
    condition = (F.org.sourced_id == "o1") & (F.email == "u1@example.org")
    found = call(Users([person(1)], ignoring), "first", filter_expr=condition, fields=[F.given_name, "email"])
    assert [query["fields"].split(",") for query in call.queries] == [["givenName", "email", "roles"]]
    assert (found.given_name, found.email, found.is_partial) == ("Given 1", "u1@example.org", True)


def test_a_filter_given_as_text_and_a_listing_are_not_checked(call: Calls) -> None:
    users = Users([person(1)], ignoring)
    assert call(users, "find", "email='other@example.org'").sourced_id == "u001"
    assert call(users, "first", filter_expr="email='other@example.org'").sourced_id == "u001"
    assert len(call(users, "list_users", filter_expr=F.email == "other@example.org")) == 1
