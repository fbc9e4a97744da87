"""List the sections of a test part"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.section import Section, parse_section
from timeback_api.qti.models.section_list import SectionList, parse_section_list
from timeback_api.qti.models.sort_field import SortField
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
from timeback_runtime.messages import Iteration, Operation, Reader, Request, Response
from timeback_runtime.validators import TEXT, WHOLE, Choice, Limited


_QUERY = TEXT
_PAGE = Limited(WHOLE, 1, None)
_LIMIT = Limited(WHOLE, 1, None)
_SORT = Choice(SortField)
_ORDER_BY = Choice(Ordering)
OPERATION = Operation(
    PACKAGE,
    "searchSections",
    "GET",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections",
    {
        200: Reader(parse_section_list, parse_section, collection=("items",)),
    },
    paging="page",
)


@clears_locals
def build(
    assessment_test_identifier: str, test_part_identifier: str, *, query: str | None = None,
    page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Request[list[Section]]:
    """List the sections of a test part.

    Returns the sections of one part that match the search text, page by page.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        test_part_identifier: Identifier of the test part that the section belongs to.
        query: Text to search for, for example in identifiers and titles.
        page: Number of the page to return, where the first is 1.
        limit: Largest number of objects on a page.
        sort: Property to sort by.
        order_by: Direction of the sort. Without it the order is descending.

    Source: GET /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections (searchSections).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.segment('assessment_test_identifier', assessment_test_identifier)}/test-parts/{encoding.segment('test_part_identifier', test_part_identifier)}/sections",
        encoding.query(
            ("query", encoding.value("query", query, _QUERY)),
            ("page", encoding.value("page", page, _PAGE)),
            ("limit", encoding.value("limit", limit, _LIMIT)),
            ("sort", encoding.value("sort", sort, _SORT)),
            ("order", encoding.value("order_by", order_by, _ORDER_BY)),
        ),
    )


@clears_locals
def build_iter(
    assessment_test_identifier: str, test_part_identifier: str, *, query: str | None = None,
    page: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, page_size: int | None = None,
    max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[Section]:
    """The listing from ``page`` to its end, ``page_size`` at a time, at most ``max_items``; see ``build``.

    With ``checkpoint``, the path of a file, it goes on after the last page that was read to its end.
    """
    return Iteration(build(assessment_test_identifier, test_part_identifier, query=query, page=page, sort=sort, order_by=order_by), page_size, max_items, checkpoint)


@clears_locals
def sync_detailed(
    assessment_test_identifier: str, test_part_identifier: str, *, client: Sender, query: str | None = None,
    page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Response[SectionList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(assessment_test_identifier, test_part_identifier, query=query, page=page, limit=limit, sort=sort, order_by=order_by))


@clears_locals
def sync(
    assessment_test_identifier: str, test_part_identifier: str, *, client: Sender, query: str | None = None,
    page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> SectionList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(assessment_test_identifier, test_part_identifier, query=query, page=page, limit=limit, sort=sort, order_by=order_by))


@clears_locals
async def asyncio_detailed(
    assessment_test_identifier: str, test_part_identifier: str, *, client: AsyncSender, query: str | None = None,
    page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Response[SectionList]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_test_identifier, test_part_identifier, query=query, page=page, limit=limit, sort=sort, order_by=order_by))


@clears_locals
async def asyncio(
    assessment_test_identifier: str, test_part_identifier: str, *, client: AsyncSender, query: str | None = None,
    page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> SectionList:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(assessment_test_identifier, test_part_identifier, query=query, page=page, limit=limit, sort=sort, order_by=order_by))
