"""Clients that disconnect cause no error. Unhandled exceptions of the sandbox are logged."""

from __future__ import annotations

import logging
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests import plain
from timeback.sandbox import Sandbox

from .conftest import BASE, user

HEAD = b"Host: 127.0.0.1\r\nContent-Type: application/json\r\n"
POST = b"POST " + BASE.encode() + b"/orgs HTTP/1.1\r\n" + HEAD
LIST = b"GET " + BASE.encode() + b"/users?limit=3000 HTTP/1.1\r\n" + HEAD + b"\r\n"
FORM = b"POST /oauth2/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
SENT = {
    "nothing": b"",
    "half a line": b"GET /ims/one",
    "half a head": POST + b"Content-Le",
    "no body": POST + b"Content-Length: 1000\r\n\r\n",
    "half a body": POST + b'Content-Length: 1000\r\n\r\n{"org": {',
    "half a chunk": POST + b'Transfer-Encoding: chunked\r\n\r\n10\r\n{"or',
    "a broken chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a broken chunk after a good one": POST + b"Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\nzz\r\n",
    "half a form": FORM + b"Content-Length: 100\r\n\r\ngrant_type=",
    "half a log in": b"POST /_sandbox/session HTTP/1.1\r\n" + HEAD + b"Content-Length: 100\r\n\r\n{",
    "half a body that nobody reads": b"GET / HTTP/1.1\r\n" + HEAD + b"Content-Length: 100\r\n\r\nx",
    "a broken chunk that nobody reads": b"GET /docs HTTP/1.1\r\n" + HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "a request and no answer read": LIST,
    "many at once": LIST * 5,
    "a request and half of another": LIST + POST + b"Content-Length: 9\r\n\r\n{",
    "a request and no HTTP": LIST + b"\x16\x03\x01\r\n\r\n",
    "a request that waits for 100": POST + b"Expect: 100-continue\r\nContent-Length: 5\r\n\r\n",
    "a head without end": POST + b"X: " + b"x" * 70_000,
    "an upgrade": b"GET / HTTP/1.1\r\n" + HEAD + b"Connection: upgrade\r\nUpgrade: websocket\r\n\r\n",
}
FAULTS: list[dict[str, Any]] = [
    {},
    {"status": 503},
    {"no_counters": True},
    {"error_form": "flat"},
    {"truncate": True},
    {"cut": "before"},
    {"cut": "after"},
    {"latency": 0.02, "truncate": True, "no_counters": True},
]


def leave(connection: socket.socket, how: str) -> None:
    if how == "reset":
        connection.setsockopt(
            socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        )
    elif how == "half":
        try:
            connection.shutdown(socket.SHUT_WR)
            connection.settimeout(0.1)
            connection.recv(100)
        except OSError:
            pass
    connection.close()


def send_and_leave(port: int, content: bytes, how: str, pause: float) -> None:
    connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    try:
        connection.sendall(content)
    except OSError:
        pass  # refused before all was sent
    time.sleep(pause)
    leave(connection, how)


def complaints(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [f"{record.name}: {record.getMessage()}" for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_disconnects_log_no_error(
    fault: dict[str, Any], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with Sandbox(auth=False) as box:
        box.store.load("users", [user(f"u{number}", givenName="x" * 500) for number in range(300)])
        if fault:
            box.faults.add(**fault)
        for content in SENT.values():
            for how, pause in (("close", 0.0), ("reset", 0.0), ("reset", 0.005), ("half", 0.0)):
                send_and_leave(box.port, content, how, pause)
        box.faults.clear()
        assert plain.get(box.url + BASE + "/users?limit=1").status_code == 200
        assert box.store.counts() == {"users": 300}
    assert complaints(caplog) == []
    shown = capfd.readouterr()
    assert "Traceback" not in shown.err + shown.out


def test_a_response_that_is_cut_while_it_is_sent(caplog: pytest.LogCaptureFixture) -> None:
    with Sandbox(auth=False) as box:
        box.store.load("users", [user(f"u{number}", givenName="x" * 2000) for number in range(3000)])

        def read_some() -> None:
            connection = socket.create_connection(("127.0.0.1", box.port), timeout=5)
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(LIST)
            assert connection.recv(1000)
            leave(connection, "reset")

        threads = [threading.Thread(target=read_some) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert plain.get(box.url + BASE + "/users?limit=1").status_code == 200
    assert complaints(caplog) == []


def test_stopping_resets_open_requests_without_an_error(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    box = Sandbox(auth=False).start()
    assert box._server is not None
    assert box._server._server is not None
    monkeypatch.setattr(box._server._server.config, "timeout_graceful_shutdown", 0.05)
    connections = []
    for name in ("half a body", "half a form", "half a log in"):
        connections.append(socket.create_connection(("127.0.0.1", box.port), timeout=5))
        connections[-1].sendall(SENT[name])
    assert plain.get(box.url).status_code == 200
    box.stop()
    for connection in connections:
        with pytest.raises(ConnectionError):
            if not connection.recv(10):
                raise ConnectionError("closed")
        connection.close()
    assert complaints(caplog) == []
    assert "Traceback" not in capfd.readouterr().err


def _fail(*_: Any, **__: Any) -> Any:
    raise ValueError("Lovelace")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda box: setattr(box.store, "text", _fail),
        lambda box: setattr(box._faults, "decide", _fail),
        lambda box: setattr(box._log, "append", _fail),
    ],
    ids=["the store", "the faults", "the log"],
)
def test_an_unhandled_exception_is_logged_without_values(
    spoil: Callable[[Sandbox], None], caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with Sandbox(auth=False) as box:
        spoil(box)
        reply = plain.get(box.url + BASE + "/orgs/o1")
        assert reply.status_code == 500
        assert reply.json()["imsx_codeMajor"] == "failure"
    (complaint,) = complaints(caplog)
    assert complaint.startswith("timeback.sandbox: ValueError in _fail:")
    assert "Lovelace" not in caplog.text + capfd.readouterr().err + reply.text


def test_an_exception_in_the_event_loop_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with Sandbox() as box:
        assert box._server is not None
        loop = box._server._loop
        assert loop is not None
        loop.call_soon_threadsafe(lambda: 1 / 0)
        assert plain.get(box.url).status_code == 200
    assert any("ZeroDivisionError" in str(record.exc_info) for record in caplog.records)
