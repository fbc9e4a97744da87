"""Routes under /_sandbox/ by which another process or the sandbox's page steers it: its faults, its log of requests.

They answer to this machine alone: the Host must be a loopback name, so that no foreign page can be made to look like
this server, and a request that a page of another origin sends is refused.
"""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

import attrs
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .api import ApiApp, error_response
from .errors import ApiError
from .faults import TOKEN_PATH, Fault, Faults
from .middleware import RequestLog, SandboxRequest

__all__ = ["control_routes", "loopback_only"]

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}
_SHOWN = 50
_IMPERSONAL = ("sourcedId", "identifier", "status", "dateLastModified")
_NO_STORE = {"Cache-Control": "no-store"}
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


def _told(request: SandboxRequest, api: ApiApp, personal: bool) -> dict[str, Any]:
    """A request for the page. Ids in paths and what is searched for may be somebody's name."""
    if personal:
        path = request.path + (f"?{request.raw_query}" if request.raw_query else "")
    elif request.path == TOKEN_PATH:
        path = TOKEN_PATH
    else:
        path = api.template(request.method, request.path) or "(no operation of the documents)"
    return {
        "method": request.method,
        "path": path,
        "status": request.status,
        "fault": request.fault,
        "milliseconds": None if request.seconds is None else round(request.seconds * 1000, 1),
    }


def control_routes(faults: Faults, log: RequestLog, api: ApiApp) -> list[Route]:
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

    async def remove_fault(request: Request) -> Response:
        if not faults.remove(request.path_params["number"]):
            raise ApiError(404, "faults: there is no rule of this number.")
        return Response(status_code=204)

    async def list_requests(_: Request) -> Response:
        found: list[list[Any]] = [list(attrs.astuple(request)) for request in log.all()]
        return JSONResponse(found)

    async def overview(request: Request) -> Response:
        personal = request.query_params.get("personal") == "1"
        rules = [
            {"number": rule.number, "left": rule.left, "summary": rule.fault.summary, "rule": rule.fault.told()}
            for rule in faults.all()
        ]
        counts = [{"name": name, "count": count} for name, count in api.store.counts().items()]
        requests = [_told(found, api, personal) for found in log.latest(_SHOWN)]
        return JSONResponse({"collections": counts, "faults": rules, "requests": requests}, headers=_NO_STORE)

    async def objects(request: Request) -> Response:
        collection = request.path_params["collection"]
        if collection not in api.store.layouts:
            raise ApiError(404, "There is no such collection.")
        personal = request.query_params.get("personal") == "1"
        found = [
            value if personal else {name: value[name] for name in _IMPERSONAL if name in value}
            for value in api.store.latest(collection, _SHOWN)
        ]
        return JSONResponse(found, headers=_NO_STORE)

    return [
        Route("/_sandbox/faults", loopback_only(add_fault), methods=["POST"]),
        Route("/_sandbox/faults", loopback_only(clear_faults), methods=["DELETE"]),
        Route("/_sandbox/faults/{number:int}", loopback_only(remove_fault), methods=["DELETE"]),
        Route("/_sandbox/requests", loopback_only(list_requests), methods=["GET"]),
        Route("/_sandbox/overview", loopback_only(overview), methods=["GET"]),
        Route("/_sandbox/objects/{collection}", loopback_only(objects), methods=["GET"]),
    ]
