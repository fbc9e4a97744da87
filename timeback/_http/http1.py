"""HTTP/1.1 without I/O: a request as bytes, and a reader of its reply (RFC 9112).

Nearly all replies have a plain head and a body of known length, which two regular expressions and a counter can read.
All others are read by h11: chunked bodies, bodies that end with the connection, interim replies, and heads that are
damaged or unusual. For a small reply h11 takes many times as long.
"""

from __future__ import annotations

import re

import h11
import httpx

# Bytes of a head, with all interim replies before it, as in httpcore.
MAX_HEAD = 100 * 1024

_TOKEN = rb"[-!#$%&'*+.^_`|~0-9A-Za-z]+"
# As in h11.
_VALUE = rb"(?:[^\x00\s](?:[^\x00\r\n\f\v]*[^\x00\s])?)?"
_REQUEST_HEAD = re.compile(rb"[A-Z]+ [\x21-\x7e]+ HTTP/1\.1\r\n(?:" + _TOKEN + rb": " + _VALUE + rb"\r\n)*\r\n")
_START = b"HTTP/1.1 "
_REPLY_HEAD = re.compile(
    rb"HTTP/1\.1 [2-5][0-9]{2}(?: [\t\x20-\x7e\x80-\xff]*)?\r\n(?:" + _TOKEN + rb":[\t\x20-\x7e\x80-\xff]*\r\n)*\r\n"
)
_END_OF_HEAD = re.compile(rb"\n\r?\n")
# Eighteen digits, so that no number is longer than Python converts at once.
_LENGTH = re.compile(rb"[0-9]{1,18}")


def request_bytes(request: httpx.Request) -> tuple[bytes, bytes]:
    """Return the head of a request, and its body.

    Raises:
        httpx.LocalProtocolError: the method, the target or a header is invalid.
    """
    headers = request.headers.raw
    lines = [b"%b %b HTTP/1.1\r\n" % (request.method.encode("ascii"), request.url.raw_path)]
    lines += [b"%b: %b\r\n" % header for header in headers]
    head = b"".join(lines) + b"\r\n"
    # A value with a line break in it would be another header.
    if _REQUEST_HEAD.fullmatch(head) is None or head.count(b"\n") != len(headers) + 2:
        raise httpx.LocalProtocolError("the method, the target or a header of the request is invalid")
    return head, request.content


class ReplyReader:
    """Reads the reply to one request from the bytes of its connection.

    Attributes:
        status: the status of the final reply; 0 before its head is complete.
        headers: names and values as received.
        ended: whether the reply is complete.
        reusable: whether the connection can take another request; known when the reply is complete.
    """

    __slots__ = ("_buffer", "_h11", "_length", "_received", "_request", "ended", "headers", "reusable", "status")

    def __init__(self, request: httpx.Request) -> None:
        """Expect the reply to a request."""
        self._request = request
        self._buffer = b""
        self._h11: h11.Connection | None = None
        self._length = self._received = 0
        self.status = 0
        self.headers: list[tuple[bytes, bytes]] = []
        self.ended = self.reusable = False

    def receive(self, data: bytes) -> bytes:
        """Take bytes of the connection, empty if its other end has closed it. Return the part of the body in them.

        Raises:
            httpx.RemoteProtocolError: this is no reply, or the connection was closed before its end.
        """
        if self._h11 is not None:
            return self._receive_unusual(data)
        if not self.status:
            return self._receive_head(data)
        if not data:
            raise httpx.RemoteProtocolError(
                "peer closed connection without sending complete message body "
                f"(received {self._received} bytes, expected {self._length})"
            )
        return self._receive_body(data)

    def _receive_head(self, data: bytes) -> bytes:
        if not data:
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
        searched = max(0, len(self._buffer) - 2)
        self._buffer = buffer = self._buffer + data if self._buffer else data
        end = _END_OF_HEAD.search(buffer, searched)
        if end is None and len(buffer) < MAX_HEAD and (buffer.startswith(_START) or _START.startswith(buffer)):
            return b""
        if end is None or not self._read_plain_head(buffer[: end.end()]):
            self._start_h11()
            return self._receive_unusual(buffer)
        self._buffer = b""
        return self._receive_body(buffer[end.end() :])

    def _read_plain_head(self, head: bytes) -> bool:
        """Read the head if it is plain, and the length of the body known."""
        if self._request.method == "HEAD" or _REPLY_HEAD.fullmatch(head) is None:
            return False
        status, length = int(head[9:12]), None
        headers = []
        for line in head.split(b"\r\n")[1:-2]:
            name, _, value = line.partition(b":")
            value = value.strip(b" \t")
            headers.append((name, value))
            lowered = name.lower()
            if lowered == b"content-length":
                if length is not None or _LENGTH.fullmatch(value) is None:
                    return False
                length = int(value)
            elif lowered == b"transfer-encoding" or (lowered == b"connection" and value.lower() != b"keep-alive"):
                return False
        if status in (204, 304):
            length = 0
        if length is None:
            return False
        self.status, self.headers, self._length = status, headers, length
        return True

    def _receive_body(self, data: bytes) -> bytes:
        self._received += len(data)
        surplus = self._received - self._length
        if surplus >= 0:
            # What follows a reply without another request is not a reply to the next one.
            self.ended, self.reusable = True, not surplus
        return data[:-surplus] if surplus > 0 else data

    def _start_h11(self) -> None:
        request = self._request
        self._h11 = connection = h11.Connection(h11.CLIENT, max_incomplete_event_size=MAX_HEAD)
        event = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
        for sent in (event, h11.Data(data=request.content), h11.EndOfMessage()):
            connection.send(sent)

    def _receive_unusual(self, data: bytes) -> bytes:
        assert self._h11 is not None
        if not data and self._h11.their_state is h11.SEND_RESPONSE:
            raise httpx.RemoteProtocolError("Server disconnected without sending a response.")
        try:
            self._h11.receive_data(data)
            return b"".join(self._events(self._h11))
        except h11.RemoteProtocolError as error:
            raise httpx.RemoteProtocolError(str(error)) from error

    def _events(self, connection: h11.Connection) -> list[bytes]:
        parts: list[bytes] = []
        while not self.ended:
            event = connection.next_event()
            if event is h11.NEED_DATA:
                break
            if isinstance(event, h11.Data):
                parts.append(bytes(event.data))
            elif isinstance(event, h11.Response) or (
                isinstance(event, h11.InformationalResponse) and event.status_code == 101
            ):
                self.status, self.headers = event.status_code, event.headers.raw_items()
            elif not isinstance(event, h11.InformationalResponse):
                # The end of the message, or of the use of HTTP after a status 101.
                self.ended = True
                self.reusable = connection.our_state is connection.their_state is h11.DONE
                self.reusable = self.reusable and connection.trailing_data == (b"", False)
        return parts
