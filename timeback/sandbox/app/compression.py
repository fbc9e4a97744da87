"""Middleware that compresses large responses with gzip for clients that accept it."""

from __future__ import annotations

import gzip

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["CompressionMiddleware", "accepts_gzip"]

_MIN_BYTES = 8 * 1024
# JSON of rosters shrinks to a seventh at the fastest level. Higher levels take several times as long for little more.
_LEVEL = 1


class CompressionMiddleware:
    """Compresses bodies of 8 KB and more.

    It is outside the faults, which read and rewrite bodies. A body that is sent in parts, such as one that a fault
    truncates, is sent as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start: Message | None = None

        async def compress(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                # The headers depend on the body, which follows.
                start = message
                return
            if start is not None:
                if not message.get("more_body", False) and _is_compressible(start, message.get("body", b"")):
                    start, message = _compressed(start, message, Headers(scope=scope).getlist("accept-encoding"))
                await send(start)
                start = None
            await send(message)

        await self._app(scope, receive, compress)


def _is_compressible(start: Message, body: bytes) -> bool:
    if len(body) < _MIN_BYTES or start["status"] == 206:
        return False
    return all(name.lower() != b"content-encoding" for name, _ in start["headers"])


def _compressed(start: Message, message: Message, accepted: list[str]) -> tuple[Message, Message]:
    """The messages with a compressed body if the client accepts it, and the headers that caches need in both cases."""
    headers = MutableHeaders(raw=list(start["headers"]))
    headers.add_vary_header("Accept-Encoding")
    if accepts_gzip(", ".join(accepted)):
        body = gzip.compress(message["body"], _LEVEL, mtime=0)
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        # A strong validator denotes the bytes of one encoding.
        if headers.get("ETag", "W/").startswith('"'):
            headers["ETag"] = f"W/{headers['ETag']}"
        message = {**message, "body": body}
    return {**start, "headers": headers.raw}, message


def accepts_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip. A weight of 0 refuses it, and ``*`` stands for all others."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, parameters = part.partition(";")
        key, _, value = parameters.strip().partition("=")
        try:
            weights[name.strip()] = float(value) if key.strip() == "q" else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    names = ("gzip", "x-gzip", "*")
    return next((weights[name] for name in names if name in weights), 0.0) > 0
