"""One HTTP exchange: send a request through a transport, and read its reply to the end within the time limit."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import httpx

from timeback._http.body import BodyReader, read_body, read_body_async
from timeback._http.deadline import TimeLimit, current_time_limit, enforce_time_limit, time_limit_of
from timeback._http.request_builder import MAX_BYTES
from timeback_runtime.decoding import GATEWAY_MEDIA_TYPES
from timeback_runtime.lazy import lazy_module
from timeback_runtime.records import frozen

if TYPE_CHECKING:
    import sniffio

    from timeback._http.download import DownloadTarget
    from timeback._http.http2 import DetachableTarget, MultiplexedTransport
else:
    sniffio = lazy_module("sniffio")


@frozen
class RawReply:
    """A reply that was read to its end, in terms of httpx."""

    status: int
    headers: httpx.Headers
    content: bytes

    def __repr__(self) -> str:
        return f"<RawReply {self.status}, {len(self.content)} bytes>"


def send_request(
    transport: httpx.BaseTransport,
    request: httpx.Request,
    deadline: float | None,
    clock: Callable[[], float],
    target: DownloadTarget | None,
) -> RawReply:
    """Send a request in this thread.

    Args:
        deadline: when the call must be over, by ``clock``; None for no deadline.
        target: where the body of a success is written; None to hold it.

    Raises:
        httpx.TransportError: no complete reply came.
        BodyTooLarge: the body is larger than the request allows.
    """
    limit = time_limit_of(request, deadline, clock)
    reset_token = current_time_limit.set(limit)
    try:
        response = transport.handle_request(request)
        try:
            limit.restart()
            body = BodyReader(response, _consumer(target, request, response), request.extensions[MAX_BYTES])
            content = read_body(response, body, limit)
        finally:
            response.close()
    finally:
        current_time_limit.reset(reset_token)
    return RawReply(response.status_code, response.headers, content)


async def send_request_async(
    transport: httpx.AsyncBaseTransport, request: httpx.Request, target: DownloadTarget | None
) -> RawReply:
    """Send a request in this task. See ``send_request``; the deadline is enforced by a cancellation."""
    limit = time_limit_of(request, None, time.monotonic)
    reset_token = current_time_limit.set(limit)
    # httpcore asks sniffio for the library eight times in a request. A context variable that is set is the fastest
    # answer.
    library = sniffio.current_async_library_cvar
    library_token = library.set("asyncio")
    try:
        return await _receive(transport, request, limit, target)
    finally:
        library.reset(library_token)
        current_time_limit.reset(reset_token)


async def send_multiplexed_request(
    transport: MultiplexedTransport,
    request: httpx.Request,
    target: DownloadTarget | None,
    on_orphan_failure: Callable[[], None],
) -> RawReply:
    """Send a request over a connection that others share. See ``MultiplexedTransport.run``."""
    limit = time_limit_of(request, None, time.monotonic)
    # The task of the exchange gets a copy of the context, and with it the same limit.
    reset_token = current_time_limit.set(limit)
    try:
        async with enforce_time_limit(limit):
            exchange = partial(_receive, transport, request, limit)
            return await transport.run(request, exchange, target, on_orphan_failure)
    finally:
        current_time_limit.reset(reset_token)


async def _receive(
    transport: httpx.AsyncBaseTransport,
    request: httpx.Request,
    limit: TimeLimit,
    target: DownloadTarget | DetachableTarget | None,
) -> RawReply:
    response = await transport.handle_async_request(request)
    try:
        limit.restart()
        body = BodyReader(response, _consumer(target, request, response), request.extensions[MAX_BYTES])
        content = await read_body_async(response, body, limit)
    finally:
        await response.aclose()
    return RawReply(response.status_code, response.headers, content)


def _consumer(
    target: DownloadTarget | DetachableTarget | None, request: httpx.Request, response: httpx.Response
) -> Callable[[bytes], None] | None:
    """Return the function that takes the body; None to hold it, as for an error or an HTML page of a proxy."""
    if target is None or not response.is_success:
        return None
    media_type = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type in GATEWAY_MEDIA_TYPES and media_type not in request.headers["accept"]:
        return None
    target.start_body()
    return target.write
