"""The body of a reply: decoded in steps of a bounded size, and held up to a limit.

The decoders of httpx unpack all that a piece of the network holds at once: 64 KB of gzip may be 64 MB, of Zstandard
2 GB. Here a step gives 64 KB at most, so a body that is too large is refused before it is unpacked.
"""

from __future__ import annotations

import asyncio
import math
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from io import BytesIO
from typing import NoReturn

import httpx

from timeback._http.deadline import TimeLimit, current
from timeback._http.pool import to_thread_until_done
from timeback._http.retry import BodyTooLarge, UnknownEncoding

# The most that a decoder gives at once.
STEP = 64 * 1024
# So many pieces of a synchronous transport's reply are read in one go.
_AT_ONCE = 8
# Each decoder of a chain has a window of its own; no server needs more than one or two.
MOST_DECODERS = 4

_GZIP = zlib.MAX_WBITS | 16
# What each member of gzip begins with.
_MAGIC = b"\x1f\x8b"
_KNOWN = ("br", "zstd", "compress")


class _Decoder:
    """Decodes gzip of one or several members (RFC 1952), or deflate with or without its header."""

    def __init__(self, coding: str) -> None:
        self._inflate = zlib.decompressobj(_GZIP) if coding == "gzip" else None
        self._begin = b""
        # Deflate has no members.
        self._may_follow = coding == "gzip"
        self._behind = b""

    def decode(self, data: bytes) -> Iterator[bytes]:
        """What the data holds, in steps. What stands behind the end of the compressed data is left out."""
        if len(data) > STEP:
            # zlib copies what it leaves over, once for each step and each member.
            for start in range(0, len(data), STEP):
                yield from self.decode(data[start : start + STEP])
            return
        inflate = self._inflate
        if inflate is None:
            data = self._begin + data
            if len(data) < 2:
                self._begin = data
                return
            inflate = self._inflate = zlib.decompressobj(zlib.MAX_WBITS if _has_header(data) else -zlib.MAX_WBITS)
        self._begin = b"."
        try:
            while True:
                if inflate.eof:
                    data = self._next_member(data)
                    if not data:
                        return
                    inflate = self._inflate = zlib.decompressobj(_GZIP)
                part = inflate.decompress(data, STEP)
                data = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
                if part:
                    yield part
                if not data and len(part) < STEP:
                    return
        except zlib.error as error:
            raise httpx.DecodingError(str(error)) from None

    def _next_member(self, data: bytes) -> bytes:
        """What begins another member, zeros in front of it left out; nothing where none begins in this data."""
        if not self._may_follow:
            return b""
        data = (self._behind + data).lstrip(b"\0")
        self._behind = data if data == _MAGIC[:1] else b""
        if data.startswith(_MAGIC):
            return data
        self._may_follow = data in (b"", self._behind)
        return b""

    def end(self) -> None:
        """The body is complete."""
        if self._behind or (self._begin and (self._inflate is None or not self._inflate.eof)):
            raise httpx.DecodingError("the compressed data has no end")


def _has_header(data: bytes) -> bool:
    """Whether data begins with the header of zlib (RFC 1950, section 2.2)."""
    return data[0] & 0x8F == 0x08 and (data[0] << 8 | data[1]) % 31 == 0


def _decoders(response: httpx.Response) -> list[_Decoder]:
    codings = [name.strip().lower() for name in response.headers["content-encoding"].split(",")]
    codings = [name.removeprefix("x-") for name in codings if name not in ("", "identity")]
    if all(name in ("gzip", "deflate") for name in codings) and len(codings) <= MOST_DECODERS:
        return [_Decoder(name) for name in reversed(codings)]
    if not response.is_success:
        # The status says enough, and the body of an error is read only as far as it can be.
        return []
    name = next((name for name in codings if name in _KNOWN), "an encoding of its own choice")
    raise UnknownEncoding(f"a body in {name}, where gzip and deflate were asked for")


class Body:
    """Takes the pieces of a reply's body as the network brings them.

    Args:
        take: what takes the decoded parts; None where they are to be held.
        limit: how many bytes may be held; None for no limit.
    """

    __slots__ = ("_decoders", "_first", "_held", "_limit", "_size", "_status", "take")

    def __init__(self, response: httpx.Response, take: Callable[[bytes], object] | None, limit: int | None) -> None:
        self._status = response.status_code
        self._limit = limit if take is None and limit is not None else math.inf
        self.take = take
        self._size = 0
        self._first = b""
        self._held: BytesIO | None = None
        self._decoders: list[_Decoder] | None = None
        # To look up one header of httpx takes longer than to look at all of them.
        for name, value in response.headers.raw:
            if len(name) == 14 and name.lower() == b"content-length":
                self._check_length(value)
            elif len(name) == 16 and name.lower() == b"content-encoding" and not response.is_stream_consumed:
                self._decoders = _decoders(response)

    def _check_length(self, value: bytes) -> None:
        # Nineteen digits are more than any limit, and thousands of them could not be converted.
        if value.isdigit() and int(value.lstrip(b"0")[:19] or b"0") > self._limit:
            self._refuse()

    def _refuse(self) -> NoReturn:
        raise BodyTooLarge(self._status, int(self._limit))

    def add(self, piece: bytes, limit: TimeLimit) -> None:
        """Take a piece of the network; where it holds something of the body, a new wait begins."""
        # A transport of the caller's may have waited for as long as it liked.
        limit.check()
        if self._decoders:
            for part in self._chain(piece, 0):
                limit.check()
                (self.take or self._hold)(part)
                limit.begin()
        elif piece:
            (self.take or self._hold)(piece)
            limit.begin()

    def _chain(self, piece: bytes, number: int) -> Iterator[bytes]:
        assert self._decoders is not None
        if number == len(self._decoders):
            yield piece
            return
        for part in self._decoders[number].decode(piece):
            yield from self._chain(part, number + 1)

    def content(self) -> bytes:
        """The body, complete; nothing where it was taken."""
        for decoder in self._decoders or ():
            decoder.end()
        return self._first if self._held is None else self._held.getvalue()

    def _hold(self, part: bytes) -> None:
        self._size += len(part)
        if self._size > self._limit:
            self._refuse()
        if not self._first:
            self._first = part
        else:
            if self._held is None:
                # Small pieces would take many times their length as objects of their own.
                self._held = BytesIO()
                self._held.write(self._first)
            self._held.write(part)


def read_body(response: httpx.Response, body: Body, limit: TimeLimit) -> bytes:
    """Read a reply to its end; what its transport has read already is decoded."""
    if response.is_stream_consumed:
        body.add(response.read(), limit)
    else:
        assert isinstance(response.stream, httpx.SyncByteStream)
        for piece in response.stream:
            body.add(piece, limit)
    return body.content()


async def aread_body(response: httpx.Response, body: Body, limit: TimeLimit) -> bytes:
    """The same for asyncio; what is not held is taken in threads."""
    if response.is_stream_consumed:
        body.add(await response.aread(), limit)
        return body.content()
    assert isinstance(response.stream, httpx.AsyncByteStream)
    async for piece in response.stream:
        if body.take is None:
            body.add(piece, limit)
        else:
            await to_thread_until_done(body.add, piece, limit)
    return body.content()


class ReadInThreads(httpx.AsyncByteStream):
    """The body of a synchronous transport's reply for an event loop, each piece read in a thread.

    What is short is read at once, in the thread that got the reply.
    """

    def __init__(self, response: httpx.Response) -> None:
        assert isinstance(response.stream, httpx.SyncByteStream)
        self._response = response
        self._rest = iter(response.stream)
        self._begin: list[bytes] = []
        size = 0
        while size < STEP and len(self._begin) < _AT_ONCE:
            piece = next(self._rest, None)
            if piece is None:
                self.close()
                break
            self._begin.append(piece)
            size += len(piece)
            if (limit := current.get()) is not None and piece:
                limit.begin()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._begin:
            yield piece
        while not self._response.is_closed:
            later = await asyncio.to_thread(next, self._rest, None)
            if later is None:
                return
            yield later

    def close(self) -> None:
        self._response.close()

    async def aclose(self) -> None:
        if not self._response.is_closed:
            await asyncio.to_thread(self._response.close)
