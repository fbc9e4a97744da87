"""Read a package as groups"""

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.cf_package_with_groups import CFPackageWithGroups, parse_cf_package_with_groups
from timeback_api.case.models.single_cf_package_with_groups import (
    SingleCFPackageWithGroups,
    parse_single_cf_package_with_groups,
)
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getPackageGroups", "GET", "/CFPackages/{sourcedId}/groups",
    {
        200: ResponseDecoder(
            parse_single_cf_package_with_groups, parse_cf_package_with_groups, unwrap=(("CFPackageWithGroups",),),
        ),
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[CFPackageWithGroups]:
    """Read a package as groups.

    A framework with its items as a tree of groups.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the document of the framework.
        fields: Names of the properties to return. The others are omitted, including required ones. The documents of the
            platform describe it for the host, and not for CASE.

    Source: GET /ims/case/v1p1/CFPackages/{sourcedId}/groups (getPackageGroups).
    """
    return Request(
        OPERATION, f"/CFPackages/{encoding.path_segment('sourced_id', sourced_id)}"
"/groups",
        encoding.query(("fields", encoding.property_names("fields", fields, CFPackageWithGroups))),
        partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleCFPackageWithGroups]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleCFPackageWithGroups: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleCFPackageWithGroups]: ...
@sends(build)
async def asyncio(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> SingleCFPackageWithGroups: ...
