"""Routes under /_sandbox/ by which another process steers a sandbox: its faults and its log of requests.

They answer to this machine alone: the Host must be a loopback name, so that no foreign page can be made to look like
this server, and a request that a page of another origin sends is refused.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .api import error_response
from .errors import ApiError
from .faults import Fault, Faults
from .middleware import RequestLog

__all__ = ["control_routes", "loopback_only"]

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
Endpoint = Callable[[Request], Awaitable[Response]]


def loopback_only(endpoint: Endpoint) -> Endpoint:
    async def guarded(request: Request) -> Response:
        host = request.headers.get("host", "")
        if _name(f"//{host}") not in _LOOPBACK:
            return error_response(ApiError(403, "The Host of this address must be a loopback name."))
        origin = request.headers.get("origin")
        if origin is not None and origin != f"http://{host}":
            return error_response(ApiError(403, "Pages of other origins may not use this address."))
        try:
            return await endpoint(request)
        except ApiError as error:
            return error_response(error)

    return guarded


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def control_routes(faults: Faults, log: RequestLog) -> list[Route]:
    async def add_fault(request: Request) -> Response:
        try:
            rule = json.loads(await request.body())
            if not isinstance(rule, dict):
                raise TypeError("a rule is an object of settings")
            faults.add_fault(Fault.from_dict(rule))
        except (TypeError, ValueError) as error:
            raise ApiError(400, f"faults: {error}") from None
        return Response(status_code=204)

    async def clear_faults(_: Request) -> Response:
        faults.clear()
        return Response(status_code=204)

    async def list_requests(_: Request) -> Response:
        found: list[list[Any]] = [[r.method, r.path, r.raw_query, r.status] for r in log.all()]
        return JSONResponse(found)

    return [
        Route("/_sandbox/faults", loopback_only(add_fault), methods=["POST"]),
        Route("/_sandbox/faults", loopback_only(clear_faults), methods=["DELETE"]),
        Route("/_sandbox/requests", loopback_only(list_requests), methods=["GET"]),
    ]
