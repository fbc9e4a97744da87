"""Replace a school"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.org import Org, parse_org
from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "updateSchool",
    "PUT",
    "/schools/{sourcedId}",
    {200: ResponseDecoder(parse_org, parse_org, unwrap=(("org",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, org: Org | Mapping[str, Any]) -> Request[Org | None]:
    """Replace a school.

    Replaces the school with the request body. Its type cannot change.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the school.
        org: The complete school with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/schools/{sourcedId} (updateSchool).
    """
    return Request(
        OPERATION,
        f"/schools/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("org", org, Org, "org", mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> Response[Org]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, org))


@clears_locals
def sync(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> Org | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, org))


@clears_locals
async def asyncio_detailed(sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender) -> Response[Org]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, org))


@clears_locals
async def asyncio(sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender) -> Org | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, org))
