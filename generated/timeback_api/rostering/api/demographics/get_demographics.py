"""Read demographics"""

from timeback_api.common.models.demographics import Demographics, parse_demographics
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_demographics import SingleDemographics, parse_single_demographics
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getDemographics", "GET", "/demographics/{sourcedId}",
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
        OPERATION, f"/demographics/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Demographics))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleDemographics]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleDemographics: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleDemographics]: ...
@sends(build)
async def asyncio(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> SingleDemographics: ...
