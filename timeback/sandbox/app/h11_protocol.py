"""The HTTP protocol of the sandbox's server, which lets the application reach the connection under it."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import sys
from typing import Any

import h11
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["SandboxProtocol", "cut", "end"]

_KEY = "timeback.transport"


class SandboxProtocol(H11Protocol):
    """uvicorn's own, with the transport of a request put into its scope, and no access log: it would hold queries."""

    def __init__(self, config: Config, *args: Any, **kwargs: Any) -> None:
        super().__init__(config, *args, **kwargs)
        self.access_log = False
        app: ASGIApp = config.loaded_app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[_KEY] = self.transport
            await app(scope, receive, send)

        self.app = with_transport

    def send_400_response(self, msg: str) -> None:
        if self.cycle is not None:
            # Nothing can be answered any more to the request whose body this was.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            super().send_400_response(msg)
        else:
            # An answer is under way; another one cannot be put into it.
            self.transport.abort()


async def cut(scope: Scope, receive: Receive) -> None:
    """Reset the connection at once. What was written and not yet sent is lost."""
    transport = _transport(scope)
    connection = transport.get_extra_info("socket")
    if connection is not None:
        with contextlib.suppress(OSError):  # the client may have closed it
            connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
            )
    transport.abort()
    await _gone(receive)


async def end(scope: Scope, receive: Receive) -> None:
    """Send what was written, then close the connection in the middle of the answer."""
    _transport(scope).close()
    await _gone(receive)


def _transport(scope: Scope) -> asyncio.Transport:
    transport: asyncio.Transport = scope["extensions"][_KEY]
    return transport


async def _gone(receive: Receive) -> None:
    # Until uvicorn has noticed, it would take the return of the application for a forgotten answer and send a 500.
    while (await receive())["type"] != "http.disconnect":
        pass
