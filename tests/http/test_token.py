"""The token: how it is asked for, how long it serves, and what is said when there is none."""

import base64
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from tests.http.kit import SECRET, Caller, Server, token_reply, user
from timeback_runtime.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    NotFoundError,
    RateLimitError,
    ServerError,
    TimeBackError,
)


def test_id_and_secret_go_in_the_form(caller: Caller) -> None:
    caller.open(scope=["a.readonly", "b"]).call()
    (asked,) = caller.token_requests
    assert (asked.method, str(asked.url)) == ("POST", "https://login.example/token")
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert "authorization" not in asked.headers
    assert parse_qs(asked.content.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["cid-1"],
        "client_secret": [SECRET],
        "scope": ["a.readonly b"],
    }


@pytest.mark.parametrize(
    ("token_auth", "client_id", "pair"),
    [
        ("basic", "a:b", "a%3Ab:s%2Fe%2Bc%3Dr%3Aet%25%C3%A9"),
        ("basic-raw", "cid-1", "cid-1:s/e+c=r:et%é"),
    ],
)
def test_id_and_secret_go_as_basic(caller: Caller, token_auth: str, client_id: str, pair: str) -> None:
    caller.open(token_auth=token_auth, client_id=client_id, client_secret="s/e+c=r:et%é").call()
    (asked,) = caller.token_requests
    kind, _, sent = asked.headers["authorization"].partition(" ")
    assert (kind, base64.b64decode(sent).decode()) == ("Basic", pair)
    assert parse_qs(asked.content.decode()) == {"grant_type": ["client_credentials"]}


@pytest.mark.parametrize(
    ("expires_in", "serves"),
    [(3600, 3540), (100, 90), ("600", 540), (2, 1.8), (None, 270), ("soon", 270), (0, 270), (-5, 270), (True, 270)],
)
def test_a_token_is_renewed_before_its_end(caller: Caller, expires_in: Any, serves: float) -> None:
    caller.token_replies = [token_reply("one", expires_in=expires_in), token_reply("two")]
    caller.open().call()
    caller.now += serves - 0.01
    caller.call()
    caller.now += 0.02
    caller.call()
    assert [sent.headers["authorization"][7:] for sent in caller.sent] == ["one", "one", "two"]


def test_a_lifetime_that_is_left_out_is_guessed(caller: Caller) -> None:
    caller.token_replies = [httpx.Response(200, json={"access_token": "x"})] * 2
    caller.open().call()
    caller.now += 269
    caller.call()
    assert len(caller.token_requests) == 1


@pytest.mark.parametrize(
    "reply",
    [
        httpx.ConnectError("x"),
        httpx.ReadTimeout("x"),
        httpx.Response(503),
        httpx.Response(429),
        httpx.Response(200, html="<html>login</html>"),
        httpx.Response(200),
        httpx.Response(200, content=b'{"access_token": "cut'),
    ],
)
def test_asking_for_a_token_is_repeated(caller: Caller, reply: Any) -> None:
    caller.token_replies = [reply]
    assert caller.open().call("POST") == {"sourcedId": "u1"}
    assert (len(caller.token_requests), len(caller.waits)) == (2, 1)


@pytest.mark.parametrize(
    ("reply", "kind", "text"),
    [
        (httpx.ConnectError("x"), APIConnectionError, "token endpoint: no connection to login.example"),
        (httpx.ReadTimeout("x"), APITimeoutError, "token endpoint: login.example did not answer in time"),
        (httpx.Response(503), ServerError, r"token endpoint \(login.example\) answered 503"),
        (httpx.Response(429, headers={"retry-after": "90"}), RateLimitError, "answered 429"),
        (httpx.Response(200, html="<p>hi</p>"), AuthenticationError, r"without a usable access_token \(text/html\)"),
        (httpx.Response(404), AuthenticationError, "check token_url, or TIMEBACK_STAGING_TOKEN_URL"),
        (httpx.Response(302, headers={"location": "/x"}), AuthenticationError, "answered 302; check token_url"),
        (httpx.Response(307, headers={"location": "https://evil.example/"}), APIConnectionError, "another origin"),
    ],
)
def test_no_token_is_told_in_our_errors(caller: Caller, reply: Any, kind: type[TimeBackError], text: str) -> None:
    caller.token_replies = [reply] * 3
    with pytest.raises(kind, match=text) as caught:
        caller.open(environment="staging", max_retries=1).call()
    assert not isinstance(caught.value, NotFoundError)
    assert SECRET not in str(caught.value)
    assert caller.sent == []
    if isinstance(reply, Exception):
        assert caught.value.__cause__ is reply
    if isinstance(caught.value, APIStatusError):
        assert caught.value.status == reply.status_code


@pytest.mark.parametrize("code", [400, 401, 403])
def test_wrong_credentials_say_where_to_look(caller: Caller, code: int) -> None:
    told = {"error": "invalid_client", "error_description": f"secret {SECRET} of Ada is wrong"}
    caller.token_replies = [httpx.Response(code, json=told)]
    with pytest.raises(AuthenticationError) as caught:
        caller.open(environment="staging").call()
    text = str(caught.value)
    assert "environment staging" in text
    assert "TIMEBACK_STAGING_CLIENT_ID and TIMEBACK_STAGING_CLIENT_SECRET" in text
    assert "invalid_client" in text
    assert SECRET not in text
    assert "Ada" not in text
    assert len(caller.token_requests) == 1


PRIVATE = "Ada Lovelace is unknown here"
CODES = [
    ("invalid_request", {"scope": "a"}, ["scope", "token_auth='basic'"]),
    ("invalid_request", {}, ["pass scope="]),
    ("invalid_scope", {"scope": "everything"}, ["scope="]),
    ("invalid_scope", {}, ["requires a scope"]),
    ("invalid_client", {}, ["client_id", "client_secret", "TIMEBACK_CLIENT_SECRET", "token_auth='basic'"]),
    ("invalid_grant", {}, ["client_secret"]),
    ("unauthorized_client", {}, ["client_id", "scope"]),
    ("unsupported_grant_type", {}, ["token_url"]),
]


@pytest.mark.parametrize("status", [200, 400, 401, 422])
@pytest.mark.parametrize(("code", "settings", "words"), CODES)
def test_a_code_is_told_with_the_setting_to_change(
    caller: Caller, code: str, settings: dict[str, Any], words: list[str], status: int
) -> None:
    told = {"error": code, "error_description": PRIVATE, "access_token": None}
    caller.token_replies = [httpx.Response(status, json=told, headers={"www-authenticate": f'Basic realm="{PRIVATE}"'})]
    with pytest.raises(AuthenticationError) as caught:
        caller.open(**settings).call()
    text = str(caught.value)
    assert f"answered {status} ({code})" in text
    assert all(word in text for word in words), text
    assert PRIVATE not in text
    assert (caught.value.status, len(caller.token_requests), caller.sent) == (status, 1, [])


@pytest.mark.parametrize(
    ("status", "content", "settings", "words"),
    [
        (401, b"", {}, ["client_secret", "token_auth='basic'"]),
        (401, b"", {"token_auth": "basic"}, ["token_auth='basic-raw'"]),
        (401, b"", {"token_auth": "basic-raw"}, ["token_auth='basic'"]),
        (400, b'{"error": "Ada Lovelace"}', {}, ["client_id", "scope", "token_auth"]),
        (400, b'{"detail": "Ada Lovelace"}', {"scope": "a"}, ["client_id", "scope", "token_auth"]),
        (403, b"<p>Ada Lovelace</p>", {}, ["client_id", "client_secret", "scope"]),
        (422, b'{"detail": "Ada Lovelace"}', {}, ["scope", "token_auth"]),
        (200, b'{"error": {"message": "Ada Lovelace"}}', {}, ["client_id", "scope", "token_auth"]),
        (200, b'{"error": "Ada Lovelace", "access_token": ""}', {}, ["client_id", "scope", "token_auth"]),
        (200, b'{"token": "Ada Lovelace"}', {}, ["access_token", "token_url"]),
        (200, b'{"access_token": 5}', {}, ["access_token", "token_url"]),
        (200, b'{"access_token": "Ada Lovelace\\r\\nX: y"}', {}, ["access_token", "token_url"]),
        (200, b'["Ada Lovelace"]', {}, ["access_token", "token_url"]),
        (200, b'{"access_token": "Ada", "token_type": "mac"}', {}, ["token_type", "token_url"]),
        (200, b'{"access_token": "Ada", "token_type": ["Bearer"]}', {}, ["token_type", "token_url"]),
        (200, b"", {}, ["access_token", "token_url"]),
        (200, b"<html>Ada Lovelace</html>", {}, ["access_token", "token_url"]),
    ],
)
def test_a_reply_without_a_known_code_is_told_with_the_setting_to_change(
    caller: Caller, server: Server, status: int, content: bytes, settings: dict[str, Any], words: list[str]
) -> None:
    server.token_reply = (status, content)
    caller.open(over_network=True, api_url=server.url, token_url=f"{server.url}/token", max_retries=0, **settings)
    with pytest.raises(AuthenticationError) as caught:
        caller.call()
    text = str(caught.value)
    assert all(word in text for word in words), text
    assert "Ada" not in text
    assert caught.value.status == status
    assert server.paths() == ["/token"]


@pytest.mark.parametrize(
    "more",
    [{"token_type": "bearer"}, {"token_type": "BearerToken"}, {"token_type": None}, {"error": None}, {"error": ""}],
)
def test_tokens_of_all_spellings_of_bearer_are_used(caller: Caller, more: dict[str, Any]) -> None:
    caller.token_replies = [token_reply(**more)]
    assert caller.open().call() == {"sourcedId": "u1"}


def test_the_endpoint_may_redirect_within_its_origin(caller: Caller) -> None:
    caller.token_replies = [httpx.Response(308, headers={"location": "/v2/token"})]
    caller.open().call()
    assert [(asked.method, asked.url.path) for asked in caller.token_requests] == [
        ("POST", "/token"),
        ("POST", "/v2/token"),
    ]
    assert caller.token_requests[1].content == caller.token_requests[0].content


def test_a_token_that_ran_out_under_way_is_renewed_as_often_as_a_call_may_be_tried(caller: Caller) -> None:
    """A call may wait for its turn for longer than a token is good for."""

    def late(request: httpx.Request) -> httpx.Response:
        caller.now += 20
        return httpx.Response(401)

    caller.token_replies = [token_reply(f"t{number}", expires_in=10) for number in range(9)]
    caller.replies = [late, late, late, user()]
    caller.open(max_retries=3).call()
    assert [sent.headers["authorization"] for sent in caller.sent] == [f"Bearer t{number}" for number in range(4)]
    assert caller.waits == []

    caller.replies = [late] * 9
    with pytest.raises(AuthenticationError) as caught:
        caller.call()
    assert caught.value.attempts == 4


def test_a_token_that_is_refused_in_its_time_is_renewed_once(caller: Caller) -> None:
    caller.replies = [httpx.Response(401)] * 9
    with pytest.raises(AuthenticationError) as caught:
        caller.open(max_retries=3).call()
    assert (caught.value.attempts, len(caller.token_requests)) == (2, 2)
