"""Replace a category"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.category import Category, parse_category
from timeback_api.gradebook.models.single_category import SingleCategory, parse_single_category
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "putCategory", "PUT", "/categories/{sourcedId}",
    {
        200: ResponseDecoder(parse_single_category, parse_category, unwrap=(("category",),), optional=True),
        201: ResponseDecoder(parse_single_category, parse_category, unwrap=(("category",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, category: Category | Mapping[str, Any]) -> Request[Category | None]:
    """Replace a category.

    Replaces the category with the request body, or creates it if there is none with this id. Omitted properties are
    deleted.

    Args:
        sourced_id: Id of the category.
        category: The complete category with its new values.

    Source: PUT /ims/oneroster/gradebook/v1p2/categories/{sourcedId} (putCategory).
    """
    return Request(
        OPERATION, f"/categories/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("category", category, Category, "category", mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, category: Category | Mapping[str, Any], *, client: Sender,
) -> Response[SingleCategory]: ...
@sends(build)
def sync(sourced_id: str, category: Category | Mapping[str, Any], *, client: Sender) -> SingleCategory | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, category: Category | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleCategory]: ...
@sends(build)
async def asyncio(
    sourced_id: str, category: Category | Mapping[str, Any], *, client: AsyncSender,
) -> SingleCategory | None: ...
