"""Read a section"""

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.section import Section, parse_section
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "getSection", "GET",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections"
"/{identifier}",
    {200: ResponseDecoder(parse_section)}, is_extension=True,
)


@clears_locals
def build(assessment_test_identifier: str, test_part_identifier: str, identifier: str) -> Request[Section]:
    """Read a section.

    Returns one section with its references to items.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        test_part_identifier: Identifier of the test part that the section belongs to.
        identifier: Identifier of the section within its test part.

    Source: GET /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections/{identifier}
    (getSection).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.path_segment('assessment_test_identifier', assessment_test_identifier)}"
f"/test-parts/{encoding.path_segment('test_part_identifier', test_part_identifier)}"
f"/sections/{encoding.path_segment('identifier', identifier)}",
    )


@sends(build)
def sync_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, *, client: Sender,
) -> Response[Section]: ...
@sends(build)
def sync(assessment_test_identifier: str, test_part_identifier: str, identifier: str, *, client: Sender) -> Section: ...
@sends(build)
async def asyncio_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, *, client: AsyncSender,
) -> Response[Section]: ...
@sends(build)
async def asyncio(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, *, client: AsyncSender,
) -> Section: ...
