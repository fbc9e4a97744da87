"""Remove an item from a section"""

from timeback_api.qti._package import PACKAGE
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, Sender, clears_locals, sends
from timeback_runtime.messages import Operation, Request, Response

_RESERVED_ITEM_IDENTIFIER = frozenset({"order"})
OPERATION = Operation(
    PACKAGE, "removeAssessmentItem", "DELETE",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections"
"/{identifier}/items/{itemIdentifier}",
    {204: None}, is_extension=True,
)


@clears_locals
def build(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str,
) -> Request[None]:
    """Remove an item from a section.

    Removes the reference from the section. The item itself is not deleted.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        test_part_identifier: Identifier of the test part that the section belongs to.
        identifier: Identifier of the section within its test part.
        item_identifier: Identifier of an item that the section refers to.

    Source: DELETE /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections/{identifier
    }/items/{itemIdentifier} (removeAssessmentItem).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.path_segment('assessment_test_identifier', assessment_test_identifier)}"
f"/test-parts/{encoding.path_segment('test_part_identifier', test_part_identifier)}"
f"/sections/{encoding.path_segment('identifier', identifier)}"
f"/items/{encoding.path_segment('item_identifier', item_identifier, _RESERVED_ITEM_IDENTIFIER)}",
    )


@sends(build)
def sync_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: Sender,
) -> Response[None]: ...
@sends(build)
def sync(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: Sender,
) -> None: ...
@sends(build)
async def asyncio_detailed(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: AsyncSender,
) -> Response[None]: ...
@sends(build)
async def asyncio(
    assessment_test_identifier: str, test_part_identifier: str, identifier: str, item_identifier: str, *,
    client: AsyncSender,
) -> None: ...
