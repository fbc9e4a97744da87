"""A copy that is kept by a feed while others change the server, and runs crash: at the end it equals the server.

Two simpler rules run in the same simulation. They lose changes, which shows that the simulation finds losses.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from attrs import define, field

from tests.changes.kit import Feeds, Server, store
from timeback._pagination.paginator import IncompleteListingWarning
from timeback.sandbox import Sandbox

RUNS = 9
CRASHES = {3: "before the sink", 6: "after the sink"}
LATE = timedelta(seconds=2)
OVERLAP = timedelta(seconds=4)


class CrashError(Exception):
    """The process ends."""


@define
class Others:
    """Writers that change objects before each page: they change, add, mark and remove them.

    late: the part of the writes that becomes visible 2 seconds after its stamp was taken
    """

    box: Sandbox
    late: float
    changes_per_page: int
    random: random.Random = field(factory=lambda: random.Random(7))
    count: int = 0
    busy: bool = True

    def __call__(self, request: httpx.Request) -> None:
        if not self.busy or not request.url.path.endswith("/users"):
            return
        ids = [value["sourcedId"] for value in self.box.store.all("users")]
        for _ in range(self.changes_per_page):
            self.count += 1
            changed = datetime.now(UTC) - (LATE if self.random.random() < self.late else timedelta())
            what, identity = self.random.random(), self.random.choice(ids)
            if what < 0.04:
                self.box.store.remove("users", identity)
            elif what < 0.10:
                store(self.box, f"n{self.random.randrange(10**6):06}", changed=changed, givenName=f"v{self.count}")
            else:
                status = "tobedeleted" if what < 0.14 else "active"
                store(self.box, identity, changed=changed, givenName=f"v{self.count}", status=status)


@define
class Copy:
    """What the sink holds: the version of each object."""

    rows: dict[str, Any] = field(factory=dict)

    def write(self, items: list[Any]) -> None:
        for item in items:
            self.rows[item.sourced_id] = (item.given_name, item.status)

    def wrong(self, box: Sandbox) -> int:
        now = {value["sourcedId"]: (value["givenName"], value["status"]) for value in box.store.all("users")}
        return sum(self.rows.get(identity) != now.get(identity) for identity in {*now, *self.rows})


def filled(box: Sandbox, users: int) -> None:
    store(box, *(f"u{number:05}" for number in range(users)), givenName="v0")


def simulate(feeds: Feeds, file: Path, *, users: int, page_size: int, late: float, changes_per_page: int) -> int:
    filled(feeds.box, users)
    copy, others = Copy(), Others(feeds.box, late, changes_per_page)
    server = Server(page=others)
    for number in range(RUNS):
        crash = CRASHES.get(number)
        taken: list[Any] = []

        def sink(item: Any, taken: list[Any] = taken, crash: str | None = crash) -> None:
            taken.append(item)
            if crash == "before the sink" and len(taken) == 20:
                raise CrashError

        try:
            feeds.run(file, server=server, sink=sink, overlap=OVERLAP, page_size=page_size, commit=crash is None)
        except CrashError:
            # A sink without transactions has stored a part.
            copy.write(taken[:10])
        else:
            copy.write(taken)
    others.busy = False
    last = feeds.run(file, overlap=OVERLAP, page_size=page_size, vanished=True)
    copy.write(last.objects)
    for identity in last.gone:
        copy.rows.pop(identity, None)
    assert others.count > users / 2
    return copy.wrong(feeds.box)


def by_highest_stamp(box: Sandbox, *, users: int, page_size: int, late: float, changes_per_page: int) -> int:
    """The same with the highest stamp seen as the checkpoint; objects that are gone are left out of account."""
    filled(box, users)
    copy, others = Copy(), Others(box, late, changes_per_page)
    highest = datetime(2000, 1, 1, tzinfo=UTC)
    with box.client(transport=Server(page=others).sync_transport()) as client:
        for number in range(RUNS + 1):
            others.busy = number < RUNS
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", IncompleteListingWarning)
                items = list(client.rostering.users.modified_since(highest, page_size=page_size))
            copy.write(items)
            highest = max([highest, *(datetime.fromisoformat(str(item.date_last_modified)) for item in items)])
    there = {value["sourcedId"] for value in box.store.all("users")}
    copy.rows = {identity: row for identity, row in copy.rows.items() if identity in there}
    return copy.wrong(box)


SMALL: dict[str, Any] = {"users": 120, "page_size": 20, "changes_per_page": 4}
LARGE: dict[str, Any] = {"users": 1500, "page_size": 50, "changes_per_page": 12}


@pytest.fixture(params=[0.0, 0.2], ids=["plain", "late stamps"])
def late(request: pytest.FixtureRequest) -> Iterator[float]:
    return request.param


def test_a_copy_by_the_feed_is_right(feeds: Feeds, file: Path, late: float) -> None:
    assert simulate(feeds, file, late=late, **SMALL) == 0


def test_a_copy_by_the_highest_stamp_is_not(box: Sandbox) -> None:
    assert by_highest_stamp(box, late=0.2, **SMALL) > 0


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("repetition", range(3))
def test_a_large_copy_by_the_feed_is_right(feeds: Feeds, file: Path, late: float, repetition: int) -> None:
    assert simulate(feeds, file, late=late, **LARGE) == 0


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_a_large_copy_by_the_highest_stamp_is_not(box: Sandbox, late: float) -> None:
    assert by_highest_stamp(box, late=late, **LARGE) > 0
