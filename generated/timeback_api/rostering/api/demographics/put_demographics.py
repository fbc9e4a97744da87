"""Replace demographics"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.demographics import Demographics, parse_demographics
from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "putDemographics", "PUT", "/demographics/{sourcedId}",
    {200: ResponseDecoder(parse_demographics, parse_demographics, unwrap=(("demographics",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, demographics: Demographics | Mapping[str, Any]) -> Request[Demographics | None]:
    """Replace demographics.

    Replaces the demographics with the request body. Omitted properties are deleted.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the demographics. It is the id of the user.
        demographics: The complete demographics with their new values.

    Source: PUT /ims/oneroster/rostering/v1p2/demographics/{sourcedId} (putDemographics).
    """
    return Request(
        OPERATION, f"/demographics/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("demographics", demographics, Demographics, "demographics", mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, demographics: Demographics | Mapping[str, Any], *, client: Sender,
) -> Response[Demographics]: ...
@sends(build)
def sync(sourced_id: str, demographics: Demographics | Mapping[str, Any], *, client: Sender) -> Demographics | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, demographics: Demographics | Mapping[str, Any], *, client: AsyncSender,
) -> Response[Demographics]: ...
@sends(build)
async def asyncio(
    sourced_id: str, demographics: Demographics | Mapping[str, Any], *, client: AsyncSender,
) -> Demographics | None: ...
