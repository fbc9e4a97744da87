"""Fetch the results of a test from its outside provider"""

from typing import Required, TypedDict, Unpack

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.external_test_state import ExternalTestState, parse_external_test_state
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT

_STUDENT = TEXT
_LESSON = TEXT
_APPLICATION_NAME = TEXT
OPERATION = Operation(
    PACKAGE,
    "importExternalTestAssignmentResults",
    "GET",
    "/importExternalTestAssignmentResults",
    {200: ResponseDecoder(parse_external_test_state)},
    is_extension=True,
)


class Arguments(TypedDict, total=False):
    """The keyword arguments of the functions that send the request. ``build`` describes them."""

    student: Required[str]
    lesson: Required[str]
    application_name: str | None


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
        OPERATION,
        "/importExternalTestAssignmentResults",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("lesson", encoding.parameter("lesson", lesson, _LESSON)),
            ("applicationName", encoding.parameter("application_name", application_name, _APPLICATION_NAME)),
        ),
    )


@endpoint_functions.sends(build)
def sync_detailed(*, client: Sender, **arguments: Unpack[Arguments]) -> Response[ExternalTestState]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
def sync(*, client: Sender, **arguments: Unpack[Arguments]) -> ExternalTestState:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio_detailed(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> Response[ExternalTestState]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> ExternalTestState:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(**arguments))
