"""A provider of OneRoster on loopback, of which a test says what it answers. Tests of clients over real HTTP use it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

import attrs

ROSTERING = "/ims/oneroster/rostering/v1p2"

Answer = tuple[int, Any]


@attrs.frozen
class Received:
    """A request that the provider received."""

    path: str
    query: dict[str, str]
    form: dict[str, str]
    authorization: str | None


class LocalProvider:
    """Issues tokens at /oauth2/token and answers all other requests with the result of ``answer``.

    Args:
        answer: returns status and JSON (or text, sent as HTML) for a path and its query.
    """

    def __init__(self, answer: Callable[[str, dict[str, str]], Answer]) -> None:
        self.tokens: list[Received] = []
        self.requests: list[Received] = []
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                self._reply(answer(*self._received(provider.requests)))

            def do_POST(self) -> None:
                self._received(provider.tokens)
                self._reply((200, {"access_token": "token-1", "expires_in": 3600}))

            def _received(self, into: list[Received]) -> tuple[str, dict[str, str]]:
                body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
                parts = urlsplit(self.path)
                query = dict(parse_qsl(parts.query))
                into.append(Received(parts.path, query, dict(parse_qsl(body)), self.headers["authorization"]))
                return parts.path, query

            def _reply(self, reply: Answer) -> None:
                status, content = reply
                data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
                self.send_response(status)
                self.send_header("content-type", "text/html" if isinstance(content, str) else "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *arguments: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def settings(self) -> dict[str, Any]:
        return {"api_url": self.url, "client_id": "id", "client_secret": "secret", "max_retries": 0}
