"""Change parts of a result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result, parse_result
from timeback_api.gradebook.models.single_result import SingleResult, parse_single_result
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "patchResult",
    "PATCH",
    "/results/{sourcedId}",
    {
        200: Reader(parse_single_result, parse_result, unwrap=(("result",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, result: Result | Mapping[str, Any]) -> Request[Result | None]:
    """Change parts of a result.

    Changes the properties that are sent and keeps the others as they are. The documents of the platform do not list
    this operation.

    The platform answers this beyond its published documents.

    Args:
        sourced_id: Id of the result.
        result: The properties of the result that change.

    Source: PATCH /ims/oneroster/gradebook/v1p2/results/{sourcedId} (patchResult).
    """
    return Request(
        OPERATION,
        f"/results/{encoding.segment('sourced_id', sourced_id)}",
        content=encoding.body("result", result, Result, "result", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, result: Result | Mapping[str, Any], *, client: Sender) -> Response[SingleResult]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, result))


@clears_locals
def sync(sourced_id: str, result: Result | Mapping[str, Any], *, client: Sender) -> SingleResult | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, result))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, result: Result | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleResult]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, result))


@clears_locals
async def asyncio(sourced_id: str, result: Result | Mapping[str, Any], *, client: AsyncSender) -> SingleResult | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, result))
