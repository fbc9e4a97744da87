"""``deadline=`` and ``timeout=`` end a call whatever a server does to hold it, in threads as in an event loop."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any

import httpx
import pytest

from tests.http.hostile import BODIES, HANDSHAKE, HEADS, WITHOUT_BODY, Hostile
from tests.http.kit import SECRET, Caller, Server, reading, request_for
from timeback._http.asyncio_backend import AsyncioBackend
from timeback._http.deadline import TimeLimit, current_time_limit
from timeback._http.session import AsyncSession, SyncSession
from timeback._http.sockets import SocketBackend, SocketStream
from timeback.settings import resolve
from timeback_runtime.errors import APITimeoutError

# A call that is held would last until the test is stopped; one that ends in time needs a tenth of this.
BOUND = 15.0
ENDLESS = {**HEADS, **WITHOUT_BODY}
ALL = {**ENDLESS, **BODIES}
FAR = "https://far.example"

both = pytest.mark.parametrize("kind", ["sync", "async"])
either_limit = pytest.mark.parametrize("limit", ["deadline", "timeout"])


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@contextmanager
def listening(behaviours: dict[str, Any], **how: Any) -> Iterator[dict[str, Hostile]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(Hostile(*pieces, **how)) for name, pieces in behaviours.items()}


def outcome(kind: str, options: dict[str, Any], transport: Any = None) -> str:
    """What became of one call: its error and whether it came in time."""
    options = {"client_id": "cid-1", "client_secret": SECRET, "max_retries": 0, "allow_http": True, **options}
    settings, request = resolve(**options, environ={}), request_for()
    # The certificates are read before the clock runs.
    SyncSession(settings).close()
    started = time.monotonic()
    error: Exception | None = None

    async def call() -> None:
        session = AsyncSession(settings, transport)
        try:
            await session.call(request, reading(request))
        finally:
            await session.aclose()

    try:
        if kind == "async":
            asyncio.run(call())
        else:
            session = SyncSession(settings, transport)
            try:
                session.call(request, reading(request))
            finally:
                session.close()
    except Exception as caught:  # noqa: BLE001
        error = caught
    late = " too late" if time.monotonic() - started > BOUND else ""
    told = " (deadline)" if "deadline" in str(error) else ""
    assert current_time_limit.get() is None
    return f"{type(error).__name__}{told}{late}"


def outcomes(kind: str, options: dict[str, dict[str, Any]]) -> dict[str, str]:
    """What became of a call with each of these options, all of them made at once."""
    SyncSession(resolve(client_id="cid-1", client_secret=SECRET, environment="staging", environ={})).close()
    with ThreadPoolExecutor(len(options)) as pool:
        return dict(zip(options, pool.map(lambda one: outcome(kind, one), options.values()), strict=True))


def expected(names: Any, limit: str) -> dict[str, str]:
    return dict.fromkeys(names, "APITimeoutError" + (" (deadline)" if limit == "deadline" else ""))


@both
@either_limit
def test_what_never_ends_is_ended(kind: str, limit: str, server: Server) -> None:
    behaviours = ALL if limit == "deadline" else ENDLESS
    token = f"{server.url}/oauth2/token"
    with listening(behaviours) as hostile:
        found = outcomes(
            kind, {name: {"api_url": one.url, "token_url": token, limit: 0.4} for name, one in hostile.items()}
        )
    assert found == expected(behaviours, limit)


@both
def test_the_timeout_lets_a_slow_body_go_on(kind: str, server: Server) -> None:
    with listening(BODIES) as hostile:
        options = {"token_url": f"{server.url}/oauth2/token", "timeout": 1.0, "deadline": 1.6}
        found = outcomes(kind, {name: {"api_url": one.url, **options} for name, one in hostile.items()})
    assert found == expected(BODIES, "deadline")


@both
@either_limit
def test_a_token_that_never_comes(kind: str, limit: str) -> None:
    with Hostile(*HEADS["a head that drips"]) as hostile:
        assert outcome(kind, {"api_url": hostile.url, "token_url": hostile.url, limit: 0.3}).startswith(
            "APITimeoutError"
        )


@both
@either_limit
def test_a_handshake_that_drips(kind: str, limit: str) -> None:
    with Hostile(*HANDSHAKE, hears=1) as hostile:
        url = hostile.url.replace("http", "https")
        found = outcome(kind, {"api_url": url, "token_url": f"{url}/token", limit: 0.3})
    assert found.startswith("APITimeoutError")


@both
@either_limit
@pytest.mark.parametrize("source", ["settings", "environment"])
def test_a_proxy_that_holds_the_connection(kind: str, limit: str, source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(HEADS) as proxies, Hostile(*HANDSHAKE, tunnel=True, hears=1) as tunnel:
        options: dict[str, Any] = {"api_url": FAR, "token_url": f"{FAR}/token", limit: 0.3}
        found = {}
        for name in ("a head that drips", "100 Continue", "the handshake behind it"):
            proxy = proxies.get(name, tunnel)
            if source == "environment":
                monkeypatch.setenv("https_proxy", proxy.url)
                found[name] = outcome(kind, options)
            else:
                found[name] = outcome(kind, {**options, "proxy": proxy.url})
            assert proxy.heads[0].startswith(b"CONNECT far.example:443")
    assert set(found.values()) <= {"APITimeoutError", "APITimeoutError (deadline)"}


@both
def test_a_proxy_of_the_environment_that_forwards(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for how in ("100 Continue", "gzip that yields nothing", "chunks of a byte"):
        with Hostile(*ALL[how]) as hostile:
            monkeypatch.setenv("http_proxy", hostile.url)
            url = "http://far.example"
            assert outcome(kind, {"api_url": url, "token_url": url, "deadline": 0.3}).startswith("APITimeoutError"), how
            assert hostile.heads


@both
def test_a_name_that_is_looked_up_for_ever(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = threading.Event()

    def slow(*_: Any, **__: Any) -> Any:
        answer.wait(BOUND)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    started = time.monotonic()
    # An event loop that is closed waits for its threads.
    release = threading.Timer(1.0, answer.set)
    release.start()
    try:
        found = outcome(kind, {"api_url": FAR, "token_url": f"{FAR}/token", "deadline": 0.2})
    finally:
        answer.set()
        release.cancel()
    assert found == "APITimeoutError (deadline)"
    assert time.monotonic() - started < BOUND / 2


def test_many_who_look_up_one_name_share_a_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, asked = threading.Event(), []

    def slow(host: str, *_: Any, **__: Any) -> Any:
        asked.append(host)
        answer.wait(BOUND)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    options = {"api_url": FAR, "token_url": f"{FAR}/token", "deadline": 0.3}
    try:
        found = outcomes("sync", {str(number): options for number in range(10)})
    finally:
        answer.set()
    assert set(found.values()) == {"APITimeoutError (deadline)"}
    assert asked == ["far.example"]


def test_a_host_whose_first_address_does_not_answer(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    # A backlog that is full: the connection is neither taken nor refused.
    with socket.socket() as full, socket.socket() as one, socket.socket() as two:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for filler in (one, two):
            filler.setblocking(False)
            filler.connect_ex(full.getsockname())
        kind = socket.SOCK_STREAM
        addresses = [full.getsockname(), ("127.0.0.1", server.port)]
        found = [(socket.AF_INET, kind, 6, "", address) for address in addresses]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: list(found))
        url = f"http://district.example:{server.port}"
        assert outcome("sync", {"api_url": url, "token_url": f"{url}/token", "timeout": 1.0}) == "NoneType"


def test_an_own_transport_of_httpx_keeps_the_deadline(server: Server) -> None:
    for how in ("a head that drips", "gzip that yields nothing"):
        with Hostile(*ALL[how]) as hostile, httpx.HTTPTransport() as transport:
            options = {"api_url": hostile.url, "token_url": f"{server.url}/oauth2/token", "deadline": 0.3}
            assert outcome("sync", options, transport) == "APITimeoutError (deadline)"


async def test_a_synchronous_transport_keeps_it_in_an_event_loop(server: Server) -> None:
    with Hostile(*ALL["gzip that yields nothing"]) as hostile, httpx.HTTPTransport() as transport:
        token = f"{server.url}/oauth2/token"
        settings = resolve(
            api_url=hostile.url, token_url=token, client_id="me", client_secret=SECRET, timeout=0.3, max_retries=0
        )
        session = SyncSession(settings, transport).as_async()
        with pytest.raises(APITimeoutError):
            await session.call(request_for(), lambda reply: reply)
        await session.aclose()


def test_a_limit_that_ended_a_call_is_the_one_that_is_told(caller: Caller, server: Server) -> None:
    with Hostile(*HEADS["100 Continue"]) as hostile:
        token = f"{server.url}/oauth2/token"
        caller.open(over_network=True, api_url=hostile.url, token_url=token, timeout=0.2, max_retries=0)
        with pytest.raises(APITimeoutError, match="timeout="):
            caller.call()
        with pytest.raises(APITimeoutError, match="deadline"):
            caller.call(session=caller.session.with_options(timeout=5.0, deadline=0.2))


# A request that takes long to be sent

MUCH = b"a" * 2_000_000


@contextmanager
def slow_reader(pauses: float) -> Iterator[tuple[str, int]]:
    """Takes what comes in small parts."""
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 32 * 1024)
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        stopping = threading.Event()

        def serve() -> None:
            connection, _ = listening.accept()
            with connection:
                while not stopping.is_set() and connection.recv(64 * 1024):
                    time.sleep(pauses)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()
        stopping.set()
        thread.join(5)


def test_each_part_that_a_server_takes_begins_a_new_wait() -> None:
    limit = TimeLimit(0.3, None, len(MUCH), time.monotonic)
    with slow_reader(0.02) as address, socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 32 * 1024)
        sock.connect(address)
        before = current_time_limit.set(limit)
        started = time.monotonic()
        try:
            SocketStream(sock, SocketBackend()).write(MUCH)
        finally:
            current_time_limit.reset(before)
    assert time.monotonic() - started > 0.3


async def test_each_part_that_a_server_takes_begins_a_new_wait_in_an_event_loop() -> None:
    limit = TimeLimit(0.3, None, len(MUCH), time.monotonic)
    with slow_reader(0.02) as (host, port):
        before = current_time_limit.set(limit)
        started = time.monotonic()
        try:
            small = [(socket.SOL_SOCKET, socket.SO_SNDBUF, 32 * 1024)]
            stream = await AsyncioBackend().connect_tcp(host, port, socket_options=small)
            await stream.write(MUCH)
            await stream.aclose()
        finally:
            current_time_limit.reset(before)
    assert time.monotonic() - started > 0.3


def test_answers_to_the_server_itself_begin_no_new_wait() -> None:
    now = 0.0
    limit = TimeLimit(10.0, None, 100, lambda: now)
    limit.record_write(60)
    now = 5.0
    limit.record_write(60)
    assert limit.remaining() == 10.0
    now = 9.0
    # HTTP/2 answers each ping, and a server may send them for ever.
    limit.record_write(17)
    assert limit.remaining() == 6.0
