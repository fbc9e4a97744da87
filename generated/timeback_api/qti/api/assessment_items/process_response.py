"""Score an answer"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.item_response import ItemResponse
from timeback_api.qti.models.item_result import ItemResult, parse_item_result
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "processResponse", "POST", "/assessment-items/{identifier}/process-response",
    {200: ResponseDecoder(parse_item_result)}, is_extension=True,
)


@clears_locals
def build(identifier: str, item_response: ItemResponse | Mapping[str, Any]) -> Request[ItemResult]:
    """Score an answer.

    Runs the response processing of the item on an answer and returns the score and the matching feedback of the item.
    Free text is sent to a grader, so it takes longer and can receive part of the score.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the assessment item.
        item_response: The answer.

    Source: POST /api/assessment-items/{identifier}/process-response (processResponse).
    """
    return Request(
        OPERATION, f"/assessment-items/{encoding.path_segment('identifier', identifier)}"
"/process-response",
        content=encoding.body("item_response", item_response, ItemResponse), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    identifier: str, item_response: ItemResponse | Mapping[str, Any], *, client: Sender,
) -> Response[ItemResult]: ...
@sends(build)
def sync(identifier: str, item_response: ItemResponse | Mapping[str, Any], *, client: Sender) -> ItemResult: ...
@sends(build)
async def asyncio_detailed(
    identifier: str, item_response: ItemResponse | Mapping[str, Any], *, client: AsyncSender,
) -> Response[ItemResult]: ...
@sends(build)
async def asyncio(
    identifier: str, item_response: ItemResponse | Mapping[str, Any], *, client: AsyncSender,
) -> ItemResult: ...
