"""Replace a result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result, parse_result
from timeback_api.gradebook.models.single_result import SingleResult, parse_single_result
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "putResult", "PUT", "/results/{sourcedId}",
    {
        200: ResponseDecoder(parse_single_result, parse_result, unwrap=(("result",),), optional=True),
        201: ResponseDecoder(parse_single_result, parse_result, unwrap=(("result",),), optional=True),
    },
)


@clears_locals
def build(sourced_id: str, result: Result | Mapping[str, Any]) -> Request[Result | None]:
    """Replace a result.

    Replaces the result with the request body, or creates it if there is none with this id. Omitted properties are
    deleted.

    Args:
        sourced_id: Id of the result.
        result: The complete result with its new values.

    Source: PUT /ims/oneroster/gradebook/v1p2/results/{sourcedId} (putResult).
    """
    return Request(
        OPERATION, f"/results/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("result", result, Result, "result", mode="replace"), content_type="application/json",
    )


@sends(build)
def sync_detailed(sourced_id: str, result: Result | Mapping[str, Any], *, client: Sender) -> Response[SingleResult]: ...
@sends(build)
def sync(sourced_id: str, result: Result | Mapping[str, Any], *, client: Sender) -> SingleResult | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, result: Result | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleResult]: ...
@sends(build)
async def asyncio(
    sourced_id: str, result: Result | Mapping[str, Any], *, client: AsyncSender,
) -> SingleResult | None: ...
