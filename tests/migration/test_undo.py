"""The undo of a migration: deletes what its runs created, and nothing else."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from timeback import TimeBackClient
from timeback.errors import ConfigurationError, InvalidRequestError, TimeBackError
from timeback.migration import Migration, UndoReport, undo_migration, verify
from timeback.sandbox import Sandbox

from .district import allocating, counts, fill, ids, thin
from .test_killed import kill_at
from .test_over_http import environment

DELETED = "tobedeleted"


@pytest.fixture(scope="module")
def source() -> Iterator[Sandbox]:
    with Sandbox(users=4, seed=3) as box:
        thin(box, classes=2, components=2)
        fill(box, count=4)
        yield box


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox() as box:
        yield box


@pytest.fixture
def clients(source: Sandbox, target: Sandbox) -> Iterator[tuple[TimeBackClient, TimeBackClient]]:
    with source.client() as staging, target.client(environment="production", max_retries=1) as production:
        yield staging, production


def alive(box: Sandbox) -> dict[str, int]:
    """The number of objects of each collection that are not marked as deleted."""
    found = {name: sum(one.get("status") != DELETED for one in box.store.all(name)) for name in counts(box)}
    return {name: count for name, count in found.items() if count}


def deletions(box: Sandbox) -> list[str]:
    return [request.path for request in box.requests if request.method == "DELETE"]


def test_what_was_created_is_deleted_and_nothing_else(
    clients: tuple[TimeBackClient, TimeBackClient], source: Sandbox, target: Sandbox, tmp_path: Path
) -> None:
    """Also after a second run, which finds everything there and updates some of it."""
    staging, production = clients
    found = source.store.all("orgs")
    there = [next(iter(found)), {"sourcedId": "own", "name": "Own", "type": "school", "status": "active"}]
    target.store.load("orgs", there)
    journal = tmp_path / "move.db"
    migration = Migration(staging, production, journal=journal)
    moved = migration.run()
    assert moved
    assert Migration(staging, production, journal=journal, on_conflict="update").run()
    before = alive(target)

    plan = Migration(staging, production, journal=journal, dry_run=True).undo()
    assert (plan.deleted, plan.dry_run, bool(plan)) == (sum(before.values()) - 2, True, True)
    assert (alive(target), deletions(target)) == (before, [])

    report = migration.undo()
    assert report, report.reasons
    assert (report.deleted, report.already_gone) == (plan.deleted, 0)
    assert {name: tally.deleted for name, tally in report.by_entity.items()} == {
        name: tally.created for name, tally in moved.by_entity.items() if tally.created
    }
    assert alive(target) == {"orgs": 2}
    assert len(deletions(target)) == plan.deleted

    again = undo_migration(journal, production)
    assert (again.total, bool(again)) == (0, True)


@pytest.mark.slow
def test_objects_are_deleted_before_those_that_they_refer_to(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    Migration(staging, production, journal=tmp_path / "move.db").run()
    parents = {
        one["sourcedId"]: parent["sourcedId"]
        for name in ("orgs", "assessmentLineItems", "academicSessions")
        for one in target.store.all(name)
        if (parent := one.get("parent") or one.get("parentAssessmentLineItem"))
    }
    assert undo_migration(tmp_path / "move.db", production)
    order = {path.rpartition("/")[2]: place for place, path in enumerate(deletions(target))}
    assert len(parents) > 3
    assert all(order[child] < order[parent] for child, parent in parents.items())
    collections = [path.rpartition("/")[0].rpartition("/")[2] for path in deletions(target)]
    assert collections.index("results") < collections.index("lineItems") < collections.index("classes")
    assert collections.index("enrollments") < collections.index("users") < collections.index("orgs")


@pytest.mark.slow
def test_a_later_migration_creates_everything_again(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    first = Migration(staging, production, journal=journal).run()
    assert undo_migration(journal, production)
    again = Migration(staging, production, journal=journal).run()
    assert again, again.reasons
    created = {name: tally.created for name, tally in first.by_entity.items()}
    assert {name: tally.created for name, tally in again.by_entity.items()} == created
    assert verify(staging, production, journal=journal)
    report = undo_migration(journal, production)
    assert (report.deleted, alive(target)) == (sum(created.values()), {})


@pytest.mark.slow
def test_a_dependency_that_was_undone_is_created_again(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, journal=journal).run()
    assert undo_migration(journal, production)
    assert Migration(staging, production, entities=["users"], journal=journal).run()
    assert alive(target)["orgs"] == len(ids(target, "orgs"))


@pytest.mark.slow
def test_an_object_that_was_changed_since_is_kept_with_what_it_needs(
    clients: tuple[TimeBackClient, TimeBackClient], source: Sandbox, target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    moved = Migration(staging, production, journal=journal).run()
    user = ids(target, "users")[-1]
    production.rostering.users.patch_user(user, {"grades": ["12"]})
    report = undo_migration(journal, production)
    assert not report
    assert ("users", user) in report.kept
    assert "changed" in report.reasons["users", user]
    assert {name for name, _ in report.kept} == {"users", "orgs"}
    assert alive(target).keys() == {"users", "orgs"}
    assert any(user in report.reasons[key] for key in report.kept if key[0] == "orgs")
    assert report.deleted == moved.total - len(report.kept)

    assert undo_migration(journal, production, delete_changed=True)
    assert alive(target) == {}


def test_a_later_run_does_not_hide_a_change(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    """Also if it selects objects in another way, and writes nothing."""
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, ["users"], journal=journal).run()
    org = ids(target, "orgs")[0]
    production.rostering.orgs.update_org(org, {**(target.store.get("orgs", org) or {}), "name": "Renamed by others"})
    for options in ({"orgs": [org]}, {}, {"sample": 1}):
        assert Migration(staging, production, ["orgs"], journal=journal, **options).run()  # type: ignore[arg-type]
    report = undo_migration(journal, production)
    assert ("orgs", org) in report.kept
    assert alive(target) == {"orgs": len(report.kept)}


@pytest.mark.slow
def test_objects_that_others_deleted_are_counted(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, journal=journal).run()
    marked, removed = ids(target, "results")[:2]
    production.gradebook.results.delete_result(marked)
    target.store.remove("results", removed)
    report = undo_migration(journal, production)
    assert report
    assert report.by_entity["results"].already_gone == report.already_gone == 2


@pytest.mark.parametrize("kind", [{"cut": "after"}, {"cut": "before"}, {"status": 500}], ids=str)
def test_a_deletion_without_a_reply_is_settled(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path, kind: dict[str, object]
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs", "academicSessions"], journal=journal).run()
    target.faults.add(method="DELETE", path="/ims/*", times=3, **kind)
    report = undo_migration(journal, production)
    assert report, report.reasons
    assert alive(target) == {}


def test_a_refusal_is_reported_and_keeps_what_the_object_needs(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs", "users"], journal=journal).run()
    user = ids(target, "users")[0]
    target.faults.add(method="DELETE", path=f"/ims/*/users/{user}", status=409)
    report = undo_migration(journal, production)
    assert report.failed == [("users", user)]
    assert "409" in report.reasons["users", user]
    assert {name for name, _ in report.kept} == {"orgs"}
    target.faults.clear()
    assert undo_migration(journal, production)
    assert alive(target) == {}


def test_a_confirmed_deletion_that_did_not_happen_is_found(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs"], journal=journal).run()
    target.faults.add(method="DELETE", path="/ims/*", status=204)
    report = undo_migration(journal, production)
    assert len(report.failed) == len(ids(target, "orgs"))
    assert not report.deleted
    target.faults.clear()
    assert undo_migration(journal, production)


@pytest.mark.slow
def test_a_target_that_assigns_ids(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    """Objects are deleted by the ids that the target assigned. One whose creation got no reply may be another."""
    staging, production = clients
    allocating(target)
    journal = tmp_path / "move.db"
    moved = Migration(staging, production, journal=journal).run()
    with sqlite3.connect(journal) as db:
        # As if the reply to the creation of one result had been lost.
        db.execute(
            "UPDATE objects SET state = 4, outcome = 'unknown', target = NULL WHERE entity = 'results' AND id IN "
            "(SELECT id FROM objects WHERE entity = 'results' LIMIT 1)"
        )
        lost = db.execute("SELECT id FROM objects WHERE state = 4").fetchone()[0]
        db.execute("DELETE FROM created WHERE entity = 'results' AND id = ?", (lost,))
    report = undo_migration(journal, production)
    assert report.kept == [("results", lost)]
    assert "unknown" in report.reasons["results", lost]
    assert (report.deleted, alive(target)) == (moved.total - 1, {"results": 1})


def test_an_object_that_was_found_after_a_lost_reply_may_be_another(
    source: Sandbox, target: Sandbox, tmp_path: Path
) -> None:
    """The target assigns ids, and has a user of its own with the user name of one that is not created."""
    user = list(source.store.all("users"))[-1]
    target.store.load("users", [{**user, "sourcedId": "own", "givenName": "Own", "agents": []}])
    # The creations of the users get no reply, and did not happen.
    target.faults.add(method="POST", path="/ims/*/users", cut="before")
    allocating(target)
    journal = tmp_path / "move.db"
    with source.client() as staging, target.client(environment="production", max_retries=0) as production:
        for _ in range(2):
            # The second run updates it.
            report = Migration(staging, production, ["orgs", "users"], journal=journal, on_conflict="update").run()
            assert report.by_entity["users"].total == 4
        report = undo_migration(journal, production)
    assert ("users", "own") in report.kept
    assert "may have been there before" in report.reasons["users", "own"]
    assert (target.store.get("users", "own") or {})["status"] == "active"


def test_a_creation_whose_reply_was_lost_is_undone_where_ids_are_kept(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs"], journal=journal).run()
    org, absent = ids(target, "orgs")[0], "never-arrived"
    with sqlite3.connect(journal) as db:
        db.execute("UPDATE objects SET state = 1, outcome = NULL, target = NULL WHERE id = ?", (org,))
        db.execute("INSERT INTO objects VALUES ('orgs', ?, 1, 1, NULL, NULL, NULL, 1, 0, 0, NULL)", (absent,))
        db.execute("DELETE FROM created WHERE id = ?", (org,))
    report = undo_migration(journal, production)
    assert report, report.reasons
    assert alive(target) == {}


@pytest.mark.slow
def test_an_interrupted_undo_is_continued(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    moved = Migration(staging, production, journal=journal).run()

    def stop(progress: object, seen: list[object] = []) -> None:  # noqa: B006 - counts the calls
        seen.append(progress)
        if len(seen) == moved.total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        undo_migration(journal, production, progress=stop)
    assert alive(target)
    report = undo_migration(journal, production)
    assert report, report.reasons
    assert alive(target) == {}
    assert 0 < report.deleted <= moved.total


@pytest.mark.slow
def test_an_undo_that_is_killed_is_continued(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    moved = Migration(staging, production, journal=journal).run()
    settings = {
        "TIMEBACK_API_URL": target.url,
        "TIMEBACK_CLIENT_ID": target.client_id,
        "TIMEBACK_CLIENT_SECRET": target.client_secret,
    }
    # Slow deletions, so that some of them are in progress when the process is killed.
    target.faults.add(method="DELETE", path="/ims/*", latency=0.02)
    command = [sys.executable, "-m", "timeback", "undo", str(journal), "--yes"]
    process = subprocess.Popen(command, env=environment(**settings), stdout=subprocess.DEVNULL, text=True)
    assert kill_at(process, target, writes=moved.total // 3, delay=0.01)
    assert 0 < sum(alive(target).values()) < moved.total
    target.faults.clear()
    report = undo_migration(journal, production)
    assert report, report.reasons
    assert alive(target) == {}


def test_an_undo_ends_when_the_target_is_gone(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs"], journal=journal).run()
    target.faults.add(path="/ims/*", cut="before")
    with pytest.raises(TimeBackError) as raised:
        undo_migration(journal, production)
    assert "same journal" in " ".join(raised.value.__notes__)
    target.faults.clear()
    assert undo_migration(journal, production)


def test_a_collection_that_is_not_served_is_not_gone(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs"], journal=journal).run()
    target.faults.add(path="/ims/*", status=404)
    report = undo_migration(journal, production)
    assert len(report.kept) == len(ids(target, "orgs"))
    assert "serve" in str(report.reasons)


@pytest.mark.parametrize(
    ("path", "status"), [("/ims/*/users", 403), ("/ims/*/users/*", 404)], ids=["no listing", "no single objects"]
)
def test_what_objects_that_cannot_be_read_may_refer_to_is_kept(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path, path: str, status: int
) -> None:
    """Such as if the scope for a collection is missing."""
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, ["academicSessions", "users"], journal=journal).run()
    before = alive(target)
    target.faults.add(method="GET", path=path, status=status)
    report = undo_migration(journal, production)
    assert {name for name, _ in report.kept} == {"orgs", "users"}
    assert "users that are kept" in str(report.reasons)
    assert alive(target) == {name: before[name] for name in ("orgs", "users")}
    target.faults.clear()
    assert undo_migration(journal, production)


def test_content_is_deleted_too(
    clients: tuple[TimeBackClient, TimeBackClient], source: Sandbox, target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    staging.qti.stimuli.create_stimulus({"identifier": "s1", "title": "Stimulus", "content": "<p>Text</p>"})
    journal = tmp_path / "move.db"
    moved = Migration(staging, production, entities=["stimuli"], journal=journal, qti=True).run()
    assert moved.by_entity["stimuli"].created == 1
    report = undo_migration(journal, production)
    assert report.by_entity["stimuli"].deleted == 1
    assert not production.qti.stimuli.exists("s1")
    assert Migration(staging, production, entities=["stimuli"], journal=journal, qti=True).run()
    assert production.qti.stimuli.exists("s1")


def test_a_journal_without_the_record_of_creations(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    """As an older release wrote it. It does not say when the objects were written."""
    staging, production = clients
    journal = tmp_path / "move.db"
    moved = Migration(staging, production, entities=["orgs"], journal=journal).run()
    with sqlite3.connect(journal) as db:
        db.execute("DROP TABLE created")
    report = undo_migration(journal, production)
    assert len(report.kept) == moved.total
    assert "journal does not say for certain" in str(report.reasons)
    assert undo_migration(journal, production, delete_changed=True).deleted == moved.total

    for org in list(target.store.all("orgs")):
        target.store.load("orgs", [{**org, "status": "active", "dateLastModified": None}])
    with sqlite3.connect(journal) as db:
        db.execute("UPDATE created SET written = NULL, state = 0")
    assert len(undo_migration(journal, production).kept) == moved.total


@pytest.mark.parametrize("stated", ["Mon, 01 Dec 2025 08:00:00 GMT", "12/01/2025 08:00:00 AM", 1764576000000, None])
def test_a_time_of_change_that_cannot_be_read_is_no_sign_that_nothing_changed(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path, stated: object
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs"], journal=journal).run()
    stated = datetime.now(UTC).date().isoformat() if stated is None else stated
    target.store.load("orgs", [{**one, "dateLastModified": stated} for one in target.store.all("orgs")])
    report = undo_migration(journal, production)
    assert len(report.kept) == len(ids(target, "orgs"))
    assert "ISO 8601" in str(report.reasons)
    assert undo_migration(journal, production, delete_changed=True)


def test_a_target_that_lists_objects_and_does_not_return_single_ones(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs"], journal=journal).run()
    target.faults.add(method="GET", path="/ims/*/orgs/*", status=404)
    report = undo_migration(journal, production)
    assert len(report.kept) == len(ids(target, "orgs"))
    assert "single objects" in str(report.reasons)
    target.faults.clear()
    # A server may hide what it lists as deleted.
    hidden = ids(target, "orgs")[0]
    production.rostering.orgs.delete_org(hidden)
    target.faults.add(method="GET", path=f"/ims/*/orgs/{hidden}", status=410)
    report = undo_migration(journal, production)
    assert report, report.reasons
    assert report.already_gone == 1


def test_objects_that_the_credentials_do_not_lead_to_stay_in_the_journal(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    """A host may serve several districts, each with its own credentials or path."""
    staging, production = clients
    journal = tmp_path / "move.db"
    moved = Migration(staging, production, entities=["orgs"], journal=journal).run()
    orgs = list(target.store.all("orgs"))
    for org in orgs:
        target.store.remove("orgs", org["sourcedId"])
    report = undo_migration(journal, production)
    assert (report.already_gone, report.deleted) == (moved.total, 0)
    target.store.load("orgs", orgs)
    report = undo_migration(journal, production)
    assert (report.already_gone, report.deleted, alive(target)) == (0, moved.total, {})


def test_a_deletion_that_the_target_has_no_operation_for_is_reported(
    clients: tuple[TimeBackClient, TimeBackClient], target: Sandbox, tmp_path: Path
) -> None:
    """It may answer 404, which is no sign that the object is gone."""
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs", "users"], journal=journal).run()
    before = alive(target)
    target.faults.add(method="DELETE", path="/ims/*/users/*", status=404)
    report = undo_migration(journal, production)
    assert {name for name, _ in report.failed} == {"users"}
    assert {name for name, _ in report.kept} == {"orgs"}
    assert "answered 404" in str(report.reasons)
    assert alive(target) == before


Undo = Callable[[], UndoReport]


def test_what_cannot_be_undone_is_refused(
    clients: tuple[TimeBackClient, TimeBackClient], source: Sandbox, target: Sandbox, tmp_path: Path
) -> None:
    staging, production = clients
    journal = tmp_path / "move.db"
    Migration(staging, production, entities=["orgs"], journal=journal).run()
    (tmp_path / "empty.db").touch()
    elsewhere = TimeBackClient(
        environment="staging",
        api_url="http://127.0.0.1:9",
        token_url="http://127.0.0.1:9/t",
        client_id="a",
        client_secret="b",
    )
    refused: list[tuple[Undo, type[Exception], str]] = [
        (lambda: Migration(staging, production).undo(), InvalidRequestError, "journal"),
        (lambda: Migration(staging, tmp_path / "b.zip", journal=journal).undo(), InvalidRequestError, "delete"),
        (lambda: undo_migration(tmp_path / "no.db", production), InvalidRequestError, "no.db"),
        (lambda: undo_migration(tmp_path / "empty.db", production), ConfigurationError, "empty"),
        (lambda: undo_migration(journal, staging), ConfigurationError, "target"),
        (lambda: Migration(elsewhere, production, journal=journal).undo(), ConfigurationError, "source"),
        (
            lambda: Migration(staging, production, journal=journal, pseudonymize="x" * 20).undo(),
            ConfigurationError,
            "source",
        ),
    ]
    for call, error, text in refused:
        with pytest.raises(error, match=text):
            call()
    assert alive(target) == {"orgs": len(ids(target, "orgs"))}
    assert deletions(target) == []
