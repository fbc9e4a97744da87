"""Change parts of a result"""

from collections.abc import Mapping
from typing import Any

from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result, parse_result
from timeback_api.gradebook.models.single_result import SingleResult, parse_single_result
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "patchResult", "PATCH", "/results/{sourcedId}",
    {200: ResponseDecoder(parse_single_result, parse_result, unwrap=(("result",),), optional=True)}, is_extension=True,
)


@clears_locals
def build(sourced_id: str, result: Result | Mapping[str, Any]) -> Request[Result | None]:
    """Change parts of a result.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the result.
        result: The properties of the result to change.

    Source: PATCH /ims/oneroster/gradebook/v1p2/results/{sourcedId} (patchResult).
    """
    return Request(
        OPERATION, f"/results/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("result", result, Result, "result", mode="patch"), content_type="application/json",
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
