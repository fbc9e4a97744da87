"""The undo of a migration: deletes what its runs created, and nothing else."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from timeback import TimeBackClient
from timeback.errors import TimeBackError
from timeback.migration import Migration, undo_migration, verify
from timeback.sandbox import Sandbox

from ..district import allocating, ids
from ..test_killed import kill_at
from ..test_over_http import environment
from .conftest import alive, deletions


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
