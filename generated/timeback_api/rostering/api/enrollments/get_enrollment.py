"""Read an enrollment"""

from timeback_api.rostering._package import PACKAGE
from timeback_api.rostering.models.enrollment import Enrollment, parse_enrollment
from timeback_api.rostering.models.single_enrollment import SingleEnrollment, parse_single_enrollment
from timeback_runtime import encoding
from timeback_runtime.encoding import PropertyNames
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getEnrollment", "GET", "/enrollments/{sourcedId}",
    {200: ResponseDecoder(parse_single_enrollment, parse_enrollment, unwrap=(("enrollment",),))},
)


@clears_locals
def build(sourced_id: str, *, fields: PropertyNames | None = None) -> Request[Enrollment]:
    """Read an enrollment.

    One enrollment with the references to its user, class and school.

    Args:
        sourced_id: Id of the enrollment.
        fields: Names of the properties to return. The others are omitted, including required ones. Without it, all
            properties are returned.

    Source: GET /ims/oneroster/rostering/v1p2/enrollments/{sourcedId} (getEnrollment).
    """
    return Request(
        OPERATION, f"/enrollments/{encoding.path_segment('sourced_id', sourced_id)}",
        encoding.query(("fields", encoding.property_names("fields", fields, Enrollment))), partial=fields is not None,
    )


@sends(build)
def sync_detailed(
    sourced_id: str, *, client: Sender, fields: PropertyNames | None = None,
) -> Response[SingleEnrollment]: ...
@sends(build)
def sync(sourced_id: str, *, client: Sender, fields: PropertyNames | None = None) -> SingleEnrollment: ...
@sends(build)
async def asyncio_detailed(
    sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None,
) -> Response[SingleEnrollment]: ...
@sends(build)
async def asyncio(sourced_id: str, *, client: AsyncSender, fields: PropertyNames | None = None) -> SingleEnrollment: ...
