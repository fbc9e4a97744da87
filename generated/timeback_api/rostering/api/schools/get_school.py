"""Read a school"""

from timeback_api.common.models.org import Org, parse_org
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.single_org import SingleOrg, parse_single_org
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getSchool", "GET", "/schools/{sourcedId}",
    {200: ResponseDecoder(parse_single_org, parse_org, unwrap=(("org",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[Org]:
    """Read a school.

    One organisation of the type `school`.

    Args:
        sourced_id: Id of the school.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/schools/{sourcedId} (getSchool).
    """
    return Request(
        OPERATION, f"/schools/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Org))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> Response[SingleOrg]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleOrg: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleOrg]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleOrg: ...
