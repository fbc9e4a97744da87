"""Replace a section"""

from collections.abc import Mapping
from typing import Any

from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.section import Section, parse_section
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Operation, Reader, Request, Response


OPERATION = Operation(
    PACKAGE,
    "updateSection",
    "PUT",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections/{identifier}",
    {
        200: Reader(parse_section, optional=True),
    },
)


@clears_locals
def build(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str,
    section: Section | Mapping[str, Any],
) -> Request[Section | None]:
    """Replace a section.

    Puts the given section, references included, in the place of the stored one.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        test_part_identifier: Identifier of the test part that the section belongs to.
        identifier: Identifier of the section within its test part.
        section: The whole section.

    Source: PUT /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections/{identifier} (updateSection).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.segment('assessment_test_identifier', assessment_test_identifier)}/test-parts/{encoding.segment('test_part_identifier', test_part_identifier)}/sections/{encoding.segment('identifier', identifier)}",
        content=encoding.body("section", section, Section, mode="replace"),
        content_type="application/json",
    )


@clears_locals
def sync_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str,
    section: Section | Mapping[str, Any], *, client: Sender,
) -> Response[Section]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(assessment_test_identifier, test_part_identifier, identifier, section))


@clears_locals
def sync(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str,
    section: Section | Mapping[str, Any], *, client: Sender,
) -> Section | None:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(assessment_test_identifier, test_part_identifier, identifier, section))


@clears_locals
async def asyncio_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str,
    section: Section | Mapping[str, Any], *, client: AsyncSender,
) -> Response[Section]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_test_identifier, test_part_identifier, identifier, section))


@clears_locals
async def asyncio(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str,
    section: Section | Mapping[str, Any], *, client: AsyncSender,
) -> Section | None:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(assessment_test_identifier, test_part_identifier, identifier, section))
