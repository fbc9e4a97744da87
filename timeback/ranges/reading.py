"""Plans ranges and reads one of them, with either client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeback._pagination.pages import AsyncPages, Pages
from timeback._resources.resource import AsyncResource, SyncResource
from timeback.client import AsyncTimeBackClient, TimeBackClient
from timeback.ranges.listings import find_listing
from timeback.ranges.planning import plan_requests
from timeback_runtime.arguments import whole_number
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals

if TYPE_CHECKING:
    from timeback._pagination.paging import AnyPaginator
    from timeback.ranges.range import Range
    from timeback_runtime.encoding import Filter, PropertyNames


@clears_locals
def plan(
    client: TimeBackClient, collection: str, count: int, *, filter_expr: str | Filter | None = None
) -> list[Range]:
    """Split a collection into at most ``count`` ranges of about the same size, in the order of the server.

    It sends about three requests for each range, several at once.

    Args:
        client: the client that sends the requests.
        collection: the name of the collection in the API, such as ``users`` or ``academicSessions``.
        count: the largest number of ranges, at least 1. A collection with fewer objects has fewer ranges.
        filter_expr: a filter without OR that objects must match. ``read`` needs the same one.

    Returns:
        The ranges: one if the listing has no filter or sort, or, with a ``RangeWarning`` that gives the reason, if the
        server cannot be read by ranges.

    Raises:
        InvalidRequestError: there is no such collection, ``count`` is below 1, or the filter is invalid.
        TimeBackError: a request failed.
    """
    check_client(client, TimeBackClient, "plan_async")
    requests = plan_requests(find_listing(collection), whole_number("count", count, 1), filter_expr)
    return SyncResource(client._session)._run(requests)


@clears_locals
async def plan_async(
    client: AsyncTimeBackClient, collection: str, count: int, *, filter_expr: str | Filter | None = None
) -> list[Range]:
    """Split a collection into ranges, as ``plan`` does, with an async client."""
    check_client(client, AsyncTimeBackClient, "plan")
    requests = plan_requests(find_listing(collection), whole_number("count", count, 1), filter_expr)
    return await AsyncResource(client._session)._run(requests)


@clears_locals
def read(
    client: TimeBackClient,
    range_: Range,
    *,
    filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None,
    page_size: int | None = None,
) -> Pages:
    """Iterate over the pages of one range. At most two pages are fetched ahead, in a thread.

    Args:
        client: the client that sends the requests. It need not be the one that planned the range.
        range_: a range of the plan.
        filter_expr: the filter with which the range was planned.
        fields: names of the properties to return; ``sourcedId`` is added to them.
        page_size: the number of objects in each request. Default: 1000, or the largest that the listing permits.

    Returns:
        An iterator over pages, each a list of objects as the server sent them. It has ``close()``.

    Raises:
        InvalidRequestError: an argument is invalid, or the listing of the collection does not take it.
        KeysetPagingError: the server does not filter in the order in which it sorts.
        TimeBackError: a request failed. The next call of the iterator repeats it.
    """
    check_client(client, TimeBackClient, "read_async")
    paginator = _paginator(client, range_, filter_expr, fields, page_size)
    return Pages(paginator, client._session.call)


@clears_locals
def read_async(
    client: AsyncTimeBackClient,
    range_: Range,
    *,
    filter_expr: str | Filter | None = None,
    fields: PropertyNames | None = None,
    page_size: int | None = None,
) -> AsyncPages:
    """Iterate over the pages of one range, as ``read`` does, with an async client. The iterator has ``aclose()``."""
    check_client(client, AsyncTimeBackClient, "read")
    paginator = _paginator(client, range_, filter_expr, fields, page_size)
    return AsyncPages(paginator, client._session.call)


def check_client(client: object, expected: type[TimeBackClient | AsyncTimeBackClient], other: str) -> None:
    """Check the kind of a client.

    Raises:
        InvalidRequestError: it is of the other kind, for which the function ``other`` is.
    """
    if not isinstance(client, expected):
        raise InvalidRequestError(
            f"client: expected a {expected.__name__}, got {type(client).__name__}; {other}() takes the other client"
        )


def _paginator(
    client: TimeBackClient | AsyncTimeBackClient,
    range_: Range,
    filter_expr: str | Filter | None,
    fields: PropertyNames | None,
    page_size: int | None,
) -> AnyPaginator[Any]:
    listing = find_listing(range_.collection)
    iteration = listing.iteration(filter_expr=filter_expr, fields=fields, page_size=page_size)
    return listing.paginator(range_, iteration, client.settings)
