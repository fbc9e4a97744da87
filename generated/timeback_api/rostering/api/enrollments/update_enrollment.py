"""Replace an enrollment"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.enrollment import Enrollment, parse_enrollment
from timeback_api.rostering.models.updated_enrollment import UpdatedEnrollment, parse_updated_enrollment
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "updateEnrollment", "PUT", "/enrollments/{sourcedId}",
    {
        200: ResponseDecoder(parse_updated_enrollment, parse_enrollment, unwrap=(("enrollment",),), optional=True),
        201: ResponseDecoder(parse_updated_enrollment, parse_enrollment, unwrap=(("enrollment",),), optional=True),
    },
    is_extension=True,
)


@clears_locals
def build(sourced_id: str, enrollment: Enrollment | Mapping[str, Any]) -> Request[Enrollment | None]:
    """Replace an enrollment.

    Replaces the enrollment with the request body. Set `endDate` to end it without deleting it.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        sourced_id: Id of the enrollment.
        enrollment: The complete enrollment with its new values.

    Source: PUT /ims/oneroster/rostering/v1p2/enrollments/{sourcedId} (updateEnrollment).
    """
    return Request(
        OPERATION, f"/enrollments/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("enrollment", enrollment, Enrollment, "enrollment", mode="replace"),
        content_type="application/json",
    )


@sends(build)
def sync_detailed(
    sourced_id: str, enrollment: Enrollment | Mapping[str, Any], *, client: Sender,
) -> Response[UpdatedEnrollment]: ...
@sends(build)
def sync(
    sourced_id: str, enrollment: Enrollment | Mapping[str, Any], *, client: Sender,
) -> UpdatedEnrollment | None: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, enrollment: Enrollment | Mapping[str, Any], *, client: AsyncSender,
) -> Response[UpdatedEnrollment]: ...
@sends(build)
async def asyncio(
    sourced_id: str, enrollment: Enrollment | Mapping[str, Any], *, client: AsyncSender,
) -> UpdatedEnrollment | None: ...
