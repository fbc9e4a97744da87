"""The verification finds all differences, and reports no others."""

from __future__ import annotations

import asyncio

from timeback.migration import verify_migration, verify_migration_async

from .conftest import Connect
from .server import Server, user


def servers() -> tuple[Server, Server]:
    users = [user(f"u{number:03}", grades=["01"]) for number in range(200)]
    return Server("source").add(*users), Server("target").add(*users)


def test_equal_servers(connect: Connect) -> None:
    a, b = servers()
    b.add(user("only here"))
    result = verify_migration(connect(a), connect(b))
    assert result
    assert (len(result), list(result), result.checked) == (0, [], 200)
    assert len(a.requests) + len(b.requests) < 12, "read by pages, not one by one"


def test_every_difference_is_found_and_no_other(connect: Connect) -> None:
    a, b = servers()
    b.users["u003"]["givenName"] = "Other"
    b.users["u100"]["roles"][0]["role"] = "teacher"
    b.users["u100"]["roles"].append({"roleType": "secondary", "role": "aide", "org": {"sourcedId": "o1"}})
    b.users["u150"]["grades"] = ["01", "02"]
    del b.users["u151"]["familyName"]
    del b.users["u042"]
    b.users["u160"]["dateLastModified"] = "2030-01-01T00:00:00Z"
    a.users["u161"]["status"] = "tobedeleted"
    del b.users["u161"]
    result = verify_migration(connect(a), connect(b))
    assert not result
    assert [(found.sourced_id, found.path, found.kind) for found in result] == [
        ("u003", "givenName", "changed"),
        ("u042", "", "missing"),
        ("u100", "roles[0].role", "changed"),
        ("u100", "roles[1]", "added"),
        ("u150", "grades[1]", "added"),
        ("u151", "familyName", "removed"),
    ]
    assert {found.entity for found in result} == {"users"}
    assert "Other" not in repr(list(result)) + repr(result) + str(result)


def test_only_selected_users(connect: Connect) -> None:
    a, b = servers()
    b.users["u003"]["givenName"] = "Other"
    del b.users["u004"], a.users["u005"]
    assert verify_migration(connect(a), connect(b), ids=["u001", "u002"])
    assert verify_migration(connect(a), connect(b), filter_expr="givenName='Given u001'")
    result = verify_migration(connect(a), connect(b), ids=["u005", "u004", "u003", "nobody"])
    assert [(found.sourced_id, found.kind) for found in result] == [
        ("nobody", "missing"),
        ("u003", "changed"),
        ("u004", "missing"),
        ("u005", "added"),
    ]
    assert not asyncio.run(verify_migration_async(connect(a), connect(b), ids=["u003"]))


def test_an_empty_target_lacks_all_users(connect: Connect) -> None:
    a, _ = servers()
    result = verify_migration(connect(a), connect(Server("target")))
    assert [found.sourced_id for found in result] == sorted(a.users)
