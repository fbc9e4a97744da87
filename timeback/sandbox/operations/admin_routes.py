"""Admin routes of services, with which another process does what a test does in Python."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.bodies import read_object
from timeback.sandbox.operations.extensions import OwnerGuard

__all__ = ["AdminAction", "admin_route"]

AdminAction: TypeAlias = Callable[[Mapping[str, Any], dict[str, Any]], Any]
"""Takes the path parameters and the body of a request, and returns the JSON value of the reply, or None."""


def admin_route(service: str, path: str, action: AdminAction, guard: OwnerGuard, method: str = "PUT") -> Route:
    """A route below /_sandbox/ that carries out an action with a JSON object.

    What the action refuses is answered with 400: a KeyError names a property that is missing, and the text of another
    error says what is wrong. If the action returns None, the reply has no body.
    """

    async def endpoint(request: Request) -> Response:
        try:
            result = action(request.path_params, await read_object(request))
        except KeyError as error:
            raise ApiError(400, f"{error.args[0]}: is missing.") from None
        except (TypeError, ValueError, AttributeError) as error:
            raise ApiError(400, f"{service}: {error}") from None
        return Response(status_code=204) if result is None else JSONResponse(result)

    return Route(f"/_sandbox/{service}/{path}", guard(endpoint), methods=[method])
