"""Read an association"""

from timeback_api.case._package import PACKAGE
from timeback_api.case.models.cf_association import CFAssociation, parse_cf_association
from timeback_api.case.models.single_cf_association import SingleCFAssociation, parse_single_cf_association
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getAssociation", "GET", "/CFAssociations/{sourcedId}",
    {200: ResponseDecoder(parse_single_cf_association, parse_cf_association, unwrap=(("CFAssociation",),))},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str) -> Request[CFAssociation]:
    """Read an association.

    One association between two items, or between an item and a document.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the association.

    Source: GET /ims/case/v1p1/CFAssociations/{sourcedId} (getAssociation).
    """
    return Request(OPERATION, f"/CFAssociations/{encoding.path_segment('sourced_id', sourced_id)}")


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender) -> Response[SingleCFAssociation]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender) -> SingleCFAssociation: ...
@sends(build)
async def asyncio_detailed(sourced_id: str, *, client: AsyncSender) -> Response[SingleCFAssociation]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender) -> SingleCFAssociation: ...
