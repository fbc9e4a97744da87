"""The query parameters of the standard, without tolerance, and the form of errors."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import code_minor, description
from timeback.errors import BadRequestError
from timeback.sandbox import Sandbox

from .conftest import GRADES, ROSTER

USERS = ROSTER + "/users"


@pytest.mark.parametrize(
    ("query", "code", "words"),
    [
        ({"filter": "shoeSize='1'"}, "invalid_filter_field", "shoeSize"),
        # The platform's short name for roles.role, and a property that it has added.
        ({"filter": "role='student'"}, "invalid_filter_field", "role"),
        ({"filter": "orgSourcedId='o1'"}, "invalid_filter_field", "orgSourcedId"),
        ({"filter": "givenName"}, "invalid_filter_field", "operator"),
        ({"filter": "givenName=Ada"}, "invalid_filter_field", "quotes"),
        ({"filter": "givenName='a' AND familyName='b' AND status='active'"}, "invalid_filter_field", "AND or OR"),
        ({"filter": "givenName='a' OR familyName='b' OR status='active'"}, "invalid_filter_field", "AND or OR"),
        ({"filter": "givenName='a' AND familyName='b' OR status='active'"}, "invalid_filter_field", "AND or OR"),
        ({"filter": "dateLastModified>'yesterday'"}, "invalid_filter_field", "dateLastModified"),
        ({"filter": "dateLastModified~'2025'"}, "invalid_filter_field", "dateLastModified"),
        ({"sort": "shoeSize"}, "invalid_sort_field", "shoeSize"),
        ({"sort": "orgSourcedId"}, "invalid_sort_field", "orgSourcedId"),
        ({"fields": "sourcedId,shoeSize"}, "invalid_selection_field", "shoeSize"),
        ({"fields": "orgs"}, "invalid_selection_field", "orgs"),
        ({"orderBy": "asc"}, "invaliddata", "sort"),
        ({"sort": "familyName", "orderBy": "up"}, "invaliddata", "orderBy"),
        ({"limit": "0"}, "invaliddata", "limit"),
        ({"limit": "-1"}, "invaliddata", "limit"),
        ({"limit": "ten"}, "invaliddata", "limit"),
        ({"offset": "-1"}, "invaliddata", "offset"),
        ({"search": "ada"}, "invaliddata", "search"),
        ({"page": "2"}, "invaliddata", "page"),
    ],
)
def test_refused_queries(http: httpx.Client, query: dict[str, str], code: str, words: str) -> None:
    reply = http.get(USERS, params=query)
    assert (reply.status_code, code_minor(reply)) == (400, code)
    assert words in description(reply)


@pytest.mark.parametrize(
    ("path", "query", "count"),
    [
        (USERS, {"filter": "roles.role='teacher'"}, 3),
        (USERS, {"filter": "roles.role='teacher' OR roles.role='guardian'"}, 5),
        (USERS, {"filter": "roles.role='student' AND grades='KG'", "sort": "familyName", "orderBy": "desc"}, 5),
        (USERS, {"filter": "grades='0'"}, 0),
        (USERS, {"limit": "5000"}, 60),
        (ROSTER + "/classes", {"filter": "school.sourcedId='org-school-001'", "limit": "1"}, 1),
        (GRADES + "/results", {"filter": "scoreDate='2025-09-09'"}, 1),
    ],
)
def test_allowed_queries(http: httpx.Client, path: str, query: dict[str, str], count: int) -> None:
    reply = http.get(path, params=query).raise_for_status()
    assert len(next(iter(reply.json().values()))) == count


def test_fields_and_links(http: httpx.Client) -> None:
    reply = http.get(USERS, params={"fields": "sourcedId", "limit": 25, "offset": 25, "sort": "sourcedId"})
    assert all(list(user) == ["sourcedId"] for user in reply.json()["users"])
    links = dict(re.findall(r'<[^>]*[?&]offset=(\d+)[^>]*>; rel="(\w+)"', reply.headers["Link"]))
    assert links == {"0": "prev", "50": "next"} or links == {"0": "first", "50": "last"} or len(links) == 2
    assert {name for name in ("first", "prev", "next", "last") if f'rel="{name}"' in reply.headers["Link"]} == {
        "first", "prev", "next", "last",
    }  # fmt: skip
    assert reply.headers["X-Total-Count"] == "60"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", ROSTER + "/users/nobody", 404, "unknownobject"),
        ("GET", ROSTER + "/nothing", 404, "unknownobject"),
        ("GET", ROSTER + "/courses/components?limit=1&sort=sourcedId", 404, "unknownobject"),
        ("GET", ROSTER + "/classes/none/students", 404, "unknownobject"),
        ("POST", ROSTER + "/users", 405, "invaliddata"),
        ("PUT", GRADES + "/categories/k1", 415, "invaliddata"),
        ("GET", "/powerpath/placement/subjects", 404, "unknownobject"),
        ("GET", "/api/assessment-items", 404, "unknownobject"),
    ],
)
def test_errors_have_the_body_of_the_standard(
    http: httpx.Client, method: str, path: str, status: int, code: str
) -> None:
    reply = http.request(method, path)
    assert reply.status_code == status
    body: dict[str, Any] = reply.json()
    field = {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": code}
    text = body.pop("imsx_description")
    assert isinstance(text, str)
    assert body == {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_CodeMinor": {"imsx_codeMinorField": [field]},
    }


def test_the_client_gets_the_error(provider: Sandbox) -> None:
    with provider.client() as client, pytest.raises(BadRequestError) as refused:
        client.rostering.users.list_users(search="ada")
    assert refused.value.code_minor == "invaliddata"
