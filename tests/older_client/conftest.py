"""Fixtures: a sandbox, and a server that echoes requests, for operations that the sandbox lacks."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import pytest

pytest.importorskip("requests")

from timeback.sandbox import Sandbox
from timeback_client import TimeBackClient


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(users=40, seed=3) as box:
        yield box


@pytest.fixture
def client(box: Sandbox) -> Iterator[TimeBackClient]:
    with TimeBackClient(box.url, box.qti_url, box.client_id, box.client_secret) as client:
        yield client


class Mirror:
    """A server that replies with the request itself, or with a prepared reply."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answers: dict[str, Any] = {}
        mirror = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *args: Any) -> None:
                pass

            def __getattr__(self, name: str) -> Any:
                if name.startswith("do_"):
                    return self.answer
                raise AttributeError(name)

            def answer(self) -> None:
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("content-length") or 0))
                if parts.path == "/oauth2/token":
                    reply: Any = {"access_token": "t", "expires_in": 3600}
                else:
                    asked = {
                        "method": self.command,
                        "path": unquote(parts.path),
                        "query": dict(parse_qsl(parts.query)),
                        "body": json.loads(body) if body else None,
                        "authorization": self.headers.get("authorization"),
                    }
                    mirror.asked.append(asked)
                    reply = mirror.answers.get(f"{self.command} {asked['path']}", asked)
                status, content = reply if isinstance(reply, tuple) else (200, json.dumps(reply).encode())
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    mirror = Mirror()
    yield mirror
    mirror.close()


@pytest.fixture
def mirrored(mirror: Mirror) -> Iterator[TimeBackClient]:
    """A client of the echo server."""
    with TimeBackClient(mirror.url, f"{mirror.url}/api", "id", "secret") as client:
        yield client


Asked = Callable[..., None]


@pytest.fixture
def asked(mirror: Mirror) -> Asked:
    """Compares the latest request at the echo server with the expected one."""

    def check(line: str, *, body: Any = None, **query: str) -> None:
        last = mirror.asked[-1]
        assert (f"{last['method']} {last['path']}", last["query"], last["body"]) == (line, query, body)

    return check
