"""Add a section to a test part"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.section import Section, parse_section
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

OPERATION = Operation(
    PACKAGE, "createSection", "POST",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections",
    {201: ResponseDecoder(parse_section)}, is_extension=True,
)


@clears_locals
def build(
    assessment_test_identifier: str, test_part_identifier: str, section: Section | Mapping[str, Any],
) -> Request[Section]:
    """Add a section to a test part.

    Adds a section, with or without references to items, to the part.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        test_part_identifier: Identifier of the test part that the section belongs to.
        section: The section.

    Source: POST /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections
    (createSection).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.path_segment('assessment_test_identifier', assessment_test_identifier)}"
f"/test-parts/{encoding.path_segment('test_part_identifier', test_part_identifier)}"
"/sections",
        content=encoding.body("section", section, Section), content_type="application/json",
    )


@sends(build)
def sync_detailed(
    assessment_test_identifier: str, test_part_identifier: str, section: Section | Mapping[str, Any], *, client: Sender,
) -> Response[Section]: ...
@sends(build)
def sync(
    assessment_test_identifier: str, test_part_identifier: str, section: Section | Mapping[str, Any], *, client: Sender,
) -> Section: ...
@sends(build)
async def asyncio_detailed(
    assessment_test_identifier: str, test_part_identifier: str, section: Section | Mapping[str, Any], *,
    client: AsyncSender,
) -> Response[Section]: ...
@sends(build)
async def asyncio(
    assessment_test_identifier: str, test_part_identifier: str, section: Section | Mapping[str, Any], *,
    client: AsyncSender,
) -> Section: ...
