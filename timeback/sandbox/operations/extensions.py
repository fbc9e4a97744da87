"""Service extensions: custom operations, body adapters, error form and admin routes of one service."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

import attrs
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Handler, OperationRequest, OperationResponse
from timeback.sandbox.storage.store import Store

__all__ = [
    "AdminEndpoint",
    "BodyAdapter",
    "OwnerGuard",
    "ServiceExtension",
    "StoreOperation",
    "handlers_in_transactions",
]

BodyAdapter: TypeAlias = Callable[[Mapping[str, str], dict[str, Any]], dict[str, Any]]
"""Takes the path parameters and a JSON body, and returns the body in the form of the OpenAPI document."""
AdminEndpoint: TypeAlias = Callable[[Request], Awaitable[Response]]
OwnerGuard: TypeAlias = Callable[[AdminEndpoint], AdminEndpoint]
"""Makes an endpoint require the client's secret."""
StoreOperation: TypeAlias = Callable[[Store, OperationRequest], OperationResponse]
"""An operation as a function of the store and the request."""


def _nothing() -> None:
    return


def _no_routes(_: OwnerGuard) -> list[Route]:
    return []


@attrs.frozen
class ServiceExtension:
    """Custom behaviour of one service. The generic application knows no service by name.

    service: the name of the service's OpenAPI document
    handlers: custom handlers, by operation id; they replace the generic ones
    body_adapters: by operation id; for bodies that clients send although the document does not describe them
    error_response: returns body and status of an error, if the service has an error form of its own
    admin_routes: returns routes below /_sandbox/
    close: called before the store is closed
    """

    service: str
    handlers: Mapping[str, Handler]
    body_adapters: Mapping[str, BodyAdapter] = attrs.field(factory=dict)
    error_response: Callable[[ApiError], tuple[bytes, int]] | None = None
    admin_routes: Callable[[OwnerGuard], list[Route]] = _no_routes
    close: Callable[[], None] = _nothing


def handlers_in_transactions(store: Store, operations: Mapping[str, StoreOperation]) -> dict[str, Handler]:
    """The handlers by operation id. Each runs in a transaction, so an operation that fails changes nothing."""

    def in_transaction(operation: StoreOperation) -> Handler:
        def handle(request: OperationRequest) -> OperationResponse:
            with store.transaction():
                return operation(store, request)

        return handle

    return {name: in_transaction(operation) for name, operation in operations.items()}
