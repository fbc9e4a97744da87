"""The operations of the OpenAPI documents as an ASGI application."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from timeback.sandbox.app.auth import AuthorizationServer
from timeback.sandbox.app.routing import router
from timeback.sandbox.app.scopes import check_scopes
from timeback.sandbox.errors import ApiError
from timeback.sandbox.faults.quirks import quirks_of
from timeback.sandbox.operations.bodies import BodyCompletion, read_body
from timeback.sandbox.operations.crud import CrudHandlers
from timeback.sandbox.operations.extensions import BodyAdapter
from timeback.sandbox.operations.requests import Handler, OperationRequest, OperationResponse, as_json, read_query
from timeback.sandbox.providers.provider import Provider
from timeback.sandbox.spec.openapi import Api, Operation
from timeback.sandbox.spec.validation import Validators, read_json
from timeback.sandbox.storage.store import Store

__all__ = ["ApiApp", "error_response"]


def error_response(error: ApiError) -> Response:
    return Response(as_json(error.payload()), error.status, error.headers, "application/json")


class ApiApp:
    """Routes, authorizes, validates and executes requests.

    The provider's extensions add custom behaviour to single services. Every other operation is handled as its document
    describes it. There is no `await` between the end of the body and the response, so requests do not interleave.
    """

    def __init__(self, provider: Provider, store: Store, authority: AuthorizationServer) -> None:
        api = provider.api
        self.documented: Api = api
        self.extensions = tuple(provider.extensions(store))
        self._provider = provider
        self._bodies = BodyCompletion(store) if provider.completes_bodies else None
        self._router = router(api.operations)
        self._prefixes = tuple(prefix + "/" for prefix in api.prefixes)
        self._store = store
        self._authority = authority
        self._validators = Validators()
        crud = CrudHandlers(api, store, self._validators)
        custom: dict[str, Handler] = {}
        self._body_adapters: dict[str, BodyAdapter] = {}
        for extension in self.extensions:
            custom.update(extension.handlers)
            self._body_adapters.update(extension.body_adapters)
        self._handlers: dict[Operation, Handler | None] = {
            operation: custom.get(operation.id) or crud.of(operation) for operation in api.operations
        }
        documents = {operation.document.name: operation.document for operation in api.operations}
        self._error_forms = [
            (prefix + "/", extension.error_response)
            for extension in self.extensions
            if extension.error_response is not None
            for prefix in documents[extension.service].prefixes
        ]
        self._instance = secrets.token_hex(4)
        self._numbers = itertools.count(1)

    def close(self) -> None:
        """End what services do in the background. Called before the store is closed."""
        for extension in self.extensions:
            extension.close()

    @property
    def store(self) -> Store:
        return self._store

    @property
    def unanswered(self) -> list[str]:
        """Ids of the operations without a handler, which are answered with status 501."""
        return [operation.id for operation, handler in self._handlers.items() if handler is None]

    def template(self, method: str, raw_path: str) -> str | None:
        """The path of the operation with its parameters as placeholders; None if the path is not of an operation."""
        try:
            operation, _ = self._router.find(method, raw_path.encode("latin-1"))
        except ApiError:
            return None
        return operation.document.base_path + operation.path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            result = await self._respond(request)
            media_type = "application/json" if result.content else None
            response = Response(result.content, result.status, dict(result.headers), media_type)
        except ApiError as error:
            response = self._error_response(scope["raw_path"].decode("latin-1"), error)
        response.headers["X-Request-Id"] = f"{self._instance}-{next(self._numbers)}"
        await response(scope, receive, send)

    def _error_response(self, raw_path: str, error: ApiError) -> Response:
        for base, error_form in self._error_forms:
            if f"{raw_path}/".startswith(base):
                return Response(*error_form(error), error.headers, "application/json")
        body = as_json(self._provider.error_body(error))
        return Response(body, error.status, error.headers, "application/json")

    async def _respond(self, request: Request) -> OperationResponse:
        raw_path: bytes = request.scope["raw_path"]
        token = None
        if f"{raw_path.decode('latin-1')}/".startswith(self._prefixes):
            token = self._authority.check(request.headers.get("authorization"))
        operation, path = self._router.find(request.method, raw_path)
        if token is not None and token.scopes:
            check_scopes(operation, token.scopes)
        content = await read_body(request) if operation.content_types else b""
        handler = self._handlers[operation]
        if handler is None:
            raise ApiError(501, f"{operation.id}: the sandbox does not implement this operation.")
        for name, collection in operation.parents.items():
            if not self._store.has(collection, path[name]):
                raise ApiError(404, f"{name}: there is no {path[name]} in {collection}.")
        body = self._body(operation, path, request, content)
        host, port = request.scope["server"]
        url = f"http://{host}:{port}{raw_path.decode('latin-1')}"
        query = read_query(request.scope["query_string"])
        asked = OperationRequest(operation, path, query, url, body, content, quirks_of(request.scope))
        self._provider.check_query(self._store, asked)
        return handler(asked)

    def _body(
        self, operation: Operation, path: Mapping[str, str], request: Request, content: bytes
    ) -> dict[str, Any] | None:
        if operation.body is None or (not content and not operation.needs_body):
            return None
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type not in operation.content_types:
            raise ApiError(415, f"Content-Type: must be {' or '.join(operation.content_types)}.")
        if media_type != "application/json":
            return None
        body = read_json(content)
        adapt = self._body_adapters.get(operation.id)
        if adapt is not None:
            body = adapt(path, body)
        if self._bodies is not None:
            body = self._bodies.complete(operation, path, body)
        if operation.method != "PATCH":
            # The body of a PATCH is validated after it is merged into the stored object.
            self._validators.check(operation, body)
        return body
