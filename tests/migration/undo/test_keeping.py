"""What the undo of a migration keeps: changed objects, what these need, and what cannot be deleted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from timeback import TimeBackClient
from timeback.errors import ConfigurationError, InvalidRequestError
from timeback.migration import Migration, UndoReport, undo_migration
from timeback.sandbox import Sandbox

from ..district import allocating, ids
from .conftest import alive, deletions


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
