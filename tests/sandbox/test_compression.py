"""Large responses are compressed for clients that accept gzip, whatever faults do to them."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import Response

from tests.sandbox.conftest import connect
from timeback.sandbox import Sandbox
from timeback.sandbox.app.compression import CompressionMiddleware, accepts_gzip


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(users=60) as box:
        yield box


@pytest.fixture(scope="module")
def http(box: Sandbox) -> Iterator[httpx.Client]:
    with connect(box) as http:
        yield http


@pytest.fixture(autouse=True)
def no_faults(box: Sandbox) -> Iterator[None]:
    yield
    box.faults.clear()


def raw(http: httpx.Client, path: str, accepted: str) -> tuple[httpx.Response, bytes]:
    with http.stream("GET", path, headers={"Accept-Encoding": accepted}) as reply:
        return reply, b"".join(reply.iter_raw())


def test_a_large_list_is_compressed_for_a_client_that_accepts_it(http: httpx.Client) -> None:
    plain, whole = raw(http, "/users", "identity")
    reply, received = raw(http, "/users", "gzip")
    assert "Content-Encoding" not in plain.headers
    assert reply.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(received) == whole
    assert len(received) < len(whole) / 4
    assert int(reply.headers["Content-Length"]) == len(received)
    for each in (plain, reply):
        assert each.headers["Vary"] == "Accept-Encoding"
        assert each.headers["X-Total-Count"] == plain.headers["X-Total-Count"]


def test_a_small_reply_is_sent_as_it_is(http: httpx.Client) -> None:
    reply, _ = raw(http, "/users?limit=1&fields=sourcedId", "gzip")
    assert reply.status_code == 200
    assert "Content-Encoding" not in reply.headers
    assert "Vary" not in reply.headers


def test_the_client_reads_what_is_compressed(box: Sandbox) -> None:
    with box.client() as client:
        assert len({user.sourced_id for user in client.rostering.users.iter_users(page_size=50)}) >= 60


def test_a_truncated_reply_is_half_of_what_is_not_compressed(box: Sandbox, http: httpx.Client) -> None:
    _, whole = raw(http, "/users", "identity")
    box.faults.add(truncate=True, times=1)
    with http.stream("GET", "/users", headers={"Accept-Encoding": "gzip"}) as reply:
        received = b""
        with pytest.raises(httpx.RemoteProtocolError):
            for chunk in reply.iter_raw():
                received += chunk
    assert received == whole[: len(whole) // 2]
    assert int(reply.headers["Content-Length"]) == len(whole)


def test_a_connection_is_cut_after_a_large_reply(box: Sandbox, http: httpx.Client) -> None:
    box.faults.add(cut="after", times=1)
    with pytest.raises(httpx.TransportError):
        raw(http, "/users", "gzip")


def test_quirks_change_a_reply_before_it_is_compressed(box: Sandbox, http: httpx.Client) -> None:
    box.faults.add(no_counters=True, times=1)
    reply = http.get("/users", headers={"Accept-Encoding": "gzip"})
    assert reply.headers["Content-Encoding"] == "gzip"
    assert list(reply.json()) == ["users"]


def test_the_body_of_a_fault_is_compressed(box: Sandbox, http: httpx.Client) -> None:
    box.faults.add(status=200, body=b"x" * 100_000, times=1)
    reply = http.get("/users", headers={"Accept-Encoding": "gzip"})
    assert reply.headers["Content-Encoding"] == "gzip"
    assert reply.content == b"x" * 100_000


def sent(response: Response, accepted: str) -> tuple[dict[str, str], bytes]:
    """What the middleware makes of a response."""
    messages: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    async def send(message: Any) -> None:
        messages.append(message)

    scope = {"type": "http", "method": "GET", "headers": [(b"accept-encoding", accepted.encode())]}
    asyncio.run(CompressionMiddleware(response)(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
    return headers, b"".join(message["body"] for message in messages[1:])


@pytest.mark.parametrize(("tag", "compressed"), [('"a"', 'W/"a"'), ('W/"a"', 'W/"a"')])
def test_a_strong_validator_becomes_a_weak_one(tag: str, compressed: str) -> None:
    response = Response(b"x" * 10_000, headers={"ETag": tag, "Vary": "Origin"})
    headers, body = sent(response, "gzip")
    assert headers["etag"] == compressed
    assert headers["vary"] == "Origin, Accept-Encoding"
    assert gzip.decompress(body) == b"x" * 10_000
    headers, body = sent(response, "br")
    assert headers["etag"] == tag
    assert body == b"x" * 10_000


@pytest.mark.parametrize(
    "response",
    [
        Response(b"x" * 10_000, headers={"Content-Encoding": "br"}),
        Response(b"x" * 10_000, 206, headers={"Content-Range": "bytes 0-9999/20000"}),
        Response(b"x" * 100),
        Response(status_code=204),
    ],
)
def test_what_cannot_be_compressed_is_sent_as_it_is(response: Response) -> None:
    headers, body = sent(response, "gzip")
    assert body == response.body
    assert "vary" not in headers
    assert headers.get("content-encoding") in ("br", None)


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("gzip", True),
        ("deflate, GZIP;q=0.5", True),
        ("x-gzip", True),
        ("*", True),
        ("br;q=1.0, gzip ; q=0.1", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0.000", False),
        ("gzip;q=x", False),
        ("gzipped", False),
    ],
)
def test_accept_encoding(header: str, accepted: bool) -> None:
    assert accepts_gzip(header) is accepted


@given(st.text(alphabet="gzip*;=q.0123, x-\u00e9", max_size=60))
def test_any_header_is_understood(header: str) -> None:
    assert accepts_gzip(header) in (True, False)
