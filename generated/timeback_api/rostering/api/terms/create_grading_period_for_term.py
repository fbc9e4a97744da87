"""Create a grading period in a term"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.academic_session import AcademicSession, parse_academic_session
from timeback_api.rostering.models.single_academic_session import SingleAcademicSession, parse_single_academic_session
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createGradingPeriodForTerm", "POST", "/terms/{termSourcedId}/gradingPeriods",
    {201: ResponseDecoder(parse_single_academic_session, parse_academic_session, unwrap=(("academicSession",),))},
    is_extension=True,
)


@clears_locals
def build(term_sourced_id: str, academic_session: AcademicSession | Mapping[str, Any]) -> Request[AcademicSession]:
    """Create a grading period in a term.

    Stores a new academic session of the type `gradingPeriod` whose parent is the term in the path. The platform also
    requires `tenantId` and `clientAppId`, which may be null, and returns the whole grading period.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        term_sourced_id: Id of the term.
        academic_session: The grading period to store, with `gradingPeriod` as its type.

    Source: POST /ims/oneroster/rostering/v1p2/terms/{termSourcedId}/gradingPeriods (createGradingPeriodForTerm).
    """
    return Request(
        OPERATION, f"/terms/{encoding.path_segment('term_sourced_id', term_sourced_id)}"
"/gradingPeriods",
        content=encoding.body("academic_session", academic_session, AcademicSession, "academicSession"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    term_sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> Response[SingleAcademicSession]: ...
@sends(build)
def sync(
    term_sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: Sender,
) -> SingleAcademicSession: ...
@sends(build)
async def asyncio_detailed(
    term_sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> Response[SingleAcademicSession]: ...
@sends(build)
async def asyncio(
    term_sourced_id: str, academic_session: AcademicSession | Mapping[str, Any], *, client: AsyncSender,
) -> SingleAcademicSession: ...
