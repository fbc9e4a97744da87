"""Replace a package"""

from collections.abc import Mapping
from typing import Any

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.new_cf_package import NewCFPackage
from timeback_api.case.models.package_upload import PackageUpload, parse_package_upload
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updatePackage", "PUT", "/CFPackages/{sourcedId}",
    {200: ResponseDecoder(parse_package_upload, optional=True)}, is_extension=True,
)


@clears_locals
def build(sourced_id: str, new_cf_package: NewCFPackage | Mapping[str, Any]) -> Request[PackageUpload | None]:
    """Replace a package.

    Replaces a whole framework with the request body. The documents of the platform do not list this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the document of the framework.
        new_cf_package: The complete framework with its new values.

    Source: PUT /ims/case/v1p1/CFPackages/{sourcedId} (updatePackage).
    """
    return Request(
        OPERATION, f"/CFPackages/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("new_cf_package", new_cf_package, NewCFPackage, mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, new_cf_package: NewCFPackage | Mapping[str, Any], *, client: Sender,
) -> Response[PackageUpload]: ...
@sends(build)
def sync(
    sourced_id: str, new_cf_package: NewCFPackage | Mapping[str, Any], *, client: Sender,
) -> PackageUpload | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, new_cf_package: NewCFPackage | Mapping[str, Any], *, client: AsyncSender,
) -> Response[PackageUpload]: ...
@sends(build)
async def asyncio(
    sourced_id: str, new_cf_package: NewCFPackage | Mapping[str, Any], *, client: AsyncSender,
) -> PackageUpload | None: ...
