"""Replace an organisation"""

from collections.abc import Mapping
from typing import Any

from timeback_api.common.models.org import Org, parse_org
from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.updated_org import UpdatedOrg, parse_updated_org
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateOrg", "PUT", "/orgs/{sourcedId}",
    {
        200: ResponseDecoder(parse_updated_org, parse_org, unwrap=(("org",),), optional=True),
        201: ResponseDecoder(parse_updated_org, parse_org, unwrap=(("org",),), optional=True),
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, org: Org | Mapping[str, Any]) -> Request[Org | None]:
    """Replace an organisation.

    Replaces the organisation with the request body. A different parent moves it in the hierarchy.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the organisation.
        org: The complete organisation with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/orgs/{sourcedId} (updateOrg).
    """
    return Request(
        OPERATION, f"/orgs/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("org", org, Org, "org", mode="replace"), content_type="application/json",
    )


@sends(build)
def sync_detailed(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> Response[UpdatedOrg]: ...
@sends(build)
def sync(sourced_id: str, org: Org | Mapping[str, Any], *, client: Sender) -> UpdatedOrg | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedOrg]: ...
@sends(build)
async def asyncio(sourced_id: str, org: Org | Mapping[str, Any], *, client: AsyncSender) -> UpdatedOrg | None: ...
