"""A verification compares what servers sent before it normalises it, and finds the same differences."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeback.migration import verify
from timeback.migration.endpoints import listing
from timeback.migration.endpoints.server import ServerCollection
from timeback.migration.reporting.comparison import are_same_as_received, compare_objects
from timeback.migration.verification import runner
from timeback_runtime.numbers import loads

from .conftest import Connect
from .server import Server, user

VALUES = st.sampled_from(
    [None, "", "a", "A", True, False, 0, 1, 1.0, "1", "true", [], {}, ["a"], [1], [True], "https://source/x", {"n": 1}]
)
CHANGES = st.dictionaries(
    st.sampled_from(
        ["dateLastModified", "enabledUser", "grades", "metadata", "middleName", "unknown", "status", "agents"]
    ),
    VALUES,
    max_size=3,
)


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE_SIZES", (4, 2))


def with_references(value: dict[str, Any], host: str) -> dict[str, Any]:
    changed = deepcopy(value)
    changed["dateLastModified"] = f"2025-01-01T00:00:00Z of {host}"
    for role in changed["roles"]:
        role["org"]["href"] = f"https://{host}/orgs/o1"
    return changed


def people(host: str, count: int = 30) -> dict[str, dict[str, Any]]:
    return {f"u{number:03}": with_references(user(f"u{number:03}"), host) for number in range(count)}


@given(
    left=st.dictionaries(st.integers(0, 13), CHANGES, max_size=4),
    right=st.dictionaries(st.integers(0, 13), CHANGES, max_size=4),
    both=st.dictionaries(st.integers(0, 13), CHANGES, max_size=4),
    lost=st.lists(st.tuples(st.booleans(), st.integers(0, 13)), max_size=4),
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_differences_are_those_of_normalized_objects(
    left: dict[int, Any], right: dict[int, Any], both: dict[int, Any], lost: list[tuple[bool, int]]
) -> None:
    sides = [people("source", 14), people("target", 14)]
    for users, changes in zip(sides, (left, right), strict=True):
        for number, changed in (*both.items(), *changes.items()):
            users[f"u{number:03}"] |= deepcopy(changed)
    for on_target, number in lost:
        sides[on_target].pop(f"u{number:03}", None)
    source, target = (Server(name).add(*users.values()) for name, users in zip(("a", "b"), sides, strict=True))
    # Not the fixture: hypothesis runs the test many times in one.
    with pytest.MonkeyPatch.context() as patch:
        found = compared(source, target)
        patch.setattr(runner, "can_compare_received", lambda *_: False)
        assert compared(source, target) == found


def compared(source: Server, target: Server) -> tuple[list[tuple[str, str, str]], int]:
    from .conftest import connected

    result = verify(connected(source), connected(target), ["users"], strict=True)
    return [(one.sourced_id, one.path, one.kind) for one in result], result.checked


def test_objects_that_differ_in_managed_properties_alone_are_not_normalized(
    connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    completed = []
    complete = ServerCollection.complete

    async def counted(self: ServerCollection, value: dict[str, Any]) -> dict[str, Any]:
        completed.append(value)
        return await complete(self, value)

    monkeypatch.setattr(ServerCollection, "complete", counted)
    source, target = Server("a").add(*people("a").values()), Server("b").add(*people("b").values())
    result = verify(connect(source), connect(target), ["users"])
    assert (list(result), result.checked) == ([], 30)
    # Both objects at the start of each of the 8 pages of the target, and none else.
    assert len(completed) <= 16


def test_progress_counts_each_object(connect: Connect) -> None:
    source, target = Server("a").add(*people("a").values()), Server("b").add(*people("b").values())
    done: list[tuple[int, int | None]] = []
    verify(connect(source), connect(target), ["users"], progress=lambda one: done.append((one.done, one.total)))
    assert done == [(number + 1, 30) for number in range(30)]


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ('{"a":"x","dateLastModified":"1"}', '{"dateLastModified":"2","a":"x"}', True),
        ('{"o":{"sourcedId":"1","href":"x"}}', '{"o":{"sourcedId":"1","href":"y"}}', True),
        ('{"a":true}', '{"a":true}', True),
        ('{"a":true}', '{"a":1}', False),
        ('{"a":[0]}', '{"a":[false]}', False),
        ('{"a":{"b":[{"c":1}]}}', '{"a":{"b":[{"c":true}]}}', False),
        ('{"a":0.1}', '{"a":0.1000000000000000055511151231257827}', False),
        ('{"a":"https://source/x"}', '{"a":"https://source/x"}', False),
        ('{"a":[null,{"b":"x://y"}]}', '{"a":[null,{"b":"x://y"}]}', False),
    ],
)
def test_same_as_received(left: str, right: str, same: bool) -> None:
    one, other = loads(left.encode()), loads(right.encode())
    assert are_same_as_received(one, other) is same
    if same:
        assert compare_objects("users", "u1", loads(left.encode()), loads(right.encode())) == []
