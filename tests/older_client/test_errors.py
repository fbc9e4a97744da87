"""Errors are exceptions of requests and contain the server's reply."""

from __future__ import annotations

import gc
import inspect
import socket
import subprocess
import sys
import warnings
from collections.abc import Callable
from typing import Any

import pytest
import requests

from timeback.sandbox import Sandbox
from timeback_client import TimeBackClient
from timeback_client._calls import matching
from timeback_client.api.users import UsersAPI

from .conftest import Mirror

USERS = "/ims/oneroster/rostering/v1p2/users"


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 501])
def test_statuses(mirror: Mirror, mirrored: TimeBackClient, status: int) -> None:
    mirror.answers[f"GET {USERS}/u"] = (status, b'{"imsx_description": "Mary Major is unknown"}')
    with pytest.raises(requests.exceptions.RequestException) as caught:
        mirrored.rostering.users.get_user("u")
    error = caught.value
    assert isinstance(error, requests.HTTPError)
    assert error.response.status_code == status
    assert error.response.json()["imsx_description"] == "Mary Major is unknown"
    assert "Mary Major" in error.response.text
    assert "Mary" not in str(error)
    assert str(status) in str(error)
    assert not error.response.ok
    assert error.response.headers["Content-Type"] == "application/json"
    assert error.response.url == error.request.url == f"{mirror.url}{USERS}/u"
    assert error.request.method == "GET"
    with pytest.raises(requests.HTTPError):
        error.response.raise_for_status()


FAILURE = b"""{"imsx_codeMajor": "failure", "imsx_severity": "error", "imsx_description": "Mary Major is unknown",
"imsx_CodeMinor": {"imsx_codeMinorField": [{"imsx_codeMinorFieldValue": "unknownobject"}]}}"""


@pytest.mark.parametrize("body", [FAILURE, b'{"imsx_StatusInfo": %b}' % FAILURE, b'{"error": "Mary Major is unknown"}'])
@pytest.mark.parametrize(
    ("line", "call"),
    [
        (f"GET {USERS}/u", lambda client: client.rostering.users.get_user("u")),
        (f"GET {USERS}", lambda client: client.rostering.users.list_users()),
        (f"PUT {USERS}/u", lambda client: client.rostering.users.update_user("u", {"sourcedId": "u"})),
        (f"DELETE {USERS}/u", lambda client: client.rostering.users.delete_user("u")),
        ("GET /edubridge/applications/", lambda client: client.rostering.applications.list_applications()),
    ],
    ids=["get", "list", "update", "delete", "undocumented"],
)
def test_a_success_that_reports_a_failure(
    mirror: Mirror, mirrored: TimeBackClient, line: str, call: Callable[[TimeBackClient], Any], body: bytes
) -> None:
    mirror.answers[line] = (200, body)
    with pytest.raises(requests.HTTPError, match="reports a failure") as caught:
        call(mirrored)
    assert caught.value.response.content == body
    assert "Mary" not in str(caught.value)


@pytest.mark.parametrize(
    "body", [b'{"imsx_codeMajor": "success"}', b'{"user": {"sourcedId": "u"}, "error": null}', b""]
)
def test_a_success_that_reports_none(mirror: Mirror, mirrored: TimeBackClient, body: bytes) -> None:
    mirror.answers[f"GET {USERS}/u"] = (200, body)
    assert isinstance(mirrored.rostering.users.get_user("u"), dict)


def test_a_token_that_is_refused_is_an_http_error(box: Sandbox) -> None:
    client = TimeBackClient(box.url, client_id=box.client_id, client_secret="wrong")
    with client, pytest.raises(requests.HTTPError) as caught:
        client.rostering.users.list_users()
    assert caught.value.response.status_code == 401
    assert "not accepted" in caught.value.response.json()["message"]
    assert "wrong" not in f"{caught.value} {caught.value.response.text}"


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        users = UsersAPI(f"http://127.0.0.1:{taken.getsockname()[1]}")
    users._connection._session = users._connection._session.with_options(max_retries=0)
    with pytest.raises(requests.exceptions.ConnectionError):
        users.list_users()


def test_a_server_that_is_slow(box: Sandbox, client: TimeBackClient) -> None:
    box.faults.add(path="*/users", latency=0.5)
    connection = client._connection
    connection._session = connection._session.with_options(timeout=0.1, max_retries=0)
    with pytest.raises(requests.exceptions.Timeout):
        client.rostering.users.list_users()


def test_a_body_that_is_no_json(mirror: Mirror, mirrored: TimeBackClient) -> None:
    connection = mirrored._connection
    connection._session = connection._session.with_options(max_retries=0)
    mirror.answers[f"GET {USERS}"] = (200, b"<html>")
    with pytest.raises(requests.exceptions.JSONDecodeError):
        mirrored.rostering.users.list_users()
    mirror.answers[f"GET {USERS}"] = (200, b" ")
    assert set(mirrored.rostering.users.list_users()) == {"message"}


def test_what_no_server_takes_is_a_value_error_and_one_of_requests(mirrored: TimeBackClient, mirror: Mirror) -> None:
    users = mirrored.rostering.users
    for wrong in (
        lambda: users.list_users(limit=-1),
        lambda: users.list_users(sort="givenname"),
        lambda: users.get_user(""),
        lambda: users.update_user("u", "text"),
        lambda: mirrored.qti.stimuli.list_stimuli(offset=5),
        lambda: mirrored.qti.assessment_items.get_assessment_item("https://elsewhere.example.org/items/i"),
    ):
        with pytest.raises(requests.exceptions.RequestException) as caught:
            wrong()
        assert isinstance(caught.value, ValueError)
    assert mirror.asked == []


def test_calls_that_are_no_calls(mirrored: TimeBackClient) -> None:
    users = mirrored.rostering.users
    with pytest.raises(TypeError, match="'lmit'"):
        mirrored.rostering.orgs.list_orgs(lmit=5)
    with pytest.raises(TypeError, match="user_id"):
        users.get_user()
    with pytest.raises(TypeError, match="filter_expr"):
        users.list_users(filter="role='student'", filter_expr="role='teacher'")
    with pytest.raises(TypeError, match="2"):
        users.get_user("u", [], None)
    with pytest.raises(AttributeError, match="users, orgs"):
        _ = mirrored.rostering.nothing


def test_arguments_that_say_nothing_are_left_out(mirror: Mirror, mirrored: TimeBackClient) -> None:
    mirrored.rostering.users.list_users(limit=None, sort="", filter_expr="", fields=[], filter=None)
    assert mirror.asked[-1]["query"] == {}
    mirrored.rostering.users.list_users(5, 10, search="a", active=True)
    assert mirror.asked[-1]["query"] == {"limit": "5", "offset": "10", "search": "a", "active": "True"}


def test_a_filter_with_or_stays_within_what_was_asked_for() -> None:
    assert matching() is matching("") is None
    assert matching("a='1' OR b='2'") == "a='1' OR b='2'"
    assert matching(None, user="o'hara", other=None) == "user='o''hara'"
    assert matching("a='x OR y' OR b='it''s OR so'", user="u") == (
        "user='u' AND a='x OR y' OR user='u' AND b='it''s OR so'"
    )


def test_methods_have_the_older_signatures() -> None:
    signature = inspect.signature(UsersAPI.list_users)
    assert list(signature.parameters)[:7] == [
        "self",
        "limit",
        "offset",
        "sort",
        "order_by",
        "filter_expr",
        "fields",
    ]
    assert inspect.signature(UsersAPI.get_user).parameters["user_id"].default is inspect.Parameter.empty
    assert "user" in (UsersAPI.get_user.__doc__ or "")


def test_without_requests_the_import_says_what_to_install() -> None:
    program = "import sys; sys.modules['requests'] = None; import timeback_client"
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path)},
        timeout=60,
    )
    assert done.returncode == 1
    assert "pip install 'timeback-client[requests]'" in done.stderr


@pytest.mark.slow
def test_a_client_that_nobody_closes_leaves_no_connection(box: Sandbox) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error", ResourceWarning)
        TimeBackClient(box.url, client_id=box.client_id, client_secret=box.client_secret).rostering.orgs.list_orgs()
        gc.collect()
