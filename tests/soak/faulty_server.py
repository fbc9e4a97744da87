"""A server that fails at random, in a process of its own: plain HTTP/1.1, HTTP/1.1 over TLS, and HTTP/2 over TLS.

python -m tests.soak.faulty_server CERTIFICATE      prints its three ports, and serves until its input ends

The object of the id ``plain`` is answered without a fault. All others meet 429, 500, cut connections, truncated bodies
and latency. Tokens are revoked at random.
"""

from __future__ import annotations

import asyncio
import json
import random
import secrets
import ssl
import sys
from collections.abc import Awaitable, Callable

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived, StreamEnded
from h2.exceptions import ProtocolError

from tests.http.secure import server_context

REVOKED_SHARE = 0.01


class Cut(Exception):
    """The connection ends here."""


class Answers:
    """What is answered to a request: status, body, and how much of the body is sent."""

    def __init__(self) -> None:
        self._random = random.Random(7)
        self._tokens: set[str] = set()

    async def answer(self, method: str, path: str, bearer: str) -> tuple[int, bytes, bool]:
        if path.endswith("token"):
            token = secrets.token_hex(8)
            self._tokens.add(token)
            return 200, json.dumps({"access_token": token, "expires_in": 3600}).encode(), False
        if bearer not in self._tokens:
            return 401, b"{}", False
        if self._random.random() < REVOKED_SHARE:
            self._tokens.clear()
        body = json.dumps({"user": {"sourcedId": path.rpartition("/")[2], "givenName": "x" * 500}}).encode()
        if path.endswith("/plain"):
            return 200, body, False
        draw = self._random.random()
        if draw < 0.3:
            await asyncio.sleep(self._random.random() * 0.1)
        elif draw < 0.4:
            return 429, b"{}", False
        elif draw < 0.5:
            return 500, b"{}", False
        elif draw < 0.6:
            raise Cut
        elif draw < 0.7:
            return 200, body, True
        return 200, body, False


Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def http1(answers: Answers) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _ = head[0].split(" ")
            headers = dict(line.lower().split(": ", 1) for line in head[1:] if line)
            await reader.readexactly(int(headers.get("content-length", "0")))
            bearer = headers.get("authorization", "").rpartition(" ")[2]
            status, body, truncated = await answers.answer(method, path, bearer)
            lines = f"HTTP/1.1 {status} X\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n"
            retry = "retry-after: 0\r\n" if status == 429 else ""
            writer.write(f"{lines}{retry}\r\n".encode() + (body[:100] if truncated else body))
            await writer.drain()
            if truncated:
                raise Cut

    return serve


def http2(answers: Answers) -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        spoken = H2Connection(H2Configuration(client_side=False))
        spoken.initiate_connection()
        requests: dict[int, dict[bytes, bytes]] = {}
        running: set[asyncio.Task[None]] = set()

        def flush() -> None:
            writer.write(spoken.data_to_send())

        async def one(stream: int, headers: dict[bytes, bytes]) -> None:
            try:
                bearer = headers.get(b"authorization", b"").decode().rpartition(" ")[2].lower()
                path, method = headers[b":path"].decode(), headers[b":method"].decode()
                status, body, truncated = await answers.answer(method, path, bearer)
                told = [(":status", str(status)), ("content-type", "application/json")]
                spoken.send_headers(stream, [*told, *([("retry-after", "0")] if status == 429 else [])])
                if truncated:
                    spoken.send_data(stream, body[:100])
                    spoken.reset_stream(stream)
                else:
                    spoken.send_data(stream, body, end_stream=True)
                flush()
            except Cut:
                # A connection that ends takes the requests of all others along.
                if random.random() < 0.2:
                    writer.transport.abort()
                else:
                    spoken.reset_stream(stream)
                    flush()
            except ProtocolError:
                # The client has reset the stream.
                pass

        flush()
        try:
            while data := await reader.read(65536):
                for event in spoken.receive_data(data):
                    if isinstance(event, RequestReceived):
                        requests[event.stream_id] = dict(event.headers)
                    elif isinstance(event, StreamEnded):
                        task = asyncio.create_task(one(event.stream_id, requests.pop(event.stream_id)))
                        running.add(task)
                        task.add_done_callback(running.discard)
                flush()
        finally:
            for task in running:
                task.cancel()

    return serve


def guarded(serve: Serve) -> Serve:
    async def guard(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (Cut, OSError, EOFError, ProtocolError, ValueError):
            pass
        finally:
            writer.transport.abort()

    return guard


async def main(certificate: str) -> None:
    from pathlib import Path

    answers, ports = Answers(), []
    secure, multiplexed = server_context(Path(certificate)), server_context(Path(certificate))
    multiplexed.set_alpn_protocols(["h2"])
    context: ssl.SSLContext | None
    for serve, context in ((http1, None), (http1, secure), (http2, multiplexed)):
        server = await asyncio.start_server(guarded(serve(answers)), "127.0.0.1", 0, ssl=context, backlog=500)
        ports.append(server.sockets[0].getsockname()[1])
    print(json.dumps(ports), flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
