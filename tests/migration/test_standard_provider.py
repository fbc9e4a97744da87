"""Moves from a provider that speaks the standard alone, with the deviations that providers have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner, Result

from timeback.bundles import Bundle
from timeback.cli.app import timeback
from timeback.errors import APIError, DecodingError, InvalidRequestError
from timeback.filters import F
from timeback.migration import Migration, verify
from timeback.migration.reporting.html_report import render_html
from timeback.sandbox import Sandbox

from .district import fill as fill_gradebook
from .district import thin
from .provider import Answer, Object, Provider

KEYS = {"client_id": "id", "client_secret": "secret"}
CHANGED = "2025-07-01T00:00:00.000Z"
MIDNIGHT = "2025-09-09T00:00:00.000Z"


def one(sourced_id: Any, **properties: Any) -> Object:
    return {"sourcedId": sourced_id, "dateLastModified": CHANGED, **properties}


def to(sourced_id: Any, kind: str = "org") -> Object:
    return {"href": f"https://sis.example.org/{kind}s/{sourced_id}", "sourcedId": sourced_id, "type": kind}


def district() -> dict[str, list[Object]]:
    """A district as the standard has it, and as providers send it: see the deviations in the properties."""
    days = {"startDate": "2025-08-01T00:00:00Z", "endDate": "2026-06-01", "schoolYear": "2026"}
    role = {"roleType": "primary", "role": " Student ", "org": {"sourcedId": 2}, "beginDate": "", "endDate": None}
    person = {"enabledUser": "true", "givenName": "Given", "familyName": "Family", "middleName": "", "email": "",
              "username": None, "primaryOrg": {}, "userIds": [{"type": None, "identifier": None}, {}],
              "metadata": {"": "", "kept": [None, 1.0, ""]}}  # fmt: skip
    return {
        "orgs": [
            one(1, name="District", type="district", identifier=4711, parent=None, children=[None, to(2)]),
            one(2, name="School", type="School", identifier="", parent={"sourcedId": 1, "href": None, "type": "Org"}),
        ],
        "academicSessions": [
            one("year", status="Active", title="Year", type="SCHOOLYEAR", children=None, **days),
            one("term", title="Term", type="term", parent={"sourcedId": "year"}, **days),
        ],
        "courses": [one("algebra", title="Algebra", courseCode=101, grades=[None, 9], org=to(1), subjects="")],
        "classes": [
            one("a1", title="A 1", course=to("algebra", "course"), school={"sourcedId": 2}, terms=[None, {"sourcedId":
                "term"}], periods=[1, "2"], classType="scheduled", location=None)
        ],
        "users": [
            one(100 + number, roles=[None, role], grades=[None], agents=[None, {"sourcedId": 100}], **person)
            for number in range(6)
        ],
        "demographics": [one(100, birthDate="", sex="female", white=True)],
        "enrollments": [
            one(f"e{number}", role="student", user={"sourcedId": 100 + number}, school={"sourcedId": 2},
                beginDate="2025-08-15T00:00:00Z", **{"class": to("a1", "class")})
            for number in range(6)
        ],
        "categories": [one("homework", title="Homework", weight=None)],
        "lineItems": [
            one("sheet", title="Sheet", assignDate="2025-09-01", dueDate="2025-09-08T12:00:00", school={"sourcedId": 2},
                category={"sourcedId": "homework"},
                academicSession={"sourcedId": "term"}, resultValueMax="10", **{"class": to("a1", "class")})
        ],
        "results": [
            one(f"r{number}", lineItem={"sourcedId": "sheet"}, student={"sourcedId": 100 + number}, late=False,
                scoreStatus="fully graded", score="8.5", scoreDate="2025-09-09", comment="")
            for number in range(6)
        ],
    }  # fmt: skip


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

ORGS = [one(1, name="District", type="district"), one(2, name="School", type="school")]
ASSESSMENTS = ("assessmentLineItems", "assessmentResults")
HTML: Answer = (200, "text/html", "<html>Welcome</html>")
NOT_SERVED: dict[str, Answer] = {
    **{str(status): (status, "application/json", "{}") for status in (400, 403, 404, 405, 501)},
    "HTML": HTML,
    "other JSON": (200, "application/json", '{"items": []}'),
    "empty object": (200, "application/json", "{}"),
    "failure": (200, "application/json", '{"imsx_codeMajor": "unsupported", "imsx_severity": "error"}'),
    "mislabelled HTML": (200, "text/plain", "<html>Welcome</html>"),
}
QUICK = ("404",)
not_served = pytest.mark.parametrize(
    "kind", [kind if kind in QUICK else pytest.param(kind, marks=pytest.mark.slow) for kind in NOT_SERVED]
)


@pytest.fixture
def target() -> Iterator[Sandbox]:
    with Sandbox(**KEYS) as box:
        yield box


def run(provider: Provider | Sandbox, target: Sandbox | None, *arguments: str) -> Result:
    """Run a command with the provider as ``staging`` and the sandbox as ``production``."""
    environment = {
        "TIMEBACK_STAGING_API_URL": provider.url,
        "TIMEBACK_STAGING_TOKEN_URL": provider.token_url,
        "TIMEBACK_STAGING_CLIENT_ID": "id",
        "TIMEBACK_STAGING_CLIENT_SECRET": "secret",
    }
    if isinstance(provider, Sandbox):
        environment["TIMEBACK_STAGING_SCOPE"] = provider.scope or ""
    if target is not None:
        environment |= {
            "TIMEBACK_PRODUCTION_API_URL": target.url,
            "TIMEBACK_PRODUCTION_TOKEN_URL": target.token_url,
            "TIMEBACK_PRODUCTION_CLIENT_ID": "id",
            "TIMEBACK_PRODUCTION_CLIENT_SECRET": "secret",
        }
    return CliRunner().invoke(timeback, arguments, env=environment, prog_name="timeback")


def stored(target: Sandbox, collection: str, sourced_id: str, path: str) -> Any:
    value: Any = target.store.get(collection, sourced_id)
    assert value is not None, (collection, sourced_id)
    for name in path.split("."):
        value = None if value is None else value.get(name)
    return value


def writes(target: Sandbox) -> list[str]:
    return [request.path for request in target.requests if request.method != "GET" and "/ims/" in request.path]


# Objects


@pytest.mark.parametrize("people", [15, pytest.param(1000, marks=pytest.mark.slow)])
def test_a_district_of_the_standard_moves_to_the_platform(target: Sandbox, tmp_path: Path, people: int) -> None:
    with Sandbox(provider="oneroster", users=people, **KEYS) as provider:
        if people < 100:
            thin(provider, classes=10)
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


# Collections that are not served


@not_served
def test_collections_that_the_source_does_not_serve(target: Sandbox, tmp_path: Path, kind: str) -> None:
    answers = {"demographics": NOT_SERVED[kind], "results": NOT_SERVED[kind]}
    lacking = {*answers, "courseComponents", "componentResources", "resources", "scoreScales", *ASSESSMENTS}
    path = tmp_path / "district.zip"
    with Provider(district(), answers=answers) as provider, provider.client() as source, target.client() as client:
        report = Migration(source, client).run()
        assert (report.failed, report.not_served) == ([], dict.fromkeys(lacking, "source"))
        assert str(NOT_SERVED[kind][0]) in report.reasons["results", ""]
        assert target.store.count("enrollments") == 6
        result = verify(source, client)
        assert (list(result), result.not_served) == ([], report.not_served)
        report = Migration(source, path).run()
        assert (report.failed, report.not_served) == ([], dict.fromkeys(lacking, "source"))
    with Bundle.open(path) as bundle:
        assert [problem for problem in bundle.check() if problem.severity == "error"] == []
        assert len(list(bundle.read("users"))) == 6


@not_served
def test_references_to_collections_that_the_source_does_not_serve(target: Sandbox, kind: str) -> None:
    answers = {"academicSessions": NOT_SERVED[kind]}
    with Provider(district(), answers=answers) as provider, provider.client() as source, target.client() as client:
        report = Migration(source, client).run()
        assert (report.failed, target.store.count("results")) == ([], 6), report.reasons
        assert {(one.path, one.reason) for one in report.left_out} == {
            (path, "is in a collection that the source does not serve") for path in ("terms[0]", "academicSession")
        }
        assert verify(source, client)


def test_a_mark_of_deletion_in_other_case(target: Sandbox) -> None:
    objects = district()
    objects["results"][5]["status"] = "ToBeDeleted"
    with Provider(objects) as provider, provider.client() as source, target.client() as client:
        report = Migration(source, client).run()
        assert (report.failed, target.store.count("results")) == ([], 5), report.reasons
        assert verify(source, client)


def test_organisations_that_the_source_does_not_serve_and_a_given_root_org(target: Sandbox) -> None:
    target.store.load("orgs", [{**org, "sourcedId": str(org["sourcedId"])} for org in ORGS])
    with (
        Provider(district(), answers={"orgs": NOT_SERVED["403"]}) as provider,
        provider.client() as source,
        target.client() as client,
    ):
        report = Migration(source, client, root_org="1").run()
        assert (report.failed, report.not_served["orgs"]) == ([], "source"), report.reasons
        assert stored(target, "academicSessions", "term", "org.sourcedId") == "1"


def test_the_commands_tell_what_is_not_served_and_end_with_0(target: Sandbox, tmp_path: Path) -> None:
    with Provider(district(), answers={"demographics": NOT_SERVED["403"]}) as provider:
        moved = run(provider, target, "migrate", "staging", "production", "--yes", "--json")
        assert moved.exit_code == 0, moved.output
        assert json.loads(moved.stdout)["not_served"]["demographics"] == "source"
        verified = run(provider, target, "verify", "staging", "production")
        exported = run(provider, None, "export", "staging", str(tmp_path / "district.zip"))
        for one in (verified, exported):
            assert one.exit_code == 0, one.output
            assert one.stdout.count("not served by the source: ") == one.stdout.count("demographics, ") == 1


@not_served
def test_collections_that_the_target_does_not_serve(target: Sandbox, kind: str) -> None:
    status, media_type, body = NOT_SERVED[kind]
    fault: dict[str, Any] = {"html": True} if media_type == "text/html" else {"body": body}
    target.faults.add(path="*/results*", status=status, **fault)
    with Provider(district()) as provider, provider.client() as source, target.client(max_retries=0) as client:
        report = Migration(source, client).run()
        assert (report.failed, report.not_carried) == ([], {"results": 6})
        assert report.not_served["results"] == "target"
        assert str(status) in report.reasons["results", ""]
        assert "results (target)" in render_html(report, {})
        result = verify(source, client)
        assert (list(result), result.not_served["results"]) == ([], "target")


@not_served
def test_a_source_that_serves_no_collection_is_an_error(target: Sandbox, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "district.zip"
    answers = dict.fromkeys(
        ("orgs", "academicSessions", "courses", "classes", "users", "enrollments", "resources", "componentResources"),
        NOT_SERVED[kind],
    )
    with Provider({}, answers=answers) as provider, provider.client() as source, target.client() as client:
        for attempt in (
            lambda: Migration(source, client).run(),
            lambda: Migration(source, client, ["users"], dry_run=True).run(),
            lambda: Migration(source, path).run(),
            lambda: verify(source, client),
        ):
            with pytest.raises(APIError, match=str(NOT_SERVED[kind][0])) as error:
                attempt()
            assert "The source serves none of the collections" in error.value.__notes__[0]
        provider.objects = {"categories": []}
        assert Migration(source, client).run().total == 0, "a source that has no objects yet"
    assert not path.exists()


def test_a_command_whose_source_serves_no_collection_fails(target: Sandbox, tmp_path: Path) -> None:
    path = tmp_path / "district.zip"
    with Provider({}) as provider:
        for arguments in (
            ("migrate", "staging", "production", "--yes"),
            ("verify", "staging", "production"),
            ("export", "staging", str(path)),
        ):
            refused = run(provider, target, *arguments)
            assert (refused.exit_code, path.exists()) == (1, False), refused.output
            assert (
                "The source serves none of the collections: check its api_url, base_paths and scope" in refused.stderr
            )


def test_a_target_that_serves_no_collection_is_an_error(target: Sandbox) -> None:
    target.faults.add(path="/ims/*", status=404)
    with Provider(district()) as provider, provider.client() as source, target.client() as client:
        for attempt in (lambda: Migration(source, client).run(), lambda: verify(source, client)):
            with pytest.raises(APIError, match="404") as error:
                attempt()
            assert "The target serves none of the collections that the source has" in error.value.__notes__[0]


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


def test_a_target_that_nothing_can_be_created_on(target: Sandbox) -> None:
    target.faults.add(method="POST", path="*/categories", status=501)
    target.faults.add(method="PUT", path="*/categories/*", status=404)
    target.faults.add(method="POST", path="*/demographics", status=405)
    target.faults.add(method="PUT", path="*/demographics/*", status=403)
    with Provider(district()) as provider, provider.client() as source, target.client(max_retries=0) as client:
        report = Migration(source, client, ["users", "demographics", "categories"]).run()
        assert (report.failed, report.not_carried) == ([], {"demographics": 1, "categories": 1})
        assert {name for name, side in report.not_served.items() if side == "target"} == {"demographics", "categories"}


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


@pytest.mark.parametrize(
    "answer",
    [
        (500, "application/json", "{}"),
        (503, "application/json", "{}"),
        (200, "application/json", '{"users": [], "error": "timeout"}'),
    ],
    ids=["500", "503", "200"],
)
def test_a_server_error_is_not_an_unserved_collection(target: Sandbox, answer: Answer) -> None:
    with Provider(district(), answers={"users": answer}) as provider, provider.client() as source:
        with target.client() as client, pytest.raises(APIError, match=str(answer[0])):
            Migration(source, client).run()
        with target.client() as client, pytest.raises(APIError, match=str(answer[0])):
            verify(source, client)


def test_a_rejected_filter_is_not_an_unserved_collection(target: Sandbox) -> None:
    with (
        Provider(district(), answers={"users": NOT_SERVED["400"]}) as provider,
        provider.client() as source,
        target.client() as client,
        pytest.raises(APIError, match="400"),
    ):
        Migration(source, client, ["users"], {"users": F.role == "student"}).run()


# The organisation of academic sessions


def several_roots() -> dict[str, list[Object]]:
    found = district()
    found["orgs"] += [one("north", name="North", type="district"), one("lost", name="L", type="school", parent=to("x"))]
    return found


@pytest.mark.slow
def test_root_org_is_asked_for_before_anything_is_sent(target: Sandbox, tmp_path: Path) -> None:
    with Provider(several_roots()) as provider:
        for more in ([], ["--dry-run"], ["--entities", "academicSessions"]):
            refused = run(provider, target, "migrate", "staging", "production", "--yes", *more)
            assert (refused.exit_code, writes(target)) == (2, []), refused.output
            assert "--root-org" in refused.stderr
            assert "1, lost, north" in refused.stderr
        wrong = run(provider, target, "migrate", "staging", "production", "--yes", "--root-org", "nobody")
        assert (wrong.exit_code, writes(target)) == (2, []), wrong.output
        assert "--root-org" in wrong.stderr
        given = ("staging", "production", "--root-org", "north")
        moved = run(provider, target, "migrate", *given, "--yes")
        assert moved.exit_code == 0, moved.output
        assert stored(target, "academicSessions", "term", "org.sourcedId") == "north"
        assert run(provider, target, "verify", *given).exit_code == 0
        assert run(provider, target, "verify", *given[:3], "1").exit_code == 1
        assert run(provider, None, "export", "staging", str(tmp_path / "d.zip")).exit_code == 0


def test_root_org_is_not_asked_for_if_no_session_needs_it(target: Sandbox) -> None:
    objects = several_roots()
    objects["academicSessions"] = [{**session, "org": to("north")} for session in objects["academicSessions"]]
    with Provider(objects) as provider, provider.client() as source, target.client() as client:
        assert Migration(source, client).run().failed == []
        assert stored(target, "academicSessions", "term", "org.sourcedId") == "north"
        provider.objects = several_roots()
        assert Migration(source, client, ["users"], on_conflict="update").run().failed == []


def test_an_organisation_without_a_parent_on_the_source_counts_as_at_the_top(target: Sandbox) -> None:
    objects = {**district(), "orgs": [
        one(1, name="District", type="district", parent=to(1)),
        one(2, name="School", type="school", parent={"sourcedId": 1}),
        one("lost", name="Lost", type="school", parent=to("gone")),
    ]}  # fmt: skip
    with Provider(objects) as provider, provider.client() as source, target.client() as client:
        report = Migration(source, client).run()
        assert report.failed == [], report.reasons
        assert set(report.detached_orgs) == {"1", "lost"}
        assert stored(target, "academicSessions", "term", "org.sourcedId") == "1"
        assert stored(target, "orgs", "1", "parent") is None
        assert verify(source, client)


@pytest.mark.parametrize("wrong", ["", " ", 7])
def test_an_invalid_root_org_is_rejected(target: Sandbox, wrong: Any) -> None:
    with target.client() as client, pytest.raises(InvalidRequestError, match="root_org"):
        Migration("district.zip", client, root_org=wrong)
