"""Reply bodies: decompression in bounded steps, and a limit for bodies that are held in memory.

The decoders of httpx decompress each piece from the network at once: 64 KB of gzip may become 64 MB, of Zstandard
2 GB. Here a step returns 64 KB at most, so a body that is too large is refused before it is decompressed.
"""

from __future__ import annotations

import math
from collections.abc import AsyncIterator, Callable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING, NoReturn

import httpx

from timeback._http.deadline import TimeLimit, current_time_limit
from timeback._http.retry import BodyTooLarge, UnknownEncoding
from timeback_runtime.lazy import lazy_module

if TYPE_CHECKING:
    import asyncio

    from timeback._http import threads
    from timeback_runtime import content_codings
    from timeback_runtime.content_codings import Inflater
else:
    asyncio = lazy_module("asyncio")
    content_codings = lazy_module("timeback_runtime.content_codings")
    threads = lazy_module("timeback._http.threads")

# How many pieces of a synchronous transport's reply are read at once.
_READ_AHEAD = 8
# Each decoder of a chain has a window of its own, and servers use one or two.
MAX_DECODERS = 4

_KNOWN_ENCODINGS = ("br", "zstd", "compress")


def _make_decoders(response: httpx.Response) -> list[Inflater]:
    codings = content_codings.content_codings(response.headers["content-encoding"])
    if all(name in content_codings.INFLATED for name in codings) and len(codings) <= MAX_DECODERS:
        return [content_codings.Inflater(name) for name in reversed(codings)]
    if not response.is_success:
        # The status is known, and the body of an error is used only if it can be read.
        return []
    name = next((name for name in codings if name in _KNOWN_ENCODINGS), "an unknown encoding")
    raise UnknownEncoding(f"a body in {name}, but the request accepts gzip and deflate only", response.status_code)


def _is_decoded(response: httpx.Response) -> bool:
    """Return whether the transport has read the body, and httpx has decoded it.

    httpx decodes neither x-gzip nor a second member of gzip. Of a response that was made from bytes, the bytes remain.
    """
    if not response.is_stream_consumed:
        return False
    if not isinstance(response.stream, httpx.ByteStream):
        return True
    codings = response.headers["content-encoding"].lower()
    return "gzip" not in codings and "deflate" not in codings and response.content != b"".join(response.stream)


class BodyReader:
    """Decodes the pieces of a reply's body as they arrive, and holds them or passes them on.

    Args:
        consumer: takes each decoded part; None to hold the body.
        limit: how many bytes may be held; None for no limit.
    """

    __slots__ = ("_decoders", "_first", "_held", "_limit", "_size", "_status", "consumer")

    def __init__(self, response: httpx.Response, consumer: Callable[[bytes], object] | None, limit: int | None) -> None:
        self._status = response.status_code
        self._limit = limit if consumer is None and limit is not None else math.inf
        self.consumer = consumer
        self._size = 0
        self._first = b""
        self._held: BytesIO | None = None
        self._decoders: list[Inflater] | None = None
        # A lookup of one header in httpx takes longer than a loop over the raw headers.
        for name, value in response.headers.raw:
            if len(name) == 14 and name.lower() == b"content-length":
                self._check_length(value)
            elif len(name) == 16 and name.lower() == b"content-encoding" and not _is_decoded(response):
                self._decoders = _make_decoders(response)

    def _check_length(self, value: bytes) -> None:
        # Nineteen digits exceed any limit. Python refuses to convert thousands of digits.
        if value.isdigit() and int(value.lstrip(b"0")[:19] or b"0") > self._limit:
            self._refuse()

    def _refuse(self) -> NoReturn:
        raise BodyTooLarge(self._status, int(self._limit))

    def received(self, response: httpx.Response) -> bytes:
        """Return the body of a response that its transport has read, for ``feed``."""
        if self._decoders and isinstance(response.stream, httpx.ByteStream):
            return b"".join(response.stream)
        return response.content

    def feed(self, piece: bytes, limit: TimeLimit) -> None:
        """Decode a piece from the network. If it holds a part of the body, the wait restarts.

        Raises:
            httpx.ReadTimeout: the time limit has passed.
            BodyTooLarge: the body is larger than the limit.
            httpx.DecodingError: the compressed data is damaged.
        """
        # A transport of the caller's does not check the time limit.
        limit.raise_if_expired()
        if self._decoders:
            for part in self._decode(piece, 0):
                limit.raise_if_expired()
                (self.consumer or self._hold)(part)
                limit.restart()
        elif piece:
            (self.consumer or self._hold)(piece)
            limit.restart()

    def _decode(self, piece: bytes, number: int) -> Iterator[bytes]:
        assert self._decoders is not None
        if number == len(self._decoders):
            yield piece
            return
        for part in self._decoders[number].decode(piece):
            yield from self._decode(part, number + 1)

    def content(self) -> bytes:
        """Return the complete body; empty if a consumer took it."""
        for decoder in self._decoders or ():
            decoder.finish()
        return self._first if self._held is None else self._held.getvalue()

    def _hold(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            self._refuse()
        if not self._first:
            self._first = part
        else:
            if self._held is None:
                # As separate objects, small pieces would take many times their length.
                self._held = BytesIO()
                self._held.write(self._first)
            self._held.write(part)


def read_body(response: httpx.Response, body: BodyReader, limit: TimeLimit) -> bytes:
    """Read a reply to its end, and return the held body."""
    if response.is_stream_consumed:
        body.feed(body.received(response), limit)
    else:
        assert isinstance(response.stream, httpx.SyncByteStream)
        for piece in response.stream:
            body.feed(piece, limit)
    return body.content()


async def read_body_async(response: httpx.Response, body: BodyReader, limit: TimeLimit) -> bytes:
    """Read a reply to its end, as ``read_body`` does. A consumer is called in threads."""
    if response.is_stream_consumed:
        body.feed(body.received(response), limit)
        return body.content()
    assert isinstance(response.stream, httpx.AsyncByteStream)
    async for piece in response.stream:
        if body.consumer is None:
            body.feed(piece, limit)
        else:
            await threads.to_thread_until_done(body.feed, piece, limit)
    return body.content()


class ThreadedByteStream(httpx.AsyncByteStream):
    """The body of a synchronous transport's reply for an event loop. Each piece is read in a thread.

    The first pieces are read at once, in the thread that received the reply, so a short body needs no other thread.
    """

    def __init__(self, response: httpx.Response) -> None:
        assert isinstance(response.stream, httpx.SyncByteStream)
        self._response = response
        self._rest = iter(response.stream)
        self._first_pieces: list[bytes] = []
        size = 0
        while size < content_codings.MAX_STEP and len(self._first_pieces) < _READ_AHEAD:
            piece = next(self._rest, None)
            if piece is None:
                self.close()
                break
            self._first_pieces.append(piece)
            size += len(piece)
            if (limit := current_time_limit.get()) is not None and piece:
                limit.restart()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._first_pieces:
            yield piece
        while not self._response.is_closed:
            next_piece = await asyncio.to_thread(next, self._rest, None)
            if next_piece is None:
                return
            yield next_piece

    def close(self) -> None:
        self._response.close()

    async def aclose(self) -> None:
        if not self._response.is_closed:
            await asyncio.to_thread(self._response.close)
