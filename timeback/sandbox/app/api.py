"""The documents' operations as an ASGI application."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from timeback.sandbox.app.auth import AuthorizationServer
from timeback.sandbox.app.custom_operations import custom_handlers
from timeback.sandbox.app.routing import Router
from timeback.sandbox.app.scopes import check_scopes
from timeback.sandbox.errors import ApiError
from timeback.sandbox.faults.quirks import quirks_of
from timeback.sandbox.operations.bodies import read_body
from timeback.sandbox.operations.crud import CrudHandlers, Handler
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse, as_json, read_query
from timeback.sandbox.qti import BODY_ADAPTERS, qti_error_response
from timeback.sandbox.spec.openapi import Api, Operation
from timeback.sandbox.spec.validation import Validators, read_json
from timeback.sandbox.storage.store import Store

__all__ = ["ApiApp", "error_response"]


def error_response(error: ApiError) -> Response:
    return Response(as_json(error.payload()), error.status, error.headers, "application/json")


class ApiApp:
    """Routes, authorises, reads and answers. Everything after the body is read happens in one go."""

    def __init__(self, api: Api, store: Store, authority: AuthorizationServer) -> None:
        self.documented = api
        self._router = Router(api.operations)
        self._bases = tuple(base + "/" for base in api.base_paths)
        documents = {operation.document for operation in api.operations}
        self._qti_bases = tuple(document.base_path + "/" for document in documents if document.name == "qti")
        self._store = store
        self._authority = authority
        self._validators = Validators()
        general = CrudHandlers(api, store, self._validators)
        special = custom_handlers(store, general)
        self._handlers: dict[Operation, Handler | None] = {
            operation: special.get(operation.id) or general.of(operation) for operation in api.operations
        }
        self._instance = secrets.token_hex(4)
        self._numbers = itertools.count(1)

    @property
    def store(self) -> Store:
        return self._store

    @property
    def unanswered(self) -> list[str]:
        """Ids of the operations that are answered by 501."""
        return [operation.id for operation, handler in self._handlers.items() if handler is None]

    def template(self, method: str, raw_path: str) -> str | None:
        """A path as the documents write it, without values; None where it is no operation's."""
        try:
            operation, _ = self._router.find(method, raw_path.encode("latin-1"))
        except ApiError:
            return None
        return operation.document.base_path + operation.path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            answer = await self._answer(request)
            response = Response(answer.content, answer.status, dict(answer.headers), _media_type(answer))
        except ApiError as error:
            response = self._refusal(scope["raw_path"], error)
        response.headers["X-Request-Id"] = f"{self._instance}-{next(self._numbers)}"
        await response(scope, receive, send)

    def _refusal(self, raw_path: bytes, error: ApiError) -> Response:
        if raw_path.decode("latin-1").startswith(self._qti_bases):
            return Response(*qti_error_response(error), error.headers, "application/json")
        return error_response(error)

    async def _answer(self, request: Request) -> OperationResponse:
        raw_path: bytes = request.scope["raw_path"]
        grant = None
        if raw_path.decode("latin-1").startswith(self._bases):
            grant = self._authority.check(request.headers.get("authorization"))
        operation, path = self._router.find(request.method, raw_path)
        if grant is not None and grant.scopes:
            check_scopes(operation, grant.scopes)
        content = await read_body(request) if operation.content_types else b""
        handler = self._handlers[operation]
        if handler is None:
            raise ApiError(501, f"{operation.id}: the sandbox cannot do this.")
        for name, collection in operation.parents.items():
            if not self._store.has(collection, path[name]):
                raise ApiError(404, f"{collection}: there is no {path[name]}, which the path names.")
        body = self._body(operation, path, request, content)
        host, port = request.scope["server"]
        url = f"http://{host}:{port}{raw_path.decode('latin-1')}"
        query = read_query(request.scope["query_string"])
        return handler(OperationRequest(operation, path, query, url, body, content, quirks_of(request.scope)))

    def _body(
        self, operation: Operation, path: Mapping[str, str], request: Request, content: bytes
    ) -> dict[str, Any] | None:
        if operation.body is None:
            return None
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in operation.content_types:
            raise ApiError(415, f"The body must be {' or '.join(operation.content_types)}, and say so in Content-Type.")
        if kind != "application/json":
            return None
        body = read_json(content)
        if operation.id in BODY_ADAPTERS:
            body = BODY_ADAPTERS[operation.id](path, body)
        if operation.method != "PATCH":
            # A change is checked once it is merged into what it changes.
            self._validators.check(operation, body)
        return body


def _media_type(answer: OperationResponse) -> str | None:
    return "application/json" if answer.content else None
