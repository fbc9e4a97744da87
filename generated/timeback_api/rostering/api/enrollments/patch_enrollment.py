"""Change parts of an enrollment"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.enrollment import Enrollment, parse_enrollment
from timeback_api.rostering.models.updated_enrollment import UpdatedEnrollment, parse_updated_enrollment
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE,
    "patchEnrollment",
    "PATCH",
    "/enrollments/{sourcedId}",
    {200: ResponseDecoder(parse_updated_enrollment, parse_enrollment, unwrap=(("enrollment",),), optional=True)},
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, enrollment: Enrollment | Mapping[str, Any]) -> Request[Enrollment | None]:
    """Change parts of an enrollment.

    Changes the properties in the request body and keeps the others unchanged. The platform also keeps the metadata that
    the request body does not have.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the enrollment.
        enrollment: The properties of the enrollment to change.

    Source: PATCH /ims/oneroster/rostering/v1p2/enrollments/{sourcedId} (patchEnrollment).
    """
    return Request(
        OPERATION,
        f"/enrollments/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("enrollment", enrollment, Enrollment, "enrollment", mode="patch"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    sourced_id: str, enrollment: Enrollment | Mapping[str, Any], *, client: Sender
) -> Response[UpdatedEnrollment]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(sourced_id, enrollment))


@clears_locals
def sync(sourced_id: str, enrollment: Enrollment | Mapping[str, Any], *, client: Sender) -> UpdatedEnrollment | None:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(sourced_id, enrollment))


@clears_locals
async def asyncio_detailed(
    sourced_id: str, enrollment: Enrollment | Mapping[str, Any], *, client: AsyncSender
) -> Response[UpdatedEnrollment]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(sourced_id, enrollment))


@clears_locals
async def asyncio(
    sourced_id: str, enrollment: Enrollment | Mapping[str, Any], *, client: AsyncSender
) -> UpdatedEnrollment | None:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(sourced_id, enrollment))
