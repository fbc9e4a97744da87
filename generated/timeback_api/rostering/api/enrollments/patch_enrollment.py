"""Change parts of an enrollment"""

from collections.abc import Mapping
from typing import Any

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.enrollment import Enrollment, parse_enrollment
from timeback_api.rostering.models.updated_enrollment import UpdatedEnrollment, parse_updated_enrollment
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "patchEnrollment", "PATCH", "/enrollments/{sourcedId}",
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
        OPERATION, f"/enrollments/{encoding.path_segment('sourced_id', sourced_id)}",
        content=encoding.body("enrollment", enrollment, Enrollment, "enrollment", mode="patch"),
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
