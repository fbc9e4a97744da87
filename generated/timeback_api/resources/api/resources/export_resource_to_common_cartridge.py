"""Export a resource as a Common Cartridge"""

from timeback_api.resources._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.decoding import identity
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "exportResourceToCommonCartridge", "POST", "/resources/export/{sourceId}",
    {200: ResponseDecoder(identity, media="bytes")}, accept="application/zip", is_extension=True,
)


@clears_locals
def build(source_id: str) -> Request[bytes]:
    """Export a resource as a Common Cartridge.

    Exports the resource as a Common Cartridge, the 1EdTech exchange format for learning material. The request has no
    body; the reply is a zip file.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        source_id: Id of the resource to export.

    Source: POST /ims/oneroster/resources/v1p2/resources/export/{sourceId} (exportResourceToCommonCartridge).
    """
    return Request(OPERATION, f"/resources/export/{encoding.path_segment('source_id', source_id)}")


@sends(build)
def sync_detailed(source_id: str, *, client: Sender) -> Response[bytes]: ...
@sends(build)
def sync(source_id: str, *, client: Sender) -> bytes: ...
@sends(build)
async def asyncio_detailed(source_id: str, *, client: AsyncSender) -> Response[bytes]: ...
@sends(build)
async def asyncio(source_id: str, *, client: AsyncSender) -> bytes: ...
