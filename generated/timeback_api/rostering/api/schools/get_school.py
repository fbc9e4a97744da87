"""Read a school"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.org import Org, parse_org
from timeback_api.rostering.models.single_org import SingleOrg, parse_single_org
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.encoding import Names
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "getSchool",
    "GET",
    "/schools/{sourcedId}",
    {
        200: Reader(parse_single_org, parse_org, unwrap=(("org",),)),
    },
)


@clears_locals
def build(sourced_id: str, *, fields: Names | None = None) -> Request[Org]:
    """Read a school.

    One organisation of the type `school`.

    Args:
        sourced_id: Id of the school.
        fields: Names of the properties to return; the others are left out, required ones too. Without it objects come
            whole.

    Source: GET /ims/oneroster/rostering/v1p2/schools/{sourcedId} (getSchool).
    """
    return Request(
        OPERATION,
        f"/schools/{encoding.segment('sourced_id', sourced_id)}",
        encoding.query(
            ("fields", encoding.names("fields", fields, Org)),
        ),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender, fields: Names | None = None) -> Response[SingleOrg]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: Names | None = None) -> SingleOrg:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: Names | None = None,
) -> Response[SingleOrg]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: Names | None = None) -> SingleOrg:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(sourced_id, fields=fields))
