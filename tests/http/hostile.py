"""A server that keeps a client waiting: it always has one more byte to send, and never comes to an end."""

import asyncio
import gzip
import threading

PAUSE = 0.02
OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
CHUNKED = OK + b"transfer-encoding: chunked\r\n"
# The head of gzip, and a block of deflate that holds nothing.
GZIP_HEAD = gzip.compress(b"")[:10]
NOTHING = b"\x00\x00\x00\xff\xff"


def _chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


# What is sent first, and what is then sent for ever.
HEADS = {
    "a head that drips": (OK + b"x-long: ", b"a"),
    "headers without an end": (OK, b"x-more: 1\r\n"),
    "100 Continue": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "102 Processing": (b"", b"HTTP/1.1 102 Processing\r\n\r\n"),
    "103 Early Hints": (b"", b"HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n"),
}
WITHOUT_BODY = {
    "gzip that yields nothing": (CHUNKED + b"content-encoding: gzip\r\n\r\n" + _chunk(GZIP_HEAD), _chunk(NOTHING)),
    "a name in gzip without an end": (
        CHUNKED + b"content-encoding: gzip\r\n\r\n" + _chunk(b"\x1f\x8b\x08\x08" + b"\0" * 6),
        _chunk(b"a"),
    ),
    "what follows the end of gzip": (
        CHUNKED + b"content-encoding: gzip\r\n\r\n" + _chunk(gzip.compress(b"{}")),
        _chunk(b"\0"),
    ),
    "the length of a chunk that drips": (CHUNKED + b"\r\n1;", b"a"),
    "trailers that drip": (CHUNKED + b"\r\n0\r\nx-long: ", b"a"),
}
BODIES = {
    "chunks of a byte": (CHUNKED + b"\r\n", _chunk(b" ")),
    "a body that drips": (OK + b"content-length: 1000000\r\n\r\n", b" "),
    "gzip that drips": (CHUNKED + b"content-encoding: gzip\r\n\r\n" + _chunk(GZIP_HEAD), _chunk(b"\0\1\0\xfe\xff ")),
}
# An endless record of a TLS handshake.
HANDSHAKE = (b"\x16\x03\x03\x3f\xff\x02\x00\x3f\xfb\x03\x03", b"a")


class Hostile:
    """Says ``first`` and then ``forever``, a piece each 20 milliseconds, to every connection.

    Args:
        hears: how many bytes it waits for before; else the head of a request.
        tunnel: whether it first lets a client through as a proxy does.
    """

    def __init__(
        self,
        first: bytes,
        forever: bytes,
        *,
        hears: int | None = None,
        tunnel: bool = False,
    ) -> None:
        self._first, self._forever, self._hears, self._tunnel = first, forever, hears, tunnel
        self.heads: list[bytes] = []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(self._run(),), daemon=True)
        self._thread.start()
        self._ready.wait(5)

    def __enter__(self) -> "Hostile":
        return self

    def __exit__(self, *_: object) -> None:
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
            if self._tunnel:
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            if self._hears is not None:
                await reader.readexactly(self._hears)
            else:
                self.heads.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(self._first)
            while True:
                await writer.drain()
                await asyncio.sleep(PAUSE)
                writer.write(self._forever)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            pass
        finally:
            writer.close()
