"""Reads the objects of a collection that a run loads: everything, or what has changed since the last run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping
from contextlib import closing
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from timeback import ranges
from timeback._arrow.column_types import columns
from timeback._pagination.change_state import ChangeState, server_time
from timeback._resources.raw_response import RecordingSession
from timeback.client import TimeBackClient
from timeback.errors import BadRequestError, FullReadWarning, UnprocessableEntityError
from timeback.filters import Expression, F
from timeback.ranges.listings import find_listing
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import warn_caller

if TYPE_CHECKING:
    from timeback_runtime.messages import Reply

STATE: Final = "changes"
"""Key of the state of a resource. Its value has the form of ``ChangeState``."""


@frozen
class Reading:
    """How a collection is read.

    Attributes:
        incremental: read only what has changed since the last run, where the collection can be filtered by time.
        overlap: a time longer than the longest write on the server, which is read again.
        ranges: the largest number of ranges that are read at once if everything is read.
        page_size: objects in each request; None for the default of the client.
    """

    collection: str
    incremental: bool
    overlap: timedelta
    ranges: int
    page_size: int | None

    def pages(self, client: TimeBackClient, state: MutableMapping[str, Any]) -> Iterator[list[dict[str, Any]]]:
        """Yield pages of plain JSON. After the last one, the state is changed to that of the next run.

        Args:
            state: the state of the resource. dlt stores it together with the rows.

        Raises:
            InvalidRequestError: the state is of another server.
            TimeBackError: a request failed. The state is unchanged.
        """
        feed = self._feed(client, state)
        first = _first_reply(client, self.collection)
        # The time at which the server may have begun to read, and the time at which it replied.
        began, replied = server_time(first.headers, first.elapsed), server_time(first.headers, 0)
        since = feed.since if self.incremental and self.has_changes else None
        if replied is not None and feed.is_clock_set_back(replied):
            since = None
        filter_expr = None if since is None else F["dateLastModified"] >= since
        try:
            with closing(self._read(client, filter_expr)) as pages:
                yield from pages if since is None else self._watched(pages, feed)
        except (BadRequestError, UnprocessableEntityError) as error:
            if filter_expr is not None:
                error.add_note("If the server cannot filter by dateLastModified, pass incremental=False.")
            raise
        if self.has_changes:
            state[STATE] = feed.next(began, self.overlap).to_json()

    @property
    def has_changes(self) -> bool:
        """Whether objects have a time of change that a filter can use."""
        return "dateLastModified" in columns(self.collection).fields and find_listing(self.collection).has_ranges

    def _watched(self, pages: Iterable[list[dict[str, Any]]], feed: ChangeState) -> Iterator[list[dict[str, Any]]]:
        """Yield the pages. The first one with an object that the filter should have left out gives a warning."""
        is_ignored = False
        for page in pages:
            if not is_ignored and any(feed.is_filter_ignored(one.get("dateLastModified")) for one in page):
                is_ignored = True
                warn_caller(
                    f"{self.collection}: the server ignores the filter on the time of change, so that everything is "
                    "read; pass incremental=False to read everything without this warning",
                    FullReadWarning,
                )
            yield page

    def _feed(self, client: TimeBackClient, state: MutableMapping[str, Any]) -> ChangeState:
        server = find_listing(self.collection).base_url(client.settings)
        check_server(state.get(STATE), server, self.collection)
        return ChangeState.from_json(state.get(STATE), server=server, collection=self.collection)

    def _read(self, client: TimeBackClient, filter_expr: Expression | None) -> Any:
        if self.ranges > 1 and filter_expr is None:
            return ranges.read_all(client, self.collection, ranges=self.ranges, page_size=self.page_size)
        whole = ranges.Range(self.collection)
        return ranges.read(client, whole, filter_expr=filter_expr, page_size=self.page_size)


def check_server(stored: Any, server: str, name: str) -> None:
    """Check that a stored state belongs to a server.

    Raises:
        InvalidRequestError: it belongs to another one, whose objects are in the same tables.
    """
    if isinstance(stored, dict) and stored.get("server") not in (None, server):
        raise InvalidRequestError(
            f"{name}: the state of this pipeline belongs to another server than {server}; use another pipeline_name "
            'and dataset_name, or run it once with refresh="drop_sources", which drops the tables and reads everything'
        )


def _first_reply(client: TimeBackClient, collection: str) -> Reply:
    """The reply to a request that is sent before the first page is read."""
    request = find_listing(collection).iteration(page_size=1).request
    session = RecordingSession(client._session)
    session.call(request.with_query(limit=1), request.read_page)
    assert session.reply is not None
    return session.reply
