"""Read all questions of an assessment test"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.test_question_list import TestQuestionList, parse_test_question_list
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getAllQuestions", "GET", "/assessment-tests/{identifier}/questions",
    {200: ResponseDecoder(parse_test_question_list)}, is_extension=True,
)


@clears_locals
def build(identifier: str) -> Request[TestQuestionList]:
    """Read all questions of an assessment test.

    Returns every item that the test refers to, complete and without pages, each with its part and section.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        identifier: Identifier of the test.

    Source: GET /api/assessment-tests/{identifier}/questions (getAllQuestions).
    """
    return Request(OPERATION, f"/assessment-tests/{encoding.path_segment('identifier', identifier)}"
"/questions")


@sends(build)
def sync_detailed(identifier: str, *, client: Sender) -> Response[TestQuestionList]: ...
@sends(build)
def sync(identifier: str, *, client: Sender) -> TestQuestionList: ...
@sends(build)
async def asyncio_detailed(identifier: str, *, client: AsyncSender) -> Response[TestQuestionList]: ...
@sends(build)
async def asyncio(identifier: str, *, client: AsyncSender) -> TestQuestionList: ...
