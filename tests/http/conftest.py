"""Most tests have one body for sync and async: ``caller`` drives either."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.http.kit import Caller, Server
from tests.http.secure import Http2Server, server_context, write_certificate
from tests.http.token_cache import Orgs


@pytest.fixture(params=["sync", "async"])
def caller(request: pytest.FixtureRequest) -> Iterator[Caller]:
    with asyncio.Runner() as runner:
        made = Caller(request.param, runner)
        yield made
        made.close()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The cache file of access tokens."""
    return tmp_path / "tokens.json"


@pytest.fixture
def orgs() -> Iterator[Orgs]:
    made = Orgs()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate of 127.0.0.1, with its key."""
    pytest.importorskip("cryptography")
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    write_certificate(path)
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    server = Server(server_context(certificate))
    yield server
    server.stop()


@pytest.fixture
def streams(certificate: Path) -> Iterator[Http2Server]:
    server = Http2Server(server_context(certificate))
    yield server
    server.stop()


PROXY_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy")


@pytest.fixture
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy in the environment of this machine, and retries without a wait."""
    monkeypatch.setattr("timeback._http.retry.BASE", 0.001)
    for name in (*PROXY_VARIABLES, "NO_PROXY", "no_proxy", "REQUEST_METHOD"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def proxy() -> Iterator[Server]:
    """A proxy that answers by itself, and counts who came."""
    made = Server()
    yield made
    made.stop()


@pytest.fixture
def named(no_proxies: None, proxy: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The proxy, in all variables of the environment."""
    for name in PROXY_VARIABLES:
        monkeypatch.setenv(name, proxy.url)
    return proxy
