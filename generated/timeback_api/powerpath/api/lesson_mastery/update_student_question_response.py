"""Answer a question"""

from collections.abc import Mapping
from typing import Any

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.question_outcome import QuestionOutcome, parse_question_outcome
from timeback_api.powerpath.models.question_response import QuestionResponse
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateStudentQuestionResponse", "PUT", "/updateStudentQuestionResponse",
    {200: ResponseDecoder(parse_question_outcome, optional=True)}, is_extension=True,
)


@clears_locals
def build(question_response: QuestionResponse | Mapping[str, Any]) -> Request[QuestionOutcome | None]:
    """Answer a question.

    Stores and scores the answer of a student. In a lesson of the type `powerpath-100` the reply contains the
    correctness, the new score and the XP. Tests only confirm that the answer was stored, and an answer can be changed
    until the test is finished.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        question_response: The answer, with the student, the lesson and the question that it belongs to.

    Source: PUT /powerpath/updateStudentQuestionResponse (updateStudentQuestionResponse).
    """
    return Request(
        OPERATION, "/updateStudentQuestionResponse",
        content=encoding.body("question_response", question_response, QuestionResponse, mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    question_response: QuestionResponse | Mapping[str, Any], *, client: Sender,
) -> Response[QuestionOutcome]: ...
@sends(build)
def sync(question_response: QuestionResponse | Mapping[str, Any], *, client: Sender) -> QuestionOutcome | None: ...
@sends(build)
async def asyncio_detailed(
    question_response: QuestionResponse | Mapping[str, Any], *, client: AsyncSender,
) -> Response[QuestionOutcome]: ...
@sends(build)
async def asyncio(
    question_response: QuestionResponse | Mapping[str, Any], *, client: AsyncSender,
) -> QuestionOutcome | None: ...
