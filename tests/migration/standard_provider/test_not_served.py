"""Collections that the source or the target does not serve."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from timeback.bundles import Bundle
from timeback.errors import APIError
from timeback.filters import F
from timeback.migration import Migration, verify
from timeback.migration.reporting.html_report import render_html
from timeback.sandbox import Sandbox

from ..provider import Answer, Provider
from .kit import district, one, run, stored

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


def test_a_target_that_nothing_can_be_created_on(target: Sandbox) -> None:
    target.faults.add(method="POST", path="*/categories", status=501)
    target.faults.add(method="PUT", path="*/categories/*", status=404)
    target.faults.add(method="POST", path="*/demographics", status=405)
    target.faults.add(method="PUT", path="*/demographics/*", status=403)
    with Provider(district()) as provider, provider.client() as source, target.client(max_retries=0) as client:
        report = Migration(source, client, ["users", "demographics", "categories"]).run()
        assert (report.failed, report.not_carried) == ([], {"demographics": 1, "categories": 1})
        assert {name for name, side in report.not_served.items() if side == "target"} == {"demographics", "categories"}


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
