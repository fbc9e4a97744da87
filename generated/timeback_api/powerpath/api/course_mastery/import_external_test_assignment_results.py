"""Fetch the results of a test from its outside provider"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test_state import ExternalTestState, parse_external_test_state
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_STUDENT = TEXT
_LESSON = TEXT
_APPLICATION_NAME = TEXT
OPERATION = Operation(
    PACKAGE, "importExternalTestAssignmentResults", "GET", "/importExternalTestAssignmentResults",
    {200: ResponseDecoder(parse_external_test_state)}, is_extension=True,
)


@clears_locals
def build(*, student: str, lesson: str, application_name: str | None = None) -> Request[ExternalTestState]:
    """Fetch the results of a test from its outside provider.

    Requests the answers and scores of an assignment from the provider and stores them. The test is finished when the
    provider has graded it completely; after that, nothing is imported again. It requires an earlier assignment.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        lesson: Id of the component resource of the lesson.
        application_name: Name of the application at the provider.

    Source: GET /powerpath/importExternalTestAssignmentResults (importExternalTestAssignmentResults).
    """
    return Request(
        OPERATION, "/importExternalTestAssignmentResults",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("lesson", encoding.parameter("lesson", lesson, _LESSON)),
            ("applicationName", encoding.parameter("application_name", application_name, _APPLICATION_NAME)),
        ),
    )


@sends(build)
def sync_detailed(
    *, client: Sender, student: str, lesson: str, application_name: str | None = None,
) -> Response[ExternalTestState]: ...
@sends(build)
def sync(*, client: Sender, student: str, lesson: str, application_name: str | None = None) -> ExternalTestState: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, student: str, lesson: str, application_name: str | None = None,
) -> Response[ExternalTestState]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, student: str, lesson: str, application_name: str | None = None,
) -> ExternalTestState: ...
