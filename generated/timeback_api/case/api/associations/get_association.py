"""Read an association"""

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.cf_association import CFAssociation, parse_cf_association
from timeback_api.case.models.single_cf_association import SingleCFAssociation, parse_single_cf_association
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getAssociation",
    "GET",
    "/CFAssociations/{sourcedId}",
    {200: ResponseDecoder(parse_single_cf_association, parse_cf_association, unwrap=(("CFAssociation",),))},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str) -> Request[CFAssociation]:
    """Read an association.

    One association between two items, or between an item and a document.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the association.

    Source: GET /ims/case/v1p1/CFAssociations/{sourcedId} (getAssociation).
    """
    return Request(OPERATION, f"/CFAssociations/{encoding.path_segment('sourced_id', sourced_id)}")


@clears_locals
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[SingleCFAssociation]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id))


@clears_locals
def sync(sourced_id: str, *, client: Sender) -> SingleCFAssociation:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id))


@clears_locals
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[SingleCFAssociation]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender) -> SingleCFAssociation:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id))
