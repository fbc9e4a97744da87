"""client.check(): the report and its text."""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from email.utils import formatdate
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from tests.facade.local_provider import LocalProvider
from timeback import OneRosterScope, TimeBackClient
from timeback._resources.service import declared_services
from timeback.cli.app import timeback
from timeback.errors import ClientStateError, InvalidRequestError
from timeback.sandbox import Sandbox

SERVICES = list(declared_services(TimeBackClient))
PROBED = [
    service
    for service in SERVICES
    if importlib.import_module(f"timeback_api.{service}._package").HEALTH_CHECK is not None
]
"""The services with a listing that a check can request."""
ORGS = {"orgs": [], "totalCount": 0}


def lines(report: Any) -> dict[str, Any]:
    return {line.service: line for line in report}


def test_all_is_well(district: Sandbox) -> None:
    before = len(district.requests)
    with district.client() as client:
        report = client.check(["rostering"])
        assert report
        assert report.ok
        assert [line.service for line in report] == ["token", "rostering", "clock"]
        for line in report[:2]:
            assert (line.ok, line.status) == (True, 200)
            assert line.milliseconds > 0
        assert report[1].text == "reachable"
        text = str(report)
        assert f"staging, {district.url}" in text
        assert "rostering" in text
        assert client.settings.secret() not in text + repr(report)
        # Later calls use the token that the check fetched.
        client.rostering.orgs.list_orgs(limit=1)
    paths = [request.path.rpartition("/")[2] for request in district.requests[before:]]
    assert paths == ["token", "orgs", "orgs"]
    assert district.requests[before + 1].query["limit"] == "1"


async def test_the_same_from_a_task(district: Sandbox) -> None:
    async with district.async_client() as client:
        report = await client.check("rostering")
        assert report.ok
        assert [line.service for line in report] == ["token", "rostering", "clock"]


def test_every_service_is_asked(answered: Callable[..., TimeBackClient]) -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        return httpx.Response(403)

    report = answered(answer).check()
    assert [line.service for line in report] == ["token", *SERVICES]
    assert report.ok
    assert len(seen) == len(PROBED)
    assert [line.service for line in report if "403" in line.text] == PROBED
    assert {line.service for line in report if "not tested" in line.text} == {"webhooks", "edubridge", "clr"}


@pytest.mark.parametrize(
    ("response", "ok", "says"),
    [
        (httpx.Response(200, json=ORGS), True, "reachable"),
        (httpx.Response(200, html="<p>Ada</p>"), False, "reachable, but GET /orgs"),
        (httpx.Response(200, json={"people": ["Ada"]}), False, "reachable, but GET /orgs"),
        (httpx.Response(401), False, "token_url and api_url"),
        (httpx.Response(403), True, "may not read"),
        (httpx.Response(404), False, "base_paths"),
        (httpx.Response(429, headers={"retry-after": "1"}), True, "rate limit"),
        (httpx.Response(503, text="Ada"), False, "503"),
        (httpx.Response(302, headers={"location": "https://elsewhere.example/x"}), False, "another origin"),
        (httpx.ConnectError("Ada"), False, "no connection"),
        (httpx.ReadTimeout("Ada"), False, "did not answer in time"),
    ],
)
def test_what_an_answer_means(answered: Callable[..., TimeBackClient], response: Any, ok: bool, says: str) -> None:
    tries = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal tries
        tries += 1
        if isinstance(response, Exception):
            raise response
        return httpx.Response(response.status_code, headers=response.headers, content=response.content)

    report = answered(answer, max_retries=3).check(["rostering"])
    line = lines(report)["rostering"]
    assert (line.ok, report.ok) == (ok, ok)
    assert says in line.text
    assert "Ada" not in str(report)
    # After a 401 the token is renewed once; nothing else is retried.
    assert tries == (2 if line.status == 401 else 1)


def test_wrong_credentials(district: Sandbox) -> None:
    with district.client(client_secret="wrong") as client:
        report = client.check(["rostering", "qti"])
        assert not report
        found = lines(report)
        assert found["token"].status == 401
        assert "credentials of environment staging are not accepted" in found["token"].text
        assert found["rostering"].text == found["qti"].text
        assert "token" in found["qti"].text


async def test_a_server_that_is_not_there() -> None:
    address = "http://127.0.0.1:9"
    settings: Any = {"api_url": address, "client_id": "a", "client_secret": "b"}
    with TimeBackClient(**settings) as client:
        report = client.check()
        assert "no connection to 127.0.0.1:9" in lines(report)["token"].text
    async with client.as_async() as other:
        assert not await other.check(timeout=0.5)


def test_a_secret_that_cannot_be_had(district: Sandbox) -> None:
    with district.client(client_secret=lambda: 1 / 0) as client:
        assert "ZeroDivisionError" in lines(client.check())["token"].text


def test_a_service_without_an_address_is_not_a_fault() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        token = {"access_token": "t", "expires_in": 60}
        return httpx.Response(200, json=token if request.url.path.endswith("token") else ORGS)

    client = TimeBackClient(
        api_url="https://a.example",
        token_url="https://a.example/token",
        client_id="a",
        client_secret="b",
        transport=httpx.MockTransport(answer),
    )
    line = lines(client.check(["qti"]))["qti"]
    assert line.ok
    assert "qti_api_url" in line.text


@pytest.mark.parametrize(("ahead", "ok", "says"), [(0, True, "0 s"), (-600, False, "behind"), (600, False, "ahead of")])
def test_clocks(answered: Callable[..., TimeBackClient], ahead: int, ok: bool, says: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json=ORGS, headers={"date": formatdate(time.time() - ahead, usegmt=True)})

    line = lines(answered(answer).check(["rostering"]))["clock"]
    assert line.ok == ok
    assert says in line.text


def test_a_date_that_cannot_be_read_tells_nothing(answered: Callable[..., TimeBackClient]) -> None:
    report = answered(lambda request: httpx.Response(200, json=ORGS, headers={"date": "today"})).check("rostering")
    assert "clock" not in lines(report)


def test_misuse_is_raised(district: Sandbox) -> None:
    client = district.client()
    with pytest.raises(InvalidRequestError, match=r"(?i)did you mean 'rostering'"):
        client.check(["roster"])
    client.close()
    with pytest.raises(ClientStateError, match="closed"):
        client.check()


# Another provider need not have all services


SERVED = {
    "orgs": (200, ORGS),
    "categories": (200, {"categories": []}),
    "resources": (200, {"resources": []}),
    "test-assignments": (404, {}),
    "assessment-items": (404, {}),
}


def checked(answers: dict[str, tuple[int, Any]], **settings: Any) -> tuple[Any, Any]:
    """The report of a provider on loopback, and the result of the command."""

    def answer(path: str, query: dict[str, str]) -> tuple[int, Any]:
        return {**SERVED, **answers}.get(path.rpartition("/")[2], (404, {}))

    with LocalProvider(answer) as provider, TimeBackClient(**provider.settings, **settings) as client:
        options = ["--api-url", provider.url, "--client-id", "id"]
        options += ["--base-paths", " ".join(map("=".join, settings["base_paths"].items()))] if settings else []
        command = CliRunner().invoke(timeback, ["doctor", *options], env={"TIMEBACK_CLIENT_SECRET": "secret"})
        return client.check(), command


@pytest.mark.parametrize("missing", [(404, {}), (400, {}), (405, {}), (501, {}), (200, "<p>home</p>"), (200, {"a": 1})])
def test_a_service_that_another_provider_lacks_is_no_failure(missing: tuple[int, Any]) -> None:
    report, command = checked({"resources": missing, "categories": (403, {})})
    found = lines(report)
    assert report.ok, str(report)
    assert "not served" in found["resources"].text
    assert (found["resources"].served, found["rostering"].served) == (False, True)
    assert "reachable, but this token may not read it (scope)" in found["gradebook"].text
    assert command.exit_code == 0, command.output
    assert "FAILED" not in command.output


@pytest.mark.parametrize(
    ("code", "ok", "served", "says"),
    [
        ("unknownobject", True, False, "not served"),
        ("forbidden", True, True, "may not read it (scope)"),
        ("unauthorisedrequest", False, True, "the token is not accepted"),
        ("server_busy", False, True, "reports a failure"),
        ("invalid_data", False, True, "reports a failure"),
    ],
)
def test_a_success_that_reports_a_failure(code: str, ok: bool, served: bool, says: str) -> None:
    minor = {"imsx_codeMinorField": [{"imsx_codeMinorFieldValue": code}]}
    status = {"imsx_codeMajor": "failure", "imsx_description": "Ada", "imsx_CodeMinor": minor}
    report, command = checked({"resources": (200, status)})
    line = lines(report)["resources"]
    assert (line.ok, line.served, line.status) == (ok, served, 200)
    assert says in line.text
    assert "Ada" not in str(report)
    assert command.exit_code == (0 if ok else 1)


@pytest.mark.parametrize(
    ("answers", "settings", "failed"),
    [
        # A server at which nothing is found has another address.
        (dict.fromkeys(SERVED, (404, {})), {}, set(PROBED)),
        # What is set has to work.
        ({"resources": (404, {})}, {"base_paths": {"resources": "/r"}}, {"resources"}),
        ({"resources": (500, {})}, {}, {"resources"}),
    ],
)
def test_what_is_set_and_does_not_work_is_a_failure(answers: Any, settings: Any, failed: set[str]) -> None:
    report, command = checked(answers, **settings)
    assert {line.service for line in report if not line.ok} == failed
    assert command.exit_code == 1


def test_the_command_ends_well_for_a_provider_of_the_standard_alone() -> None:
    with Sandbox(provider="oneroster", users=20) as box:
        environment = {
            "TIMEBACK_API_URL": box.url,
            "TIMEBACK_CLIENT_ID": box.client_id,
            "TIMEBACK_CLIENT_SECRET": box.client_secret,
        }
        result = CliRunner().invoke(timeback, ["doctor", "--scope", " ".join(OneRosterScope)], env=environment)
        assert result.exit_code == 0, result.output
        with box.client() as client:
            report = client.check()
    assert report.ok
    assert [line.service for line in report if not line.served] == ["qti", "powerpath", "events", "case"]


def test_services_without_an_address_are_not_set() -> None:
    seen: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.path)
        token = {"access_token": "t", "expires_in": 60}
        return httpx.Response(
            200, json=token if request.url.path.endswith("token") else ORGS | {"categories": [], "resources": []}
        )

    settings: Any = {"token_url": "https://a.example/token", "client_id": "a", "client_secret": "b"}
    with TimeBackClient(api_url="https://a.example", transport=httpx.MockTransport(answer), **settings) as client:
        report = client.check()
    assert report.ok
    assert [line.service for line in report if "not set" in line.text] == [
        *("qti", "powerpath", "events", "webhooks", "edubridge", "case", "clr"),
    ]
    assert "- " in str(report)
    assert not [path for path in seen if "powerpath" in path or "items" in path]
