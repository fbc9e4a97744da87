"""Objects of a provider that speaks the standard alone, with the deviations that providers have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from timeback.bundles import Bundle
from timeback.errors import DecodingError
from timeback.migration import Migration, verify
from timeback.sandbox import Sandbox

from ..district import fill as fill_gradebook
from ..district import thin
from ..provider import Provider
from .kit import KEYS, district, run, stored, writes

MIDNIGHT = "2025-09-09T00:00:00.000Z"
# Values on the target, from those of `district`. None: the property is missing or null.
STORED: list[tuple[str, str, str, Any]] = [
    ("orgs", "1", "identifier", "4711"),
    ("orgs", "2", "identifier", None),
    ("orgs", "2", "type", "school"),
    ("orgs", "2", "parent.type", "org"),
    ("academicSessions", "year", "status", "active"),
    ("academicSessions", "year", "type", "schoolYear"),
    ("orgs", "1", "status", "active"),
    ("academicSessions", "term", "org.sourcedId", "1"),
    ("academicSessions", "term", "startDate", "2025-08-01"),
    ("academicSessions", "term", "status", "active"),
    ("courses", "algebra", "courseCode", "101"),
    ("courses", "algebra", "grades", ["9"]),
    ("classes", "a1", "periods", ["1", "2"]),
    ("users", "101", "grades", []),
    ("users", "101", "middleName", None),
    ("users", "101", "primaryOrg", None),
    ("users", "101", "userIds", []),
    ("users", "101", "metadata", {"": "", "kept": [None, 1.0, ""]}),
    ("demographics", "100", "birthDate", None),
    ("enrollments", "e1", "beginDate", "2025-08-15"),
    ("enrollments", "e1", "user.sourcedId", "101"),
    ("lineItems", "sheet", "assignDate", "2025-09-01T00:00:00.000Z"),
    ("lineItems", "sheet", "dueDate", "2025-09-08T12:00:00.000Z"),
    ("lineItems", "sheet", "resultValueMax", 10),
    ("results", "r1", "scoreDate", MIDNIGHT),
    ("results", "r1", "score", 8.5),
    ("results", "r1", "late", "false"),
    ("results", "r1", "comment", None),
]


@pytest.mark.parametrize("people", [15, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_district_of_the_standard_moves_to_the_platform(target: Sandbox, tmp_path: Path, people: int) -> None:
    with Sandbox(provider="oneroster", users=people, **KEYS) as provider:
        thin(provider, classes=10 if people < 100 else 30)
        with provider.client() as source, target.client() as client:
            report = Migration(source, client, journal=tmp_path / "move.db").run()
            assert report.failed == [], report.reasons
            result = verify(source, client, journal=tmp_path / "move.db", strict=True)
            assert (list(result), result.checked) == ([], report.total)
        with Sandbox(**KEYS) as other:
            moved = run(provider, other, "migrate", "staging", "production", "--yes")
            assert moved.exit_code == 0, moved.output
            assert "not served by the source: courseComponents, componentResources" in moved.stdout
            assert run(provider, other, "verify", "staging", "production").exit_code == 0
        path = tmp_path / "district.zip"
        exported = run(provider, None, "export", "staging", str(path))
        assert exported.exit_code == 0, exported.output
    with Bundle.open(path) as bundle:
        assert [problem for problem in bundle.check() if problem.severity == "error"] == []
        assert len(list(bundle.read("users"))) == people


@pytest.mark.slow
def test_objects_are_converted_to_what_the_document_of_the_target_accepts(target: Sandbox, tmp_path: Path) -> None:
    with Provider(district()) as provider, provider.client() as source, target.client() as client:
        report = Migration(source, client, journal=tmp_path / "move.db").run()
        assert report.failed == [], report.reasons
        assert report.total == sum(map(len, district().values()))
        found = [(name, one, path, stored(target, name, one, path)) for name, one, path, _ in STORED]
        assert found == STORED
        result = verify(source, client, strict=True)
        assert (list(result), result.checked) == ([], report.total)
        sent = len(writes(target))
        again = Migration(source, client, on_conflict="fail").run()
        assert (again.failed, len(writes(target))) == ([], sent), "objects of the target are normalised, too"
        target.store.put("results", {**(target.store.get("results", "r1") or {}), "score": 8.25})
        assert [str(one) for one in verify(source, client)] == ["results r1 score: changed"]


def test_parquet_columns_have_ids_that_are_numbers_as_text(tmp_path: Path) -> None:
    with Provider(district()) as provider:
        exported = run(provider, None, "export", "staging", str(tmp_path / "files"), "--format", "parquet")
    assert exported.exit_code == 0, exported.output
    rows = pq.ParquetFile(tmp_path / "files" / "enrollments.parquet").read().to_pylist()
    assert {row["user"]["sourcedId"] for row in rows} == {str(100 + number) for number in range(6)}
    users = pq.ParquetFile(tmp_path / "files" / "users.parquet").read().to_pylist()
    assert {role["org"]["sourcedId"] for row in users for role in row["roles"] if role} == {"2"}
    assert {agent["sourcedId"] for row in users for agent in row["agents"] if agent} == {"100"}


def test_single_objects_are_taken_from_the_listing_if_the_provider_returns_none(target: Sandbox) -> None:
    with (
        Provider(district(), single=False, sorts=False) as provider,
        provider.client() as source,
        target.client() as client,
    ):
        report = Migration(source, client).run()
        assert report.failed == [], report.reasons
        assert [one["sourcedId"] for one in stored(target, "orgs", "1", "children")] == ["2"]
        assert [one["sourcedId"] for one in stored(target, "users", "101", "agents")] == ["100"]
        assert verify(source, client)
        chosen = Migration(source, client, entities=["enrollments"], on_conflict="fail").run()
        assert chosen.failed == []


def test_a_provider_that_rejects_large_pages(target: Sandbox) -> None:
    with Provider(district(), largest=50) as provider, provider.client() as source, target.client() as client:
        assert Migration(source, client).run().failed == []
        assert verify(source, client)


def test_a_mark_of_deletion_in_other_case(target: Sandbox) -> None:
    objects = district()
    objects["results"][5]["status"] = "ToBeDeleted"
    with Provider(objects) as provider, provider.client() as source, target.client() as client:
        report = Migration(source, client).run()
        assert (report.failed, target.store.count("results")) == ([], 5), report.reasons
        assert verify(source, client)


def test_a_gradebook_moves_to_a_provider_of_the_standard(tmp_path: Path) -> None:
    moved = ("categories", "scoreScales", "lineItems", "results", "assessmentLineItems")
    with Sandbox(users=15, **KEYS) as platform, Sandbox(provider="oneroster", users=15, **KEYS) as provider:
        thin(platform)
        fill_gradebook(platform, 5)
        with platform.client() as source, provider.client() as client:
            for journal in (None, tmp_path / "move.db"):
                report = Migration(source, client, moved, journal=journal).run()
                assert (report.failed, report.not_carried) == ([], {}), report.reasons
                assert {name: provider.store.count(name) for name in moved} == {
                    name: platform.store.count(name) for name in moved
                }
                assert {one.path for one in verify(source, client, moved)} == {"componentResource"}, "an extension"


@pytest.mark.filterwarnings("ignore::timeback.page.IncompleteListingWarning")
def test_a_source_that_reports_more_objects_than_it_lists_is_no_success(target: Sandbox, tmp_path: Path) -> None:
    reason = "the server reports 8 objects and listed 6 different ones; others may be missing"
    with Provider(district(), unlisted=2) as provider, provider.client() as source, target.client() as client:
        for journal in (None, tmp_path / "move.db", tmp_path / "move.db"):
            report = Migration(source, client, ["users"], journal=journal).run()
            assert (report.failed, report.reasons["users", ""]) == ([("users", "")], reason)
            assert target.store.count("users") == 6
        assert [str(one) for one in verify(source, client, ["users"])] == [f"users  ({reason}): missing"]
        moved = run(provider, target, "migrate", "staging", "production", "--yes", "--entities", "users")
        assert (moved.exit_code, reason in moved.output) == (1, True), moved.output
        assert Migration(source, client, ["users"], sample=3).run().failed == []
        provider._unlisted = 0
        assert Migration(source, client, ["users"], journal=tmp_path / "move.db").run().failed == []


def test_objects_without_an_id_and_two_objects_with_one_id_are_told(target: Sandbox) -> None:
    objects = district()
    objects["users"] += [
        {**objects["users"][0], "sourcedId": None},
        {**objects["users"][5], "sourcedId": "105", "givenName": "Other"},
    ]
    with Provider(objects) as provider, provider.client() as source, target.client() as client:
        report = Migration(source, client, ["users"]).run()
        assert report.failed == [("users", "")]
        assert {(one.sourced_id, one.path, one.kind) for one in verify(source, client, ["users"])} == {
            ("", "", "missing"),
            ("105", "givenName", "changed"),
        }


@pytest.mark.parametrize("value", ["null", '"text"', "[]", '{"user": {"sourcedId": "u1"}}'])
def test_a_list_with_a_value_that_is_no_object_is_an_error(target: Sandbox, value: str) -> None:
    answers = {"users": (200, "application/json", f'{{"users": [{value}]}}')}
    with Provider(district(), answers=answers) as provider, provider.client() as source, target.client() as client:
        for attempt in (lambda: Migration(source, client).run(), lambda: verify(source, client)):
            with pytest.raises(DecodingError, match=r"users\[0\], where (an|the) object belongs"):
                attempt()
