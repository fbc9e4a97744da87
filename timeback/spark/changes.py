"""Offsets of a stream of changes: times of the server's clock. Nothing here imports pyspark.

``timeback._pagination.change_state`` has the rules. An offset is a state of such a feed as JSON: the batch from one
offset to the next one reads what was changed at or after the time of the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timeback._pagination.change_state import DEFAULT_OVERLAP, ChangeState, server_time
from timeback._pagination.paginator import as_plain_json
from timeback.errors import APIError
from timeback.filters import Expression, F
from timeback.ranges.listings import find_listing
from timeback.spark.connection import client, discard
from timeback.spark.planning import with_retries

if TYPE_CHECKING:
    from datetime import datetime

    from timeback.client import TimeBackClient
    from timeback.spark.options import Options
    from timeback_runtime.messages import Reply


class ChangeFeed:
    """The offsets of one stream. It is pickled into tasks with the reader, and holds no secret."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._overlap = DEFAULT_OVERLAP if options.overlap is None else options.overlap
        self._end: dict[str, Any] | None = None

    def initial(self) -> dict[str, Any]:
        """Return the offset of a new stream, which reads everything, or what was changed since ``modifiedSince``.

        Raises:
            TimeBackError: there is no such collection, or a setting is missing.
        """
        start = self._state(None)
        since = self._options.modified_since
        return start.to_json() if since is None else start.next(since, self._overlap).to_json()

    def latest(self, start: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the offset at which a batch that starts now ends: the time of the server, minus the overlap.

        Args:
            start: the offset at which the batch starts, if it is known. It is returned if nothing has changed since.

        Raises:
            TimeBackError: the server cannot be reached or refuses the request, it does not tell its time, or the offset
                is that of another server or collection.
        """
        if self._end is not None:
            return self._end
        state = self._state(start)
        began, total = self._probe(state)
        if start is not None and total == 0 and not state.is_clock_set_back(began):
            return start
        return state.next(began, self._overlap).to_json()

    def fix_end(self) -> None:
        """Let the stream end at the offset that is the latest one now."""
        self._end = None
        self._end = self.latest()

    def condition(self, start: dict[str, Any], end: dict[str, Any]) -> Expression | None:
        """Return the condition on the objects of a batch; None for all objects.

        Objects that are changed while the batch is read come with it, and again with the next one.

        Raises:
            InvalidRequestError: an offset is that of another server or collection.
        """
        state, following = self._state(start), self._state(end)
        if following.since is not None and state.is_clock_set_back(following.since + self._overlap):
            return None
        return None if state.since is None else F["dateLastModified"] >= state.since

    def close(self) -> None:
        """Close the connections of this process."""
        discard(self._options.planning_connection)

    def _state(self, offset: dict[str, Any] | None) -> ChangeState:
        collection = self._options.collection
        server = find_listing(collection).base_url(client(self._options.planning_connection).settings)
        return ChangeState.from_json(offset, server=server, collection=collection)

    def _probe(self, state: ChangeState) -> tuple[datetime, int | None]:
        """Return the time of the server, and how many objects were changed since a state; None if that is unknown."""
        options = self._options
        condition = None if state.since is None else F["dateLastModified"] >= state.since
        iteration = find_listing(options.collection).iteration(filter_expr=condition)
        request, _ = as_plain_json(iteration.request.with_query(limit=1))

        def read(reply: Reply) -> tuple[datetime | None, int | None]:
            page = request.read_page(reply)
            return server_time(reply.headers, reply.elapsed), len(page.items) or page.total

        def call(api: TimeBackClient) -> tuple[datetime | None, int | None]:
            found: tuple[datetime | None, int | None] = api._session.call(request, read)
            return found

        began, total = with_retries(options.planning_connection, call)
        if began is None:
            raise APIError(
                f"{options.collection}: the server sends no valid Date header, so a stream cannot tell when it read; "
                "read a DataFrame with the option modifiedSince instead"
            )
        return began, total
