"""List stimuli"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.sort_field import SortField
from timeback_api.qti.models.stimulus import Stimulus, parse_stimulus
from timeback_api.qti.models.stimulus_list import StimulusList, parse_stimulus_list
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
    PACKAGE, "searchStimuli", "GET", "/stimuli",
    {200: ResponseDecoder(parse_stimulus_list, parse_stimulus, collection=("items",))}, paging="page",
    is_extension=True,
)


@clears_locals
def build(
    *, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Request[list[Stimulus]]:
    """List stimuli.

    Returns the stimuli that match the search text, page by page.

    An extension of the platform: another provider may answer 404 or 405.

    Args:
        query: Text to search for, for example in identifiers and titles.
        page: Number of the page to return. The first is 1.
        limit: Largest number of objects on a page.
        sort: Property to sort by.
        order_by: Direction of the sort. Without it the order is descending.

    Source: GET /api/stimuli (searchStimuli).
    """
    return Request(
        OPERATION, "/stimuli",
        encoding.query(
            ("query", encoding.parameter("query", query, _QUERY)), ("page", encoding.parameter("page", page, _PAGE)),
            ("limit", encoding.parameter("limit", limit, _LIMIT)), ("sort", encoding.parameter("sort", sort, _SORT)),
            ("order", encoding.parameter("order_by", order_by, _ORDER_BY)),
        ),
    )


@iterates
def build_iter(
    *, query: str | None = None, page: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, page_size: int | None = None,
    max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[Stimulus]:
    return Iteration(build(query=query, page=page, sort=sort, order_by=order_by), page_size, max_items, checkpoint)


@sends(build)
def sync_detailed(
    *, client: Sender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Response[StimulusList]: ...
@sends(build)
def sync(
    *, client: Sender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> StimulusList: ...
@sends(build)
async def asyncio_detailed(
    *, client: AsyncSender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Response[StimulusList]: ...
@sends(build)
async def asyncio(
    *, client: AsyncSender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> StimulusList: ...
