"""Place a resource in a course component"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.component_resource import ComponentResource
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createComponentResource", "POST", "/courses/component-resources",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(component_resource: ComponentResource | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Place a resource in a course component.

    Stores a new component resource, which is a lesson for students. The component and the resource must exist.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        component_resource: The component resource to store.

    Source: POST /ims/oneroster/rostering/v1p2/courses/component-resources (createComponentResource).
    """
    return Request(
        OPERATION, "/courses/component-resources",
        content=encoding.body("component_resource", component_resource, ComponentResource, "componentResource"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    component_resource: ComponentResource | Mapping[str, Any], *, client: Sender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(component_resource: ComponentResource | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(
    component_resource: ComponentResource | Mapping[str, Any], *, client: AsyncSender,
) -> SourcedIdPairsReply: ...
