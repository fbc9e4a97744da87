"""Middleware that turns unhandled exceptions into a 500."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from timeback.sandbox.app.h11_protocol import reset_connection
from timeback.sandbox.errors import payload

__all__ = ["ServerErrorMiddleware"]

_log = logging.getLogger("timeback.sandbox")


class ServerErrorMiddleware:
    """Answers 500 after an unhandled exception, and logs its type and stack, but no values.

    A client that disconnects is not an error, and neither is a request that is cancelled because the sandbox stops.
    """

    def __init__(self, app: ASGIApp, closing: asyncio.Event) -> None:
        self._app = app
        self._closing = closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def watch(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, receive, watch)
        except ClientDisconnect:
            _log.debug("the client disconnected during %s", scope.get("method"))
            await reset_connection(scope, receive)
        except asyncio.CancelledError:
            if not self._closing.is_set():
                raise
            await reset_connection(scope, receive)
        except Exception as error:  # noqa: BLE001 - any exception; its text may contain personal data
            _log.error("%s in %s", type(error).__name__, _stack(error))
            if started:
                await reset_connection(scope, receive)
                return
            content = json.dumps(payload(500, f"The sandbox failed ({type(error).__name__}).")).encode()
            headers: list[Any] = [
                (b"content-type", b"application/json"),
                (b"content-length", str(len(content)).encode()),
            ]
            await send({"type": "http.response.start", "status": 500, "headers": headers})
            await send({"type": "http.response.body", "body": content})


def _stack(error: BaseException) -> str:
    """The innermost five frames as function:line, innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[-5:]
    return " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
