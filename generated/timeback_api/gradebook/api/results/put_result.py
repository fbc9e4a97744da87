"""Replace a result"""

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
    "putResult",
    "PUT",
    "/results/{sourcedId}",
    {
        200: Reader(parse_single_result, parse_result, unwrap=(("result",),), optional=True),
        201: Reader(parse_single_result, parse_result, unwrap=(("result",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, result: Result | Mapping[str, Any]) -> Request[Result | None]:
    """Replace a result.

    Replaces the result by what is sent, or creates it if there is none with this id. Properties that are left out are
    lost.

    Args:
        sourced_id: Id of the result.
        result: The whole result as it shall be.

    Source: PUT /ims/oneroster/gradebook/v1p2/results/{sourcedId} (putResult).
    """
    return Request(
        OPERATION,
        f"/results/{encoding.segment('sourced_id', sourced_id)}",
        content=encoding.body("result", result, Result, "result", mode="replace"),
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
