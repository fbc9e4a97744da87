"""Most tests have one body for sync and async: ``caller`` drives either."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.http.kit import Caller, Server
from tests.http.secure import Http2Server, server_context, write_certificate


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
