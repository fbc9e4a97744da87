"""Create a package"""

from collections.abc import Mapping
from typing import Any

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.new_cf_package import NewCFPackage
from timeback_api.case.models.package_upload import PackageUpload, parse_package_upload
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createPackage", "POST", "/CFPackages", {201: ResponseDecoder(parse_package_upload)}, is_extension=True,
)


@clears_locals
def build(new_cf_package: NewCFPackage | Mapping[str, Any]) -> Request[PackageUpload]:
    """Create a package.

    Stores a whole framework with its document, items and associations.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        new_cf_package: The framework.

    Source: POST /ims/case/v1p1/CFPackages (createPackage).
    """
    return Request(
        OPERATION, "/CFPackages", content=encoding.body("new_cf_package", new_cf_package, NewCFPackage),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(new_cf_package: NewCFPackage | Mapping[str, Any], *, client: Sender) -> Response[PackageUpload]: ...
@sends(build)
def sync(new_cf_package: NewCFPackage | Mapping[str, Any], *, client: Sender) -> PackageUpload: ...
@sends(build)
async def asyncio_detailed(
    new_cf_package: NewCFPackage | Mapping[str, Any], *, client: AsyncSender,
) -> Response[PackageUpload]: ...
@sends(build)
async def asyncio(new_cf_package: NewCFPackage | Mapping[str, Any], *, client: AsyncSender) -> PackageUpload: ...
