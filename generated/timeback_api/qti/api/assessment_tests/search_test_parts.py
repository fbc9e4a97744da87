"""List the parts of a test"""

from os import PathLike
from typing import Literal, TypedDict, Unpack

from timeback_api.common.models.ordering import Ordering
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.navigation_mode import NavigationMode
from timeback_api.qti.models.sort_field import SortField
from timeback_api.qti.models.submission_mode import SubmissionMode
from timeback_api.qti.models.test_part import TestPart, parse_test_part
from timeback_api.qti.models.test_part_list import TestPartList, parse_test_part_list
from timeback_runtime import encoding, endpoint_functions
from timeback_runtime.decoding import ResponseDecoder
from timeback_runtime.encoding import Filter
from timeback_runtime.endpoint_functions import AsyncSender, Sender
from timeback_runtime.frames import clears_locals
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
    PACKAGE,
    "searchTestParts",
    "GET",
    "/assessment-tests/{assessmentTestIdentifier}/test-parts",
    {200: ResponseDecoder(parse_test_part_list, parse_test_part, collection=("items",))},
    paging="page",
    is_extension=True,
)


class Arguments(TypedDict, total=False):
    """The keyword arguments of the functions that send the request. ``build`` describes them."""

    query: str | None
    page: int | None
    limit: int | None
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None
    order_by: Ordering | Literal["asc", "desc"] | None
    navigation_mode: NavigationMode | Literal["linear", "nonlinear"] | None
    submission_mode: SubmissionMode | Literal["individual", "simultaneous"] | None
    filter_expr: str | Filter | None


@clears_locals
def build(
    assessment_test_identifier: str,
    *,
    query: str | None = None,
    page: int | None = None,
    limit: int | None = None,
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
            ("query", encoding.parameter("query", query, _QUERY)),
            ("page", encoding.parameter("page", page, _PAGE)),
            ("limit", encoding.parameter("limit", limit, _LIMIT)),
            ("sort", encoding.parameter("sort", sort, _SORT)),
            ("order", encoding.parameter("order_by", order_by, _ORDER_BY)),
            ("navigationMode", encoding.parameter("navigation_mode", navigation_mode, _NAVIGATION_MODE)),
            ("submissionMode", encoding.parameter("submission_mode", submission_mode, _SUBMISSION_MODE)),
            ("filter", encoding.filter_text("filter_expr", filter_expr, TestPart)),
        ),
    )


@clears_locals
def build_iter(
    assessment_test_identifier: str,
    *,
    query: str | None = None,
    page: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
    navigation_mode: NavigationMode | Literal["linear", "nonlinear"] | None = None,
    submission_mode: SubmissionMode | Literal["individual", "simultaneous"] | None = None,
    filter_expr: str | Filter | None = None,
    page_size: int | None = None,
    max_items: int | None = None,
    checkpoint: PathLike[str] | str | None = None,
) -> Iteration[TestPart]:
    """Iterate over the listing from ``page`` to its end.

    ``page_size`` is the number of items in each request, ``max_items`` the number after which the iteration ends, and
    ``checkpoint`` the path of a file that stores the position, so that a new iteration continues after the last page
    that was completely processed. See ``build`` for the other arguments.

    An extension of the platform: another provider may answer 404 or 405.
    """
    return Iteration(
        build(
            assessment_test_identifier,
            query=query,
            page=page,
            sort=sort,
            order_by=order_by,
            navigation_mode=navigation_mode,
            submission_mode=submission_mode,
            filter_expr=filter_expr,
        ),
        page_size,
        max_items,
        checkpoint,
    )


@endpoint_functions.sends(build)
def sync_detailed(
    assessment_test_identifier: str, *, client: Sender, **arguments: Unpack[Arguments]
) -> Response[TestPartList]:
    """Send the request and return the reply with its status and headers. No status raises an exception."""
    return endpoint_functions.sync_detailed(client, build(assessment_test_identifier, **arguments))


@endpoint_functions.sends(build)
def sync(assessment_test_identifier: str, *, client: Sender, **arguments: Unpack[Arguments]) -> TestPartList:
    """Send the request and return the model of the complete body. A status outside 2xx raises an ``APIStatusError``."""
    return endpoint_functions.sync(client, build(assessment_test_identifier, **arguments))


@endpoint_functions.sends(build)
async def asyncio_detailed(
    assessment_test_identifier: str, *, client: AsyncSender, **arguments: Unpack[Arguments]
) -> Response[TestPartList]:
    """Like ``sync_detailed``, but asynchronous."""
    return await endpoint_functions.asyncio_detailed(client, build(assessment_test_identifier, **arguments))


@endpoint_functions.sends(build)
async def asyncio(
    assessment_test_identifier: str, *, client: AsyncSender, **arguments: Unpack[Arguments]
) -> TestPartList:
    """Like ``sync``, but asynchronous."""
    return await endpoint_functions.asyncio(client, build(assessment_test_identifier, **arguments))
