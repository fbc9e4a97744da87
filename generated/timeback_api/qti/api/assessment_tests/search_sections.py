"""List the sections of a test part"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.section import Section, parse_section
from timeback_api.qti.models.section_list import SectionList, parse_section_list
from timeback_api.qti.models.sort_field import SortField
from timeback_runtime import encoding
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import INTEGER, TEXT, Bounded, Choice

_QUERY = TEXT
_PAGE = Bounded(INTEGER, 1, None)
_LIMIT = Bounded(INTEGER, 1, None)
_SORT = Choice(SortField)
_ORDER_BY = Choice(Ordering)
OPERATION = Operation(
    PACKAGE, "searchSections", "GET",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections",
    {200: ResponseDecoder(parse_section_list, parse_section, collection=("items",))}, paging="page", is_extension=True,
)


@clears_locals
def build(
    assessment_test_identifier: str, test_part_identifier: str, *, query: str | None = None, page: int | None = None,
    limit: int | None = None, sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Request[list[Section]]:
    """List the sections of a test part.

    Returns the sections of one part that match the search text, page by page.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        test_part_identifier: Identifier of the test part that the section belongs to.
        query: Text to search for, for example in identifiers and titles.
        page: Number of the page to return. The first is 1.
        limit: Largest number of objects on a page.
        sort: Property to sort by.
        order_by: Direction of the sort. Without it the order is descending.

    Source: GET /api/assessment-tests/{assessmentTestIdentifier}/test-parts/{testPartIdentifier}/sections
    (searchSections).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.path_segment('assessment_test_identifier', assessment_test_identifier)}"
f"/test-parts/{encoding.path_segment('test_part_identifier', test_part_identifier)}"
"/sections",
        encoding.query(
            ("query", encoding.parameter("query", query, _QUERY)), ("page", encoding.parameter("page", page, _PAGE)),
            ("limit", encoding.parameter("limit", limit, _LIMIT)), ("sort", encoding.parameter("sort", sort, _SORT)),
            ("order", encoding.parameter("order_by", order_by, _ORDER_BY)),
        ),
    )


@iterates
def build_iter(
    assessment_test_identifier: str, test_part_identifier: str, *, query: str | None = None, page: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, page_size: int | None = None,
    max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[Section]:
    return Iteration(
        build(assessment_test_identifier, test_part_identifier, query=query, page=page, sort=sort, order_by=order_by),
        page_size, max_items, checkpoint,
    )


@sends(build)
def sync_detailed(
    assessment_test_identifier: str, test_part_identifier: str, *, client: Sender, query: str | None = None,
    page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Response[SectionList]: ...
@sends(build)
def sync(
    assessment_test_identifier: str, test_part_identifier: str, *, client: Sender, query: str | None = None,
    page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> SectionList: ...
@sends(build)
async def asyncio_detailed(
    assessment_test_identifier: str, test_part_identifier: str, *, client: AsyncSender, query: str | None = None,
    page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Response[SectionList]: ...
@sends(build)
async def asyncio(
    assessment_test_identifier: str, test_part_identifier: str, *, client: AsyncSender, query: str | None = None,
    page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> SectionList: ...
