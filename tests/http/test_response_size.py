"""``max_response_bytes``: a reply that is too large is refused before it is in memory."""

import asyncio
import gzip
import json
import pickle
import threading
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.http.kit import SECRET, Caller, reading, request_for, token_reply, user
from timeback import TimeBackClient
from timeback._http.body import BodyReader
from timeback._http.deadline import TimeLimit
from timeback._http.download import DownloadTarget
from timeback._http.session import SyncSession
from timeback.errors import APIConnectionError, DecodingError, ResponseTooLargeError
from timeback.settings import resolve
from timeback_api.rostering import Client
from timeback_api.rostering.api.users import get_user
from timeback_runtime.content_codings import Inflater
from timeback_runtime.errors import APIError

MB = 1024 * 1024
LIMIT = 100_000


class Raw:
    """A server that sends the same bytes to every request, and takes note of what it is asked and how much it sends."""

    def __init__(self) -> None:
        self.head = b"HTTP/1.1 200 OK\r\n"
        self.body: list[bytes] = []
        self.asked: list[bytes] = []
        self.sent = 0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),), daemon=True)
        self._thread.start()
        self._ready.wait(5)

    def chunked(self, pieces: list[bytes], *headers: str, status: str = "200 OK") -> "Raw":
        lines = "".join(f"{line}\r\n" for line in ("transfer-encoding: chunked", *headers))
        self.head = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode()
        self.body = [*(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces), b"0\r\n\r\n"]
        return self

    def whole(self, body: bytes, *headers: str, status: str = "200 OK", length: int | None = None) -> "Raw":
        size = len(body) if length is None else length
        lines = "".join(f"{line}\r\n" for line in (f"content-length: {size}", *headers))
        self.head, self.body = f"HTTP/1.1 {status}\r\n{lines}\r\n".encode(), [body]
        return self

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(5)
        self._loop.close()

    async def _run(self) -> None:
        self._stopping = asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        self._ready.set()
        await self._stopping.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                for line in head.split(b"\r\n"):
                    if line.lower().startswith(b"content-length:"):
                        await reader.readexactly(int(line.partition(b":")[2]))
                path = head.split(b" ", 2)[1]
                if path == b"/token":
                    body = token_reply().content
                    writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
                    continue
                self.asked.append(path)
                writer.write(self.head)
                for piece in self.body:
                    writer.write(piece)
                    await writer.drain()
                    self.sent += len(piece)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()


@pytest.fixture
def raw() -> Iterator[Raw]:
    server = Raw()
    yield server
    server.stop()


def opened(caller: Caller, raw: Raw, **options: Any) -> Caller:
    options = {"max_response_bytes": LIMIT, **options}
    return caller.open(over_network=True, api_url=raw.url, token_url=f"{raw.url}/token", **options)


def refused(caller: Caller, request: Any = "GET", session: Any = None, status: int = 200) -> ResponseTooLargeError:
    with pytest.raises(ResponseTooLargeError, match="max_response_bytes") as caught:
        caller.call(request, session=session)
    error = caught.value
    assert (error.status, error.limit, error.attempts) == (status, LIMIT, 1)
    assert str(LIMIT) in str(error)
    assert str(status) in str(error)
    return error


def large_user(size: int) -> bytes:
    return json.dumps({"user": {"sourcedId": "u" * (size - len('{"user": {"sourcedId": ""}}'))}}).encode()


CODINGS = {
    "plain": (lambda data: data, ()),
    "gzip": (gzip.compress, ("content-encoding: gzip",)),
    "x-gzip": (gzip.compress, ("content-encoding: x-gzip",)),
    "deflate": (zlib.compress, ("content-encoding: deflate",)),
    "raw deflate": (lambda data: zlib.compress(data)[2:-4], ("content-encoding: deflate",)),
    "gzip members": (lambda data: gzip.compress(data[:900]) + gzip.compress(data[900:]), ("content-encoding: gzip",)),
    "gzip twice": (lambda data: gzip.compress(gzip.compress(data)), ("content-encoding: gzip, gzip",)),
    "gzip over deflate": (lambda data: gzip.compress(zlib.compress(data)), ("content-encoding: deflate, gzip",)),
}


@pytest.mark.parametrize("coding", CODINGS)
@pytest.mark.parametrize("framing", ["whole", "chunked", "bytes"])
def test_a_body_of_the_limit_is_read_and_one_more_is_not(caller: Caller, raw: Raw, coding: str, framing: str) -> None:
    encode, headers = CODINGS[coding]
    opened(caller, raw, max_response_bytes=3_000)
    for size in (3_000, 3_001):
        body = encode(large_user(size))
        if framing == "whole":
            raw.whole(body, *headers)
        else:
            step = 1 if framing == "bytes" else 700
            raw.chunked([body[start : start + step] for start in range(0, len(body), step)], *headers)
        if size == 3_000:
            assert len(caller.call()["sourcedId"]) > 2_900
        else:
            with pytest.raises(ResponseTooLargeError):
                caller.call()


def test_a_length_above_the_limit_is_refused_before_the_body(caller: Caller, raw: Raw) -> None:
    opened(caller, raw, timeout=5.0)
    for length in (LIMIT + 1, 10**12, 10**18):
        raw.whole(b"", length=length)
        refused(caller)
    assert len(raw.asked) == 3


def test_chunks_are_refused_as_they_come(caller: Caller, raw: Raw) -> None:
    raw.chunked([b"a" * 65536] * 1000)
    refused(opened(caller, raw))
    assert raw.sent < 30 * MB


@pytest.mark.parametrize("status", ["400 No", "401 Who", "404 Gone", "429 Slow", "500 Oh", "503 Later"])
def test_errors_are_held_to_the_limit_and_not_tried_again(caller: Caller, raw: Raw, status: str) -> None:
    raw.chunked([b"a" * 65536] * 20, "retry-after: 0", status=status)
    for method in ("GET", "PUT", "POST"):
        error = refused(opened(caller, raw), method, status=int(status[:3]))
        assert error.method == method
    assert len(raw.asked) == 3


@cache
def bomb(coding: str) -> bytes:
    """40 MB of zeros, packed as small as it goes."""
    first, *more = coding.split(", ")
    pack = zlib.compressobj(9, zlib.DEFLATED, {"gzip": 31, "deflate": 15, "raw": -15}[first])
    body = b"".join([*(pack.compress(b"\0" * MB) for _ in range(40)), pack.flush()])
    for _ in more:
        body = gzip.compress(body, 9)
    return body


@pytest.mark.parametrize(
    ("coding", "status"),
    [
        ("gzip", "200 OK"),
        ("gzip", "500 Oh"),
        ("deflate", "200 OK"),
        ("raw", "200 OK"),
        ("gzip, gzip", "200 OK"),
        ("gzip, gzip, gzip", "404 Gone"),
    ],
)
def test_a_bomb_is_not_unpacked(caller: Caller, raw: Raw, coding: str, status: str) -> None:
    body, named = bomb(coding), "deflate" if coding == "raw" else coding
    opened(caller, raw, max_response_bytes=MB)
    # httpx and its like are loaded before.
    raw.whole(json.dumps({"user": {}}).encode())
    caller.call()
    raw.whole(body, f"content-encoding: {named}", status=status)
    tracemalloc.start()
    try:
        with pytest.raises(ResponseTooLargeError):
            caller.call()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 4 * MB
    assert len(raw.asked) == 2


def test_small_pieces_are_not_held_as_objects_of_their_own() -> None:
    response = httpx.Response(200, stream=Streamed(0))
    tracemalloc.start()
    try:
        body, limit = BodyReader(response, None, MB), TimeLimit(10.0, None, 0, lambda: 0.0)
        for number in range(20_000):
            body.feed(b"%05d" % number, limit)
        content = body.content()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert content == b"".join(b"%05d" % number for number in range(20_000))
    assert peak < MB


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, br", "gzip, gzip, gzip, gzip, gzip", "odd-one"])
def test_a_compression_that_was_not_asked_for_is_refused(caller: Caller, raw: Raw, coding: str) -> None:
    raw.whole(b"\x1b\x0f\0\xf8" * 10, f"content-encoding: {coding}")
    with pytest.raises(DecodingError, match="gzip and deflate") as caught:
        opened(caller, raw).call()
    assert caught.value.status == 200
    assert "odd-one" not in str(caught.value)
    assert len(raw.asked) == 1


def test_an_error_with_an_unknown_compression_keeps_its_status(caller: Caller, raw: Raw) -> None:
    raw.whole(b"\x1b\x0f\0\xf8", "content-encoding: br", status="404 Gone")
    with pytest.raises(Exception, match="404"):
        opened(caller, raw).call()


@pytest.mark.parametrize("cut", [5, 30, -1])
def test_compressed_data_without_its_end_is_damage(caller: Caller, raw: Raw, cut: int) -> None:
    raw.whole(gzip.compress(large_user(3_000))[:cut], "content-encoding: gzip")
    with pytest.raises(APIConnectionError, match="damaged"):
        opened(caller, raw, max_retries=0).call()


def members(data: bytes, between: bytes = b"") -> bytes:
    """Gzip of several members (RFC 1952), an empty one among them."""
    third = len(data) // 3
    return between.join(gzip.compress(one) for one in (data[:third], b"", data[third : 2 * third], data[2 * third :]))


@pytest.mark.parametrize("behind", [b"", b"\0" * 700, b"garbage \x1f\x8b", b"\0\0garbage"])
@pytest.mark.parametrize("between", [b"", b"\0" * 9])
@pytest.mark.parametrize("step", [1, 700, 10**6])
def test_all_members_of_gzip_are_read(caller: Caller, raw: Raw, step: int, between: bytes, behind: bytes) -> None:
    body = members(large_user(3_000), between) + behind
    raw.chunked([body[start : start + step] for start in range(0, len(body), step)], "content-encoding: gzip")
    assert len(opened(caller, raw, max_response_bytes=3_000).call()["sourcedId"]) > 2_900
    with pytest.raises(ResponseTooLargeError):
        caller.call(session=caller.session.with_options(max_response_bytes=2_999))


@pytest.mark.parametrize("coding", ["gzip, gzip", "deflate, gzip"])
def test_members_are_read_in_a_chain(caller: Caller, raw: Raw, coding: str) -> None:
    data = large_user(3_000)
    inner = members(data) if coding == "gzip, gzip" else zlib.compress(data)
    raw.whole(members(inner), f"content-encoding: {coding}")
    assert len(opened(caller, raw).call()["sourcedId"]) > 2_900


@pytest.mark.parametrize("left", [1, 2, 12, 25, -8, -1])
@pytest.mark.parametrize("step", [1, 10**6])
def test_a_later_member_without_its_end_is_damage(caller: Caller, raw: Raw, step: int, left: int) -> None:
    body = gzip.compress(large_user(3_000)) + gzip.compress(b" " * 500)[:left]
    raw.chunked([body[start : start + step] for start in range(0, len(body), step)], "content-encoding: gzip")
    with pytest.raises(APIConnectionError, match="damaged"):
        opened(caller, raw, max_retries=0).call()


def test_members_that_are_read_already_take_little_time() -> None:
    # A transport of the caller's may bring all at once; each member must not copy the rest of it.
    body = gzip.compress(b"") * 50_000 + gzip.compress(b"end")
    decoder = Inflater("gzip")
    began = time.monotonic()
    assert b"".join(decoder.decode(body)) == b"end"
    decoder.finish()
    assert time.monotonic() - began < 10


def test_an_empty_body_is_nothing_to_decode(caller: Caller, raw: Raw) -> None:
    raw.whole(b"", "content-encoding: gzip")
    assert opened(caller, raw).call() is None


def test_no_limit(caller: Caller, raw: Raw) -> None:
    raw.chunked([large_user(400_000)])
    opened(caller, raw)
    unlimited = caller.session.with_options(max_response_bytes=None)
    assert len(caller.call(session=unlimited)["sourcedId"]) > 399_000
    raw.whole(b"", length=10**18)
    with pytest.raises(APIConnectionError):
        caller.call(session=unlimited.with_options(timeout=0.2, max_retries=0))
    raw.chunked([large_user(400_000)])
    refused(caller, session=unlimited.with_options(max_response_bytes=LIMIT))
    refused(caller, session=caller.session.with_options(timeout=5.0))


def test_the_token_has_the_limit_too(caller: Caller) -> None:
    caller.token_replies = [token_reply(more="a" * LIMIT)]
    caller.open(max_response_bytes=LIMIT)
    error = refused(caller)
    assert error.path is None
    assert len(caller.token_requests) == 1
    assert caller.sent == []


class Streamed(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body of a transport that is not httpx's."""

    def __init__(self, pieces: int) -> None:
        self._pieces, self.given, self.closed = pieces, 0, False

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(self._pieces):
            self.given += 1
            yield b"a" * 10_000

    async def __aiter__(self) -> Any:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.closed = True

    async def aclose(self) -> None:
        self.closed = True


class OnlyThreads(httpx.BaseTransport):
    """A synchronous transport; httpx's own mock is one for event loops too."""

    def __init__(self, answer: Callable[[httpx.Request], httpx.Response]) -> None:
        self.handle_request = answer  # type: ignore[method-assign]


def test_a_transport_of_the_caller_has_the_limit(caller: Caller) -> None:
    body = Streamed(1000)
    caller.replies = [httpx.Response(200, stream=body)]
    refused(caller.open(max_response_bytes=LIMIT))
    assert body.given < 20
    assert body.closed
    caller.replies = [httpx.Response(200, json={"user": "a" * LIMIT})]
    refused(caller)


async def test_a_synchronous_transport_in_an_event_loop_has_the_limit() -> None:
    body = Streamed(1000)
    replies = [token_reply(), httpx.Response(200, stream=body), user(), httpx.Response(200, stream=Streamed(9))]
    settings = resolve(environment="staging", client_id="me", client_secret=SECRET, max_response_bytes=LIMIT)
    session = SyncSession(settings, OnlyThreads(lambda _: replies.pop(0))).as_async()
    request = request_for()
    with pytest.raises(ResponseTooLargeError):
        await session.call(request, reading(request))
    assert body.given < 20
    assert body.closed
    assert await session.call(request, reading(request)) == {"sourcedId": "u1"}
    assert len(await session.call(request, lambda reply: reply.content)) == 90_000
    await session.aclose()


async def test_a_reply_that_comes_after_its_call_was_cancelled_is_closed() -> None:
    answer, body = threading.Event(), Streamed(1000)

    def late(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("token"):
            return token_reply()
        answer.wait(8)
        return httpx.Response(200, stream=body)

    settings = resolve(environment="staging", client_id="me", client_secret=SECRET)
    session = SyncSession(settings, OnlyThreads(late)).as_async()
    call = asyncio.create_task(session.call(request_for(), lambda reply: reply))
    await asyncio.sleep(0.1)
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    answer.set()
    for _ in range(500):
        if body.closed:
            break
        await asyncio.sleep(0.01)
    assert body.closed
    await session.aclose()


@pytest.mark.parametrize("coding", ["plain", "gzip", "gzip members", "deflate"])
def test_what_is_saved_has_no_limit(caller: Caller, raw: Raw, tmp_path: Path, coding: str) -> None:
    encode, headers = CODINGS[coding]
    content = bytes(range(256)) * 4_000
    raw.whole(encode(content), "content-type: application/octet-stream", *headers)
    opened(caller, raw)
    target = tmp_path / "saved.bin"
    request = request_for()
    with DownloadTarget(target) as sink:
        call = caller.session.call(request, lambda reply: reply.status, sink)
        assert (caller._runner.run(call) if caller.kind == "async" else call) == 200
    assert target.read_bytes() == content
    # What is no success is held, and not saved.
    raw.whole(encode(content), *headers, status="404 Gone")
    with pytest.raises(ResponseTooLargeError), DownloadTarget(target) as sink:
        call = caller.session.call(request, lambda reply: reply.status, sink)
        if caller.kind == "async":
            caller._runner.run(call)


def test_raw_responses_have_the_limit(raw: Raw) -> None:
    raw.chunked([b" " * 1000] * 200)
    with TimeBackClient(
        api_url=raw.url, token_url=f"{raw.url}/token", client_id="me", client_secret=SECRET, max_response_bytes=LIMIT
    ) as client:
        with pytest.raises(ResponseTooLargeError) as caught:
            client.rostering.users.with_raw_response.get_user("u1")
        assert (caught.value.method, caught.value.path) == ("GET", "/users/{sourcedId}")
        again = pickle.loads(pickle.dumps(caught.value))
        assert (str(again), again.limit, again.status) == (str(caught.value), LIMIT, 200)


_RAW_DEFLATE = zlib.compressobj(wbits=-zlib.MAX_WBITS)


@pytest.mark.parametrize(
    ("coding", "content"),
    [
        ("x-gzip", gzip.compress(b'{"user": {"sourcedId": "u1"}}')),
        ("gzip", gzip.compress(b'{"user": ') + gzip.compress(b'{"sourcedId": "u1"}}')),
        ("X-GZip", gzip.compress(b'{"user": ') + gzip.compress(b'{"sourcedId": "u1"}}')),
        ("deflate", zlib.compress(b'{"user": {"sourcedId": "u1"}}')),
        ("deflate", _RAW_DEFLATE.compress(b'{"user": {"sourcedId": "u1"}}') + _RAW_DEFLATE.flush()),
    ],
    # gzip writes the time into its header, so identifiers made of the bytes would differ between processes of xdist.
    ids=["x-gzip", "two members", "two members, capitals", "deflate", "raw deflate"],
)
def test_a_body_that_a_transport_has_read_is_decoded(caller: Caller, coding: str, content: bytes) -> None:
    caller.open().replies = [httpx.Response(200, headers={"content-encoding": coding}, content=content)]
    assert caller.call() == {"sourcedId": "u1"}


@pytest.mark.parametrize("coding", ["none", "UTF-8", "binary", "identity, 8bit", ""])
def test_a_name_that_is_no_encoding_is_ignored(caller: Caller, coding: str) -> None:
    content = b'{"user": {"sourcedId": "u1"}}'
    for body in ({"content": content}, {"stream": httpx.ByteStream(content)}):
        caller.open().replies = [httpx.Response(200, headers={"content-encoding": coding}, **body)]
        assert caller.call() == {"sourcedId": "u1"}


def test_an_encoding_that_a_transport_did_not_decode_is_named(caller: Caller) -> None:
    caller.open().replies = [httpx.Response(200, headers={"content-encoding": "compress"}, content=b"\x1f\x9d\x90")]
    with pytest.raises(DecodingError, match="compress"):
        caller.call()


@pytest.mark.parametrize(
    ("coding", "content"),
    [
        ("x-gzip", gzip.compress(b'{"user": {"sourcedId": "u1"}}')),
        ("GZIP", gzip.compress(b'{"user": ') + gzip.compress(b'{"sourcedId": "u1"}}') + b"\0" * 9),
        ("gzip, x-gzip", gzip.compress(gzip.compress(b'{"user": {"sourcedId": "u1"}}'))),
        ("deflate", zlib.compress(b'{"user": {"sourcedId": "u1"}}')),
        ("none", b'{"user": {"sourcedId": "u1"}}'),
    ],
    ids=["x-gzip", "two members", "twice", "deflate", "none"],
)
def test_a_low_level_client_decodes_too(raw: Raw, coding: str, content: bytes) -> None:
    async def get(client: Client) -> Any:
        async with client:
            return await get_user.asyncio("u1", client=client)

    for _ in range(2):
        raw.whole(content, f"content-encoding: {coding}")
    with Client(base_url=raw.url) as client:
        assert get_user.sync("u1", client=client).user.sourced_id == "u1"
    assert asyncio.run(get(Client(base_url=raw.url))).user.sourced_id == "u1"


def test_a_low_level_client_reports_a_truncated_body(raw: Raw) -> None:
    raw.whole(gzip.compress(b'{"user": {"sourcedId": "u1"}}')[:-5], "content-encoding: gzip")
    with Client(base_url=raw.url) as client, pytest.raises(APIError, match="DecodingError"):
        get_user.sync("u1", client=client)
