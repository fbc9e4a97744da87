"""Create a category"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply, parse_sourced_id_pairs_reply
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.category import Category
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createCategory", "POST", "/categories",
    {201: ResponseDecoder(parse_sourced_id_pairs_reply, parse_sourced_id_pair, unwrap=(("sourcedIdPairs",),))},
    is_extension=True,
)


@clears_locals
def build(category: Category | Mapping[str, Any]) -> Request[SourcedIdPair]:
    """Create a category.

    Stores a new kind of line items.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        category: The category to store.

    Source: POST /ims/oneroster/gradebook/v1p2/categories (createCategory).
    """
    return Request(
        OPERATION, "/categories", content=encoding.body("category", category, Category, "category"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(category: Category | Mapping[str, Any], *, client: Sender) -> Response[SourcedIdPairsReply]: ...
@sends(build)
def sync(category: Category | Mapping[str, Any], *, client: Sender) -> SourcedIdPairsReply: ...
@sends(build)
async def asyncio_detailed(
    category: Category | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SourcedIdPairsReply]: ...
@sends(build)
async def asyncio(category: Category | Mapping[str, Any], *, client: AsyncSender) -> SourcedIdPairsReply: ...
