"""Exports of changes: rows that are not listed are unchanged on the target, and no listed row is ignored."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bundles.kit import HEADERS, ROWS, check, district, lines, manifest, zipped
from timeback import TimeBackClient
from timeback.migration import Migration, Report, verify
from timeback.sandbox import Sandbox

from .conftest import Connect
from .server import Server
from .test_invalid_rows import KEYS, command, writes

NOW = "2026-01-02T03:04:05.678Z"
STUDENT, AIDE = ("primary", "student", "s1"), ("secondary", "aide", "d1")


def changed(row: str, old: str = "", new: str = "", status: str = "active") -> str:
    """A row of the district as a row of a delta file."""
    id_, _, rest = row.partition(",,,")
    assert old in rest
    return f"{id_},{status},{NOW},{rest.replace(old, new, 1)}"


ANNA = changed(ROWS["users"][0], "Ana,", "Anna,")


def delta(path: Path, **rows: list[str]) -> Path:
    files = {f"{stem}.csv": lines(HEADERS[stem], *found) for stem, found in rows.items()}
    return zipped(path / "delta.zip", {"manifest.csv": manifest(dict.fromkeys(rows, "delta")), **files})


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box


@pytest.fixture
def client(target: Sandbox, tmp_path: Path) -> Iterator[TimeBackClient]:
    """A client for a target that has the whole district."""
    full = district(resources=None, classResources=None, courseResources=None, userResources=None, scoreScales=None,
                    lineItemScoreScales=None, resultScoreScales=None)  # fmt: skip
    with target.client() as client:
        assert Migration(zipped(tmp_path / "full.zip", full), client, **named(tmp_path)).run()
        yield client


def named(folder: Path) -> dict[str, Any]:
    return {"journal": folder / "j.db", "source_name": "district"}


def load(path: Path, client: TimeBackClient, folder: Path) -> Report:
    return Migration(path, client, on_conflict="update", **named(folder)).run()


def roles(box: Sandbox, sourced_id: str = "u1") -> set[tuple[str, str, str]]:
    found = box.store.get("users", sourced_id)
    assert found is not None
    return {(one["roleType"], one["role"], one["org"]["sourcedId"]) for one in found["roles"]}


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ({}, {STUDENT, AIDE}),
        ({"roles": [changed(ROWS["roles"][1])], "users": [changed(ROWS["users"][1]), ANNA]}, {STUDENT, AIDE}),
        # A changed row of a role that stays the same one, and both rows with a new one.
        ({"roles": [changed(ROWS["roles"][0], ",2025-08-01,,s1", ",2025-08-01,2026-02-01,s1")]}, {STUDENT, AIDE}),
        ({"roles": [changed(ROWS["roles"][0]), changed(ROWS["roles"][2]),
                    f"r9,active,{NOW},u1,secondary,proctor,,,s1,"]},
         {STUDENT, AIDE, ("secondary", "proctor", "s1")}),
    ],
)  # fmt: skip
def test_roles_and_profiles_that_are_not_listed_stay(
    target: Sandbox, client: TimeBackClient, tmp_path: Path, rows: dict[str, list[str]], expected: set[Any]
) -> None:
    path, before = delta(tmp_path, **{"users": [ANNA], **rows}), target.store.get("users", "u1")
    assert before is not None
    report = load(path, client, tmp_path)
    assert (report.failed, report.by_entity["users"].updated) == ([], 1)
    after = target.store.get("users", "u1")
    assert after is not None
    assert after["givenName"] == "Anna"
    assert roles(target) == expected
    assert after["userProfiles"] == before["userProfiles"]
    assert ("2026-02-01" in str(after["roles"])) is ("2026-02-01" in str(rows))
    assert verify(path, client, **named(tmp_path))
    sent = writes(target)
    assert load(path, client, tmp_path).by_entity["users"].updated == 0
    assert writes(target) == sent


def test_learning_objectives_that_are_not_listed_stay(target: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    before = target.store.get("lineItems", "li1")
    rows = {"lineItems": [changed(ROWS["lineItems"][0], "Sheet 1", "Sheet I")],
            "results": [changed(ROWS["results"][0], "9.5", "8.5")],
            "resultLearningObjectiveIds": [f"ro1,active,{NOW},rs1,case,obj-1,4,"]}  # fmt: skip
    path = delta(tmp_path, **rows)
    report = load(path, client, tmp_path)
    assert report.failed == []
    after, result = target.store.get("lineItems", "li1"), target.store.get("results", "rs1")
    assert before is not None
    assert after is not None
    assert result is not None
    assert (after["title"], after["learningObjectiveSet"]) == ("Sheet I", before["learningObjectiveSet"])
    [found] = result["learningObjectiveSet"]
    scores = {
        one["learningObjectiveId"]: one.get("score", one.get("textScore")) for one in found["learningObjectiveResults"]
    }
    assert scores == {"obj-1": 4, "obj-3": "B"}
    assert verify(path, client, **named(tmp_path))


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        # It may be a changed row, or one of a further role.
        ({"users": [ANNA], "roles": [f"r9,active,{NOW},u1,secondary,proctor,,,s1,"]}, "roles"),
        # The row of the user is in an earlier bundle, or the role is to be removed.
        ({"roles": [changed(ROWS["roles"][0], "student", "teacher")]}, "roles.csv:2"),
        ({"users": [changed(ROWS["users"][1])], "roles": [changed(ROWS["roles"][0], "student", "teacher")]},
         "roles.csv:2"),
        ({"roles": [changed(ROWS["roles"][2], status="tobedeleted")]}, "roles.csv:2"),
        ({"users": [ANNA], "roles": [changed(ROWS["roles"][2], status="tobedeleted")]}, "roles.csv:2"),
        ({"users": [ANNA], "userProfiles": [changed(ROWS["userProfiles"][0], status="tobedeleted")]},
         "userProfiles.csv:2"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_carried_out_is_a_failure(
    target: Sandbox, client: TimeBackClient, tmp_path: Path, rows: dict[str, list[str]], told: str
) -> None:
    path, before = delta(tmp_path, **rows), target.store.get("users", "u1")
    sent = writes(target)
    report = load(path, client, tmp_path)
    assert report.failed == [("users", "u1")]
    assert told in report.reasons["users", "u1"]
    assert (writes(target) - sent, target.store.get("users", "u1")) == (0, before)
    assert not verify(path, client, **named(tmp_path))
    result = command(target, "import", str(path), "staging", "--on-conflict", "update")
    assert result.exit_code == 1
    assert told in result.stdout


def test_the_rows_of_a_deleted_user_are_deleted_with_it(
    target: Sandbox, client: TimeBackClient, tmp_path: Path
) -> None:
    path = delta(tmp_path, users=[changed(ROWS["users"][1], status="tobedeleted")],
                 roles=[changed(ROWS["roles"][1], status="tobedeleted")])  # fmt: skip
    report = Migration(path, client, delete_marked=True, **named(tmp_path)).run()
    assert (report.failed, report.deleted) == ([], 1)
    assert verify(path, client, **named(tmp_path))


def test_a_deleted_row_needs_no_other_cells(target: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    path = delta(tmp_path, users=[f"u2,tobedeleted,{NOW}" + "," * 19], enrollments=[f"e1,tobedeleted,{NOW}" + "," * 7])
    assert {(one.severity, one.rule) for one in check(path)} <= {("warning", "required"), ("warning", "missing-column")}
    report = Migration(path, client, delete_marked=True, **named(tmp_path)).run()
    assert (report.failed, report.deleted) == ([], 2)
    # Without its user, it is not known what the deletion of such a row changes.
    bad = delta(tmp_path, roles=[f"r1,tobedeleted,{NOW}" + "," * 7, f",tobedeleted,{NOW},u1" + "," * 6])
    assert [one.column for one in check(bad) if one.severity == "error"] == ["userSourcedId", "sourcedId"]


@pytest.mark.slow
def test_changes_of_roles_beside_a_full_list_of_users(target: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    users = [ROWS["users"][0].replace("Ana,", "Anna,"), ROWS["users"][1]]
    files = district(users=users)
    files["roles.csv"] = lines(HEADERS["roles"], changed(ROWS["roles"][1]))
    files["manifest.csv"] = files["manifest.csv"].replace("file.roles,bulk", "file.roles,delta")
    path = zipped(tmp_path / "d.zip", files)
    report = Migration(path, client, ["users"], on_conflict="update", **named(tmp_path)).run()
    assert (report.failed, roles(target)) == ([], {STUDENT, AIDE})
    assert report.by_entity["users"].updated == 1
    assert verify(path, client, ["users"], **named(tmp_path))


def test_a_target_that_assigns_ids_keeps_its_own(connect: Connect, tmp_path: Path) -> None:
    server = Server("target", allocates=True)
    target = connect(server)
    full = {name: rows for name, rows in district().items() if name in ("orgs.csv", "users.csv", "roles.csv")}
    full["users.csv"] = lines(HEADERS["users"], "u1,,,true,ana,,Ana,Ortiz" + "," * 14)
    full["roles.csv"] = lines(HEADERS["roles"], "r1,,,u1,primary,student,,,s1,")
    full["manifest.csv"] = manifest(dict.fromkeys(("orgs", "users", "roles"), "bulk"))
    chosen = {"entities": ["orgs", "users"], **named(tmp_path)}
    assert Migration(zipped(tmp_path / "full.zip", full), target, **chosen).run()
    [before] = list(server.users.values())
    path = delta(tmp_path, users=[f"u1,active,{NOW},true,ana,,Anna,Ortiz" + "," * 14])
    report = Migration(path, target, on_conflict="update", **chosen).run()
    [after] = list(server.users.values())
    assert (report.failed, after["givenName"], after["roles"]) == ([], "Anna", before["roles"])
