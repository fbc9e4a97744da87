"""Random rosters through list, export, check, import, migration, verification and update.

The result is compared with the simple model and comparison in rosters.py.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from timeback._spec.entities import roster as entities
from timeback.bundles import Bundle
from timeback.migration import Migration, Report, verify
from timeback.sandbox import Sandbox

from .rosters import IN_CSV, PLACES, ExpectedResult, Reference, Roster, draw, healed, plain, references, without_circles

pytestmark = pytest.mark.slow

KEYS = {"client_id": "id", "client_secret": "secret"}
seeds = st.integers(0, 2**32)


def examples(share: int) -> settings:
    """A share of the examples of the profile, because each example migrates a whole roster several times.

    A seed cannot be made simpler, so a failing one is told as it is.
    """
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    return settings(max_examples=max(settings().max_examples // share, 1), phases=phases)


class Servers:
    """Three sandboxes, emptied before each example."""

    def __init__(self, boxes: list[Sandbox]) -> None:
        self.source, self.target, self.imported = boxes
        self.left = self.source.client(environment="staging")
        self.right = self.target.client(environment="production")
        self.third = self.imported.client(environment="production")

    def begin(self, roster: Roster) -> None:
        for box in (self.source, self.target, self.imported):
            box.store.clear()
            box.faults.clear()
        self.load(roster)

    def load(self, roster: Roster) -> None:
        for name, objects in roster.items():
            self.source.store.load(name, objects.values())

    def close(self) -> None:
        for client in (self.left, self.right, self.third):
            client.close()


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    with Sandbox(**KEYS) as one, Sandbox(**KEYS) as two, Sandbox(**KEYS) as three:
        made = Servers([one, two, three])
        yield made
        made.close()


def assert_holds(box: Sandbox, expected: ExpectedResult, *, csv: bool = False) -> None:
    """The sandbox has exactly the expected objects."""
    there = {name: list(box.store.all(name)) for name in PLACES}
    ids = {value["sourcedId"]: value["metadata"]["key"] for objects in there.values() for value in objects}
    for name, objects in expected.objects.items():
        found = {value["metadata"]["key"]: plain(name, value, ids=ids, csv=csv) for value in there[name]}
        wanted = {one: plain(name, value, csv=csv) for one, value in objects.items()}
        for one, value in wanted.items():
            # Servers and files derive the school of an enrollment from its class, files also the course of a scale.
            taught = expected.objects["classes"].get(value.get("class", ""))
            if name == "enrollments" and taught is not None:
                value.setdefault("school", plain("classes", taught)["school"])
            if csv and name == "scoreScales" and taught is not None:
                value.setdefault("course", taught["course"]["sourcedId"])
            assert found.get(one) == value, (name, one)
        assert found.keys() == wanted.keys(), name


def left_out(told: Any) -> set[Reference]:
    return {(one.entity, one.sourced_id, one.path, one.collection, one.referenced_id) for one in told.left_out}


def assert_told(report: Report, expected: ExpectedResult) -> None:
    assert set(report.failed) == expected.failed, report.reasons
    assert left_out(report) == expected.left_out
    assert all(one.reason for one in report.left_out)
    assert len(report.left_out) == len(expected.left_out)


def assert_explained(result: Any, expected: ExpectedResult, compared: Collection[str] = frozenset(PLACES)) -> None:
    """Failed objects are missing, and nothing else differs."""
    assert {(one.entity, one.sourced_id, one.kind) for one in result} == {
        (name, one, "missing") for name, one in expected.failed if name in compared
    }
    assert left_out(result) == expected.left_out


def writes(box: Sandbox) -> list[tuple[str, str]]:
    return [(one.method, one.path) for one in box.requests if one.method != "GET" and "/ims/" in one.path]


def test_the_reference_implementation_covers_every_reference() -> None:
    known = {(name, path) for name, places in PLACES.items() for path, _, _ in places}
    declared = {(entity.name, path.name) for entity in entities().values() for path in entity.references}
    # Two alternative names of other properties, and one that follows from the class.
    alternatives = {("courses", "schoolYear"), ("courseComponents", "courseComponent")}
    assert declared - known == alternatives | {("enrollments", "course")}
    assert known <= declared


@pytest.mark.generated
@pytest.mark.timeout(1800)
@examples(12)
@given(seed=seeds)
def test_export_to_files_and_import_into_another_server(servers: Servers, seed: int) -> None:
    roster = without_circles(draw(seed))
    servers.begin(roster)
    expected = ExpectedResult(roster, csv=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "district.zip"
        report = Migration(servers.left, path).run()
        assert_told(report, expected)
        with Bundle.open(path) as bundle:
            assert [str(problem) for problem in bundle.check() if problem.severity == "error"] == []
            for name in IN_CSV:
                assert {one["sourcedId"] for one in bundle.read(name)} == expected.objects[name].keys()
            # A collection without objects has no file, and is not compared.
            assert_explained(verify(servers.left, path), expected, set(bundle.collections))

        report = Migration(path, servers.third).run()
        assert (report.failed, report.left_out) == ([], [])
        assert_holds(servers.imported, expected, csv=True)
        assert list(verify(path, servers.third, strict=True)) == []


@pytest.mark.generated
@pytest.mark.timeout(1800)
@examples(25)
@given(seed=seeds, allocates=st.booleans(), then=st.sampled_from(["again", "mended", "deleted"]))
def test_migration_between_servers_and_a_second_run(servers: Servers, seed: int, allocates: bool, then: str) -> None:
    roster = draw(seed)
    servers.begin(roster)
    if allocates:
        servers.target.faults.add(method="POST", reallocate=True)
    expected = ExpectedResult(roster)
    left, right = servers.left, servers.right
    listed = {value.sourced_id for value in left.rostering.users.iter_users()}
    assert listed == roster["users"].keys()
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "move.db"
        assert_told(Migration(left, right, journal=journal).run(), expected)
        assert_holds(servers.target, expected)
        assert_explained(verify(left, right, journal=journal, strict=True), expected)
        if then == "again":
            once_more(servers, journal, expected, allocates=allocates)
        else:
            mended = mend(servers, journal, roster)
            if then == "deleted":
                delete_and_change(servers, journal, mended, allocates=allocates)


def once_more(servers: Servers, journal: Path, expected: ExpectedResult, *, allocates: bool) -> None:
    """A second run, with or without a journal, changes nothing and reports the same."""
    left, right = servers.left, servers.right
    before = len(writes(servers.target))
    again = Migration(left, right, journal=journal, on_conflict="fail").run()
    assert_told(again, expected)
    assert sum(tally.unchanged for tally in again.by_entity.values()) == sum(map(len, expected.objects.values()))
    if not allocates:
        assert_told(Migration(left, right, on_conflict="fail").run(), expected)
        assert_explained(verify(left, right), expected)
    assert len(writes(servers.target)) == before
    servers.target.store.clear()
    assert_told(Migration(left, right, dry_run=True).run(), expected)


def mend(servers: Servers, journal: Path, roster: Roster) -> Roster:
    """Missing objects are migrated once they exist, with all references that were left out."""
    left, right = servers.left, servers.right
    mended = healed(roster)
    servers.load(mended)
    report = Migration(left, right, journal=journal).run()
    whole = ExpectedResult(mended)
    assert whole.left_out == whole.failed == set()
    assert_told(report, whole)
    assert report.reasons == {}
    assert_holds(servers.target, whole)
    result = verify(left, right, journal=journal, strict=True)
    assert (list(result), result.left_out) == ([], ())
    return mended


def delete_and_change(servers: Servers, journal: Path, roster: Roster, *, allocates: bool) -> None:
    """Objects that are deleted on the source later stay on the target; changed objects are migrated."""
    left, right = servers.left, servers.right
    users = list(roster["users"].values())
    servers.source.store.load("users", [{**user, "status": "tobedeleted"} for user in users[::2]])
    with_and_without: list[dict[str, Any]] = [{"journal": journal}, {}]
    for options in with_and_without[: 1 if allocates else 2]:
        report = Migration(left, right, on_conflict="update", **options).run()
        assert (report.failed, report.left_out) == ([], [])
        assert sum(tally.updated + tally.created for tally in report.by_entity.values()) == 0
        assert list(verify(left, right, **options)) == []
    someone = left.rostering.users.get_user(users[1]["sourcedId"])
    someone.given_name = "Changed"
    left.rostering.users.update_user(someone.sourced_id or "", someone)
    report = Migration(left, right, ["users"], journal=journal, on_conflict="update").run()
    assert (report.failed, report.by_entity["users"].updated) == ([], 1)
    assert list(verify(left, right, journal=journal)) == []


@pytest.mark.generated
@pytest.mark.timeout(1800)
@examples(12)
@given(seed=seeds)
def test_every_selection_can_be_imported(servers: Servers, seed: int) -> None:
    rng = random.Random(seed)
    roster = without_circles(draw(seed))
    servers.begin(roster)
    chosen: dict[str, Any] = {}
    if rng.random() < 0.7:
        chosen["entities"] = rng.sample(sorted(PLACES), rng.randint(1, 4))
    match rng.randint(0, 3):
        case 0:
            chosen["sample"] = rng.randint(1, 2)
        case 1:
            chosen["orgs"] = [rng.choice(sorted(roster["orgs"]))]
        case 2:
            chosen["include_deleted"] = True
    chosen["with_dependencies"] = rng.random() < 0.7
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "district"
        report = Migration(servers.left, path, **chosen).run()
        with Bundle.open(path) as bundle:
            assert [str(problem) for problem in bundle.check() if problem.severity == "error"] == []
            there = {(name, one["sourcedId"]): one for name in bundle.collections for one in bundle.read(name)}
        for (name, one), value in there.items():
            # Each reference of the source is in the bundle or in the report.
            told = {(path, named) for entity, key, path, _, named in left_out(report) if (entity, key) == (name, one)}
            lost = {
                (path, named)
                for path, collection, named in references(name, roster[name][one])
                if (collection, named) not in there and not path.startswith("children")
            }
            assert told == lost, (name, one, chosen)
            assert all((collection, named) in there for _, collection, named in references(name, value))
        report = Migration(path, servers.third).run()
        assert (report.failed, report.left_out) == ([], [])
        assert sum(servers.imported.store.counts().values()) == len(there)
