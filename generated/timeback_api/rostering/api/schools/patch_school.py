"""Change parts of a school"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.org import Org, parse_org
from timeback_api.rostering._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "patchSchool", "PATCH", "/schools/{sourcedId}",
    {200: ResponseDecoder(parse_org, parse_org, unwrap=(("org",),), optional=True)}, is_extension=True,
)


@clears_locals
def build(sourced_id: str, org: Org | Mapping[str, Any]) -> Request[Org | None]:
    """Change parts of a school.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the school.
        org: The properties of the school to change.

    Source: PATCH /ims/oneroster/rostering/v1p2/schools/{sourcedId} (patchSchool).
    """
    return Request(
        OPERATION, f"/schools/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("org", org, Org, "org", mode="patch"), content_type="application/json",
    )


@sends(build)
def sync_detailed(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> Response[Org]: ...
@sends(build)
def sync(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> Org | None: ...
@sends(build)
async def asyncio_detailed(sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender) -> Response[Org]: ...
@sends(build)
async def asyncio(sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender) -> Org | None: ...
