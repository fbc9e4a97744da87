"""Read a category"""

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.category import Category, parse_category
from timeback_api.gradebook.models.single_category import SingleCategory, parse_single_category
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getCategory", "GET", "/categories/{sourcedId}",
    {200: ResponseDecoder(parse_single_category, parse_category, unwrap=(("category",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[Category]:
    """Read a category.

    One category with its weight.

    Args:
        sourced_id: Id of the category.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/gradebook/v1p2/categories/{sourcedId} (getCategory).
    """
    return Request(
        OPERATION, f"/categories/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Category))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleCategory]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleCategory: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleCategory]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleCategory: ...
