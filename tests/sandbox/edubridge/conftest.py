from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from tests.sandbox.conftest import org, user
from timeback import TimeBackClient
from timeback.sandbox import Sandbox

TODAY = date(2026, 3, 4)


def fill(box: Sandbox) -> None:
    """Two schools, two courses and three people; today is 4 March 2026."""
    box.edubridge.set_today(TODAY)
    box.store.load("orgs", [org("o1"), org("o2")])
    math = {"sourcedId": "math", "title": "Math 3", "subjects": ["Math"], "grades": ["3"]}
    box.store.load(
        "courses",
        [
            {**math, "status": "active", "org": {"sourcedId": "o1"}, "metadata": {"goals": {"dailyXp": 20}}},
            {"sourcedId": "read", "status": "active", "title": "Reading 3", "org": {"sourcedId": "o2"}},
        ],
    )
    box.store.load(
        "users",
        [
            user("s1", email="s1@example.org", grades=["3"], primaryOrg={"sourcedId": "o1"}),
            user("s2", email="s2@example.org", at="o2"),
            user("t1", role="teacher"),
            user("nowhere", roles=[]),
        ],
    )


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox() as running:
        fill(running)
        yield running


@pytest.fixture
def client(box: Sandbox) -> Iterator[TimeBackClient]:
    with box.client(max_retries=0) as made:
        yield made
