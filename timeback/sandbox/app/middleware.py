"""Fault injection: the middleware that applies the rules of `Sandbox.faults` to requests and responses."""

from __future__ import annotations

import asyncio
import json

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from timeback.sandbox.app.auth import AuthorizationServer
from timeback.sandbox.app.h11_protocol import close_connection, reset_connection
from timeback.sandbox.app.request_log import logged_request
from timeback.sandbox.app.routing import is_sandbox_path
from timeback.sandbox.errors import payload
from timeback.sandbox.faults import Fault, Faults
from timeback.sandbox.faults.quirks import rewrite_response, set_quirks

__all__ = ["FaultMiddleware"]


class FaultMiddleware:
    """Applies the faults that match a request. Paths of the sandbox itself are exempt."""

    def __init__(self, app: ASGIApp, faults: Faults, authority: AuthorizationServer, closing: asyncio.Event) -> None:
        self._app = app
        self._faults = faults
        self._authority = authority
        self._closing = closing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or is_sandbox_path(scope["path"]):
            await self._app(scope, receive, send)
            return
        outcome = self._faults.decide(scope["method"], scope["path"], scope["raw_path"].decode("latin-1"))
        if outcome.taken:
            logged_request(scope).fault = "; ".join(fault.summary for fault in outcome.taken)
            set_quirks(scope, outcome.manner)
        if outcome.revokes:
            self._authority.revoke()
        if outcome.latency and await self._is_closing_within(outcome.latency):
            await reset_connection(scope, receive)
            return
        fault = outcome.fault
        if fault is None and not outcome.manner.rewrites_response:
            await self._app(scope, receive, send)
        elif fault is not None and fault.cut == "before":
            await reset_connection(scope, receive)
        else:
            messages = await self._response(fault, scope, receive)
            if not messages:
                return
            if outcome.manner.rewrites_response:
                messages = rewrite_response(messages, outcome.manner)
            if fault is not None and fault.cut == "after":
                await reset_connection(scope, receive)
            elif fault is not None and fault.truncate:
                await _send_half(messages, scope, receive, send)
            else:
                for message in messages:
                    await send(message)

    async def _is_closing_within(self, seconds: float) -> bool:
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return False
        return True

    async def _response(self, fault: Fault | None, scope: Scope, receive: Receive) -> list[Message]:
        """The messages of the response; none if the client disconnected before it sent the whole body."""
        if fault is not None and fault.answers:
            await _drain(receive)
            return _fault_response(fault)
        messages: list[Message] = []

        async def keep(message: Message) -> None:
            messages.append(message)

        await self._app(scope, receive, keep)
        return messages


async def _drain(receive: Receive) -> None:
    while (await receive()).get("more_body", False):
        pass


def _fault_response(fault: Fault) -> list[Message]:
    """The response that a fault prescribes."""
    status = fault.answer_status
    media_type = "application/json"
    has_no_body = status in (204, 304)
    if has_no_body:
        content = b""
    elif isinstance(fault.body, bytes):
        content = fault.body
    elif isinstance(fault.body, str):
        content = fault.body.encode()
    elif fault.body is not None:
        content = json.dumps(fault.body).encode()
    elif fault.html:
        content = (
            f"<!DOCTYPE html><html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>".encode()
        )
    else:
        content = json.dumps(payload(status, "A fault of this sandbox (Sandbox.faults).")).encode()
    if fault.html:
        media_type = "text/html; charset=utf-8"
    headers = [(b"content-type", media_type.encode()), (b"content-length", str(len(content)).encode())]
    if has_no_body:
        headers = []
    if fault.retry_after is not None:
        after = fault.retry_after
        text = after if isinstance(after, str) else str(int(after)) if after == int(after) else str(after)
        headers.append((b"retry-after", text.encode()))
    return [
        {"type": "http.response.start", "status": status, "headers": headers},
        {"type": "http.response.body", "body": content},
    ]


async def _send_half(messages: list[Message], scope: Scope, receive: Receive, send: Send) -> None:
    """Send half of the body with the Content-Length of the whole, then close the connection."""
    content = b"".join(message.get("body", b"") for message in messages[1:])
    if not content:
        await reset_connection(scope, receive)
        return
    headers = [(name, value) for name, value in messages[0]["headers"] if name.lower() != b"content-length"]
    headers.append((b"content-length", str(len(content)).encode()))
    await send({**messages[0], "headers": headers})
    await send({"type": "http.response.body", "body": content[: len(content) // 2], "more_body": True})
    await close_connection(scope, receive)
