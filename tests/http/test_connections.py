"""Real sockets: what breaks, what is kept, what is closed."""

import asyncio
import logging
import os
import shutil
import socket
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import certifi
import httpx
import pytest

from tests.http.kit import SECRET, TOKEN, Caller, Server, request_for, token_reply
from timeback._http.session import AsyncSession, SyncSession
from timeback.settings import Settings, resolve
from timeback_runtime.errors import APIConnectionError, APITimeoutError, BadRequestError, ConfigurationError


def local(server: Server, caller: Caller, **changes: Any) -> Caller:
    return caller.open(over_network=True, api_url=server.url, token_url=f"{server.url}/oauth2/token", **changes)


def settings_for(server: Server, **changes: Any) -> Settings:
    return resolve(api_url=server.url, client_id="cid-1", client_secret=SECRET, environ={}, **changes)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback._http.retry.BASE", 0.001)


@pytest.mark.parametrize("broken", ["cut", "reset", "truncate"])
def test_a_broken_connection_is_tried_again(server: Server, caller: Caller, broken: str) -> None:
    server.behave = [broken, broken]
    assert local(server, caller).call("PUT") == {"sourcedId": "u1"}
    assert len(server.paths("u1")) == 3


@pytest.mark.parametrize("broken", ["cut", "reset", "truncate"])
def test_a_post_that_may_have_arrived_is_not_sent_again(server: Server, caller: Caller, broken: str) -> None:
    server.behave = [broken]
    with pytest.raises(APIConnectionError, match="before its reply was complete") as caught:
        local(server, caller).call("POST")
    assert isinstance(caught.value.__cause__, httpx.TransportError)
    assert len(server.paths("users")) == 1


def test_a_silent_server_is_given_up(server: Server, caller: Caller) -> None:
    server.behave = ["hang"] * 2
    with pytest.raises(APITimeoutError, match="did not answer in time") as caught:
        local(server, caller, timeout=0.1, max_retries=1).call()
    assert caught.value.attempts == 2
    assert isinstance(caught.value.__cause__, httpx.ReadTimeout)


def test_a_trickle_ends_with_the_deadline(server: Server, caller: Caller) -> None:
    server.behave = ["trickle"]
    started = time.monotonic()
    with pytest.raises(APITimeoutError, match="deadline"):
        local(server, caller, timeout=5.0, deadline=0.3).call()
    assert time.monotonic() - started < 5
    assert local(server, caller).call() == {"sourcedId": "u1"}


def test_nobody_listens(caller: Caller) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        caller.open(over_network=True, api_url=f"http://127.0.0.1:{port}", token_url=f"http://127.0.0.1:{port}/t")
        with pytest.raises(APIConnectionError, match=rf"no connection to 127.0.0.1:{port} \(.*refused") as caught:
            caller.call("POST")
    assert caught.value.attempts == 5
    assert isinstance(caught.value.__cause__, httpx.ConnectError)


def test_a_name_that_does_not_resolve(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    caller.open(over_network=True, max_retries=1, trust_env=False)
    with pytest.raises(APIConnectionError, match=r"no connection to login.example \(Name or service not known"):
        caller.call()


def test_a_server_that_speaks_no_tls_gets_no_token(server: Server, caller: Caller) -> None:
    url = server.url.replace("http:", "https:")
    caller.open(over_network=True, api_url=url, token_url=f"{url}/token", max_retries=0, timeout=0.2)
    with pytest.raises(APIConnectionError, match=r"no connection|does not speak TLS"):
        caller.call()
    assert server.requests == []


def test_connections_are_kept(server: Server, caller: Caller) -> None:
    local(server, caller)
    for _ in range(20):
        caller.call()
    assert server.connections == 1


def test_no_socket_stays_open_after_closing(server: Server, caller: Caller) -> None:
    server.behave = ["429", "cut", "truncate"]
    local(server, caller).call()
    caller.close()
    wait_until(lambda: server.open == 0)


def wait_until(happens: Any) -> None:
    end = time.monotonic() + 5
    while not happens():
        assert time.monotonic() < end
        time.sleep(0.005)


FAULTS = ["429", "503", "cut", "truncate", "answer", "answer", "answer", "502", "answer", "answer"]


def test_fifty_threads_get_through_a_bad_hour(server: Server) -> None:
    server.behave = FAULTS * 40
    session = SyncSession(settings_for(server, max_retries=10))
    with ThreadPoolExecutor(50) as pool:
        replies = list(pool.map(lambda _: session.call(request_for(), lambda reply: reply.status), range(200)))
    session.close()
    assert replies == [200] * 200
    assert len(server.paths("token")) == 1
    wait_until(lambda: server.open == 0)


@pytest.mark.slow
async def test_five_hundred_tasks_get_through_a_bad_hour(server: Server) -> None:
    server.behave = FAULTS * 80
    session = AsyncSession(settings_for(server, max_retries=10))
    replies = await asyncio.gather(*[session.call(request_for(), lambda reply: reply.status) for _ in range(500)])
    await session.aclose()
    assert replies == [200] * 500
    assert len(server.paths("token")) == 1
    await asyncio.to_thread(wait_until, lambda: server.open == 0)


async def test_cancelled_calls_give_their_connections_back(server: Server) -> None:
    session = AsyncSession(settings_for(server))
    await session.call(request_for(), lambda reply: reply.status)
    server.latency = 0.2
    tasks = [asyncio.create_task(session.call(request_for(), lambda reply: reply.status)) for _ in range(100)]
    await asyncio.sleep(0.05)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    server.latency = 0.0
    replies = await asyncio.gather(*[session.call(request_for(), lambda reply: reply.status) for _ in range(100)])
    assert replies == [200] * 100
    await session.aclose()


def test_who_waits_for_a_connection_keeps_the_deadline(server: Server) -> None:
    session = SyncSession(settings_for(server))
    session.call(request_for(), lambda reply: reply)
    for _ in range(64):
        session._pool._slots.acquire()
    with pytest.raises(APITimeoutError, match="deadline"):
        session.with_options(deadline=0.05).call(request_for(), lambda reply: reply)
    session.close()


# Proxies and certificates


def test_a_proxy_of_the_environment_is_used(server: Server, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY", "https_proxy", "HTTPS_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", server.url)
    caller.open(over_network=True, api_url="http://far.example", token_url="http://far.example/token", allow_http=True)
    assert caller.call() == {"sourcedId": "u1"}
    assert [path for _, path in server.requests] == [
        "http://far.example/token",
        "http://far.example/ims/oneroster/rostering/v1p2/users/u1",
    ]
    caller.close()
    monkeypatch.setenv("no_proxy", "far.example")
    caller.open(
        over_network=True,
        api_url="http://far.example",
        token_url="http://far.example/token",
        allow_http=True,
        max_retries=0,
        timeout=2.0,
    )
    with pytest.raises(APIConnectionError):
        caller.call()
    assert len(server.requests) == 2


def test_a_proxy_of_the_settings_is_used(server: Server, caller: Caller) -> None:
    caller.open(
        over_network=True,
        api_url="http://far.example",
        token_url="http://far.example/token",
        allow_http=True,
        proxy=server.url,
    )
    assert caller.call() == {"sourcedId": "u1"}
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "proxy",
    [
        "gopher://user:pa55@proxy.example",
        "http://user:pa55@[::1",
        "http://user:pa55@:3128",
        "http://user:pa55@proxy.example:0",
        "http://user:pa55@proxy.example:-1",
        "http://user:pa55@proxy.example:99999",
        5,
    ],
)
def test_a_proxy_that_is_none(caller: Caller, proxy: Any) -> None:
    with pytest.raises(ConfigurationError, match="proxy is not a valid proxy URL") as caught:
        caller.open(over_network=True, proxy=proxy)
    assert "pa55" not in "".join(traceback.format_exception(caught.value))


def test_http2_says_what_it_needs(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match=r"timeback-client\[http2\]"):
        caller.open(over_network=True, http2=True)


def test_certificates_that_are_none(caller: Caller) -> None:
    with pytest.raises(ConfigurationError, match="verify is not a readable file"):
        caller.open(over_network=True, verify="/nowhere/ca.pem")


@pytest.mark.parametrize("http2", [False, True])
@pytest.mark.parametrize("named", [False, True])
def test_certificates_are_read_once_for_all_clients_until_they_change(
    caller: Caller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, named: bool, http2: bool
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.delenv("SSL_CERT_DIR", raising=False)
    file = Path(shutil.copy(certifi.where(), tmp_path))
    if named:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    caller.open(over_network=True, http2=http2).close()
    reading: list[bool] = []
    read = httpx.create_ssl_context
    monkeypatch.setattr(httpx, "create_ssl_context", lambda **how: reading.append(True) or read(**how))
    caller.open(over_network=True, http2=http2).close()
    assert reading == []
    os.utime(file, (1, 1))
    caller.open(over_network=True, http2=http2)
    assert reading == [True] * named


def test_certificates_that_the_environment_names_and_that_are_none(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    with pytest.raises(ConfigurationError, match="SSL_CERT_FILE or SSL_CERT_DIR"):
        caller.open(over_network=True)
    caller.open(over_network=True, trust_env=False)


# What is told


def test_nothing_private_is_told(server: Server, caller: Caller, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="timeback")
    server.behave = ["answer", "429", "truncate", "answer", "400", "cut"]
    local(server, caller, max_retries=3)
    private = request_for(query=(("filter", "email='zoe@example.org'"),), path="/users/zoe%20lovelace")
    caller.call(private)
    caller.call("PUT")
    texts = [repr(caller.session.settings)]
    for method in ("GET", "POST"):
        with pytest.raises((BadRequestError, APIConnectionError)) as caught:
            caller.call(private if method == "GET" else "POST")
        texts.append("".join(traceback.format_exception(caught.value)))
        texts.append(repr(caught.value) + repr(vars(caught.value)))
    records = [record for record in caplog.records if record.name.startswith("timeback")]
    lines = [record.getMessage() for record in records]
    assert any(line.startswith("GET /users/{sourcedId} 200 in ") and line.endswith("attempts: 1") for line in lines)
    assert any(line.startswith("PUT /users/{sourcedId} 429, attempt 1; next in ") for line in lines)
    for text in [*texts, *lines, *[repr(vars(record)) for record in records]]:
        for secret in (TOKEN, SECRET, "zoe", "lovelace", "Ada", "Bearer"):
            assert secret not in text


def test_a_header_that_cannot_be_sent_is_not_quoted(server: Server, caller: Caller) -> None:
    for value in ("private\r\nx: y", "privat\u00e9"):
        with pytest.raises(APIConnectionError, match="could not be sent") as caught:
            local(server, caller).call(request_for(headers=(("X-Odd", value),)))
        assert "privat" not in "".join(traceback.format_exception(caught.value))
        assert caught.value.attempts == 1


def test_threads_are_not_needed_to_end(server: Server) -> None:
    before = threading.active_count()
    session = SyncSession(settings_for(server))
    session.call(request_for(), lambda reply: reply)
    assert threading.active_count() == before
    session.close()


def test_token_replies_are_not_quoted(caller: Caller) -> None:
    caller.token_replies = [token_reply("priv ate")] * 5
    with pytest.raises(Exception, match="usable access_token") as caught:
        caller.open().call()
    assert "priv" not in "".join(traceback.format_exception(caught.value))
