"""Bundles with errors: refused before anything is sent, or moved without the invalid rows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tests.bundles.kit import HEADERS, ROWS, district, lines, zipped
from timeback.bundles import BundleError
from timeback.cli.app import timeback
from timeback.errors import AuthenticationError, InvalidRequestError
from timeback.migration import Migration, Report, verify
from timeback.sandbox import Sandbox

KEYS = {"client_id": "id", "client_secret": "secret"}
ROSTER = ("orgs", "academicSessions", "courses", "classes", "users", "enrollments", "demographics")
# Nothing refers to this user, and nothing to the demographics of the other one.
EXTRA_USER = "u3,,,true,cy,,Cy,Oz" + "," * 14
EXTRA_ROLE = "r4,,,u3,primary,student,,,s1,"
BAD = {
    # stem -> bad rows, with the line that they get below.
    "users": ["u4,,,maybe,dee,,Secretname,Oz" + "," * 14],
    "enrollments": ["e2,,,cl1,s1,u1,boss,,,", "e3,,,cl1,s1,gone,student,,,", "e1,,,cl1,s1,u2,student,,,", "e5,,,cl1"],
    "demographics": ["u2,,,2010-02-30,male" + "," * 11],
}


def bad_district(**changes: list[str]) -> dict[str, str]:
    rows = {
        "users": [*ROWS["users"], EXTRA_USER, *BAD["users"]],
        "roles": [*ROWS["roles"], EXTRA_ROLE, "r5,,,u4,primary,student,,,s1,"],
        "enrollments": [*ROWS["enrollments"], *BAD["enrollments"], "e6,,,cl1,s1,u4,student,,,"],
        "demographics": [*ROWS["demographics"], *BAD["demographics"]],
        **changes,
    }
    return district(resources=None, classResources=None, courseResources=None, userResources=None, scoreScales=None,
                    lineItemScoreScales=None, resultScoreScales=None, **rows)  # fmt: skip


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box


def writes(box: Sandbox) -> int:
    return sum(one.method != "GET" and not one.path.endswith("/token") for one in box.requests)


def command(box: Sandbox, *arguments: str, **options: Any) -> Result:
    settings = {"API_URL": box.url, "CLIENT_ID": box.client_id, "CLIENT_SECRET": box.client_secret}
    environment = {
        f"TIMEBACK_{name}_{key}": value for name in ("STAGING", "PRODUCTION") for key, value in settings.items()
    }
    return CliRunner().invoke(timeback, arguments, env=environment, prog_name="timeback", **options)


def places(report: Report) -> dict[tuple[str, str], str]:
    return {key: report.reasons[key] for key in report.failed}


@pytest.mark.parametrize("how", ["run", "run_async", "dry_run", "migrate", "import"])
def test_a_bundle_with_errors_is_refused_before_anything_is_sent(target: Sandbox, tmp_path: Path, how: str) -> None:
    path = zipped(tmp_path / "d.zip", bad_district())
    before = target.store.counts()
    if how in ("migrate", "import"):
        result = command(target, how, str(path), "staging", "--journal", str(tmp_path / "j.db"))
        assert result.exit_code == 1
        text = result.stderr
        assert "--skip-invalid" in text
    else:
        with target.client() as client, pytest.raises(BundleError) as caught:
            migration = Migration(path, client, journal=tmp_path / "j.db", dry_run=how == "dry_run")
            asyncio.run(migration.run_async()) if how == "run_async" else migration.run()
        assert caught.value.count == len(caught.value.problems) == 6
        assert {(problem.file, problem.line) for problem in caught.value.problems} >= {("users.csv", 5)}
        text = "\n".join([str(caught.value), *caught.value.__notes__])
        assert "skip_invalid=True" in text
    assert "6 problems" in text
    assert "resume" not in text
    assert "users.csv:5:enabledUser" in text
    assert "enrollments.csv:3:role" in text
    assert "Nothing was sent" in text
    assert "Secretname" not in text
    assert (writes(target), target.store.counts()) == (0, before)


def expected_failures() -> dict[tuple[str, str], str]:
    return {
        ("users", "u4"): "users.csv:5:enabledUser",
        ("enrollments", "e2"): "enrollments.csv:3:role",
        ("enrollments", "e3"): "enrollments.csv:4:userSourcedId",
        ("enrollments", "enrollments.csv:5"): "enrollments.csv:5:sourcedId",
        ("enrollments", "e5"): "enrollments.csv:6",
        ("enrollments", "e6"): "user u4 could not be created on the target: users.csv:5:enabledUser",
        ("demographics", "u2"): "demographics.csv:3:birthDate",
    }


@pytest.mark.parametrize("dry_run", [False, True])
def test_skip_invalid_moves_the_rest_and_lists_each_bad_row(target: Sandbox, tmp_path: Path, dry_run: bool) -> None:
    path = zipped(tmp_path / "d.zip", bad_district())
    with target.client() as client:
        report = Migration(path, client, journal=tmp_path / "j.db", skip_invalid=True, dry_run=dry_run).run()
        found = places(report)
        assert found.keys() == expected_failures().keys()
        for key, place in expected_failures().items():
            assert place in found[key], key
        assert "Secretname" not in str(found)
        assert not report
        assert report.by_entity["users"].created == 3
        assert report.by_entity["enrollments"].created == 1
        assert (writes(target) == 0) is dry_run
        if not dry_run:
            assert {user["sourcedId"] for user in target.store.all("users")} == {"u1", "u2", "u3"}
            result = verify(path, client, journal=tmp_path / "j.db")
            unread = {(one.entity, one.sourced_id) for one in result if one.kind == "invalid"}
            assert unread == found.keys() - {("enrollments", "e6"), ("enrollments", "e3")}
            assert {(one.entity, one.sourced_id, one.kind) for one in result if one.kind != "invalid"} == {
                ("enrollments", "e3", "missing"), ("enrollments", "e6", "missing")
            }  # fmt: skip


@pytest.mark.slow
def test_the_command_exits_with_1_and_a_corrected_bundle_moves_the_rest(target: Sandbox, tmp_path: Path) -> None:
    path, journal = zipped(tmp_path / "d.zip", bad_district()), str(tmp_path / "j.db")
    arguments = "migrate", str(path), "staging", "--journal", journal
    result = command(target, *arguments, "--skip-invalid", "--json")
    assert result.exit_code == 1
    listed = {(one["entity"], one["sourcedId"]): one["reason"] for one in json.loads(result.stdout)["failed"]}
    assert "users.csv:5:enabledUser" in listed["users", "u4"]
    shown = command(target, "verify", str(path), "staging", "--journal", journal)
    assert shown.exit_code == 1
    assert "users.csv:5:enabledUser" in shown.stdout
    good = {"users": [*ROWS["users"], EXTRA_USER, "u4,,,true,dee,,Dee,Oz" + "," * 14],
            "enrollments": [*ROWS["enrollments"], "e6,,,cl1,s1,u4,student,,,"],
            "demographics": ROWS["demographics"]}  # fmt: skip
    before = writes(target)
    zipped(path, bad_district(**good))
    assert command(target, *arguments).exit_code == 0
    assert writes(target) - before == 2
    assert command(target, "verify", str(path), "staging", "--journal", journal).exit_code == 0


def test_an_interrupted_run_forgets_rows_that_were_corrected(target: Sandbox, tmp_path: Path) -> None:
    path, journal = zipped(tmp_path / "d.zip", bad_district()), tmp_path / "j.db"
    with target.client(max_retries=0) as client:
        target.faults.add(path="/ims/*/enrollments", method="POST", status=401)
        with pytest.raises(AuthenticationError):
            Migration(path, client, journal=journal, skip_invalid=True).run()
        target.faults.clear()
        corrected = ["e5,,,cl1,s1,u2,student,,,"]
        zipped(path, bad_district(enrollments=[*ROWS["enrollments"], *corrected]))
        report = Migration(path, client, journal=journal, skip_invalid=True).run()
    assert report.resumed
    assert ("enrollments", "enrollments.csv:5") not in report.failed
    assert target.store.has("enrollments", "e5")


@pytest.mark.parametrize(
    ("rows", "key", "place"),
    [
        # A row of another file belongs to its object, which would lose a part.
        ([*ROWS["roles"], "r4,,,u3,third,student,,,s1,"], ("users", "u3"), "roles.csv:5:roleType"),
        ([*ROWS["roles"], EXTRA_ROLE, "r5,,,u3"], ("users", "u3"), "roles.csv:6"),
        ([*ROWS["roles"], EXTRA_ROLE, "r1,,,u3,secondary,aide,,,s1,"], ("users", "u3"), "roles.csv:6:sourcedId"),
        ([*ROWS["roles"], EXTRA_ROLE, "r5,,,,secondary,aide,,,s1,"], ("users", "roles.csv:6"),
         "roles.csv:6:userSourcedId"),
    ],
)  # fmt: skip
def test_an_object_is_not_sent_without_its_invalid_row(
    target: Sandbox, tmp_path: Path, rows: list[str], key: tuple[str, str], place: str
) -> None:
    files = district(users=[*ROWS["users"], EXTRA_USER], roles=rows)
    with target.client() as client:
        report = Migration(zipped(tmp_path / "d.zip", files), client, ROSTER, skip_invalid=True).run()
    assert list(places(report)) == [key]
    assert place in places(report)[key]
    assert target.store.has("users", "u3") is (key[1] != "u3")


DISTRICT = "d1,,,District,district,06,"
SCHOOL = "s1,,,School,school,,d1"


@pytest.mark.parametrize(
    "orgs",
    [
        ["d1,,,District,distrit,06,", SCHOOL],
        ["d1,,,District,district", SCHOOL],
        ["d1,,,District,distrit,06,", SCHOOL, "d2,,,Other,district,,"],
        [DISTRICT, SCHOOL, "s9,,,Second, New York,school,,d1"],
    ],
)
def test_sessions_do_not_get_another_organisation_because_the_root_is_invalid(
    target: Sandbox, tmp_path: Path, orgs: list[str]
) -> None:
    path, ends = zipped(tmp_path / "d.zip", district(orgs=orgs)), {"journal": tmp_path / "j.db"}
    with target.client() as client:
        with pytest.raises(InvalidRequestError, match=r"root_org: .*invalid rows in orgs\.csv"):
            Migration(path, client, ROSTER, skip_invalid=True, **ends).run()
        assert writes(target) == 0
        zipped(path, district(orgs=[DISTRICT, SCHOOL]))
        assert Migration(path, client, ROSTER, skip_invalid=True, **ends).run()
        assert {one["org"]["sourcedId"] for one in target.store.all("academicSessions")} == {"d1"}


@pytest.mark.parametrize("row", ["s2,,,Second,skool,,d1", "s1,,,Again,school,,d1", "s2,when,,Second,school,,d1"])
def test_an_invalid_organisation_with_a_parent_is_not_the_root(target: Sandbox, tmp_path: Path, row: str) -> None:
    path = zipped(tmp_path / "d.zip", district(orgs=[DISTRICT, SCHOOL, row]))
    with target.client() as client:
        report = Migration(path, client, ROSTER, skip_invalid=True).run()
    assert [entity for entity, _ in places(report)] == ["orgs"]
    assert {one["org"]["sourcedId"] for one in target.store.all("academicSessions")} == {"d1"}
    assert report.detached_orgs == ()


@pytest.mark.filterwarnings("ignore::timeback.bundles.problems.BundleWarning")
@pytest.mark.parametrize("row", ["u9,,,true,zed,,Zed", "u9,,,maybe,zed,,Zed,Oz" + "," * 14])
def test_a_reference_to_an_invalid_row_is_left_out(target: Sandbox, tmp_path: Path, row: str) -> None:
    users = [ROWS["users"][0].replace(",,u2,09", ',,"u2,u9",09'), ROWS["users"][1], row]
    with target.client() as client:
        report = Migration(zipped(tmp_path / "d.zip", district(users=users)), client, ROSTER, skip_invalid=True).run()
    assert list(places(report)) == [("users", "u9")]
    assert [(one.sourced_id, one.path, one.referenced_id) for one in report.left_out] == [("u1", "agents[1]", "u9")]
    assert target.store.has("users", "u1")


def open_quotation(files: dict[str, str]) -> None:
    files["users.csv"] += 'u8,,,true,"'


def column_gone(files: dict[str, str]) -> None:
    files["orgs.csv"] = lines(HEADERS["orgs"].replace("type", "kind"), *ROWS["orgs"])


def no_manifest(files: dict[str, str]) -> None:
    del files["manifest.csv"]


@pytest.mark.parametrize("spoil", [open_quotation, column_gone, no_manifest])
def test_a_file_that_cannot_be_read_is_refused_in_any_case(
    target: Sandbox, tmp_path: Path, spoil: Callable[[dict[str, str]], None]
) -> None:
    files = district()
    spoil(files)
    with target.client() as client, pytest.raises(BundleError) as caught:
        Migration(zipped(tmp_path / "d.zip", files), client, skip_invalid=True).run()
    assert "skip_invalid" not in " ".join(caught.value.__notes__)
    assert writes(target) == 0
