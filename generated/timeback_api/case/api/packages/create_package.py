"""Create a package"""

from collections.abc import Mapping
from typing import Any

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.new_cf_package import NewCFPackage
from timeback_api.case.models.package_upload import PackageUpload, parse_package_upload
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createPackage", "POST", "/CFPackages", {201: ResponseDecoder(parse_package_upload)}, is_extension=True
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
        OPERATION,
        "/CFPackages",
        content=encoding.body("new_cf_package", new_cf_package, NewCFPackage),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(new_cf_package: NewCFPackage | Mapping[str, Any], *, client: Sender) -> Response[PackageUpload]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(new_cf_package))


@clears_locals
def sync(new_cf_package: NewCFPackage | Mapping[str, Any], *, client: Sender) -> PackageUpload:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(new_cf_package))


@clears_locals
async def asyncio_detailed(
    new_cf_package: NewCFPackage | Mapping[str, Any], *, client: AsyncSender
) -> Response[PackageUpload]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(new_cf_package))


@clears_locals
async def asyncio(new_cf_package: NewCFPackage | Mapping[str, Any], *, client: AsyncSender) -> PackageUpload:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(new_cf_package))
