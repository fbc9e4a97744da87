"""Change parts of a resource"""

from collections.abc import Mapping
from typing import Any

from timeback_api.resources._package import PACKAGE
from timeback_api.resources.models.resource import Resource, parse_resource
from timeback_api.resources.models.updated_resource import UpdatedResource, parse_updated_resource
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "patchResource", "PATCH", "/resources/{sourcedId}",
    {200: ResponseDecoder(parse_updated_resource, parse_resource, unwrap=(("resource",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, resource: Resource | Mapping[str, Any]) -> Request[Resource | None]:
    """Change parts of a resource.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the resource.
        resource: The properties of the resource to change.

    Source: PATCH /ims/oneroster/resources/v1p2/resources/{sourcedId} (patchResource).
    """
    return Request(
        OPERATION, f"/resources/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("resource", resource, Resource, "resource", mode="patch"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, resource: Resource | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedResource]: ...
@sends(build)
def sync(sourced_id: str, resource: Resource | Mapping[str, Any], *, client: Sender) -> UpdatedResource | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, resource: Resource | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedResource]: ...
@sends(build)
async def asyncio(
    sourced_id: str, resource: Resource | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedResource | None: ...
