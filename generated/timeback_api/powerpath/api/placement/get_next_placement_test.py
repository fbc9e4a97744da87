"""Find the next placement test of a student"""

from typing import Literal, Required, TypedDict, Unpack

from timeback_api.powerpath._package import PACKAGE
from timeback_api.powerpath.models.next_placement_test import NextPlacementTest, parse_next_placement_test
from timeback_api.powerpath.models.subject import Subject
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response
from timeback_runtime.validators import TEXT, Choice

_STUDENT = TEXT
_SUBJECT = Choice(Subject)
OPERATION = Operation(
    PACKAGE,
    "getNextPlacementTest",
    "GET",
    "/placement/getNextPlacementTest",
    {200: ResponseDecoder(parse_next_placement_test)},
    is_extension=True,
)


class Arguments(TypedDict, total=False):
    """The keyword arguments of the functions that send the request. ``build`` describes them."""

    student: Required[str]
    subject: Required[
        Subject
        | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"]
    ]


@clears_locals
def build(
    *,
    student: str,
    subject: Subject
    | Literal["Reading", "Language", "Vocabulary", "Social Studies", "Writing", "Science", "FastMath", "Math"],
) -> Request[NextPlacementTest]:
    """Find the next placement test of a student.

    Tests are taken in the order of their grades. The next test is returned if the last one was passed. After a failed
    test, or if there are no more tests, the reply contains no lesson.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        student: Id of the student.
        subject: Subject of the placement.

    Source: GET /powerpath/placement/getNextPlacementTest (getNextPlacementTest).
    """
    return Request(
        OPERATION,
        "/placement/getNextPlacementTest",
        encoding.query(
            ("student", encoding.parameter("student", student, _STUDENT)),
            ("subject", encoding.parameter("subject", subject, _SUBJECT)),
        ),
    )


@endpoint_functions.sends(build)
def sync_detailed(*, client: Sender, **arguments: Unpack[Arguments]) -> Response[NextPlacementTest]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
def sync(*, client: Sender, **arguments: Unpack[Arguments]) -> NextPlacementTest:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio_detailed(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> Response[NextPlacementTest]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(**arguments))


@endpoint_functions.sends(build)
async def asyncio(*, client: AsyncSender, **arguments: Unpack[Arguments]) -> NextPlacementTest:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(**arguments))
