"""Read a resource"""

from timeback_api.resources._package import PACKAGE
from timeback_api.resources.models.resource import Resource, parse_resource
from timeback_api.resources.models.single_resource import SingleResource, parse_single_resource
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getResource", "GET", "/resources/{sourcedId}",
    {200: ResponseDecoder(parse_single_resource, parse_resource, unwrap=(("resource",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[Resource]:
    """Read a resource.

    One resource. Its metadata contains the address of its material.

    Args:
        sourced_id: Id of the resource.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/resources/v1p2/resources/{sourcedId} (getResource).
    """
    return Request(
        OPERATION, f"/resources/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Resource))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleResource]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleResource: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleResource]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleResource: ...
