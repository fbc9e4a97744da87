"""Plans the ranges of a collection: asks for ids as bounds, and proves that the server can be read by them.

1. One request: the first id, and the number of objects.
2. The ids at equal distances are the bounds. They only balance the ranges.
3. The bounds are proven. Nothing that is added or removed meanwhile changes the result:
   - No object is at or after a bound and before the bound ahead of it, so the bounds are in the order of the filter,
     and the ranges are disjoint.
   - The last object by the sort, of those up to a bound by the filter, is that at the bound. Pages are then read in the
     order of the filter.
   - A range with two bounds begins with its first id, so the server evaluates both conditions.

Requests of a step are sent concurrently.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

from attrs import evolve, frozen

from timeback._pagination.id_filter import check_filter_has_room, with_id_conditions
from timeback._pagination.paginator import as_plain_json
from timeback._pagination.proof_of_order import EndOfPageProof
from timeback._resources.batch import PageRequest, RequestBatch
from timeback._spec.identifiers import key_of
from timeback.ranges.range import Range, RangeWarning
from timeback_runtime.errors import BadRequestError, InvalidRequestError, NotFoundError, UnprocessableEntityError
from timeback_runtime.frames import warn_caller
from timeback_runtime.messages import RawPage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from timeback._pagination.id_filter import Operator
    from timeback._resources.batch import RequestGenerator
    from timeback.ranges.listings import CollectionListing
    from timeback_runtime.encoding import Filter
    from timeback_runtime.messages import Request

_REJECTED = (BadRequestError, UnprocessableEntityError, InvalidRequestError)


class _NoRangesError(Exception):
    """The server cannot be read by ranges. The text is the reason."""

    def __init__(self, reason: str, *, paging: Literal["keyset", "offset"] = "offset") -> None:
        super().__init__(reason)
        self.paging: Literal["keyset", "offset"] = paging


def plan_requests(
    listing: CollectionListing, count: int, filter_expr: str | Filter | None
) -> RequestGenerator[list[Range]]:
    """Plan at most ``count`` ranges of a collection.

    A server that cannot be read by ranges gives one range and a ``RangeWarning`` with the reason.

    Raises:
        InvalidRequestError: the filter is invalid or leaves no room for conditions on the id.
        TimeBackError: a request failed for another reason.
    """
    request, _ = as_plain_json(listing.iteration(filter_expr=filter_expr).request)
    whole = Range(listing.name)
    if not listing.has_ranges:
        return [evolve(whole, paging="offset")]
    check_filter_has_room(dict(request.query).get("filter"))
    probe = _Probe(request.with_query(sort="sourcedId", orderBy="asc", limit=1))
    try:
        return (yield from _plan(probe, whole, count))
    except _NoRangesError as error:
        if count > 1:
            warn_caller(f"{listing.name} is read as one range: {error}", RangeWarning)
        return [evolve(whole, expected=probe.total, paging=error.paging)]


@frozen(eq=False)
class _Page:
    """The first object of a listing, and how many there are."""

    identity: str | None
    total: int | None


class _Probe:
    """Asks for the first object of the listing with conditions on the id."""

    def __init__(self, request: Request[list[Any]]) -> None:
        self._request = request
        self._filter = dict(request.query).get("filter")
        self.total: int | None = None

    def filtered(self, *conditions: tuple[Operator, str | None]) -> PageRequest:
        """Return the request for the first object that meets the conditions."""
        return PageRequest(self._request.with_query(filter=with_id_conditions(self._filter, *conditions)))

    def at(self, offset: int) -> PageRequest:
        """Return the request for the object at an offset."""
        return PageRequest(self._request.with_query(offset=offset))

    def proof(self, bound: str) -> EndOfPageProof:
        return EndOfPageProof(self._request, self._filter, [bound])


def _plan(probe: _Probe, whole: Range, count: int) -> RequestGenerator[list[Range]]:
    first = yield from _first(probe)
    probe.total = first.total
    wanted = min(count, first.total or 0)
    if first.total is None and count > 1:
        raise _NoRangesError("the server does not report how many objects there are", paging="keyset")
    if wanted < 2 or first.identity is None:
        return [evolve(whole, expected=first.total)]
    bounds = yield from _bounds(probe, first, wanted)
    edges = [None, *bounds, None]
    spans = list(pairwise(edges))
    pages = yield from _pages(probe.filtered((">=", low), ("<", high)) for low, high in spans)
    inverted = yield from _pages(
        probe.filtered((">=", later), ("<", earlier)) for earlier, later in pairwise([first.identity, *bounds])
    )
    if any(page.identity is not None for page in inverted):
        raise _NoRangesError("the server ignores the filter on sourcedId, or filters in another order than it sorts")
    yield from _prove_order(probe, bounds)
    between = [(span, page) for span, page in zip(spans, pages, strict=True) if None not in span]
    if between and all(page.identity != low for (low, _), page in between):
        raise _NoRangesError("the server does not evaluate two conditions on sourcedId")
    return [
        evolve(whole, low=low, high=high, expected=page.total) for (low, high), page in zip(spans, pages, strict=True)
    ]


def _first(probe: _Probe) -> RequestGenerator[_Page]:
    try:
        page = yield probe.filtered()
    except _REJECTED as error:
        if isinstance(error, InvalidRequestError):
            raise
        raise _NoRangesError("the server rejects the sort by sourcedId, or the filter") from error
    return _read(page)


def _bounds(probe: _Probe, first: _Page, count: int) -> RequestGenerator[list[str]]:
    """Return the ids at equal distances, without those that objects removed meanwhile have moved beyond the end."""
    assert first.total is not None
    total = first.total
    pages = yield from _pages(probe.at(total * index // count) for index in range(1, count))
    found = dict.fromkeys(page.identity for page in pages if page.identity not in (None, first.identity))
    if not found:
        raise _NoRangesError("the server sends the same object at every offset", paging="keyset")
    return [bound for bound in found if bound is not None]


def _prove_order(probe: _Probe, bounds: list[str]) -> RequestGenerator[None]:
    results = yield RequestBatch([_deferred_proof(probe, bound) for bound in bounds])
    for result in _checked(results):
        if not result:
            raise _NoRangesError("the server filters in another order than it sorts")


def _deferred_proof(probe: _Probe, bound: str) -> Callable[[], RequestGenerator[bool]]:
    return lambda: _prove_bound(probe, bound)


def _prove_bound(probe: _Probe, bound: str) -> RequestGenerator[bool]:
    proof = probe.proof(bound)
    while True:
        outcome = proof.handle((yield PageRequest(proof.request())))
        if outcome is not None:
            break
    if outcome:
        return True
    # An object that was removed meanwhile still separates the ranges. It proves nothing about the order.
    page = yield probe.filtered(("=", bound))
    return _read(page).identity is None


def _pages(requests: Iterable[PageRequest]) -> RequestGenerator[list[_Page]]:
    results = yield RequestBatch([_constant(request) for request in requests])
    return [_read(page) for page in _checked(results)]


def _checked(results: list[Any]) -> list[Any]:
    """Return the results of a batch. A rejected filter means that there are no ranges; other errors are raised."""
    for index, result in enumerate(results):
        if isinstance(result, NotFoundError):
            # Some servers answer 404 if no object matches.
            results[index] = RawPage([])
        elif isinstance(result, _REJECTED):
            raise _NoRangesError("the server rejects the filter on sourcedId") from result
        elif isinstance(result, Exception):
            raise result
    return results


def _constant(request: PageRequest) -> Callable[[], PageRequest]:
    return lambda: request


def _read(page: RawPage[Any]) -> _Page:
    count = len(page.items)
    total = page.total if page.total is not None and page.total >= count else None
    return _Page(key_of(page.items[0]) if count else None, total)
