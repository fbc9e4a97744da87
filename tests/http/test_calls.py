"""What a call does about each reply and each failure, in sync and async alike."""

import gzip
import re
from typing import Any

import httpx
import pytest

from tests.http.kit import Caller, request_for, token_reply, user
from timeback.errors import ClientStateError
from timeback_runtime.errors import (
    APIConnectionError,
    APIStatusError,
    APITimeoutError,
    AuthenticationError,
    ConfigurationError,
    DecodingError,
    InvalidRequestError,
    NotFoundError,
    RateLimitError,
    ServerError,
)

IDEMPOTENT = ["GET", "PUT", "DELETE"]
REPEATED = [408, 429, 500, 502, 503, 504]


def status(code: int, **headers: str) -> httpx.Response:
    return httpx.Response(code, headers={name.replace("_", "-"): text for name, text in headers.items()})


def test_a_call_goes_to_the_address_of_its_service(caller: Caller) -> None:
    request = request_for(query=(("filter", "role='a b&c'"), ("limit", "10")), path="/users/a%2Fb%252e")
    assert caller.open(max_retries=0).call(request) == {"sourcedId": "u1"}
    (sent,) = caller.sent
    assert str(sent.url) == (
        "https://district.example/base/ims/oneroster/rostering/v1p2/users/a%2Fb%252e"
        "?filter=role%3D%27a%20b%26c%27&limit=10"
    )
    assert sent.headers["authorization"] == "Bearer tok-4f2c"
    assert sent.headers["accept"] == "application/json"
    assert sent.headers["user-agent"].startswith("timeback-client/")
    assert caller.waits == []


def test_base_paths_are_a_setting(caller: Caller) -> None:
    caller.open(base_paths={"rostering": "/rostering/1.0"}).call()
    assert caller.sent[0].url.path == "/base/rostering/1.0/users/u1"


def test_a_body_goes_along_with_its_type(caller: Caller) -> None:
    caller.open().call("PUT")
    assert caller.sent[0].headers["content-type"] == "application/json"
    assert caller.sent[0].content == b'{"user": {"givenName": "Ada"}}'


@pytest.mark.parametrize("method", IDEMPOTENT)
@pytest.mark.parametrize("code", REPEATED)
def test_what_is_idempotent_is_tried_again(caller: Caller, method: str, code: int) -> None:
    caller.replies = [status(code), status(code)]
    caller.open().call(method)
    assert [sent.method for sent in caller.sent] == [method] * 3
    assert caller.waits == [0.25, 0.5]
    assert len({sent.headers["x-request-id"] for sent in caller.sent}) == 1
    assert len({sent.content for sent in caller.sent}) == 1


@pytest.mark.parametrize("code", [400, 403, 404, 409, 422, 501])
def test_other_statuses_are_told_at_once(caller: Caller, code: int) -> None:
    caller.replies = [status(code)]
    with pytest.raises(APIStatusError) as caught:
        caller.open().call()
    assert (caught.value.status, caught.value.attempts, len(caller.sent)) == (code, 1, 1)


@pytest.mark.parametrize(
    ("reply", "times"),
    [
        (status(500), 1),
        (status(502), 1),
        (status(503), 1),
        (status(504), 1),
        (status(408), 1),
        (httpx.ReadTimeout("x"), 1),
        (httpx.WriteError("x"), 1),
        (httpx.RemoteProtocolError("x"), 1),
        (httpx.Response(201, text="<html>", headers={"content-type": "text/html"}), 1),
        (status(429), 2),
        (status(503, retry_after="1"), 2),
        (httpx.ConnectError("x"), 2),
        (httpx.ConnectTimeout("x"), 2),
        (httpx.PoolTimeout("x"), 2),
    ],
)
@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_a_post_is_sent_twice_only_where_the_first_was_not_processed(
    caller: Caller, method: str, reply: Any, times: int
) -> None:
    caller.replies = [reply]
    caller.open()
    if times == 1:
        with pytest.raises((APIStatusError, APIConnectionError, DecodingError)) as caught:
            caller.call(method)
        assert caught.value.attempts == 1
    else:
        assert caller.call(method) == {"sourcedId": "u1"}
    assert len(caller.sent) == times


def test_the_last_try_raises_what_it_got(caller: Caller) -> None:
    caller.replies = [status(503), status(429), httpx.Response(502, html="<h1>Bad gateway</h1>")]
    with pytest.raises(ServerError) as caught:
        caller.open(max_retries=2).call()
    error = caught.value
    assert (error.status, error.attempts, error.method, error.path) == (502, 3, "GET", "/users/{sourcedId}")
    assert error.request_id == caller.sent[0].headers["x-request-id"]


def test_no_retries_means_one_try(caller: Caller) -> None:
    caller.replies = [status(503)]
    with pytest.raises(ServerError):
        caller.open(max_retries=0).call()
    assert len(caller.sent) == 1


def test_retry_after_is_waited_for(caller: Caller) -> None:
    caller.chance = 0.0
    caller.replies = [
        status(429, retry_after="7"),
        status(503, date="Wed, 21 Oct 2026 07:28:00 GMT", retry_after="Wed, 21 Oct 2026 07:28:40 GMT"),
    ]
    caller.open().call()
    assert caller.waits == [7.0, 40.0]


def test_a_long_retry_after_is_told_at_once(caller: Caller) -> None:
    caller.replies = [status(429, retry_after="61")]
    with pytest.raises(RateLimitError) as caught:
        caller.open().call()
    assert (caught.value.retry_after, caught.value.attempts, caller.waits) == (61.0, 1, [])


def test_a_delete_that_was_done_before_is_done(caller: Caller) -> None:
    caller.replies = [httpx.ReadTimeout("x"), status(404)]
    seen = []
    caller.open().call("DELETE", seen.append)
    assert [(reply.status, reply.content, reply.attempts) for reply in seen] == [(204, b"", 2)]


@pytest.mark.parametrize("first", [None, status(429), httpx.ConnectError("x")])
def test_a_delete_of_what_never_was_is_an_error(caller: Caller, first: Any) -> None:
    caller.replies = [first, status(404)] if first else [status(404)]
    with pytest.raises(NotFoundError):
        caller.open().call("DELETE")


def test_only_a_delete_is_done_by_a_404(caller: Caller) -> None:
    caller.replies = [status(502), status(404)]
    with pytest.raises(NotFoundError):
        caller.open().call("PUT")


@pytest.mark.parametrize(
    "broken",
    [
        httpx.Response(200, html="<html>maintenance</html>"),
        httpx.Response(200, content=b'{"user": {"sour', headers={"content-type": "application/json"}),
        httpx.Response(200, json=["not", "an", "object"]),
    ],
)
def test_a_success_that_cannot_be_read_is_tried_again(caller: Caller, broken: httpx.Response) -> None:
    caller.replies = [broken]
    assert caller.open().call() == {"sourcedId": "u1"}
    assert len(caller.sent) == 2
    caller.replies = [broken] * 5
    with pytest.raises(DecodingError) as caught:
        caller.call()
    assert caught.value.attempts == 5
    assert caught.value.request_id == caller.sent[-1].headers["x-request-id"]


def test_a_compressed_reply_is_read(caller: Caller) -> None:
    body = gzip.compress(b'{"user": {"sourcedId": "zipped"}}')
    headers = {"content-encoding": "gzip", "content-type": "application/json"}

    def damaged(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers=headers, stream=httpx.ByteStream(b"no gzip at all"))

    caller.replies = [damaged, lambda _: httpx.Response(200, headers=headers, stream=httpx.ByteStream(body))]
    assert caller.open().call() == {"sourcedId": "zipped"}
    caller.replies = [damaged]
    with pytest.raises(APIConnectionError, match="damaged"):
        caller.call(session=caller.session.with_options(max_retries=0))


@pytest.mark.parametrize(
    ("error", "kind", "text"),
    [
        (httpx.ConnectError("x"), APIConnectionError, "no connection to district.example"),
        (httpx.ReadError("x"), APIConnectionError, "closed the connection before its reply was complete"),
        (httpx.ConnectTimeout("x"), APITimeoutError, "no connection to district.example in time"),
        (httpx.ReadTimeout("x"), APITimeoutError, "did not answer in time"),
        (httpx.ProxyError("x"), APIConnectionError, "proxy did not connect"),
    ],
)
def test_failures_become_our_errors_with_their_cause(
    caller: Caller, error: Exception, kind: type[APIConnectionError], text: str
) -> None:
    caller.replies = [error] * 3
    with pytest.raises(kind, match=text) as caught:
        caller.open(max_retries=2).call()
    assert type(caught.value) is kind
    assert caught.value.__cause__ is error
    assert (caught.value.attempts, caught.value.method, caught.value.path) == (3, "GET", "/users/{sourcedId}")
    assert caught.value.request_id == caller.sent[0].headers["x-request-id"]


def test_an_error_that_is_not_of_http_is_left_alone(caller: Caller) -> None:
    caller.replies = [KeyError("a bug of a transport")]
    with pytest.raises(KeyError):
        caller.open().call()
    assert len(caller.sent) == 1


def test_a_wait_that_fails_ends_the_call(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(seconds: float) -> None:
        raise OSError("no clock")

    monkeypatch.setattr(caller, "_sleep", broken)
    caller.replies = [status(503)] * 5
    with pytest.raises(OSError, match="no clock"):
        caller.open().call()
    assert len(caller.sent) == 1


# Redirects


@pytest.mark.parametrize("code", [307, 308])
@pytest.mark.parametrize("method", ["GET", "PUT", "POST", "DELETE"])
def test_redirects_within_the_origin_keep_method_and_body(caller: Caller, method: str, code: int) -> None:
    caller.replies = [status(code, location="/elsewhere?x=1"), status(code, location="deeper/u1")]
    caller.open().call(method)
    assert [sent.url.path for sent in caller.sent[1:]] == ["/elsewhere", "/deeper/u1"]
    assert {sent.method for sent in caller.sent} == {method}
    assert len({sent.content for sent in caller.sent}) == 1
    assert all(sent.headers["authorization"] == "Bearer tok-4f2c" for sent in caller.sent)


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/users/u1",
        "//evil.example/users/u1",
        "http://district.example/users/u1",
        "http://district.example:443/users/u1",
        "https://district.example:8443/users/u1",
        "https://district.example.evil.example/",
        "https://district.example@evil.example/",
    ],
)
def test_the_token_never_goes_to_another_origin(caller: Caller, location: str) -> None:
    caller.replies = [status(307, location=location)]
    with pytest.raises(APIConnectionError, match="another origin") as caught:
        caller.open().call()
    assert len(caller.sent) == 1
    assert "u1" not in str(caught.value)
    assert "the token" in str(caught.value)


def test_another_port_is_another_origin_and_is_named(caller: Caller) -> None:
    caller.replies = [status(307, location="https://user:pa55@district.example:8443/users/u1")]
    with pytest.raises(APIConnectionError, match=r"another origin \(https://district\.example:8443\)"):
        caller.open().call()


@pytest.mark.parametrize(
    "location", ["", "http://[::1", "https://a:b:c/", "mailto:x@example.org", "javascript:alert(1)"]
)
def test_a_bad_location_is_our_error(caller: Caller, location: str) -> None:
    caller.replies = [status(308, location=location)]
    with pytest.raises(APIConnectionError, match="Location that cannot be read"):
        caller.open().call()
    caller.replies = [httpx.Response(308)]
    with pytest.raises(APIConnectionError, match="Location that cannot be read"):
        caller.call()


def test_redirects_come_to_an_end(caller: Caller) -> None:
    caller.replies = [status(307, location="/round")] * 50
    with pytest.raises(APIConnectionError, match="redirected more than 5 times"):
        caller.open().call()
    assert len(caller.sent) == 6


@pytest.mark.parametrize("code", [301, 302, 303])
def test_other_redirects_are_followed_by_what_reads(caller: Caller, code: int) -> None:
    caller.replies = [status(code, location="/moved/u1")]
    assert caller.open().call("GET") == {"sourcedId": "u1"}
    caller.replies = [status(code, location="/moved/u1")]
    with pytest.raises(APIStatusError) as caught:
        caller.call("PUT")
    assert caught.value.status == code


# Deadline, rate, options


def test_a_deadline_ends_all_tries(caller: Caller) -> None:
    caller.chance = 1.0
    caller.replies = [status(503)] * 9
    with pytest.raises(ServerError) as caught:
        caller.open(deadline=5.0).call()
    # 0.5 + 1 + 2 seconds were waited; another 4 would end after the deadline, so they are not begun.
    assert (caller.waits, caught.value.attempts) == ([0.5, 1.0, 2.0], 4)


def test_the_timeout_of_a_try_is_no_longer_than_the_deadline(caller: Caller) -> None:
    caller.open(timeout=30.0).call()
    session = caller.session.with_options(deadline=2.0)
    caller.call(session=session)
    assert [sent.extensions["timeout"]["read"] for sent in caller.sent] == [30.0, 2.0]


def test_a_deadline_that_cuts_a_try_short_is_what_is_told(caller: Caller) -> None:
    def never(request: httpx.Request) -> httpx.Response:
        caller.now += request.extensions["timeout"]["read"]
        raise httpx.ReadTimeout("no reply", request=request)

    caller.replies = [never, never]
    with pytest.raises(APITimeoutError, match="within the deadline"):
        caller.open(timeout=30.0, deadline=2.0, max_retries=0).call()
    with pytest.raises(APITimeoutError, match="pass a longer timeout="):
        caller.call(session=caller.session.with_options(deadline=None))


def test_a_deadline_can_be_taken_off(caller: Caller) -> None:
    caller.open(deadline=2.0)
    kept = caller.session.with_options(timeout=20)
    caller.call(session=kept)
    endless = kept.with_options(deadline=None)
    caller.call(session=endless)
    assert [sent.extensions["timeout"]["read"] for sent in caller.sent] == [2.0, 20.0]
    assert caller.session.with_options(max_retries=1)._options.deadline == 2.0


def test_requests_are_spaced(caller: Caller) -> None:
    caller.open(max_requests_per_second=4.0)
    caller.call()
    caller.call()
    caller.call(session=caller.session.with_options(max_retries=1))
    assert caller.waits == [0.25, 0.25]
    with pytest.raises(APITimeoutError, match="max_requests_per_second"):
        caller.call(session=caller.session.with_options(deadline=0.1))
    assert len(caller.sent) == 3


def test_options_make_a_cheap_copy(caller: Caller) -> None:
    caller.open(max_retries=2, extra_headers={"X-District": "d1"})
    other = caller.session.with_options(
        max_retries=0, timeout=3, extra_headers={"X-Trace": "t", "X-Request-ID": "mine"}
    )
    caller.replies = [status(503)]
    with pytest.raises(ServerError) as caught:
        caller.call(session=other)
    assert caught.value.request_id == "mine"
    assert caller.sent[0].headers["x-district"] == "d1"
    assert caller.sent[0].headers["x-trace"] == "t"
    assert caller.sent[0].extensions["timeout"]["connect"] == 3.0
    caller.replies = [status(503), status(503)]
    caller.call()
    assert "x-trace" not in caller.sent[-1].headers
    assert len(caller.token_requests) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer private"},
        {"host": "private"},
        {"Content-Length": "1"},
        {"bad name": "private"},
        {"X-A": "private\r\nX-B: c"},
        {"X-A": "privaté"},
        {"X-A": 5},
    ],
)
def test_odd_headers_are_refused_before_anything_is_sent(caller: Caller, headers: dict[str, Any]) -> None:
    caller.open()
    with pytest.raises(InvalidRequestError) as caught:
        caller.session.with_options(extra_headers=headers)
    assert "priv" not in str(caught.value)


@pytest.mark.parametrize(
    "options", [{"timeout": 0}, {"timeout": True}, {"max_retries": -1}, {"deadline": float("nan")}]
)
def test_odd_options_are_refused(caller: Caller, options: dict[str, Any]) -> None:
    with pytest.raises(ConfigurationError, match=next(iter(options))):
        caller.open().session.with_options(**options)


def test_the_id_that_the_server_gives_a_request_comes_first(caller: Caller) -> None:
    caller.replies = [status(400, x_request_id="server-9")]
    with pytest.raises(APIStatusError) as caught:
        caller.open().call()
    assert caught.value.request_id == "server-9"
    assert re.fullmatch(r"[0-9a-f]{24}", caller.sent[0].headers["x-request-id"])


# 401


def test_a_401_renews_the_token_once(caller: Caller) -> None:
    caller.token_replies = [token_reply("first"), token_reply("second")]
    caller.replies = [status(401)]
    assert caller.open(max_retries=0).call("POST") == {"sourcedId": "u1"}
    assert [sent.headers["authorization"] for sent in caller.sent] == ["Bearer first", "Bearer second"]
    caller.call()
    assert caller.sent[-1].headers["authorization"] == "Bearer second"
    assert len(caller.token_requests) == 2


def test_a_second_401_is_told(caller: Caller) -> None:
    caller.replies = [status(401), status(401)]
    with pytest.raises(AuthenticationError) as caught:
        caller.open().call()
    assert (caught.value.attempts, len(caller.token_requests)) == (2, 2)


# State


def test_a_closed_client_says_so(caller: Caller) -> None:
    caller.open()
    other = caller.session.with_options(timeout=1)
    caller.close()
    caller.close()
    for session in (caller.session, other):
        with pytest.raises(ClientStateError, match="closed"):
            caller.call(session=session)
    assert caller.sent == []


def test_the_callers_transport_is_closed(caller: Caller) -> None:
    closed = []

    class Transport(httpx.MockTransport):
        def close(self) -> None:
            closed.append("sync")

        async def aclose(self) -> None:
            closed.append("async")

    from timeback._http.session import AsyncSession, SyncSession

    settings = caller.open().session.settings
    transport = Transport(lambda _: user())
    caller.session = SyncSession(settings, transport) if caller.kind == "sync" else AsyncSession(settings, transport)
    caller.close()
    assert closed == [caller.kind]


def test_a_transport_of_the_wrong_kind_is_told_apart(caller: Caller) -> None:
    from timeback._http.session import AsyncSession, SyncSession

    settings = caller.open().session.settings
    kind = AsyncSession if caller.kind == "sync" else SyncSession
    wrong = httpx.HTTPTransport() if kind is AsyncSession else httpx.AsyncHTTPTransport()
    with pytest.raises(ConfigurationError, match="transport="):
        kind(settings, wrong)  # type: ignore[arg-type]
