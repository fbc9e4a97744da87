"""References to objects that are not migrated: left out and reported, on servers and in files."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tests.parquet.kit import read
from timeback.bundles import Bundle
from timeback.cli.app import timeback
from timeback.migration import LeftOutReference, Migration, verify
from timeback.migration.reporting.html_report import render_html
from timeback.parquet import ParquetFolder
from timeback.sandbox import Sandbox

from .district import base, to

KEYS = {"client_id": "id", "client_secret": "secret"}
SESSION = {"type": "term", "startDate": "2025-08-01", "endDate": "2026-06-01", "schoolYear": "2026"}
GONE = "is missing on the source"
DELETED = "deleted on the source"
REFUSED = "sourcedId"


def role(org: str, kind: str = "secondary") -> dict[str, Any]:
    return {"roleType": kind, "role": "student", "org": to(org)}


def user(sourced_id: str, *more: dict[str, Any], **properties: Any) -> dict[str, Any]:
    names = {"enabledUser": "true", "username": sourced_id, "givenName": "Given", "familyName": "Family"}
    roles = [role("school", "primary"), *more]
    return {**base("", 0), "sourcedId": sourced_id, **names, "roles": roles, **properties}


def one(sourced_id: str, **properties: Any) -> dict[str, Any]:
    return {**base("", 0), "sourcedId": sourced_id, **properties}


ROSTER: dict[str, list[dict[str, Any]]] = {
    "orgs": [
        one("district", name="District", type="district"),
        one("school", name="School", type="school", parent=to("district")),
        one("closed", name="Closed", type="school", parent=to("gone")),
    ],
    "academicSessions": [
        one("term", title="Term", org=to("district"), parent=to("gone"), **SESSION),
        one("old", title="Old", org=to("district"), **SESSION, status="tobedeleted"),
    ],
    "resources": [one("book", title="Book", vendorResourceId="b")],
    "courses": [one("course", title="Course", org=to("district"), academicSession=to("old"))],
    "classes": [
        one("class", title="Class", course=to("course"), org=to("school"), school=to("school"),
            classType="scheduled", terms=[to("gone"), to("term"), to("old")], resources=[to("gone"), to("book")]),
        one("lost", title="Lost", course=to("gone"), org=to("school"), school=to("school"),
            classType="scheduled", terms=[to("term")]),
    ],
    "users": [
        user("child", role("gone"), agents=[to("gone"), to("left"), to("with space"), to("parent")],
             primaryOrg=to("gone"), resources=[to("book"), to("gone")]),
        user("left", status="tobedeleted"),
        user("parent"),
        user("with space"),
        user("nowhere", roles=[role("gone", "primary")]),
    ],
    "enrollments": [
        one("in", role="student", user=to("child"), **{"class": to("class")}, school=to("school")),
        one("out", role="student", user=to("child"), **{"class": to("lost")}, school=to("school")),
    ],
    "demographics": [one("left", sex="female")],
}  # fmt: skip

LEFT_OUT = {
    ("orgs", "closed", "parent", "gone"),
    ("academicSessions", "term", "parent", "gone"),
    ("courses", "course", "academicSession", "old"),
    ("classes", "class", "terms[0]", "gone"),
    ("classes", "class", "terms[2]", "old"),
    ("classes", "class", "resources[0]", "gone"),
    ("users", "child", "roles[1].org", "gone"),
    ("users", "child", "agents[0]", "gone"),
    ("users", "child", "agents[1]", "left"),
    ("users", "child", "primaryOrg", "gone"),
    ("users", "child", "resources[1]", "gone"),
}
REFUSED_BY_CSV = ("users", "child", "agents[2]", "with space")
FAILED = {("classes", "lost"), ("users", "nowhere"), ("enrollments", "out"), ("demographics", "left")}


@pytest.fixture
def source() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        for name, objects in ROSTER.items():
            box.store.load(name, objects)
        yield box


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box


def told(references: Any) -> set[tuple[str, str, str, str]]:
    return {(ref.entity, ref.sourced_id, ref.path, ref.referenced_id) for ref in references}


def ids(references: list[dict[str, Any]]) -> list[str]:
    return [reference["sourcedId"] for reference in references]


def test_a_bundle_has_no_reference_to_a_missing_object(source: Sandbox, target: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "district.zip"
    with source.client() as client:
        report = Migration(client, path).run()
        result = verify(client, path)
    assert told(report.left_out) == {*LEFT_OUT, REFUSED_BY_CSV}
    reasons = {reference.referenced_id: reference.reason for reference in report.left_out}
    for named, reason in (("gone", GONE), ("left", DELETED), ("old", DELETED), ("with space", REFUSED)):
        assert reason in reasons[named]
    assert set(report.failed) == {*FAILED, ("users", "with space")}
    with Bundle.open(path) as bundle:
        assert [problem for problem in bundle.check() if problem.severity == "error"] == []
        child = next(found for found in bundle.read("users") if found["sourcedId"] == "child")
    assert ids(child["agents"]) == ["parent"]
    assert [found["org"]["sourcedId"] for found in child["roles"]] == ["school"]
    with target.client() as client:
        report = Migration(path, client).run()
        assert (report.failed, report.left_out) == ([], [])
    # What failed is missing in the files; demographics have no file, since there were no others.
    missing = {("classes", "lost"), ("users", "nowhere"), ("users", "with space"), ("enrollments", "out")}
    assert {(found.entity, found.sourced_id, found.kind) for found in result} == {(*key, "missing") for key in missing}
    assert told(result.left_out) == {*LEFT_OUT, REFUSED_BY_CSV}


@pytest.mark.slow
def test_a_server_gets_objects_without_references_to_missing_ones(
    source: Sandbox, target: Sandbox, tmp_path: Path
) -> None:
    journal = tmp_path / "move.db"
    with source.client() as left, target.client(environment="production") as right:
        plan = Migration(left, right, dry_run=True).run()
        assert (told(plan.left_out), set(plan.failed)) == (LEFT_OUT, FAILED)
        report = Migration(left, right, journal=journal).run()
        assert (told(report.left_out), set(report.failed)) == (LEFT_OUT, FAILED)
        child = target.store.get("users", "child")
        assert child is not None
        assert ids(child["agents"]) == ["with space", "parent"]
        assert "primaryOrg" not in child
        taught = target.store.get("classes", "class")
        assert taught is not None
        assert (ids(taught["terms"]), ids(taught["resources"])) == (["term"], ["book"])
        for given in (journal, None):
            result = verify(left, right, journal=given)
            assert {(found.entity, found.sourced_id) for found in result} == FAILED
            assert told(result.left_out) == LEFT_OUT
            again = Migration(left, right, journal=given, on_conflict="fail").run()
            assert (told(again.left_out), set(again.failed)) == (LEFT_OUT, FAILED)


def test_the_reason_names_the_required_property(source: Sandbox, target: Sandbox) -> None:
    with source.client() as left, target.client(environment="production") as right:
        reasons = Migration(left, right).run().reasons
    assert reasons["classes", "lost"].startswith("course: course gone ")
    assert reasons["users", "nowhere"].startswith("roles[0].org: org gone ")
    assert reasons["enrollments", "out"].startswith("class: class lost ")
    assert reasons["demographics", "left"].startswith("sourcedId: user left ")


def test_the_reason_names_the_property_that_files_require(source: Sandbox, target: Sandbox, tmp_path: Path) -> None:
    taught = source.store.get("classes", "class")
    assert taught is not None
    source.store.put("classes", {**taught, "terms": [to("old")]})
    with source.client() as left, target.client(environment="production") as right:
        report = Migration(left, tmp_path / "out").run()
        assert ("classes", "class") in report.failed
        reason = report.reasons["classes", "class"]
        assert "terms" in reason
        assert "academicSession old " in reason
        # The schema of servers lets a class be without terms.
        report = Migration(left, right).run()
        assert ("classes", "class", "terms[0]", "old") in told(report.left_out)
        stored = target.store.get("classes", "class")
        assert stored is not None
        assert stored["terms"] == []


def test_a_left_out_reference_is_added_when_its_object_appears(
    source: Sandbox, target: Sandbox, tmp_path: Path
) -> None:
    journal = tmp_path / "move.db"
    with source.client() as left, target.client(environment="production") as right:
        Migration(left, right, journal=journal).run()
        source.store.put("users", user("gone"))
        left_user = source.store.get("users", "left")
        assert left_user is not None
        source.store.put("users", {**left_user, "status": "active"})
        source.store.put("orgs", one("gone", name="Gone", type="school"))
        report = Migration(left, right, journal=journal).run()
        assert report.by_entity["users"].updated == 1
        child = target.store.get("users", "child")
        assert child is not None
        assert sorted(ids(child["agents"])) == ["gone", "left", "parent", "with space"]
        assert [found["org"]["sourcedId"] for found in child["roles"]] == ["school", "gone"]
        assert child["primaryOrg"]["sourcedId"] == "gone"
        assert ("users", "nowhere") not in report.failed
        assert {key for key in told(report.left_out) if key[0] == "users"} == {
            ("users", "child", "resources[1]", "gone")
        }


def test_adding_a_reference_does_not_overwrite_other_changes(source: Sandbox, target: Sandbox, tmp_path: Path) -> None:
    journal = tmp_path / "move.db"
    with source.client() as left, target.client(environment="production") as right:
        Migration(left, right, journal=journal).run()
        source.store.put("users", user("gone"))
        child = target.store.get("users", "child")
        assert child is not None
        target.store.put("users", {**child, "phone": "1"})
        report = Migration(left, right, journal=journal).run()
        assert "differs there" in report.reasons["users", "child"]
        stored = target.store.get("users", "child")
        assert stored is not None
        assert stored["phone"] == "1"


def test_references_to_unselected_objects_are_left_out(source: Sandbox, tmp_path: Path) -> None:
    with source.client() as client:
        report = Migration(client, tmp_path / "out", ["enrollments"]).run()
    assert ("enrollments", "in") not in report.failed
    assert ("users", "child", "agents[3]", "parent") in told(report.left_out)
    reasons = {(ref.path, ref.referenced_id): ref.reason for ref in report.left_out}
    assert reasons["agents[3]", "parent"] == "is not selected"
    with Bundle.open(tmp_path / "out") as bundle:
        assert [problem for problem in bundle.check() if problem.severity == "error"] == []


def test_parquet_files_keep_all_references(source: Sandbox, tmp_path: Path) -> None:
    with source.client() as client:
        report = Migration(client, ParquetFolder(tmp_path / "roster")).run()
    assert (report.failed, report.left_out) == ([], [])
    rows = {row["sourcedId"]: row for row in read(tmp_path / "roster" / "users.parquet")}
    assert ids(rows["child"]["agents"]) == ["gone", "left", "with space", "parent"]


def test_a_journal_of_an_older_release_can_be_resumed(source: Sandbox, target: Sandbox, tmp_path: Path) -> None:
    journal = tmp_path / "move.db"
    with source.client() as left, target.client(environment="production") as right:
        Migration(left, right, ["orgs"], journal=journal).run()
        with closing(sqlite3.connect(journal)) as db:
            db.execute("DROP TABLE left_out")
            db.commit()
        report = Migration(left, right, journal=journal).run()
        assert told(report.left_out) == LEFT_OUT


def test_the_command_line_and_the_report_list_left_out_references(
    source: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIMEBACK_CONFIG", str(tmp_path / "none.toml"))
    # Without what fails, references alone are left.
    for name, sourced_id in {*FAILED, ("users", "with space")}:
        source.store.remove(name, sourced_id)
    environment = {
        "TIMEBACK_STAGING_API_URL": source.url,
        "TIMEBACK_STAGING_CLIENT_ID": source.client_id,
        "TIMEBACK_STAGING_CLIENT_SECRET": source.client_secret,
    }

    def run(*arguments: str) -> Any:
        return CliRunner().invoke(timeback, arguments, env=environment, prog_name="timeback")

    done = run("export", "staging", "out.zip", "--report", "out.html")
    assert done.exit_code == 0, done.output
    assert "12 references left out" in done.stdout
    assert "left out: users child agents[0]: users gone is missing on the source" in done.stdout
    assert "terms[2]" in (tmp_path / "out.html").read_text()
    listed = json.loads(run("export", "staging", "again.zip", "--json").stdout)["left_out"]
    assert len(listed) == 12
    assert {"entity", "sourcedId", "path", "collection", "referencedId", "reason"} == listed[0].keys()
    done = run("diff", "staging", "out.zip", "--json")
    assert done.exit_code == 0, done.output
    assert len(json.loads(done.stdout)["left_out"]) == 12
    assert "not on the target: users child agents[0]" in run("diff", "staging", "out.zip").stdout


def test_the_report_escapes_its_texts() -> None:
    from timeback.migration import Report

    odd = LeftOutReference(
        entity="users", sourced_id="<b>", path="agents[0]", collection="users", referenced_id="<i>", reason="<u>"
    )
    text = render_html(Report(left_out=[odd]), {})
    assert "&lt;b&gt;" in text
    assert not any(tag in text for tag in ("<b>", "<i>", "<u>"))
