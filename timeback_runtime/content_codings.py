"""Decode the content codings gzip and deflate in bounded steps.

httpx decodes neither ``x-gzip`` (RFC 9110, section 8.4.1.3) nor the members of gzip after the first one.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

MAX_STEP = 64 * 1024
"""The largest number of bytes that a decoder returns at once."""
INFLATED = ("gzip", "deflate")
"""The codings that are decoded here."""
_GZIP = zlib.MAX_WBITS | 16
_GZIP_MAGIC = b"\x1f\x8b"
"""The first bytes of each gzip member (RFC 1952, section 2.3.1)."""
_NO_CODINGS = frozenset({"", "identity", "none", "utf-8", "utf8", "iso-8859-1", "us-ascii", "7bit", "8bit", "binary"})
"""Names in ``Content-Encoding`` of bodies that are not encoded. Some servers send a charset or a transfer encoding."""


def content_codings(header: str) -> list[str]:
    """The codings that a ``Content-Encoding`` header names in their order, in lower case and without ``x-``."""
    names = (name.strip().lower() for name in header.split(","))
    return [name.removeprefix("x-") for name in names if name not in _NO_CODINGS]


def inflate(codings: list[str], content: bytes) -> bytes:
    """A complete body without its codings, which are all in ``INFLATED``.

    Raises:
        httpx.DecodingError: the compressed data is damaged or incomplete.
    """
    for coding in reversed(codings):
        decoder = Inflater(coding)
        content = b"".join(decoder.decode(content))
        decoder.finish()
    return content


class Inflater:
    """A decoder for gzip with one or several members (RFC 1952), and for deflate with or without a zlib header."""

    def __init__(self, coding: str) -> None:
        self._inflate = zlib.decompressobj(_GZIP) if coding == "gzip" else None
        # Input kept until the format is known; any other value than empty means that there was input.
        self._start = b""
        # Deflate has no members.
        self._may_have_next_member = coding == "gzip"
        self._after_member = b""

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Yield the decompressed data in steps. Bytes after the end of the compressed data are ignored."""
        if len(data) > MAX_STEP:
            # zlib copies the rest of its input once for each step and each member.
            for start in range(0, len(data), MAX_STEP):
                yield from self.decode(data[start : start + MAX_STEP])
            return
        inflate = self._inflate
        if inflate is None:
            data = self._start + data
            if len(data) < 2:
                self._start = data
                return
            inflate = self._inflate = zlib.decompressobj(zlib.MAX_WBITS if _has_header(data) else -zlib.MAX_WBITS)
        self._start = b"."
        try:
            while True:
                if inflate.eof:
                    data = self._next_member(data)
                    if not data:
                        return
                    inflate = self._inflate = zlib.decompressobj(_GZIP)
                part = inflate.decompress(data, MAX_STEP)
                data = inflate.unused_data if inflate.eof else inflate.unconsumed_tail
                if part:
                    yield part
                if not data and len(part) < MAX_STEP:
                    return
        except zlib.error as error:
            raise _damaged(str(error)) from None

    def _next_member(self, data: bytes) -> bytes:
        """Return the data from the start of the next member on, without zero padding; empty if none starts here."""
        if not self._may_have_next_member:
            return b""
        data = (self._after_member + data).lstrip(b"\0")
        self._after_member = data if data == _GZIP_MAGIC[:1] else b""
        if data.startswith(_GZIP_MAGIC):
            return data
        self._may_have_next_member = data in (b"", self._after_member)
        return b""

    def finish(self) -> None:
        """Check that the compressed data is complete.

        Raises:
            httpx.DecodingError: it is not.
        """
        if self._after_member or (self._start and (self._inflate is None or not self._inflate.eof)):
            raise _damaged("the compressed data is incomplete")


def _has_header(data: bytes) -> bool:
    """Return whether data begins with a zlib header (RFC 1950, section 2.2)."""
    return data[0] & 0x8F == 0x08 and (data[0] << 8 | data[1]) % 31 == 0


def _damaged(text: str) -> Exception:
    import httpx

    return httpx.DecodingError(text)
