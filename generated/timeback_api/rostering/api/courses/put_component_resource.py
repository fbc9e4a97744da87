"""Replace a component resource"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.component_resource import ComponentResource, parse_component_resource
from timeback_api.rostering.models.updated_component_resource import (
    UpdatedComponentResource,
    parse_updated_component_resource,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_SOURCED_ID = frozenset({"classes"})
OPERATION = Operation(
    PACKAGE, "putComponentResource", "PUT", "/courses/component-resources/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_updated_component_resource, parse_component_resource, unwrap=(("componentResource",),), optional=True,
        ),
    },
    is_extension=True,
)


@clears_locals
def build(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any],
) -> Request[ComponentResource | None]:
    """Replace a component resource.

    Replaces the component resource with the request body. A different component or sort order moves it.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the component resource.
        component_resource: The complete component resource with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/courses/component-resources/{sourcedId} (putComponentResource).
    """
    return Request(
        OPERATION,
        f"/courses/component-resources/{encoding.path_segment('sourced_id', sourced_id, _RESERVED_SOURCED_ID)}",
        content=encoding.body(
            "component_resource", component_resource, ComponentResource, "componentResource", mode="replace",
        ),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedComponentResource]: ...
@sends(build)
def sync(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any], *, client: Sender,
) -> UpdatedComponentResource | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedComponentResource]: ...
@sends(build)
async def asyncio(
    sourced_id: str, component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedComponentResource | None: ...
