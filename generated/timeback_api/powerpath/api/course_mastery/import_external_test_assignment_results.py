"""Fetch the results of a test from its outside provider"""

from timeback_api._core import calls, encode
from timeback_api._core.calls import AsyncSender, Sender
from timeback_api._core.checks import TEXT
from timeback_api._core.frames import clears_locals
from timeback_api._core.wire import Operation, Reader, Request, Response
from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test_state import ExternalTestState, parse_external_test_state


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
        encode.query(
            ("student", encode.value("student", student, _STUDENT)),
            ("lesson", encode.value("lesson", lesson, _LESSON)),
            ("applicationName", encode.value("application_name", application_name, _APPLICATION_NAME)),
        ),
    )


@clears_locals
def sync_detailed(
    *, client: Sender, student: str, lesson: str, application_name: str | None = None,
) -> Response[ExternalTestState]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return calls.sync_detailed(client, build(student=student, lesson=lesson, application_name=application_name))


@clears_locals
def sync(*, client: Sender, student: str, lesson: str, application_name: str | None = None) -> ExternalTestState:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return calls.sync(client, build(student=student, lesson=lesson, application_name=application_name))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, student: str, lesson: str, application_name: str | None = None,
) -> Response[ExternalTestState]:
    """As ``sync_detailed``, from an event loop."""
    return await calls.asyncio_detailed(client, build(student=student, lesson=lesson, application_name=application_name))


@clears_locals
async def asyncio(
    *, client: AsyncSender, student: str, lesson: str, application_name: str | None = None,
) -> ExternalTestState:
    """As ``sync``, from an event loop."""
    return await calls.asyncio(client, build(student=student, lesson=lesson, application_name=application_name))
