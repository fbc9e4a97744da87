"""A caller that drives a sync or an async session by a clock that only waits move, and a server that misbehaves."""

import asyncio
import json
import socket
import ssl
import threading
from collections.abc import Callable
from typing import Any

import httpx

from timeback._http.flow import Clock
from timeback._http.session import AsyncSession, SyncSession
from timeback.settings import Settings, resolve
from timeback_runtime.errors import (
    DecodingError,
)
from timeback_runtime.messages import Operation, Package, Reply, Request, error_from_reply

PACKAGE = Package("rostering", "api", "/ims/oneroster/rostering/v1p2")
LARGE = 4_000_000
TOKEN = "tok-4f2c"
SECRET = "secret-77aa"


def operation(method: str) -> Operation:
    path = "/users" if method == "POST" else "/users/{sourcedId}"
    return Operation(PACKAGE, f"{method.lower()}User", method, path, {})


def request_for(method: str = "GET", **changes: Any) -> Request[Any]:
    content = b'{"user": {"givenName": "Ada"}}' if method in ("POST", "PUT", "PATCH") else None
    arguments = {
        "path": "/users" if method == "POST" else "/users/u1",
        "content": content,
        "content_type": "application/json" if content else None,
    }
    return Request(operation(method), **{**arguments, **changes})


def reading(request: Request[Any]) -> Callable[[Reply], Any]:
    """Reads a user without the model of one."""

    def read(reply: Reply) -> Any:
        if not 200 <= reply.status < 300:
            raise error_from_reply(request, reply)
        if not reply.content:
            return None
        try:
            return json.loads(reply.content)["user"]
        except (ValueError, TypeError):
            operation = request.operation
            raise DecodingError("no user", method=operation.method, path=operation.path) from None

    return read


def user(identity: str = "u1") -> httpx.Response:
    return httpx.Response(200, json={"user": {"sourcedId": identity}})


def token_reply(text: str = TOKEN, **more: Any) -> httpx.Response:
    return httpx.Response(200, json={"access_token": text, "token_type": "Bearer", "expires_in": 3600, **more})


class Caller:
    """A session whose server is a list of replies, each a response, an exception, or a function of the request."""

    def __init__(self, kind: str, runner: asyncio.Runner) -> None:
        self.kind, self._runner = kind, runner
        self.now = 1000.0
        self.chance = 0.5
        self.waits: list[float] = []
        self.sent: list[httpx.Request] = []
        self.token_requests: list[httpx.Request] = []
        self.replies: list[Any] = []
        self.token_replies: list[Any] = []
        self.session: Any = None

    def open(
        self, *, over_network: bool = False, extra_headers: dict[str, str] | None = None, **changes: Any
    ) -> "Caller":
        settings = resolve(
            **{
                "api_url": "https://district.example/base",
                "token_url": "https://login.example/token",
                "client_id": "cid-1",
                "client_secret": SECRET,
                "environ": {},
                **changes,
            }
        )
        clock = Clock(lambda: self.now, lambda: self.chance)
        transport = None if over_network else httpx.MockTransport(self._answer)
        kind, sleep = (SyncSession, self._sleep) if self.kind == "sync" else (AsyncSession, self._asleep)
        if over_network:
            self.session = kind(settings, extra_headers=extra_headers)  # type: ignore[operator]
        else:
            self.session = kind(settings, transport, extra_headers=extra_headers, clock=clock, sleep=sleep)  # type: ignore[operator]
        return self

    def call(
        self,
        request: Request[Any] | str = "GET",
        read: Callable[[Reply], Any] | None = None,
        session: Any = None,
    ) -> Any:
        request = request_for(request) if isinstance(request, str) else request
        result = (session or self.session).call(request, read or reading(request))
        return self._runner.run(result) if self.kind == "async" else result

    def close(self) -> None:
        if self.session is None:
            return
        if self.kind == "async":
            self._runner.run(self.session.aclose())
        else:
            self.session.close()

    def _answer(self, request: httpx.Request) -> httpx.Response:
        token = request.url.path.endswith("token")
        (self.token_requests if token else self.sent).append(request)
        queue = self.token_replies if token else self.replies
        reply = queue.pop(0) if queue else (token_reply() if token else user())
        if callable(reply):
            reply = reply(request)
        if isinstance(reply, Exception):
            raise reply
        return reply

    def _sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def _asleep(self, seconds: float) -> None:
        self._sleep(seconds)


class Server:
    """A server of its own thread that does to a connection whatever ``behave`` says."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.requests: list[tuple[str, str]] = []
        self.received = 0
        self.connections = 0
        self.open = 0
        self.behave: list[str] = []
        self.latency = 0.0
        # Status and body of the token endpoint, in place of a token.
        self.token_reply: tuple[int, bytes] | None = None
        self._lock = threading.Lock()
        self._loop = asyncio.new_event_loop()
        ready = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self._thread.start()
        ready.wait(5)

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def paths(self, end: str = "") -> list[str]:
        return [path for _, path in self.requests if path.endswith(end)]

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(5)

    def _run(self, ready: threading.Event) -> None:
        async def main() -> None:
            self._stopping = asyncio.Event()
            server = await asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=600, ssl=self._tls)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            await self._stopping.wait()
            server.close()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()
            await asyncio.sleep(0)

        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(main())
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        self.open += 1
        try:
            while await self._one(reader, writer):
                pass
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            self.open -= 1
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        method, path, _ = head.split("\r\n", 1)[0].split(" ")
        for line in head.split("\r\n"):
            if line.lower().startswith("content-length:"):
                self.received += len(await reader.readexactly(int(line.partition(":")[2])))
        self.requests.append((method, path))
        if self.latency:
            await asyncio.sleep(self.latency)
        if path.endswith("token"):
            status, body = self.token_reply or (200, json.dumps({"access_token": TOKEN, "expires_in": 3600}).encode())
            writer.write(_head(status, len(body)) + body)
            return True
        act = self.behave.pop(0) if self.behave else "answer"
        body = b'{"user": {"sourcedId": "u1"}}'
        if act == "answer":
            writer.write(_head(200, len(body)) + body)
            return True
        if act == "large":
            body = b'{"user": {"sourcedId": "%b"}}' % (b"u" * LARGE)
            writer.write(_head(200, len(body)) + body)
            await writer.drain()
            return True
        if act == "leave":
            writer.write(_head(200, len(body)) + body)
            return False
        if act == "truncate":
            writer.write(_head(200, len(body) + 10) + body)
            return False
        if act == "reset":
            # Linger 0: the other end is told by a reset, not by an orderly end.
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            return False
        if act == "hang":
            await asyncio.sleep(20)
            return False
        if act == "trickle":
            writer.write(_head(200, 200))
            for _ in range(200):
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.05)
            return True
        if act.isdigit():
            writer.write(_head(int(act), 0))
            return True
        assert act == "cut", act
        return False


def _head(status: int, length: int) -> bytes:
    text = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n"
    return text.encode() + (b"retry-after: 0\r\n\r\n" if status in (429, 503) else b"\r\n")


def settings_for(server: Server, **changes: Any) -> Settings:
    return resolve(**{"api_url": server.url, "client_id": "cid-1", "client_secret": SECRET, "environ": {}, **changes})


def mocked(**changes: Any) -> Settings:
    return resolve(
        **{"api_url": "http://localhost", "client_id": "cid-1", "client_secret": SECRET, "environ": {}, **changes}
    )
