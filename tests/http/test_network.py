"""The way to the network below httpx: TLS, much at once in either direction, connections that the server has left."""

import asyncio
import datetime
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.http.kit import LARGE, Caller, Server, request_for
from timeback._http.network import AsyncioBackend
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
