"""Fetch the results of a test from its outside provider"""

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test_state import ExternalTestState, parse_external_test_state
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response
from timeback_runtime.validators import TEXT


_STUDENT = TEXT
_LESSON = TEXT
_APPLICATION_NAME = TEXT
OPERATION = Operation(
    PACKAGE,
    "importExternalTestAssignmentResults",
    "GET",
    "/importExternalTestAssignmentResults",
    {
        200: Reader(parse_external_test_state),
    },
)


@clears_locals
def build(*, student: str, lesson: str, application_name: str | None = None) -> Request[ExternalTestState]:
    """Fetch the results of a test from its outside provider.

    Asks the provider for the answers and scores of an assignment and stores them. The test is finished once the
    provider has graded it in full; after that nothing is imported again. Needs an earlier assignment.

    Args:
        student: Id of the student.
        lesson: Id of the component resource that is the lesson.
        application_name: Name of the application at the provider.

    Source: GET /powerpath/importExternalTestAssignmentResults (importExternalTestAssignmentResults).
    """
    return Request(
        OPERATION,
        "/importExternalTestAssignmentResults",
        encoding.query(
            ("student", encoding.value("student", student, _STUDENT)),
            ("lesson", encoding.value("lesson", lesson, _LESSON)),
            ("applicationName", encoding.value("application_name", application_name, _APPLICATION_NAME)),
        ),
    )


@clears_locals
def sync_detailed(
    *, client: Sender, student: str, lesson: str, application_name: str | None = None,
) -> Response[ExternalTestState]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(student=student, lesson=lesson, application_name=application_name))


@clears_locals
def sync(*, client: Sender, student: str, lesson: str, application_name: str | None = None) -> ExternalTestState:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(student=student, lesson=lesson, application_name=application_name))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, student: str, lesson: str, application_name: str | None = None,
) -> Response[ExternalTestState]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(student=student, lesson=lesson, application_name=application_name))


@clears_locals
async def asyncio(
    *, client: AsyncSender, student: str, lesson: str, application_name: str | None = None,
) -> ExternalTestState:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(student=student, lesson=lesson, application_name=application_name))
