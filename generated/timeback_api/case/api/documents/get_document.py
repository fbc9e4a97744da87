"""Read a document"""

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.cf_document import CFDocument, parse_cf_document
from timeback_api.case.models.single_cf_document import SingleCFDocument, parse_single_cf_document
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getDocument", "GET", "/CFDocuments/{sourcedId}",
    {200: ResponseDecoder(parse_single_cf_document, parse_cf_document, unwrap=(("CFDocument",),))}, is_extension=True,
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[CFDocument]:
    """Read a document.

    One document, with the metadata of its framework.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the document.
        fields: Names of the properties to return. The others are omitted, including required ones. The documents of the
            platform describe it for the host, and not for CASE.

    Source: GET /ims/case/v1p1/CFDocuments/{sourcedId} (getDocument).
    """
    return Request(
        OPERATION, f"/CFDocuments/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, CFDocument))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleCFDocument]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleCFDocument: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleCFDocument]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleCFDocument: ...
