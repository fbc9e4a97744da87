"""Read how far a student got in a lesson"""

from typing import Required, TypedDict, Unpack

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.assessment_progress import AssessmentProgress, parse_assessment_progress
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_STUDENT = TEXT
_LESSON = TEXT
_ATTEMPT = TEXT
OPERATION = Operation(
    PACKAGE,
    "getAssessmentProgress",
    "GET",
    "/getAssessmentProgress",
    {200: ResponseDecoder(parse_assessment_progress)},
    is_extension=True,
)


class Arguments(TypedDict, total=False):
    """The keyword arguments of the functions that send the request. ``build`` describes them."""

    student: Required[str]
    lesson: Required[str]
    attempt: str | None


@clears_locals
def build(*, student: str, lesson: str, attempt: str | None = None) -> Request[AssessmentProgress]:
    """Read how far a student got in a lesson.

    Score, accuracy, XP and questions of one attempt. Lessons of the type `powerpath-100` return the questions seen so
    far, all others every question of the test. The correctness of an answer is not returned until a test is finished.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.
        attempt: Number of the attempt to read. The first is 1. Without it, the newest one is returned.

    Source: GET /powerpath/getAssessmentProgress (getAssessmentProgress).
    """
    return Request(
        OPERATION,
        "/getAssessmentProgress",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("lesson", encoding.parameter("lesson", lesson, _LESSON)),
            ("attempt", encoding.parameter("attempt", attempt, _ATTEMPT)),
        ),
    )


@endpoint_functions.sends(build)
def sync_detailed(*, client: Sender, **arguments: Unpack[Arguments]) -> Response[AssessmentProgress]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
def sync(*, client: Sender, **arguments: Unpack[Arguments]) -> AssessmentProgress:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio_detailed(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> Response[AssessmentProgress]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> AssessmentProgress:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(**arguments))
