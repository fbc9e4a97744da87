"""Give feedback on a lesson"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.feedback import Feedback, parse_feedback
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createLessonFeedback", "POST", "/lesson", {201: ResponseDecoder(parse_feedback)}, is_extension=True
)


@clears_locals
def build(feedback: Feedback | Mapping[str, Any]) -> Request[Feedback]:
    """Give feedback on a lesson.

    Stores a user's feedback on a lesson.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        feedback: The feedback.

    Source: POST /api/lesson (createLessonFeedback).
    """
    return Request(
        OPERATION, "/lesson", content=encoding.body("feedback", feedback, Feedback), content_type="application/json"
    )


@clears_locals
def sync_detailed(feedback: Feedback | Mapping[str, Any], *, client: Sender) -> Response[Feedback]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(feedback))


@clears_locals
def sync(feedback: Feedback | Mapping[str, Any], *, client: Sender) -> Feedback:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(feedback))


@clears_locals
async def asyncio_detailed(feedback: Feedback | Mapping[str, Any], *, client: AsyncSender) -> Response[Feedback]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(feedback))


@clears_locals
async def asyncio(feedback: Feedback | Mapping[str, Any], *, client: AsyncSender) -> Feedback:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(feedback))
