"""Read a term"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_api.rostering.models.single_term import SingleTerm, parse_single_term
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getTerm", "GET", "/terms/{sourcedId}",
    {200: ResponseDecoder(parse_single_term, parse_academic_session, unwrap=(("term", "academicSession"),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[AcademicSession]:
    """Read a term.

    One academic session of the type `term`.

    Args:
        sourced_id: Id of the term.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/terms/{sourcedId} (getTerm).
    """
    return Request(
        OPERATION, f"/terms/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, AcademicSession))),
        partial=fields is not None,
    )


@sends(build)
def sync_detailed(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> Response[SingleTerm]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleTerm: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleTerm]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleTerm: ...
