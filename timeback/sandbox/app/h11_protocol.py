"""uvicorn's HTTP protocol, extended so that the application can reset or close the connection of a request."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import sys
from typing import Any, Final

import h11
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

__all__ = ["SandboxProtocol", "close_connection", "reset_connection"]

_SCOPE_KEY: Final = "timeback.transport"


class SandboxProtocol(H11Protocol):
    """Puts the transport of a request into its scope, and writes no access log, since that would contain queries."""

    def __init__(self, config: Config, *args: Any, **kwargs: Any) -> None:
        super().__init__(config, *args, **kwargs)
        self.access_log = False
        app: ASGIApp = config.loaded_app

        async def with_transport(scope: Scope, receive: Receive, send: Send) -> None:
            scope.setdefault("extensions", {})[_SCOPE_KEY] = self.transport
            await app(scope, receive, send)

        self.app = with_transport

    def send_400_response(self, msg: str) -> None:
        if self.cycle is not None:
            # The body of this request is malformed, so no response to it is possible.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            super().send_400_response(msg)
        else:
            # A response has been started, and a second one cannot be sent in it.
            self.transport.abort()


async def reset_connection(scope: Scope, receive: Receive) -> None:
    """Reset the connection (TCP RST) at once. Data that was written but not yet sent is lost."""
    transport = _transport(scope)
    connection = transport.get_extra_info("socket")
    if connection is not None:
        with contextlib.suppress(OSError):  # the client may have closed it
            connection.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
            )
    transport.abort()
    await _wait_for_disconnect(receive)


async def close_connection(scope: Scope, receive: Receive) -> None:
    """Send the data that was written, then close the connection, even in the middle of a response."""
    _transport(scope).close()
    await _wait_for_disconnect(receive)


def _transport(scope: Scope) -> asyncio.Transport:
    transport: asyncio.Transport = scope["extensions"][_SCOPE_KEY]
    return transport


async def _wait_for_disconnect(receive: Receive) -> None:
    # If the application returned before uvicorn noticed, uvicorn would see a missing response and send a 500.
    while (await receive())["type"] != "http.disconnect":
        pass
