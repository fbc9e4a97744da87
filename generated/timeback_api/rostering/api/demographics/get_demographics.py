"""Read demographics"""

from timeback_api.common.models.demographics import Demographics, parse_demographics
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_demographics import SingleDemographics, parse_single_demographics
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "getDemographics",
    "GET",
    "/demographics/{sourcedId}",
    {200: ResponseDecoder(parse_single_demographics, parse_demographics, unwrap=(("demographics",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[Demographics]:
    """Read demographics.

    Demographics of one user.

    Args:
        sourced_id: Id of the demographics. It is the id of the user.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/demographics/{sourcedId} (getDemographics).
    """
    return Request(
        OPERATION,
        f"/demographics/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Demographics))),
        partial=fields is not None,
    )


@clears_locals
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None
) -> Response[SingleDemographics]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, fields=fields))


@clears_locals
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleDemographics:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None
) -> Response[SingleDemographics]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, fields=fields))


@clears_locals
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleDemographics:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, fields=fields))
