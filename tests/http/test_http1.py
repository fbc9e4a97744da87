"""The reader of replies agrees with h11, and the writer of requests refuses what h11 refuses."""

from __future__ import annotations

from typing import Any

import h11
import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeback._http.http1 import MAX_HEAD, ReplyReader, request_bytes

REQUEST = httpx.Request("POST", "http://server.example/a?b=c", content=b"{}")

TEXT = st.text("abz09 \t!\"'()\x00\x7fé-", max_size=8).map(lambda text: text.encode("latin-1"))
NAMES = st.sampled_from(
    [b"Content-Type", b"x", b"X-Y", b"Connection", b"Content-Length", b"content-length", b"Date", b"a b", b""]
)
VALUES = TEXT | st.sampled_from(
    [b"close", b"keep-alive", b"Keep-Alive", b"upgrade", b"0", b"3", b"03", b"3, 3", b"-1", b"+3", b"x"]
)
LINES = st.tuples(
    NAMES, st.sampled_from([b":", b": ", b":\t ", b" :"]), VALUES, st.sampled_from([b"\r\n", b"\r\n", b"\r\n", b"\n"])
).map(b"".join)
STATUS_LINES = st.sampled_from(
    [
        b"HTTP/1.1 200 OK",
        b"HTTP/1.1 200",
        b"HTTP/1.1 201 ",
        b"HTTP/1.1 204 No Content",
        b"HTTP/1.1 304 Not Modified",
        b"HTTP/1.1 404 N\xf6",
        b"HTTP/1.0 200 OK",
        b"HTTP/1.1 100 Continue",
        b"HTTP/1.1 101 Switching",
        b"HTTP/1.1 20 OK",
        b"HTTP/2 200 OK",
        b"HTTP/1.1  200 OK",
        b"nonsense",
        b"\x15\x03\x01",
        b"",
    ]
)
FRAMING = st.sampled_from(
    [
        (b"Content-Length: 5\r\n", b"hello"),
        (b"Content-Length: 5\r\n", b"hel"),
        (b"Content-Length: 5\r\n", b"hello, more"),
        (b"Content-Length:0\r\n", b""),
        (b"Transfer-Encoding: chunked\r\n", b"2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked\r\n", b"2\r\nhe\r\n3"),
        (b"Transfer-Encoding: gzip, chunked\r\nContent-Length: 3\r\n", b"0\r\n\r\n"),
        (b"", b"until the end"),
        (b"Content-Length: 2\r\nContent-Length: 3\r\n", b"abc"),
    ]
)
ENDS = st.sampled_from([b"\r\n", b"\r\n", b"\n"])
PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nDate: now\r\n\r\nhello"


@st.composite
def replies(draw: st.DrawFn) -> bytes:
    interim = draw(
        st.sampled_from([b"", b"", b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 103 Hints\r\nLink: a\r\n\r\n"])
    )
    framing, body = draw(FRAMING)
    lines = [*draw(st.lists(LINES, max_size=3)), framing]
    return interim + draw(STATUS_LINES) + draw(ENDS) + b"".join(draw(st.permutations(lines))) + draw(ENDS) + body


class Result:
    """What a reader makes of a reply: its pieces are fed one by one, and then the end of the connection."""

    def __init__(self, reader: ReplyReader, pieces: list[bytes]) -> None:
        self.error = False
        self.body = b""
        try:
            for piece in [*pieces, b""]:
                if not reader.ended:
                    self.body += reader.receive(piece)
        except httpx.RemoteProtocolError:
            self.error = True
        self.status, self.ended = reader.status, reader.ended
        self.headers = [(name, value) for name, value in reader.headers]
        # h11 does not see what has not been read yet.
        self.reusable = reader.reusable

    def seen(self) -> tuple[Any, ...]:
        return self.error, self.status, self.headers, self.body, self.ended, self.reusable


def by_h11(pieces: list[bytes]) -> Result:
    reader = ReplyReader(REQUEST)
    reader._start_h11()
    return Result(reader, pieces)


def split(data: bytes, cuts: list[int]) -> list[bytes]:
    """Return non-empty pieces."""
    places = sorted({cut % (len(data) or 1) for cut in cuts} - {0})
    return [data[start:end] for start, end in zip([0, *places], [*places, len(data)], strict=True) if data[start:end]]


@given(replies(), st.lists(st.integers(0, 400), max_size=4))
@example(PLAIN, [])
@example(PLAIN, [60])
@example(PLAIN + b"HTTP/1.1 200 OK\r\n\r\n", [])
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n folded\r\n\r\nhello", [])
@example(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\nhello", [])
def test_it_agrees_with_h11(data: bytes, cuts: list[int]) -> None:
    pieces = split(data, cuts)
    assert Result(ReplyReader(REQUEST), pieces).seen() == by_h11(pieces).seen()


@pytest.mark.parametrize("cut", range(1, len(PLAIN)))
def test_a_plain_reply_needs_no_h11(cut: int) -> None:
    reader = ReplyReader(REQUEST)
    body = reader.receive(PLAIN[:cut])
    body += reader.receive(PLAIN[cut:])
    assert (reader.status, body, reader.ended, reader.reusable) == (200, b"hello", True, True)
    assert reader.headers == [(b"Content-Length", b"5"), (b"Date", b"now")]
    assert reader._h11 is None


@pytest.mark.parametrize("data", [b"HTTP/1.1 200 OK\r\nA: " + b"a" * MAX_HEAD, b"a: b\r\n" * MAX_HEAD])
def test_an_endless_head_is_refused(data: bytes) -> None:
    assert Result(ReplyReader(REQUEST), split(data, [1000, 2000])).error


@given(
    st.sampled_from(["GET", "POST"]),
    st.lists(st.tuples(NAMES, TEXT | st.sampled_from([b"a\r\nHost: b", b"a\nb", b" a", b"a "])), max_size=3),
    st.binary(max_size=9),
)
def test_requests_are_those_of_h11(method: str, headers: list[tuple[bytes, bytes]], content: bytes) -> None:
    framing = [(b"Host", b"server.example"), (b"Content-Length", b"%d" % len(content))]
    others = [(name, value) for name, value in headers if name.lower() not in (b"connection", b"content-length")]
    # With a stream httpx adds no headers of its own.
    stream = httpx.ByteStream(content)
    request = httpx.Request(method, "http://server.example/a%20b?c=d", headers=framing + others, stream=stream)
    request.read()
    try:
        event = h11.Request(method=method, target=request.url.raw_path, headers=request.headers.raw)
        expected = h11.Connection(h11.CLIENT).send(event)
    except h11.LocalProtocolError:
        with pytest.raises(httpx.LocalProtocolError):
            request_bytes(request)
    else:
        assert request_bytes(request) == (expected, content)
