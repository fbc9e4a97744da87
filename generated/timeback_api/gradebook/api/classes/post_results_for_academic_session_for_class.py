"""Create results of a class for an academic session"""

from timeback_api.common.models.sourced_id_pair import SourcedIdPair, parse_sourced_id_pair
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result
from timeback_api.gradebook.models.sourced_id_pair_set_reply import (
    SourcedIdPairSetReply, parse_sourced_id_pair_set_reply,
)
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response
from timeback_runtime.validators import Many, One


OPERATION = Operation(
    PACKAGE,
    "postResultsForAcademicSessionForClass",
    "POST",
    "/classes/{classSourcedId}/academicSessions/{academicSessionSourcedId}/results",
    {
        201: Reader(parse_sourced_id_pair_set_reply, lambda v: parse_sourced_id_pair(v) if type(v) is dict else ([parse_sourced_id_pair(i) if type(i) is dict else i for i in v] if v else v) if type(v) is list else v, unwrap=(("sourcedIdPairs",),), shape=(dict, list)),
    },
)


@clears_locals
def build(
    class_sourced_id: str, academic_session_sourced_id: str, results: list[Result],
) -> Request[SourcedIdPair | list[SourcedIdPair]]:
    """Create results of a class for an academic session.

    Stores several results of the class at once, all for the academic session in the path, such as the final grades of
    a grading period. The server chooses their ids.

    Args:
        class_sourced_id: Id of the class.
        academic_session_sourced_id: Id of the academic session, as a rule a grading period.
        results: The results to store.

    Source: POST /ims/oneroster/gradebook/v1p2/classes/{classSourcedId}/academicSessions/{academicSessionSourcedId}/results (postResultsForAcademicSessionForClass).
    """
    return Request(
        OPERATION,
        f"/classes/{encoding.segment('class_sourced_id', class_sourced_id)}/academicSessions/{encoding.segment('academic_session_sourced_id', academic_session_sourced_id)}/results",
        content=encoding.raw_body("results", results, Many(One(Result)), "results"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    class_sourced_id: str, academic_session_sourced_id: str, results: list[Result], *, client: Sender,
) -> Response[SourcedIdPairSetReply]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(class_sourced_id, academic_session_sourced_id, results))


@clears_locals
def sync(
    class_sourced_id: str, academic_session_sourced_id: str, results: list[Result], *, client: Sender,
) -> SourcedIdPairSetReply:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(class_sourced_id, academic_session_sourced_id, results))


@clears_locals
async def asyncio_detailed(
    class_sourced_id: str, academic_session_sourced_id: str, results: list[Result], *, client: AsyncSender,
) -> Response[SourcedIdPairSetReply]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(class_sourced_id, academic_session_sourced_id, results))


@clears_locals
async def asyncio(
    class_sourced_id: str, academic_session_sourced_id: str, results: list[Result], *, client: AsyncSender,
) -> SourcedIdPairSetReply:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(class_sourced_id, academic_session_sourced_id, results))
