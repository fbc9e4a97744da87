"""Read an item"""

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.cf_item import CFItem, parse_cf_item
from timeback_api.case.models.single_cf_item import SingleCFItem, parse_single_cf_item
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getItem", "GET", "/CFItems/{sourcedId}",
    {200: ResponseDecoder(parse_single_cf_item, parse_cf_item, unwrap=(("CFItem",),))}, is_extension=True,
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[CFItem]:
    """Read an item.

    One item.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the item.
        fields: Names of the properties to return. The others are omitted, including required ones. The documents of the
            platform describe it for the host, and not for CASE.

    Source: GET /ims/case/v1p1/CFItems/{sourcedId} (getItem).
    """
    return Request(
        OPERATION, f"/CFItems/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, CFItem))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleCFItem]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleCFItem: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleCFItem]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleCFItem: ...
