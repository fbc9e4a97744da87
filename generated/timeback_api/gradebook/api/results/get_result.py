"""Read a result"""

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result, parse_result
from timeback_api.gradebook.models.single_result import SingleResult, parse_single_result
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getResult", "GET", "/results/{sourcedId}",
    {200: ResponseDecoder(parse_single_result, parse_result, unwrap=(("result",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[Result]:
    """Read a result.

    The grade of one student for one line item.

    Args:
        sourced_id: Id of the result.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/gradebook/v1p2/results/{sourcedId} (getResult).
    """
    return Request(
        OPERATION, f"/results/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Result))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleResult]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleResult: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleResult]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleResult: ...
