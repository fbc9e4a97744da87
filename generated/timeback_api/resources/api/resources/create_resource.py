"""Create a resource"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.resources._package import PACKAGE
from timeback_api.resources.models.resource import Resource
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createResource", "POST", "/resources",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(resource: Resource | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a resource.

    Stores the description of a piece of learning material. The material itself is not stored or moved.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        resource: The resource to store.

    Source: POST /ims/oneroster/resources/v1p2/resources (createResource).
    """
    return Request(
        OPERATION, "/resources", content=encoding.body("resource", resource, Resource, "resource"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(resource: Resource | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(resource: Resource | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    resource: Resource | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(resource: Resource | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
