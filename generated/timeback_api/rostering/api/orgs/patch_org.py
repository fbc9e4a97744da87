"""Change parts of an organisation"""

from collections.abc import Mapping
from typing import Any

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.org import Org, parse_org
from timeback_api.rostering.models.updated_org import UpdatedOrg, parse_updated_org


OPERATION = Operation(
    PACKAGE,
    "patchOrg",
    "PATCH",
    "/orgs/{sourcedId}",
    {
        200: Reader(parse_updated_org, parse_org, unwrap=(("org",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, org: Org | Mapping[str, Any]) -> Request[Org | None]:
    """Change parts of an organisation.

    Changes the properties that are sent and keeps the others as they are. The documents of the platform do not list
    this operation.

    The platform answers this beyond its published documents.

    Args:
        sourced_id: Id of the organisation.
        org: The properties of the organisation that change.

    Source: PATCH /ims/oneroster/rostering/v1p2/orgs/{sourcedId} (patchOrg).
    """
    return Request(
        OPERATION,
        f"/orgs/{encode.segment('sourced_id', sourced_id)}",
        content=encode.body("org", org, Org, "org", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> Response[UpdatedOrg]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(sourced_id, org))


@clears_locals
def sync(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> UpdatedOrg | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(sourced_id, org))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedOrg]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(sourced_id, org))


@clears_locals
async def asyncio(sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender) -> UpdatedOrg | None:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(sourced_id, org))
