"""Calls to the server while a read is planned, which Spark does not repeat. Nothing here imports pyspark."""

from __future__ import annotations

import random
import time
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from timeback._pagination.paginator import DEFAULT_PAGE_SIZE
from timeback.errors import (
    APIConnectionError,
    AuthenticationError,
    BadRequestError,
    DecodingError,
    RateLimitError,
    ServerError,
    UnprocessableEntityError,
)
from timeback.ranges import Range, RangeWarning, plan
from timeback.ranges.listings import find_listing
from timeback.spark.conditions import combined, has_alternatives
from timeback.spark.connection import client, discard

if TYPE_CHECKING:
    from timeback.client import TimeBackClient
    from timeback.filters import Expression
    from timeback.spark.connection import Connection
    from timeback.spark.options import Options

T = TypeVar("T")

ATTEMPTS: Final = 4
FIRST_BACKOFF: Final = 1.0
"""Seconds: the upper bound of the first backoff, which doubles with each attempt."""
_TRANSIENT: Final = (APIConnectionError, AuthenticationError, DecodingError, RateLimitError, ServerError)
_REJECTED: Final = (BadRequestError, UnprocessableEntityError)


@attrs.frozen
class Plan:
    """The partitions of a read.

    Attributes:
        ranges: a range for each partition.
        filter_expr: the filter with which they are read.
    """

    ranges: list[Range]
    filter_expr: str | Expression | None = attrs.field(repr=False)


def with_retries(connection: Connection, call: Callable[[TimeBackClient], T]) -> T:
    """Return the result of a call, which is repeated after errors that the next attempt may not meet.

    This comes on top of the retries of each request: a plan that fails ends the query, while a task that fails runs
    again. Each attempt has a new client, which reads the credentials again.
    """
    failures = 0
    while True:
        try:
            return call(client(connection))
        except _TRANSIENT:
            failures += 1
            discard(connection)
            if failures == ATTEMPTS:
                raise
        # Full jitter, so that queries that failed together are not repeated together.
        time.sleep(random.random() * FIRST_BACKOFF * 2 ** (failures - 1))


def plan_read(options: Options, condition: Expression | None = None, pushed: Expression | None = None) -> Plan:
    """Split a collection into ranges.

    Args:
        options: the options of the DataFrame, with its filter.
        condition: a further condition that the objects must meet.
        pushed: conditions of the query. They are left out if the server does not evaluate them, since Spark does.

    Raises:
        TimeBackError: the server cannot be reached or refuses the request, there is no such collection, the filter is
            invalid, or the credentials are missing on this machine.
    """
    filter_expr = combined(options.filter_expr, condition)
    if pushed is not None:
        found = _pushed_plan(options, combined(options.filter_expr, _both(condition, pushed)))
        if found is not None:
            return found
    return Plan(_ranges(options, filter_expr), filter_expr)


def _both(condition: Expression | None, pushed: Expression) -> Expression:
    return pushed if condition is None else condition & pushed


def _pushed_plan(options: Options, filter_expr: str | Expression | None) -> Plan | None:
    """Return the plan with conditions of the query; None if the server rejects them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RangeWarning)
        try:
            ranges = _ranges(options, filter_expr)
        except _REJECTED:
            return None
    # A listing by offset is what remains if the server rejects a filter.
    return None if any(one.paging == "offset" for one in ranges) else Plan(ranges, filter_expr)


def _ranges(options: Options, filter_expr: str | Expression | None) -> list[Range]:
    """Return at least one range, and no more than the collection has pages."""
    collection, count = options.collection, options.partitions
    if has_alternatives(filter_expr):
        if count > 1:
            warnings.warn(
                f"{collection} is read as one range: filter has an OR, which leaves no room for conditions on the id",
                RangeWarning,
                stacklevel=2,
            )
        return [Range(collection, paging="offset")]
    connection = options.planning_connection
    # One request shows how many objects there are. A plan of several ranges takes about three for each of them.
    (whole,) = with_retries(connection, lambda api: plan(api, collection, 1, filter_expr=filter_expr))
    if whole.paging == "offset" and filter_expr is not None:
        # Perhaps because the server rejects this filter. Then the query ends here, and not in a task.
        with_retries(connection, lambda api: _request_one(api, collection, filter_expr))
    if whole.expected is not None and whole.paging == "keyset":
        count = min(count, -(-whole.expected // (options.page_size or DEFAULT_PAGE_SIZE)))
    if count < 2:
        return [whole]
    return with_retries(connection, lambda api: plan(api, collection, count, filter_expr=filter_expr))


def _request_one(api: TimeBackClient, collection: str, filter_expr: str | Expression | None) -> None:
    request = find_listing(collection).iteration(filter_expr=filter_expr).request.with_query(limit=1)
    api._session.call(request, request.read_page)
