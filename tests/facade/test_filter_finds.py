"""Filters find exactly the objects with a value, whatever characters it contains."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timeback import F, TimeBackClient
from timeback.sandbox import Sandbox

# The sandbox rejects objects with a NUL.
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
TRICKY = st.text(alphabet="'\"\\%_&+#;?/()[]{}~=!<> ANDORandor0,\t\n", min_size=1, max_size=12)
WORDS = st.sampled_from(
    [
        "O'Brien",
        "' OR '1'='1",
        "a' AND role='student",
        "NULL",
        "null",
        "true",
        "1",
        "1.0",
        "01",
        "2020-01-01",
        "%27",
        "é",
    ]
)
VALUES = ANY | TRICKY | WORDS


class Register:
    """A sandbox and an independent record of its names."""

    def __init__(self, client: TimeBackClient) -> None:
        self.client = client
        self.holders: dict[str, set[str]] = defaultdict(set)
        self._count = 0

    def add(self, name: str) -> None:
        self._count += 1
        pair = self.client.rostering.users.create_user(
            {
                "sourcedId": f"u{self._count}",
                "enabledUser": True,
                "givenName": "Ada",
                "familyName": name,
                "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "o1"}}],
            }
        )
        self.holders[name].add(pair.allocated_sourced_id)

    def found(self, expression: object) -> set[str]:
        page = self.client.rostering.users.list_users(limit=3000, filter_expr=expression, fields=["sourcedId"])  # type: ignore[arg-type]
        return {str(user.sourced_id) for user in page}


@pytest.fixture(scope="module")
def register() -> Iterator[Register]:
    with Sandbox() as box, box.client() as client:
        client.rostering.orgs.create_org({"sourcedId": "o1", "name": "A school", "type": "school"})
        yield Register(client)


SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.slow
@SETTINGS
@given(names=st.lists(VALUES, min_size=1, max_size=4, unique=True))
def test_equality_finds_exactly_who_has_the_value(register: Register, names: list[str]) -> None:
    for name in names:
        register.add(name)
    for name in names:
        assert register.found(F.family_name == name) == register.holders[name]
    everyone = set().union(*(register.holders[name] for name in names))
    assert register.found(F.family_name.is_in(names)) == everyone


@SETTINGS
@given(name=VALUES)
def test_inequality_finds_the_others(register: Register, name: str) -> None:
    register.add(name)
    others = set().union(*register.holders.values()) - register.holders[name]
    assert register.found(F.family_name != name) == others


@SETTINGS
@given(name=VALUES)
def test_containing_finds_who_has_it_within(register: Register, name: str) -> None:
    register.add(name)
    register.add(f"x{name}y")
    found = register.found(F.family_name.contains(name))
    # Case sensitivity depends on the server: SQL databases differ.
    exact = {one for held, holders in register.holders.items() if name in held for one in holders}
    assert exact <= found
