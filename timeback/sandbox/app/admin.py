"""Admin routes below /_sandbox/: faults, request log and stored objects, for the sandbox's page and other processes.

They expose personal data, so they require the client's secret, also with `--no-auth`. The page exchanges the secret for
a token, and keeps it in storage that only pages of this origin can read.
"""

from __future__ import annotations

from typing import Any

import attrs
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from timeback.sandbox.app.api import ApiApp, error_response
from timeback.sandbox.app.auth import AuthorizationServer
from timeback.sandbox.app.request_log import RequestLog, SandboxRequest
from timeback.sandbox.errors import ApiError
from timeback.sandbox.faults import TOKEN_PATH, Fault, Faults
from timeback.sandbox.operations.bodies import read_object
from timeback.sandbox.operations.extensions import AdminEndpoint, OwnerGuard

__all__ = ["admin_routes", "handle_api_errors", "owner_only"]

_PAGE_SIZE = 50
_IMPERSONAL = ("sourcedId", "identifier", "status", "dateLastModified")
_NO_STORE = {"Cache-Control": "no-store"}


def handle_api_errors(endpoint: AdminEndpoint) -> AdminEndpoint:
    """Wrap an endpoint so that an ApiError becomes a response."""

    async def answer(request: Request) -> Response:
        try:
            return await endpoint(request)
        except ApiError as error:
            return error_response(error)

    return answer


def owner_only(authority: AuthorizationServer) -> OwnerGuard:
    """A decorator that makes an endpoint require the client's secret."""

    def guard(endpoint: AdminEndpoint) -> AdminEndpoint:
        async def guarded(request: Request) -> Response:
            authority.check_owner(request.headers.get("authorization"))
            return await endpoint(request)

        return handle_api_errors(guarded)

    return guard


def _request_summary(request: SandboxRequest, api: ApiApp, personal: bool) -> dict[str, Any]:
    """A logged request for the page. Ids in paths and search terms can be names of people, so they need `personal`."""
    if personal:
        path = request.path + (f"?{request.raw_query}" if request.raw_query else "")
    elif request.path == TOKEN_PATH:
        path = TOKEN_PATH
    else:
        path = api.template(request.method, request.path) or "(unknown path)"
    return {
        "method": request.method,
        "path": path,
        "status": request.status,
        "fault": request.fault,
        "milliseconds": None if request.seconds is None else round(request.seconds * 1000, 1),
    }


def admin_routes(faults: Faults, log: RequestLog, api: ApiApp, authority: AuthorizationServer) -> list[Route]:
    guard = owner_only(authority)

    async def log_in(request: Request) -> Response:
        try:
            secret = (await read_object(request)).get("client_secret")
        except ValueError as error:
            raise ApiError(400, f"session: {error}") from None
        if not isinstance(secret, str):
            raise ApiError(400, "client_secret: must be a string.")
        return JSONResponse({"token": authority.log_in(secret)}, headers=_NO_STORE)

    async def add_fault(request: Request) -> Response:
        try:
            faults.add_fault(Fault.from_dict(await read_object(request)))
        except (TypeError, ValueError) as error:
            raise ApiError(400, f"faults: {error}") from None
        return Response(status_code=204)

    async def clear_faults(_: Request) -> Response:
        faults.clear()
        return Response(status_code=204)

    async def remove_fault(request: Request) -> Response:
        if not faults.remove(request.path_params["number"]):
            raise ApiError(404, "faults: there is no rule with this number.")
        return Response(status_code=204)

    async def list_requests(_: Request) -> Response:
        found: list[list[Any]] = [list(attrs.astuple(request)) for request in log.all()]
        return JSONResponse(found, headers=_NO_STORE)

    async def overview(request: Request) -> Response:
        personal = request.query_params.get("personal") == "1"
        rules = [
            {"number": rule.number, "left": rule.left, "summary": rule.fault.summary, "rule": rule.fault.told()}
            for rule in faults.all()
        ]
        counts = [{"name": name, "count": count} for name, count in api.store.counts().items()]
        requests = [_request_summary(found, api, personal) for found in log.latest(_PAGE_SIZE)]
        return JSONResponse({"collections": counts, "faults": rules, "requests": requests}, headers=_NO_STORE)

    async def objects(request: Request) -> Response:
        collection = request.path_params["collection"]
        if collection not in api.store.layouts:
            raise ApiError(404, "collection: unknown collection.")
        personal = request.query_params.get("personal") == "1"
        found = [
            value if personal else {name: value[name] for name in _IMPERSONAL if name in value}
            for value in api.store.latest(collection, _PAGE_SIZE)
        ]
        return JSONResponse(found, headers=_NO_STORE)

    return [
        Route("/_sandbox/session", handle_api_errors(log_in), methods=["POST"]),
        Route("/_sandbox/faults", guard(add_fault), methods=["POST"]),
        Route("/_sandbox/faults", guard(clear_faults), methods=["DELETE"]),
        Route("/_sandbox/faults/{number:int}", guard(remove_fault), methods=["DELETE"]),
        Route("/_sandbox/requests", guard(list_requests), methods=["GET"]),
        Route("/_sandbox/overview", guard(overview), methods=["GET"]),
        Route("/_sandbox/objects/{collection}", guard(objects), methods=["GET"]),
    ]
