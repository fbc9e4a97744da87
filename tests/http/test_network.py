"""The way to the network below httpx: TLS, much at once in either direction, connections that the server has left."""

import asyncio
import socket
import time
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.http.kit import LARGE, SECRET, Caller, Server, reading, request_for
from tests.http.secure import Http2Server
from timeback._http.network import AsyncioBackend
from timeback._http.session import AsyncSession
from timeback._http.transport import STREAMS
from timeback.settings import resolve
from timeback_api._core.errors import APIConnectionError, APITimeoutError


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
        assert isinstance(direct._pool._network_backend, AsyncioBackend)
        caller.close()


def test_tls_with_an_authority_of_ones_own(secure: Server, caller: Caller, certificate: Path) -> None:
    secure.behave = ["answer", "large", "answer"]
    opened(caller, secure, verify=str(certificate))
    assert caller.call() == {"sourcedId": "u1"}
    assert len(caller.call()["sourcedId"]) == LARGE
    assert caller.call("POST") == {"sourcedId": "u1"}
    assert secure.connections == 1


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
