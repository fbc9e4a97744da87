"""Give feedback on a question"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.feedback import Feedback, parse_feedback
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createQuestionFeedback", "POST", "/question", {201: ResponseDecoder(parse_feedback)}, is_extension=True,
)


@clears_locals
def build(feedback: Feedback | Mapping[str, Any]) -> Request[Feedback]:
    """Give feedback on a question.

    Stores a user's feedback on one question of a lesson. `questionId` is the id of the question.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        feedback: The feedback.

    Source: POST /api/question (createQuestionFeedback).
    """
    return Request(
        OPERATION, "/question", content=encoding.body("feedback", feedback, Feedback), content_type="application/json",
    )


@sends(build)
def sync_detailed(feedback: Feedback | Mapping[str, Any], *, client: Sender) -> Response[Feedback]: ...
@sends(build)
def sync(feedback: Feedback | Mapping[str, Any], *, client: Sender) -> Feedback: ...
@sends(build)
async def asyncio_detailed(feedback: Feedback | Mapping[str, Any], *, client: AsyncSender) -> Response[Feedback]: ...
@sends(build)
async def asyncio(feedback: Feedback | Mapping[str, Any], *, client: AsyncSender) -> Feedback: ...
