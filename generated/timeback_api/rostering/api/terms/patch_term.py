"""Change parts of a term"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_api.rostering.models.updated_term import UpdatedTerm, parse_updated_term
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "patchTerm", "PATCH", "/terms/{sourcedId}",
    {
        200: ResponseDecoder(
            parse_updated_term, parse_academic_session, unwrap=(("term", "academicSession"),), optional=True,
        ),
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, term: AcademicSession | Mapping[str, Any]) -> Request[AcademicSession | None]:
    """Change parts of a term.

    Changes the properties in the request body and keeps the others unchanged. The documents of the platform do not list
    this operation.

    The published documents of the platform do not contain this operation.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the term.
        term: The properties of the term to change.

    Source: PATCH /ims/oneroster/rostering/v1p2/terms/{sourcedId} (patchTerm).
    """
    return Request(
        OPERATION, f"/terms/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("term", term, AcademicSession, "term", mode="patch"), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedTerm]: ...
@sends(build)
def sync(sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: Sender) -> UpdatedTerm | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedTerm]: ...
@sends(build)
async def asyncio(
    sourced_id: str, term: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedTerm | None: ...
