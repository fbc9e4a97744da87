"""timeback api: any path of a service, over HTTP against a sandbox; other hosts get nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from timeback import TimeBackClient
from timeback._resources.service import declared_services
from timeback.cli.app import timeback
from timeback.cli.service_paths import parse_service_path
from timeback.errors import ConfigurationError
from timeback.sandbox import Sandbox
from timeback.settings import resolve

ROSTERING = "/ims/oneroster/rostering/v1p2"


@pytest.fixture(scope="module")
def district() -> Iterator[Sandbox]:
    with Sandbox(users=20, seed=4) as box:
        yield box


def run(box: Sandbox, *arguments: str, stdin: str | bytes | None = None) -> Result:
    variables = {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_QTI_API_URL": f"{box.url}/api",
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
    }
    return CliRunner(env=variables).invoke(timeback, ["api", *arguments], input=stdin, prog_name="timeback")


@pytest.mark.parametrize(
    "path",
    [
        "rostering/orgs/org-district",
        f"{ROSTERING}/orgs/org-district",
        f"{ROSTERING}/orgs/org-district".removeprefix("/"),
        "{url}" + f"{ROSTERING}/orgs/org-district",
        "ROSTERING/orgs/org%2Ddistrict",
    ],
)
def test_a_path_in_each_form(district: Sandbox, path: str) -> None:
    result = run(district, "get", path.replace("{url}", district.url))
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["org"]["sourcedId"] == "org-district"


@pytest.mark.parametrize(
    ("path", "requested"),
    [
        ("gradebook/results?limit=1", "/ims/oneroster/gradebook/v1p2/results"),
        ("resources/resources?limit=1", "/ims/oneroster/resources/v1p2/resources"),
        ("qti/assessment-items", "/api/assessment-items"),
        ("/api/assessment-items", "/api/assessment-items"),
        ("events/caliper/events", "/caliper/events"),
        ("/caliper/events", "/caliper/events"),
        ("webhooks/webhooks/", "/webhooks/"),
        ("/webhooks/", "/webhooks/"),
        ("case/CFDocuments", "/ims/case/v1p1/CFDocuments"),
        ("/ims/case/v1p1/CFDocuments", "/ims/case/v1p1/CFDocuments"),
        ("clr/discovery", "/ims/clr/v2p0/discovery"),
        ("powerpath/test-assignments/admin", "/powerpath/test-assignments/admin"),
        ("edubridge/applications/", "/edubridge/applications/"),
    ],
)
def test_a_path_of_every_service(district: Sandbox, path: str, requested: str) -> None:
    before = len(district.requests)
    run(district, "GET", path, "--max-retries", "0")
    assert [request.path for request in district.requests[before:] if "oauth2" not in request.path] == [requested]


def test_every_service_is_known() -> None:
    settings = resolve(
        api_url="http://127.0.0.1:9", qti_api_url="http://127.0.0.1:9/api", client_id="a", client_secret="b"
    )
    help_text = run_help()
    for name in declared_services(TimeBackClient):
        assert parse_service_path(f"{name}/things", settings).package.name == name
        assert name in help_text


def run_help() -> str:
    return CliRunner().invoke(timeback, ["api", "--help"], prog_name="timeback").stdout


def test_the_body_is_printed_in_every_form(district: Sandbox) -> None:
    listing = ("GET", "rostering/users", "--param", "limit=2", "--param", "sort=sourcedId")
    assert {"users", "totalCount"} <= json.loads(run(district, *listing, "-o", "json").stdout).keys()
    ids = run(district, *listing, "--query", "users[].sourcedId", "-o", "table")
    assert ids.stdout.splitlines() == ["user-000001", "user-000002"]
    rows = run(district, *listing, "-o", "csv").stdout.splitlines()
    assert rows[0].startswith("sourcedId,")
    assert len(rows) == 3
    assert run(district, *listing, "-o", "yaml").stdout.startswith("users:\n")


@pytest.mark.parametrize("source", ["argument", "input", "file"])
def test_a_body_is_sent_as_it_was_written(district: Sandbox, source: str, tmp_path: Path) -> None:
    identity = f"school-{source}"
    text = f'{{"org": {{"sourcedId": "{identity}", "name": "Zoë", "type": "school"}}}}'
    (tmp_path / "org.json").write_text(text, encoding="utf-8")
    body = {"argument": text, "input": "-", "file": f"@{tmp_path / 'org.json'}"}[source]
    before = len(district.requests)
    result = run(district, "POST", "rostering/orgs", "--json", body, stdin=text if source == "input" else None)
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["sourcedIdPairs"]["allocatedSourcedId"] == identity
    assert json.loads(run(district, "GET", f"rostering/orgs/{identity}").stdout)["org"]["name"] == "Zoë"
    removed = run(district, "DELETE", f"rostering/orgs/{identity}")
    assert (removed.exit_code, removed.stdout) == (0, "")
    assert "204 without a body" in removed.stderr
    assert len(district.requests) > before


def test_what_is_safe_is_repeated() -> None:
    with Sandbox() as box:
        box.faults.add(status=503, path=f"{ROSTERING}/orgs", times=1, retry_after=0)
        assert run(box, "GET", "rostering/orgs").exit_code == 0
        box.faults.add(status=500, path=f"{ROSTERING}/orgs", times=1)
        made = run(box, "POST", "rostering/orgs", "--json", '{"org": {"name": "A", "type": "school"}}')
        assert made.exit_code == 1
        assert "POST /orgs answered 500" in made.stderr
        posts = [request for request in box.requests if request.method == "POST" and "/ims/" in request.path]
        assert len(posts) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("GET", "https://evil.example" + ROSTERING + "/users"), "not a host of this client, and gets no token"),
        (("GET", "//evil.example/users"), "No service has the path"),
        (("GET", "users/u1"), "Did you mean 'rostering/users/u1'?"),
        (("GET", "rosterng/users"), "Did you mean 'rostering'?"),
        (("GET", "/rostering/users"), "Did you mean 'rostering/users'"),
        (("GET", "rostering"), "names the service alone"),
        (("GET", "rostering/users/../orgs"), "'.' or '..'"),
        (("GET", "rostering/users/%2e%2e/orgs"), "'.' or '..'"),
        (("GET", "rostering/users/100%"), "%25"),
        (("GET", "rostering/users/#1"), "%23"),
        (("GET", "rostering\\users"), "backslash"),
        (("GET", "rostering/orgs", "--json", "{}"), "GET has no body"),
        (("POST", "rostering/orgs", "--json", "org.json"), "--json @org.json"),
        (("POST", "rostering/orgs", "--json", "@none.json"), "none.json"),
        (("POST", "rostering/orgs", "--json", '{"a": '), "line 1, column 7"),
        (("GET", "rostering/orgs", "--param", "limit"), "NAME=VALUE"),
        (("FETCH", "rostering/orgs"), "METHOD is one of GET"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_sent(district: Sandbox, arguments: tuple[str, ...], told: str) -> None:
    before = len(district.requests)
    result = run(district, *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert len(district.requests) == before


def test_errors_of_the_server(district: Sandbox) -> None:
    missing = run(district, "GET", "rostering/users/nobody")
    assert missing.exit_code == 1
    assert "GET /users/{sourcedId} answered 404 (unknownobject)" in missing.stderr
    unknown = run(district, "GET", "rostering/nothing/ann@example.org")
    assert unknown.exit_code == 1
    assert "GET /nothing/{...} answered 404" in unknown.stderr


def test_a_body_that_is_not_json_is_printed_unchanged() -> None:
    with Sandbox() as box:
        box.faults.add(status=200, body=b"<item/>", path="/api/assessment-items", times=2)
        assert run(box, "GET", "qti/assessment-items").stdout == "<item/>"
        refused = run(box, "GET", "qti/assessment-items", "--query", "a")
        assert refused.exit_code == 1
        assert "--query needs JSON" in refused.stderr


def test_a_service_that_the_platform_lacks_is_refused() -> None:
    settings = resolve(
        environment="staging", platform="timeback", client_id="a", client_secret="b", token_url="https://t.example"
    )
    assert parse_service_path("/rostering/1.0/users", settings).path == "/users"
    with pytest.raises(ConfigurationError, match="has no service 'webhooks'"):
        parse_service_path("webhooks/webhooks/", settings)


PARTS = st.sampled_from(
    [
        "rostering",
        "qti",
        "users",
        "/",
        "//",
        "https://",
        "http://",
        "api.example",
        "evil.example",
        "@",
        ":",
        ":8",
        "?",
        ".",
        "/api",
    ]
)


@given(st.lists(PARTS | st.text(max_size=3), max_size=8).map("".join))
def test_no_path_leads_to_another_host(text: str) -> None:
    settings = resolve(
        api_url="https://api.example/base", qti_api_url="https://qti.example/api", events_url="https://events.example",
        token_url="https://api.example/token", client_id="a", client_secret="b",
    )  # fmt: skip
    try:
        found = parse_service_path(text, settings)
    except click.UsageError:
        return
    url = settings.base_url(found.package) + found.path
    assert urlsplit(url).netloc in ("api.example", "qti.example", "events.example")
    assert found.path.startswith("/")
    assert url.isascii()
