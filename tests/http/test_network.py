"""The way to the network below httpx: TLS, much at once in either direction, connections that the server has left."""

import asyncio
import socket
import ssl
import threading
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.http.kit import LARGE, SECRET, Caller, Server, reading, request_for
from tests.http.secure import Http2Server
from timeback._http.asyncio_backend import AsyncioBackend
from timeback._http.connections import STREAMS
from timeback._http.direct_async import AsyncHttp1Transport
from timeback._http.session import AsyncSession, SyncSession
from timeback.settings import resolve
from timeback_runtime.errors import APIConnectionError, APITimeoutError


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeback._http.retry.BASE", 0.001)


def opened(caller: Caller, server: Server, **changes: Any) -> Caller:
    return caller.open(over_network=True, api_url=server.url, token_url=f"{server.url}/oauth2/token", **changes)


def test_the_quick_way_is_in_use() -> None:
    async def main() -> Any:
        transport = httpx.AsyncHTTPTransport()
        # Where httpx keeps its pool elsewhere, calls work on, and are slower.
        assert hasattr(transport._pool, "_network_backend")
        await transport.aclose()

    with asyncio.Runner() as runner:
        runner.run(main())
        caller = Caller("async", runner).open(over_network=True)
        (direct,) = caller.session._pool._pool._opened
        assert isinstance(direct, AsyncHttp1Transport)
        caller.close()
        caller.open(over_network=True, proxy="http://127.0.0.1:9")
        (proxied,) = caller.session._pool._pool._opened
        assert isinstance(proxied._pool._network_backend, AsyncioBackend)
        caller.close()


def test_tls_with_an_authority_of_ones_own(secure: Server, caller: Caller, certificate: Path) -> None:
    secure.behave = ["answer", "large", "answer"]
    opened(caller, secure, verify=str(certificate))
    assert caller.call() == {"sourcedId": "u1"}
    assert len(caller.call()["sourcedId"]) == LARGE
    assert caller.call("POST") == {"sourcedId": "u1"}
    assert secure.connections == 1


class TlsProxy:
    """A proxy that is reached by TLS, and carries TLS to the servers that CONNECT names."""

    def __init__(self, context: ssl.SSLContext) -> None:
        self.asked: list[str] = []
        self._context, self._loop = context, asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),), daemon=True)
        self._thread.start()
        self._ready.wait(5)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(5)
        self._loop.close()

    async def _run(self) -> None:
        self._stopping = asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._context)
        self.url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        await self._stopping.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0.05)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        self.asked.append(head.partition("\r\n")[0])
        host, _, port = head.split(" ")[1].partition(":")
        there_reader, there_writer = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        try:
            await asyncio.gather(self._carry(reader, there_writer), self._carry(there_reader, writer))
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()
            there_writer.transport.abort()

    @staticmethod
    async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.close()


def test_tls_through_a_proxy_that_is_reached_by_tls(
    secure: Server, caller: Caller, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # httpcore trusts a proxy by what this file holds.
    monkeypatch.setattr("certifi.where", lambda: str(certificate))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    proxy = TlsProxy(context)
    try:
        secure.behave = ["answer", "large", "answer", "hang"]
        opened(caller, secure, verify=str(certificate), proxy=proxy.url, timeout=20.0, max_retries=0)
        assert caller.call() == {"sourcedId": "u1"}
        assert len(caller.call()["sourcedId"]) == LARGE
        much = request_for("PUT", content=b'{"user": {"givenName": "%b"}}' % (b"a" * 1_000_000))
        assert caller.call(much) == {"sourcedId": "u1"}
        with pytest.raises(APITimeoutError, match="deadline"):
            caller.call(session=caller.session.with_options(deadline=0.3))
        assert proxy.asked == [f"CONNECT {secure.url.removeprefix('https://')} HTTP/1.1"]
    finally:
        proxy.stop()


def test_a_certificate_that_nobody_vouches_for(secure: Server, caller: Caller) -> None:
    with pytest.raises(APIConnectionError, match=r"the certificate of 127\.0\.0\.1:\d+ is not trusted") as caught:
        opened(caller, secure).call()
    assert caught.value.attempts == 1
    assert secure.requests == []


async def test_many_requests_share_connections_of_http2(streams: Http2Server, certificate: Path) -> None:
    settings = resolve(
        api_url=streams.url,
        token_url=f"{streams.url}/oauth2/token",
        client_id="cid-1",
        client_secret=SECRET,
        http2=True,
        verify=str(certificate),
        environ={},
    )
    session = AsyncSession(settings)
    requests = [request_for(method) for method in ("GET", "POST") * 20]
    found = await asyncio.gather(*(session.call(request, reading(request)) for request in requests))
    await session.aclose()
    assert found == [{"sourcedId": "u1"}] * 40
    assert len(streams.asked) == 41
    assert sum(b"givenName" in body for _, body in streams.asked) == 20
    assert streams.connections <= 40 / STREAMS


@pytest.mark.parametrize("limit", ["deadline", "timeout"])
def test_pings_of_http2_are_no_reply(streams: Http2Server, caller: Caller, certificate: Path, limit: str) -> None:
    streams.held = ("u1",)
    caller.open(
        over_network=True,
        api_url=streams.url,
        token_url=f"{streams.url}/oauth2/token",
        http2=True,
        verify=str(certificate),
        max_retries=0,
    )
    started = time.monotonic()
    with pytest.raises(APITimeoutError):
        caller.call(session=caller.session.with_options(**{limit: 0.4}))
    assert time.monotonic() - started < 8


async def test_a_held_request_of_http2_ends_alone(streams: Http2Server, certificate: Path) -> None:
    streams.held = ("held",)
    settings = resolve(
        api_url=streams.url,
        token_url=f"{streams.url}/oauth2/token",
        client_id="cid-1",
        client_secret=SECRET,
        http2=True,
        verify=str(certificate),
        max_retries=0,
        environ={},
    )
    session = AsyncSession(settings)
    await session.call(request_for(), lambda reply: reply.status)
    connections = streams.connections

    async def others() -> list[int]:
        statuses = []
        end = time.monotonic() + 0.6
        while time.monotonic() < end:
            statuses.append(await session.call(request_for(), lambda reply: reply.status))
            await asyncio.sleep(0.01)
        return statuses

    hasty = session.with_options(timeout=0.3)
    held = asyncio.create_task(hasty.call(request_for(path="/users/held"), lambda reply: reply.status))
    statuses = await others()
    with pytest.raises(APITimeoutError):
        await held
    assert set(statuses) == {200}
    assert connections == 1
    await session.aclose()


def test_threads_do_not_wait_for_each_other_on_http2(streams: Http2Server, certificate: Path) -> None:
    streams.held = ("held",)
    settings = resolve(
        api_url=streams.url,
        token_url=f"{streams.url}/oauth2/token",
        client_id="cid-1",
        client_secret=SECRET,
        http2=True,
        verify=str(certificate),
        max_retries=0,
        timeout=1.5,
        environ={},
    )
    session = SyncSession(settings)
    session.call(request_for(), lambda reply: reply.status)

    def held() -> None:
        with pytest.raises(APITimeoutError):
            session.call(request_for(path="/users/held"), lambda reply: reply.status)

    thread = threading.Thread(target=held)
    thread.start()
    time.sleep(0.2)
    started = time.monotonic()
    assert session.with_options(deadline=1.0).call(request_for(), lambda reply: reply.status) == 200
    assert time.monotonic() - started < 1.0
    thread.join(8)
    session.close()


def test_much_in_either_direction(server: Server, caller: Caller) -> None:
    opened(caller, server)
    server.behave = ["large"]
    assert len(caller.call()["sourcedId"]) == LARGE
    much = request_for("PUT", content=b'{"user": {"givenName": "%b"}}' % (b"a" * LARGE))
    assert caller.call(much) == {"sourcedId": "u1"}
    assert server.received > LARGE


def test_a_connection_that_the_server_has_left_carries_no_post(server: Server, caller: Caller) -> None:
    opened(caller, server)
    server.behave = ["leave"]
    assert caller.call() == {"sourcedId": "u1"}
    # The event loop stands still meanwhile, so that nothing but a look at the socket can tell.
    time.sleep(0.1)
    assert caller.call("POST") == {"sourcedId": "u1"}
    assert len(server.paths("users")) == 1


def test_nobody_listens_on_any_address_of_a_name(
    caller: Caller, monkeypatch: pytest.MonkeyPatch, server: Server
) -> None:
    def several(host: Any, port: int, *_: Any, **__: Any) -> list[Any]:
        kind = socket.SOCK_STREAM
        return [(socket.AF_INET, kind, 6, "", (address, port)) for address in ("127.0.0.1", "127.0.0.2")]

    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    monkeypatch.setattr("socket.getaddrinfo", several)
    url = f"http://localhost:{port}"
    caller.open(over_network=True, api_url=url, token_url=f"{url}/t", max_retries=0)
    with pytest.raises(APIConnectionError, match=r"Connection refused"):
        caller.call()


def test_a_server_that_never_finishes_its_handshake(caller: Caller) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        caller.open(over_network=True, api_url=url, token_url=f"{url}/t", timeout=0.2, max_retries=0)
        with pytest.raises(APITimeoutError, match="no connection to"):
            caller.call()
