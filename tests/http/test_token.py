"""The token: how it is asked for, how long it serves, who fetches it, and what is said when there is none."""

import asyncio
import base64
import os
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

import httpx
import pytest

from tests.http.kit import SECRET, Caller, Server, reading, request_for, token_reply, user
from timeback._http.session import AsyncSession, SyncSession
from timeback.errors import ClientStateError
from timeback.settings import Settings, resolve
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


def settings_for(server: Server, **changes: Any) -> Settings:
    return resolve(**{"api_url": server.url, "client_id": "cid-1", "client_secret": SECRET, "environ": {}, **changes})


def mocked(**changes: Any) -> Settings:
    return resolve(
        **{"api_url": "http://localhost", "client_id": "cid-1", "client_secret": SECRET, "environ": {}, **changes}
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


# Threads and tasks


def test_fifty_threads_fetch_one_token(server: Server) -> None:
    server.latency = 0.05
    session = SyncSession(settings_for(server))
    together = threading.Barrier(50)

    def one(_: int) -> Any:
        together.wait(10)
        request = request_for()
        return session.call(request, reading(request))

    with ThreadPoolExecutor(50) as pool:
        assert list(pool.map(one, range(50))) == [{"sourcedId": "u1"}] * 50
    session.close()
    assert len(server.paths("token")) == 1


def test_fifty_threads_share_one_failure() -> None:
    asked = threading.Semaphore(0)
    count = []

    def answer(request: httpx.Request) -> httpx.Response:
        count.append(request)
        asked.acquire(timeout=0.3)
        return httpx.Response(401, json={"error": "invalid_client"})

    session = SyncSession(mocked(), httpx.MockTransport(answer))
    together = threading.Barrier(50)

    def one(_: int) -> BaseException | None:
        together.wait(10)
        try:
            session.call(request_for(), lambda reply: reply)
        except AuthenticationError as error:
            return error
        return None

    with ThreadPoolExecutor(50) as pool:
        errors = list(pool.map(one, range(50)))
    assert all(isinstance(error, AuthenticationError) and error.status == 401 for error in errors)
    # A traceback belongs to one thread.
    assert len({id(error) for error in errors}) == 50
    assert len(count) < 10


def test_a_thread_whose_deadline_ends_takes_nobody_along() -> None:
    first_asks, answer_now = threading.Event(), threading.Event()
    calls: list[float] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("token"):
            return user()
        calls.append(request.extensions["timeout"]["read"])
        if len(calls) == 1:
            first_asks.set()
            answer_now.wait(5)
            raise httpx.ReadTimeout("x")
        return token_reply()

    session = SyncSession(mocked(max_retries=0), httpx.MockTransport(answer))
    hasty = session.with_options(deadline=0.2)
    with ThreadPoolExecutor(2) as pool:
        leader = pool.submit(hasty.call, request_for(), lambda reply: reply.status)
        assert first_asks.wait(5)
        follower = pool.submit(session.call, request_for(), lambda reply: reply.status)
        answer_now.set()
        with pytest.raises(APITimeoutError):
            leader.result(5)
        assert follower.result(5) == 200
    assert calls[0] <= 0.2 < calls[1]


def test_a_thread_that_waits_for_a_token_keeps_its_deadline() -> None:
    first_asks, answer_now = threading.Event(), threading.Event()

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("token"):
            first_asks.set()
            answer_now.wait(5)
            return token_reply()
        return user()

    session = SyncSession(mocked(), httpx.MockTransport(answer))
    with ThreadPoolExecutor(1) as pool:
        leader = pool.submit(session.call, request_for(), lambda reply: reply.status)
        assert first_asks.wait(5)
        with pytest.raises(APITimeoutError, match="no token within the deadline") as caught:
            session.with_options(deadline=0.05).call(request_for(), lambda reply: reply.status)
        assert caught.value.attempts == 0
        answer_now.set()
        assert leader.result(5) == 200


def test_threads_whose_token_is_refused_renew_it_once() -> None:
    tokens: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("token"):
            tokens.append(f"t{len(tokens)}")
            return token_reply(tokens[-1])
        return user() if request.headers["authorization"] == "Bearer t1" else httpx.Response(401)

    session = SyncSession(mocked(), httpx.MockTransport(answer))
    together = threading.Barrier(20)

    def one(_: int) -> int:
        together.wait(10)
        return session.call(request_for(), lambda reply: reply.status)

    with ThreadPoolExecutor(20) as pool:
        assert list(pool.map(one, range(20))) == [200] * 20
    assert tokens == ["t0", "t1"]


async def test_five_hundred_tasks_fetch_one_token(server: Server) -> None:
    server.latency = 0.02
    session = AsyncSession(settings_for(server))
    replies = await asyncio.gather(*[session.call(request_for(), lambda reply: reply.status) for _ in range(500)])
    await session.aclose()
    assert replies == [200] * 500
    assert len(server.paths("token")) == 1
    assert server.connections <= 64


class Gate:
    """An asynchronous server whose token comes when the test says so."""

    def __init__(self, reply: Callable[[], httpx.Response] = token_reply) -> None:
        self.asked, self.open, self.count, self.reply = asyncio.Event(), asyncio.Event(), 0, reply

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        if not request.url.path.endswith("token"):
            return user()
        self.count += 1
        self.asked.set()
        await self.open.wait()
        return self.reply()

    def session(self) -> AsyncSession:
        return AsyncSession(mocked(), httpx.MockTransport(self))


@pytest.mark.parametrize("cancelled", [[0], [1], [0, 1, 2, 3]])
async def test_cancelling_a_task_that_waits_for_a_token_cancels_no_other(cancelled: list[int]) -> None:
    gate = Gate()
    session = gate.session()
    tasks = [asyncio.create_task(session.call(request_for(), lambda reply: reply.status)) for _ in range(5)]
    await gate.asked.wait()
    for index in cancelled:
        tasks[index].cancel()
    await asyncio.sleep(0)
    gate.open.set()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for index, result in enumerate(results):
        if index in cancelled:
            assert isinstance(result, asyncio.CancelledError)
        else:
            assert result == 200
    assert gate.count == 1
    await session.aclose()


async def test_when_all_are_cancelled_the_failure_of_the_fetch_disturbs_nobody() -> None:
    unhandled: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: unhandled.append(context))
    gate = Gate(lambda: httpx.Response(401))
    session = gate.session()
    task = asyncio.create_task(session.call(request_for(), lambda reply: reply))
    await gate.asked.wait()
    task.cancel()
    gate.open.set()
    await asyncio.gather(task, return_exceptions=True)
    await asyncio.sleep(0.01)
    await session.aclose()
    assert unhandled == []


async def test_tasks_share_one_failure() -> None:
    gate = Gate(lambda: httpx.Response(400, json={"error": "invalid_client"}))
    session = gate.session()
    tasks = [asyncio.create_task(session.call(request_for(), lambda reply: reply)) for _ in range(20)]
    await gate.asked.wait()
    gate.open.set()
    errors = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(error, AuthenticationError) for error in errors)
    assert len({id(error) for error in errors}) == 20
    assert gate.count == 1
    await session.aclose()


async def test_a_task_that_waits_for_a_token_keeps_its_deadline() -> None:
    gate = Gate()
    session = gate.session()
    with pytest.raises(APITimeoutError, match="no token within the deadline"):
        await session.with_options(deadline=0.05).call(request_for(), lambda reply: reply)
    gate.open.set()
    assert await session.call(request_for(), lambda reply: reply.status) == 200
    assert gate.count == 1
    await session.aclose()


async def test_closing_ends_a_fetch_and_tells_who_waits() -> None:
    gate = Gate()
    session = gate.session()
    task = asyncio.create_task(session.call(request_for(), lambda reply: reply))
    await gate.asked.wait()
    await session.aclose()
    with pytest.raises(ClientStateError, match="closed while"):
        await task


# Processes and loops


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_client_survives_a_fork(server: Server) -> None:
    session = SyncSession(settings_for(server))
    request = request_for()
    session.call(request, reading(request))
    # As if another thread had been at work in each of these when the process was forked.
    session._tokens._lock.acquire()
    session._pool._pool._lock.acquire()  # type: ignore[union-attr]
    for _ in range(64):
        session._pool._slots.acquire()
    before = server.connections
    child = os.fork()
    if child == 0:
        code = 1
        try:
            session._tokens._token = None
            code = 0 if session.call(request, reading(request)) == {"sourcedId": "u1"} else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert server.connections > before
    for _ in range(64):
        session._pool._slots.release()
    session._tokens._lock.release()
    session._pool._pool._lock.release()  # type: ignore[union-attr]
    assert session.call(request, reading(request)) == {"sourcedId": "u1"}
    session.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_an_asynchronous_client_has_a_loop_of_its_own_in_a_forked_process(server: Server) -> None:
    with asyncio.Runner() as runner:
        session = AsyncSession(settings_for(server))
        request = request_for()
        runner.run(session.call(request, reading(request)))
        child = os.fork()
        if child == 0:
            code = 1
            try:
                asyncio.set_event_loop(None)
                fresh = asyncio.new_event_loop()
                code = 0 if fresh.run_until_complete(session.call(request, reading(request))) else 2
            finally:
                os._exit(code)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert runner.run(session.call(request, reading(request))) == {"sourcedId": "u1"}
        runner.run(session.aclose())


def test_a_second_event_loop_is_told_what_to_do() -> None:
    session = AsyncSession(mocked(), httpx.MockTransport(lambda r: token_reply() if "token" in str(r.url) else user()))
    assert asyncio.run(session.call(request_for(), lambda reply: reply.status)) == 200
    with pytest.raises(ClientStateError, match="one AsyncTimeBackClient in each event loop") as caught:
        asyncio.run(session.call(request_for(), lambda reply: reply.status))
    assert isinstance(caught.value, TimeBackError)
    assert isinstance(caught.value, RuntimeError)


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
