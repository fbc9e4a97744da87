"""timeback get with a listing below an object, such as classes/ID/students."""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner, Result

from timeback._resources.descriptors import iterating
from timeback.cli.app import timeback
from timeback.cli.collections import declared_resources
from timeback.cli.nested_listings import parse_nested_path
from timeback.sandbox import Sandbox


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    with Sandbox(users=60, seed=4) as box:
        yield box


def run(box: Sandbox, *arguments: str) -> Result:
    variables = {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
    }
    return CliRunner(env=variables).invoke(timeback, ["get", *arguments], prog_name="timeback")


def declared() -> list[tuple[str, str, str, str]]:
    """Every listing below an object that the client has: service, resource, method and path."""
    return [
        (service, resource, method, path)
        for service, resources in declared_resources().items()
        for resource, name in resources.items()
        for method, member in inspect.getmembers_static(
            getattr(importlib.import_module(f"timeback.services.{service}.{resource}"), name)
        )
        if isinstance(member, iterating)
        for path in [inspect.unwrap(member.build).__globals__["OPERATION"].path]
        if "{" in path
    ]


@pytest.mark.parametrize(("service", "resource", "method", "path"), declared())
def test_every_listing_below_an_object_has_a_path(service: str, resource: str, method: str, path: str) -> None:
    parts = [f"id-{part}" if part.startswith("{") else part for part in path.strip("/").split("/")]
    found = parse_nested_path("/".join([service, *parts]))
    assert found is not None
    listing, ids = found
    assert (listing.service, listing.resource, listing.method) == (service, resource, method)
    assert ids == [part for part in parts if part.startswith("id-")]
    assert "sourcedId" in listing.properties.values() or service == "qti"
    # Without the name of the service too: the first service that has the listing.
    assert parse_nested_path("/".join(parts)) is not None


def test_the_students_of_a_class(district: Sandbox) -> None:
    with district.client() as client:
        class_id = next(client.rostering.classes.iter_classes(page_size=1)).sourced_id
        students = sorted(user.sourced_id for user in client.rostering.classes.iter_students(class_id))
        results = list(client.gradebook.classes.iter_results(class_id))
    assert len(students) > 3
    listed = run(district, f"classes/{class_id}/students", "--sort", "sourcedId", "--fields", "sourcedId", "-o", "csv")
    assert listed.stdout.splitlines() == ["sourcedId", *students]
    three = run(district, f"rostering/classes/{class_id}/students", "--limit", "3", "--page-size", "2")
    assert len(three.stdout.splitlines()) == 3
    one = run(district, f"classes/{class_id}/students", "--filter", f"sourcedId='{students[1]}'", "-o", "json")
    assert [user["sourcedId"] for user in json.loads(one.stdout)] == [students[1]]
    # Another service has this one.
    assert len(run(district, f"classes/{class_id}/results").stdout.splitlines()) == len(results)
    assert run(district, f"schools/org-school-001/classes/{class_id}/students", "--query", "length(@)").stdout == (
        f"{len(students)}\n"
    )


def test_a_listing_without_pages_is_cut(district: Sandbox) -> None:
    with district.client() as client:
        user = next(user for user in client.rostering.users.iter_users() if len(user.agents or []) > 0)
    agents = run(district, f"users/{user.sourced_id}/agents").stdout.splitlines()
    assert len(agents) == len(user.agents or [])
    assert run(district, f"users/{user.sourced_id}/agents", "--limit", "1").stdout.splitlines() == agents[:1]
    assert "does not support --sort" in run(district, f"users/{user.sourced_id}/agents", "--sort", "x").stderr
    wrong = run(district, f"users/{user.sourced_id}/agents", "--fields", "givenname")
    assert (wrong.exit_code, "Did you mean 'givenName'?" in wrong.stderr) == (2, True)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("classes/c1/studnets", "Did you mean 'classes/ID/students'?"),
        ("users/u1/agnets", "Did you mean 'users/ID/agents'?"),
        ("gradebook/classes/c1/teachers", "Available: classes/ID/categories"),
        ("users/a/b", "A slash in an id is written %2F."),
        ("classes//students", "An id is missing"),
    ],
)
def test_an_unknown_listing_is_told(district: Sandbox, path: str, told: str) -> None:
    before = len(district.requests)
    result = run(district, path)
    assert (result.exit_code, len(district.requests)) == (2, before)
    assert told in result.stderr


def test_a_slash_in_an_id(district: Sandbox) -> None:
    with district.client() as client:
        client.rostering.orgs.create_org({"sourcedId": "a/b", "name": "A", "type": "school"})
        client.rostering.users.create_user(
            {
                "sourcedId": "c/d",
                "enabledUser": True,
                "givenName": "A",
                "familyName": "B",
                "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "a/b"}}],
            }
        )
    # Objects of this collection have no listings, so that both are unambiguous.
    assert json.loads(run(district, "orgs/a/b").stdout)["sourcedId"] == "a/b"
    assert json.loads(run(district, "orgs/a%2Fb").stdout)["sourcedId"] == "a/b"
    assert json.loads(run(district, "users/c%2Fd").stdout)["sourcedId"] == "c/d"
    assert run(district, "users/c%2Fd/classes").exit_code == 0
