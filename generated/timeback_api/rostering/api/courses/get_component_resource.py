"""Read a component resource"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.component_resource import ComponentResource, parse_component_resource
from timeback_api.rostering.models.single_component_resource import (
    SingleComponentResource,
    parse_single_component_resource,
)
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"classes"})
OPERATION = Operation(
    PACKAGE, "getComponentResource", "GET", "/courses/component-resources/{sourcedId}",
    {200: ResponseDecoder(parse_single_component_resource, parse_component_resource, unwrap=(("componentResource",),))},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[ComponentResource]:
    """Read a component resource.

    One resource in a course, with its lesson type.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the component resource.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/courses/component-resources/{sourcedId} (getComponentResource).
    """
    return Request(
        OPERATION,
        f"/courses/component-resources/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        encoding.query(("fields", encoding.property_names("fields", fields, ComponentResource))),
        partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleComponentResource]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleComponentResource: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleComponentResource]: ...
@sends(build)
async def asyncio(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> SingleComponentResource: ...
