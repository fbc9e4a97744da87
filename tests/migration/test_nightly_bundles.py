"""Exports of every night: one journal for files with other names, and rows that are marked as deleted."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.bundles.kit import HEADERS, ROWS, district, lines, manifest, zipped
from timeback import F
from timeback.errors import ConfigurationError, InvalidRequestError, TimeBackError
from timeback.migration import Migration, verify
from timeback.parquet import ParquetFolder
from timeback.sandbox import Sandbox

from .conftest import Connect
from .server import Server, org, user
from .test_invalid_rows import KEYS, command, writes

STAMP = "2026-01-02T03:04:05.678Z"
ROSTER = ["orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics"]
ORGS = [*ROWS["orgs"], "s2,,,Second,school,,d1", "s3,,,Annex,department,,s2"]


def first_night(folder: Path) -> Path:
    users = [*ROWS["users"], "u3,,,true,cy,,Cy,Oz" + "," * 14]
    roles = [*ROWS["roles"], "r4,,,u3,primary,student,,,s1,"]
    enrollments = [*ROWS["enrollments"], "e2,,,cl1,s1,u3,student,,,"]
    return zipped(folder / "export-01.zip", district(orgs=ORGS, users=users, roles=roles, enrollments=enrollments))


def delta(folder: Path) -> Path:
    """Two deleted organisations, the parent first, a deleted user with its enrollment, and rows that never came."""
    rows = {
        "orgs": [f"s2,tobedeleted,{STAMP},Second,school,,d1", f"s3,tobedeleted,{STAMP},Annex,department,,s2"],
        "users": [f"u3,tobedeleted,{STAMP},true,cy,,Cy,Oz" + "," * 14,
                  f"u9,tobedeleted,{STAMP},true,zed,,Zed,Oz" + "," * 14],
        "enrollments": [f"e2,tobedeleted,{STAMP},cl1,s1,u3,student,,,", f"e3,active,{STAMP},cl1,s1,u2,student,,,"],
    }  # fmt: skip
    files = {f"{stem}.csv": lines(HEADERS[stem], *found) for stem, found in rows.items()}
    return zipped(folder / "delta-02.zip", {"manifest.csv": manifest(dict.fromkeys(rows, "delta")), **files})


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box


def test_an_export_with_another_name_continues_the_journal(target: Sandbox, tmp_path: Path) -> None:
    first, journal = first_night(tmp_path), tmp_path / "j.db"
    changed = ROWS["users"][0].replace("ana@example.org", "ana@example.com")
    users = [changed, *ROWS["users"][1:], "u3,,,true,cy,,Cy,Oz" + "," * 14]
    roles = [*ROWS["roles"], "r4,,,u3,primary,student,,,s1,"]
    enrollments = [*ROWS["enrollments"], "e2,,,cl1,s1,u3,student,,,"]
    rows = {"orgs": ORGS, "users": users, "roles": roles, "enrollments": enrollments}
    second = zipped(tmp_path / "export-02.zip", district(**rows))
    with target.client() as client:
        assert Migration(first, client, journal=journal, source_name="north").run()
        before = writes(target)
        with pytest.raises(ConfigurationError, match="source_name='north'"):
            Migration(second, client, journal=journal).run()
        with pytest.raises(ConfigurationError, match="source_name"):
            verify(second, client, journal=journal)
        report = Migration(second, client, journal=journal, source_name="north", on_conflict="update").run()
        assert writes(target) - before == report.by_entity["users"].updated == 1
        assert not report.failed
        assert verify(second, client, journal=journal, source_name="north")


def test_a_journal_without_a_name_is_continued_with_the_name_of_its_error(target: Sandbox, tmp_path: Path) -> None:
    first, journal = first_night(tmp_path), str(tmp_path / "j.db")
    assert command(target, "import", str(first), "staging", "--journal", journal).exit_code == 0
    second = first.rename(tmp_path / "export-02.zip")
    arguments = "migrate", str(second), "staging", "--journal", journal
    refused = command(target, *arguments)
    assert refused.exit_code == 2
    name = f"bundle {first.resolve()}"
    assert f"--source-name '{name}'" in refused.stderr
    before = writes(target)
    assert command(target, *arguments, "--source-name", name).exit_code == 0
    assert command(target, "verify", *arguments[1:], "--source-name", name).exit_code == 0
    assert writes(target) == before


@pytest.mark.parametrize("name", ["", "  ", "a\nb", 5])
def test_a_source_name_is_one_line_of_text(target: Sandbox, tmp_path: Path, name: object) -> None:
    with target.client() as client, pytest.raises(InvalidRequestError, match="source_name"):
        Migration(first_night(tmp_path), client, source_name=name)  # type: ignore[arg-type]


def deletions(box: Sandbox) -> list[str]:
    return [request.path.rpartition("/")[2] for request in box.requests if request.method == "DELETE"]


@pytest.mark.slow
def test_marked_rows_are_deleted_after_everything_else_and_children_first(target: Sandbox, tmp_path: Path) -> None:
    journal, names = tmp_path / "j.db", {"source_name": "north"}
    with target.client() as client:
        assert Migration(first_night(tmp_path), client, journal=journal, **names).run()
        path, before = delta(tmp_path), writes(target)
        options = {"journal": journal, "delete_marked": True, **names}
        plan = Migration(path, client, dry_run=True, **options).run()
        assert writes(target) == before
        assert (plan.deleted, plan.by_entity["orgs"].deleted, plan.by_entity["enrollments"].created) == (4, 2, 1)
        skipped = Migration(path, client, entities=["orgs"], journal=journal, **names).run()
        assert (skipped.deleted, skipped.by_entity["orgs"].skipped, deletions(target)) == (0, 2, [])

        report = Migration(path, client, **options).run()
        assert (report.failed, report.deleted) == ([], 4)
        assert deletions(target) == ["e2", "u3", "s3", "s2"]
        # It was not on the target, so nothing remained to be done.
        assert report.by_entity["users"].unchanged == 1
        assert report.total == report.successful
        sent = [request.method for request in target.requests if request.method not in ("GET", "DELETE")]
        first = next(index for index, request in enumerate(target.requests) if request.method == "DELETE")
        assert sent == [one.method for one in target.requests[:first] if one.method != "GET"]
        assert verify(path, client, journal=journal, **names)
        for name, identity in (("users", "u3"), ("orgs", "s2"), ("enrollments", "e2")):
            assert (target.store.get(name, identity) or {"status": "tobedeleted"})["status"] == "tobedeleted"

        again = Migration(path, client, **options).run()
        assert (again.deleted, len(deletions(target)), again.failed) == (0, 4, [])

        # An object that is there again is a difference.
        target.store.put("users", {**(target.store.get("users", "u1") or {}), "sourcedId": "u3"})
        (difference,) = verify(path, client, journal=journal, **names)
        assert (difference.entity, difference.sourced_id, difference.kind) == ("users", "u3", "added")


def test_an_interrupted_deletion_is_continued(target: Sandbox, tmp_path: Path) -> None:
    journal, names = tmp_path / "j.db", {"source_name": "north"}
    with target.client(max_retries=0) as client:
        assert Migration(first_night(tmp_path), client, journal=journal, **names).run()
        options = {"journal": journal, "delete_marked": True, **names}
        target.faults.add(method="DELETE", path="/ims/*/users/*", status=401)
        with pytest.raises(TimeBackError):
            Migration(delta(tmp_path), client, **options).run()
        assert deletions(target)[0] == "e2"
        target.faults.clear()
        before = len(deletions(target))
        report = Migration(delta(tmp_path), client, **options).run()
        assert (report.resumed, report.failed, report.deleted) == (True, [], 4)
        assert deletions(target)[before:] == ["u3", "s3", "s2"]


@pytest.mark.parametrize("status", [pytest.param(404, marks=pytest.mark.slow), 422])
def test_a_refused_deletion_is_a_failure_with_its_reason_and_is_tried_again(
    target: Sandbox, tmp_path: Path, status: int
) -> None:
    """Also if the target has no operation for it, and answers 404."""
    journal, names = tmp_path / "j.db", {"source_name": "north"}
    with target.client() as client:
        assert Migration(first_night(tmp_path), client, journal=journal, **names).run()
        options = {"journal": journal, "delete_marked": True, **names}
        target.faults.add(method="DELETE", path="/ims/*/users/u3", status=status)
        report = Migration(delta(tmp_path), client, **options).run()
        assert report.failed == [("users", "u3")]
        assert "could not be deleted" in report.reasons["users", "u3"]
        assert not verify(delta(tmp_path), client, journal=journal, **names)
        target.faults.clear()
        report = Migration(delta(tmp_path), client, **options).run()
        assert (report.failed, report.by_entity["users"].deleted) == ([], 1)


def test_a_server_source_deletes_by_the_id_that_the_target_assigned(connect: Connect, tmp_path: Path) -> None:
    source = Server("source").add(org("o1"), to="orgs").add(user("u1"), user("u2"))
    target = Server("target", allocates=True)
    gone: list[str] = []

    def delete(method: str, collection: str, key: str | None) -> None:
        if method == "DELETE":
            gone.append(str(key))

    target.before.append(delete)
    journal, ends = tmp_path / "j.db", (connect(source), connect(target))
    assert Migration(*ends, ["orgs", "users"], journal=journal).run()
    with closing(sqlite3.connect(journal)) as db:
        ((assigned,),) = db.execute("SELECT target FROM objects WHERE entity = 'users' AND id = 'u2'").fetchall()
    assert assigned != "u2"
    source.users["u2"]["status"] = "tobedeleted"
    target.add(user("u2", givenName="Someone else"))
    report = Migration(*ends, ["orgs", "users"], journal=journal, delete_marked=True).run()
    assert (report.deleted, report.failed, gone) == (1, [], [assigned])
    assert "u2" in target.users
    assert list(verify(*ends, ["orgs", "users"], journal=journal)) == []


def test_options_that_contradict_are_refused(target: Sandbox, tmp_path: Path) -> None:
    bundle = delta(tmp_path)
    with target.client() as client:
        with pytest.raises(InvalidRequestError, match="include_deleted"):
            Migration(bundle, client, delete_marked=True, include_deleted=True)
        for files in (tmp_path / "x.zip", ParquetFolder(tmp_path / "x")):
            with pytest.raises(InvalidRequestError, match="delete_marked"):
                Migration(client, files, delete_marked=True)
        assert Migration(bundle, client).count_marked() == {"orgs": 2, "users": 2, "enrollments": 1}
        target.store.load("users", [{"sourcedId": "x", "status": "tobedeleted"}])
        assert Migration(client, tmp_path / "x.zip").count_marked() == {"users": 1}
        assert client.rostering.users.find(F.sourced_id == "x") is not None
    refused = command(target, "migrate", str(bundle), "staging", "--delete-marked", "--include-deleted")
    assert refused.exit_code == 2
    assert "--delete-marked" in refused.stderr
    assert "--include-deleted" in refused.stderr


def test_the_command_asks_on_production_with_counts(
    target: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle = delta(tmp_path)
    assert command(target, "import", str(first_night(tmp_path)), "staging").exit_code == 0
    arguments = "migrate", str(bundle), "production", "--delete-marked", "--entities", ",".join(ROSTER)
    refused = command(target, *arguments)
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr
    monkeypatch.setattr("timeback.cli.confirmation.sys", SimpleNamespace(stdin=SimpleNamespace(isatty=lambda: True)))
    before = writes(target)
    for answer, code in (("no", 2), ("production", 0)):
        asked = command(target, *arguments, input=f"{answer}\n")
        assert asked.exit_code == code, asked.output
        assert "2 orgs, 2 users, 1 enrollments" in asked.stderr
        assert (writes(target) > before) is (code == 0)
