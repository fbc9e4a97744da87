"""Change parts of a school"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.org import Org, parse_org
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "patchSchool",
    "PATCH",
    "/schools/{sourcedId}",
    {
        200: Reader(parse_org, parse_org, unwrap=(("org",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, org: Org | Mapping[str, Any]) -> Request[Org | None]:
    """Change parts of a school.

    Changes the properties that are sent and keeps the others as they are. The documents of the platform do not list
    this operation.

    The platform answers this beyond its published documents.

    Args:
        sourced_id: Id of the school.
        org: The properties of the school that change.

    Source: PATCH /ims/oneroster/rostering/v1p2/schools/{sourcedId} (patchSchool).
    """
    return Request(
        OPERATION,
        f"/schools/{encoding.segment('sourced_id', sourced_id)}",
        content=encoding.body("org", org, Org, "org", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> Response[Org]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, org))


@clears_locals
def sync(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> Org | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, org))


@clears_locals
async def asyncio_detailed(sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender) -> Response[Org]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, org))


@clears_locals
async def asyncio(sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender) -> Org | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, org))
