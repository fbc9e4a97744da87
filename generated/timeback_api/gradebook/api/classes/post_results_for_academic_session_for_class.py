"""Create results of a class for an academic session"""

from collections.abc import Mapping, Sequence
from typing import Any

from timeback_api.common.models.sourced_id_pair import SourcedIdPair
from timeback_api.gradebook._package import PACKAGE
from timeback_api.gradebook.models.result import Result
from timeback_api.gradebook.models.sourced_id_pair_set_reply import (
    SourcedIdPairSetReply,
    parse_sourced_id_pair_set_reply,
)
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import AnyOf, ListOf

OPERATION = Operation(
    PACKAGE, "postResultsForAcademicSessionForClass", "POST",
    "/classes/{classSourcedId}/academicSessions/{academicSessionSourcedId}/results",
    {
        201: ResponseDecoder(
            parse_sourced_id_pair_set_reply, AnyOf(ModelOf(SourcedIdPair), ListOf(ModelOf(SourcedIdPair))).parse,
            unwrap=(("sourcedIdPairs",),), json_type=(dict, list),
        ),
    },
)


@clears_locals
def build(
    class_sourced_id: str, academic_session_sourced_id: str, results: Sequence[Result | Mapping[str, Any]],
) -> Request[SourcedIdPair | list[SourcedIdPair]]:
    """Create results of a class for an academic session.

    Stores several results of the class at once, all for the academic session in the path, such as the final grades of a
    grading period. The server chooses their ids.

    Args:
        class_sourced_id: Id of the class.
        academic_session_sourced_id: Id of the academic session, usually a grading period.
        results: The results to store.

    Source: POST
    /ims/oneroster/gradebook/v1p2/classes/{classSourcedId}/academicSessions/{academicSessionSourcedId}/results
    (postResultsForAcademicSessionForClass).
    """
    return Request(
        OPERATION,
        f"/classes/{encoding.path_segment('class_sourced_id', class_sourced_id)}"
f"/academicSessions/{encoding.path_segment('academic_session_sourced_id', academic_session_sourced_id)}"
"/results",
        content=encoding.raw_body("results", results, ListOf(ModelOf(Result)), "results"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    class_sourced_id: str, academic_session_sourced_id: str, results: Sequence[Result | Mapping[str, Any]], *,
    client: Sender,
) -> Response[SourcedIdPairSetReply]: ...
@sends(build)
def sync(
    class_sourced_id: str, academic_session_sourced_id: str, results: Sequence[Result | Mapping[str, Any]], *,
    client: Sender,
) -> SourcedIdPairSetReply: ...
@sends(build)
async def asyncio_detailed(
    class_sourced_id: str, academic_session_sourced_id: str, results: Sequence[Result | Mapping[str, Any]], *,
    client: AsyncSender,
) -> Response[SourcedIdPairSetReply]: ...
@sends(build)
async def asyncio(
    class_sourced_id: str, academic_session_sourced_id: str, results: Sequence[Result | Mapping[str, Any]], *,
    client: AsyncSender,
) -> SourcedIdPairSetReply: ...
