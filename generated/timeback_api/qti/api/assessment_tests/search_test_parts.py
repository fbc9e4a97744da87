"""List the parts of a test"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.navigation_mode import NavigationMode
from timeback_api.qti.models.sort_field import SortField
from timeback_api.qti.models.submission_mode import SubmissionMode
from timeback_api.qti.models.test_part import TestPart, parse_test_part
from timeback_api.qti.models.test_part_list import TestPartList, parse_test_part_list
from timeback_runtime import encoding
from timeback_runtime.encoding import Filter
from timeback_runtime.endpoint_functions import AsyncSender, ResponseDecoder, Sender, clears_locals, iterates, sends
from timeback_runtime.messages import Iteration, Operation, Request, Response
from timeback_runtime.validators import INTEGER, TEXT, Bounded, Choice

_QUERY = TEXT
_PAGE = Bounded(INTEGER, 1, None)
_LIMIT = Bounded(INTEGER, 1, None)
_SORT = Choice(SortField)
_ORDER_BY = Choice(Ordering)
_NAVIGATION_MODE = Choice(NavigationMode)
_SUBMISSION_MODE = Choice(SubmissionMode)
OPERATION = Operation(
    PACKAGE, "searchTestParts", "GET", "/assessment-tests/{assessmentTestIdentifier}/test-parts",
    {200: ResponseDecoder(parse_test_part_list, parse_test_part, collection=("items",))}, paging="page",
    is_extension=True,
)


@clears_locals
def build(
    assessment_test_identifier: str, *, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
    navigation_mode: NavigationMode | Literal["linear", "nonlinear"] | None = None,
    submission_mode: SubmissionMode | Literal["individual", "simultaneous"] | None = None,
    filter_expr: str | Filter | None = None,
) -> Request[list[TestPart]]:
    """List the parts of a test.

    Returns the parts of one test that match the search text and the modes, page by page. The platform ignores `filter`
    here.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        assessment_test_identifier: Identifier of the test that the part belongs to.
        query: Text to search for, for example in identifiers and titles.
        page: Number of the page to return. The first is 1.
        limit: Largest number of objects on a page.
        sort: Property to sort by.
        order_by: Direction of the sort. Without it the order is descending.
        navigation_mode: Only tests that have one or more parts with this navigation mode.
        submission_mode: Only tests that have one or more parts with this submission mode.
        filter_expr: Condition that the objects must meet, for example `familyName='Smith' AND status='active'`.
            Operators are `=`, `!=`, `>`, `>=`, `<`, `<=` and `~` (contains); the platform also has `@` (in a list). Put
            values in single quotes and double a quote inside. Conditions are joined by `AND` or `OR`. The standard
            guarantees only one such operator in an expression.

    Source: GET /api/assessment-tests/{assessmentTestIdentifier}/test-parts (searchTestParts).
    """
    return Request(
        OPERATION,
        f"/assessment-tests/{encoding.path_segment('assessment_test_identifier', assessment_test_identifier)}"
"/test-parts",
        encoding.query(
            ("query", encoding.parameter("query", query, _QUERY)), ("page", encoding.parameter("page", page, _PAGE)),
            ("limit", encoding.parameter("limit", limit, _LIMIT)), ("sort", encoding.parameter("sort", sort, _SORT)),
            ("order", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("navigationMode", encoding.parameter("navigation_mode", navigation_mode, _NAVIGATION_MODE)),
            ("submissionMode", encoding.parameter("submission_mode", submission_mode, _SUBMISSION_MODE)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, TestPart)),
        ),
    )


@iterates
def build_iter(
    assessment_test_identifier: str, *, query: str | None = None, page: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
    navigation_mode: NavigationMode | Literal["linear", "nonlinear"] | None = None,
    submission_mode: SubmissionMode | Literal["individual", "simultaneous"] | None = None,
    filter_expr: str | Filter | None = None, page_size: int | None = None, max_items: int | None = None,
    checkpoint: PathLike[str] | str | None = None,
) -> Iteration[TestPart]:
    return Iteration(
        build(
            assessment_test_identifier, query=query, page=page, sort=sort, order_by=order_by,
            navigation_mode=navigation_mode, submission_mode=submission_mode, filter_expr=filter_expr,
        ),
        page_size, max_items, checkpoint,
    )


@sends(build)
def sync_detailed(
    assessment_test_identifier: str, *, client: Sender, query: str | None = None, page: int | None = None,
    limit: int | None = None, sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
    navigation_mode: NavigationMode | Literal["linear", "nonlinear"] | None = None,
    submission_mode: SubmissionMode | Literal["individual", "simultaneous"] | None = None,
    filter_expr: str | Filter | None = None,
) -> Response[TestPartList]: ...
@sends(build)
def sync(
    assessment_test_identifier: str, *, client: Sender, query: str | None = None, page: int | None = None,
    limit: int | None = None, sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
    navigation_mode: NavigationMode | Literal["linear", "nonlinear"] | None = None,
    submission_mode: SubmissionMode | Literal["individual", "simultaneous"] | None = None,
    filter_expr: str | Filter | None = None,
) -> TestPartList: ...
@sends(build)
async def asyncio_detailed(
    assessment_test_identifier: str, *, client: AsyncSender, query: str | None = None, page: int | None = None,
    limit: int | None = None, sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
    navigation_mode: NavigationMode | Literal["linear", "nonlinear"] | None = None,
    submission_mode: SubmissionMode | Literal["individual", "simultaneous"] | None = None,
    filter_expr: str | Filter | None = None,
) -> Response[TestPartList]: ...
@sends(build)
async def asyncio(
    assessment_test_identifier: str, *, client: AsyncSender, query: str | None = None, page: int | None = None,
    limit: int | None = None, sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
    navigation_mode: NavigationMode | Literal["linear", "nonlinear"] | None = None,
    submission_mode: SubmissionMode | Literal["individual", "simultaneous"] | None = None,
    filter_expr: str | Filter | None = None,
) -> TestPartList: ...
