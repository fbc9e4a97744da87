"""List stimuli"""

from os import PathLike
from typing import Literal

from timeback_api.common.models.ordering import Ordering
from timeback_api.qti._package import PACKAGE
from timeback_api.qti.models.sort_field import SortField
from timeback_api.qti.models.stimulus import Stimulus, parse_stimulus
from timeback_api.qti.models.stimulus_list import StimulusList, parse_stimulus_list
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
    "searchStimuli",
    "GET",
    "/stimuli",
    {
        200: Reader(parse_stimulus_list, parse_stimulus, collection=("items",)),
    },
    paging="page",
)


@clears_locals
def build(
    *, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Request[list[Stimulus]]:
    """List stimuli.

    Returns the stimuli that match the search text, page by page.

    Args:
        query: Text to search for, for example in identifiers and titles.
        page: Number of the page to return, where the first is 1.
        limit: Largest number of objects on a page.
        sort: Property to sort by.
        order_by: Direction of the sort. Without it the order is descending.

    Source: GET /api/stimuli (searchStimuli).
    """
    return Request(
        OPERATION,
        "/stimuli",
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
    *, query: str | None = None, page: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None, page_size: int | None = None,
    max_items: int | None = None, checkpoint: PathLike[str] | str | None = None,
) -> Iteration[Stimulus]:
    """The listing from ``page`` to its end, ``page_size`` at a time, at most ``max_items``; see ``build``.

    With ``checkpoint``, the path of a file, it goes on after the last page that was read to its end.
    """
    return Iteration(build(query=query, page=page, sort=sort, order_by=order_by), page_size, max_items, checkpoint)


@clears_locals
def sync_detailed(
    *, client: Sender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Response[StimulusList]:
    """Send it, and give the reply with its status and headers; raises for no status."""
    return endpoint_functions.sync_detailed(client, build(query=query, page=page, limit=limit, sort=sort, order_by=order_by))


@clears_locals
def sync(
    *, client: Sender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> StimulusList:
    """Send it, and give the body as it is on the wire; raises an ``APIStatusError`` for a status outside 2xx."""
    return endpoint_functions.sync(client, build(query=query, page=page, limit=limit, sort=sort, order_by=order_by))


@clears_locals
async def asyncio_detailed(
    *, client: AsyncSender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> Response[StimulusList]:
    """As ``sync_detailed``, from an event loop."""
    return await endpoint_functions.asyncio_detailed(client, build(query=query, page=page, limit=limit, sort=sort, order_by=order_by))


@clears_locals
async def asyncio(
    *, client: AsyncSender, query: str | None = None, page: int | None = None, limit: int | None = None,
    sort: SortField | Literal["title", "identifier", "createdAt", "updatedAt"] | None = None,
    order_by: Ordering | Literal["asc", "desc"] | None = None,
) -> StimulusList:
    """As ``sync``, from an event loop."""
    return await endpoint_functions.asyncio(client, build(query=query, page=page, limit=limit, sort=sort, order_by=order_by))
