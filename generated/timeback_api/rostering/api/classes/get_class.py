"""Read a class"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.class_ import Class, parse_class
from timeback_api.rostering.models.single_class import SingleClass, parse_single_class
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getClass", "GET", "/classes/{sourcedId}",
    {200: ResponseDecoder(parse_single_class, parse_class, unwrap=(("class",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[Class]:
    """Read a class.

    One class with the references to its course, school and terms.

    Args:
        sourced_id: Id of the class.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/classes/{sourcedId} (getClass).
    """
    return Request(
        OPERATION, f"/classes/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Class))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> Response[SingleClass]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleClass: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleClass]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleClass: ...
