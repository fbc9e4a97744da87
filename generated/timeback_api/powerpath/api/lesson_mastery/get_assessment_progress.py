"""Read how far a student got in a lesson"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.assessment_progress import AssessmentProgress, parse_assessment_progress
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_STUDENT = TEXT
_LESSON = TEXT
_ATTEMPT = TEXT
OPERATION = Operation(
    PACKAGE, "getAssessmentProgress", "GET", "/getAssessmentProgress",
    {200: ResponseDecoder(parse_assessment_progress)}, is_extension=True,
)


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
        OPERATION, "/getAssessmentProgress",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("lesson", encoding.parameter("lesson", lesson, _LESSON)),
            ("attempt", encoding.parameter("attempt", attempt, _ATTEMPT)),
        ),
    )


@sends(build)
def sync_detailed(
    *, client: Sender, student: str, lesson: str, attempt: str | None = None,
) -> Response[AssessmentProgress]: ...
@sends(build)
def sync(*, client: Sender, student: str, lesson: str, attempt: str | None = None) -> AssessmentProgress: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, student: str, lesson: str, attempt: str | None = None,
) -> Response[AssessmentProgress]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, student: str, lesson: str, attempt: str | None = None,
) -> AssessmentProgress: ...
