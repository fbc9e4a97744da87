"""The way to the network below httpx: TLS, much at once in either direction, connections that the server has left."""

import asyncio
import datetime
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived, StreamEnded

from tests.http.kit import LARGE, SECRET, Caller, Server, reading, request_for, token_reply, user
from timeback._http.network import AsyncioBackend
from timeback._http.session import AsyncSession
from timeback._http.transport import STREAMS
from timeback.settings import resolve
from timeback_api._core.errors import APIConnectionError, APITimeoutError

x509 = pytest.importorskip("cryptography.x509")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 that vouches for itself, with its key."""
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, plain, bare = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    path.write_bytes(key.private_bytes(pem, plain, bare) + made.public_bytes(pem))
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Server(context)
    yield server
    server.stop()


class Http2Server:
    """A server of HTTP/2 that answers every request with a user, in a thread of its own."""

    def __init__(self, context: ssl.SSLContext) -> None:
        context.set_alpn_protocols(["h2"])
        self.asked: list[tuple[str, bytes]] = []
        self.connections = 0
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

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        spoken = H2Connection(H2Configuration(client_side=False))
        spoken.initiate_connection()
        paths: dict[int, str] = {}
        bodies: dict[int, bytes] = {}
        writer.write(spoken.data_to_send())
        while data := await reader.read(65536):
            for event in spoken.receive_data(data):
                if isinstance(event, RequestReceived):
                    paths[event.stream_id] = dict(event.headers)[b":path"].decode()
                elif isinstance(event, DataReceived):
                    bodies[event.stream_id] = bodies.get(event.stream_id, b"") + event.data
                    spoken.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                elif isinstance(event, StreamEnded):
                    path, body = paths[event.stream_id], bodies.get(event.stream_id, b"")
                    self.asked.append((path, body))
                    answer = token_reply() if path.endswith("token") else user()
                    headers = [(":status", "200"), ("content-type", "application/json")]
                    spoken.send_headers(event.stream_id, headers)
                    spoken.send_data(event.stream_id, answer.content, end_stream=True)
            writer.write(spoken.data_to_send())
        writer.close()


@pytest.fixture
def streams(certificate: Path) -> Iterator[Http2Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server = Http2Server(context)
    yield server
    server.stop()


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
        (direct,) = caller.session._pool._shards.opened
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
