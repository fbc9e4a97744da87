"""One run of a feed of changes: what it reads, what the replies show of the server, and where the next run starts.

``timeback._pagination.change_state`` has the rules of time, and their reasons. Requests are sent by ``changes``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from timeback._pagination.change_state import ChangeState, checked_overlap, parse_stamp, server_time
from timeback._pagination.paginator import Paginator
from timeback._pagination.paging import safest_paginator
from timeback._resources.descriptors import as_iteration
from timeback._resources.naming import method_name
from timeback._resources.write_batch import checked_items
from timeback._spec.identifiers import key_of
from timeback.errors import ClientStateError, FullReadWarning, KeysetPagingError
from timeback.filters import F
from timeback_runtime.errors import BadRequestError, InvalidRequestError, UnprocessableEntityError
from timeback_runtime.frames import warn_caller
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    import os

    from timeback._pagination.paging import AnyPaginator
    from timeback._resources.batch import RequestGenerator
    from timeback._storage.feed_files import FeedFiles
    from timeback._storage.known_ids import KnownIds
    from timeback_runtime.messages import RawPage, Reply

T = TypeVar("T")

_CLOCK_SET_BACK = "the clock of the server is behind the time of the last run"
_REJECTED = "the server rejects a filter on the time of change"
_IGNORED = "the server ignores the filter on the time of change"


class ReadEverything(Exception):
    """The changes cannot be told from other objects. The argument is the reason."""


class NoServerTime(Exception):
    """The first reply has no ``Date`` header."""


class ChangeRun(Generic[T]):
    """One run of a feed, without the iterator over its pages.

    Attributes:
        since: the time from which changes are read; None for everything.
        paginator: the pages of the run. It is replaced if the run has to start again.
        ended: whether all changes have been read.
        notice: a reason to read everything that the reader has not been told yet.
    """

    def __init__(
        self,
        collection: Any,
        checkpoint: str | os.PathLike[str] | None,
        state: Mapping[str, Any] | None,
        overlap: timedelta,
        page_size: int | None,
    ) -> None:
        """See ``ReadCollection.changes``."""
        self._overlap = checked_overlap(overlap)
        if checkpoint is not None and state is not None:
            raise InvalidRequestError("changes: pass either a checkpoint or a state, not both")
        self.collection, self._page_size = collection, page_size
        self._method = inspect.getattr_static(type(collection), method_name("iter", collection._names))
        operation = as_iteration(self._method.build()).request.operation
        self._label = f"{operation.method} {operation.path}"
        server, self._name = collection._session.settings.base_url(operation.package), collection._names[1]
        self.since: datetime | None = None
        self.notice: str | None = None
        self.ended = False
        # The time of the run by the server's clock, and whether it has been asked for.
        self._began: datetime | None = None
        self._has_time = False
        # Whether a page has arrived since the run started, or started again.
        self._has_answered = False
        # Whether keyset pagination has failed after objects were returned.
        self._by_offset = False
        self._closed = False
        self._files: FeedFiles | None = None
        # page_size is checked before a file is touched.
        self.paginator = self._new_paginator()
        if checkpoint is not None:
            # Imported late: SQLite is needed for a checkpoint only.
            from timeback._storage.feed_files import FeedFiles

            self._files = FeedFiles(checkpoint, ["changes", server, operation.package.name, operation.id])
            state = self._files.stored
        try:
            self._state = ChangeState.from_json(state, server=server, collection=self._name)
        except BaseException:
            self.close()
            raise
        self.since = self._state.since
        self.paginator = self._new_paginator()

    def __repr__(self) -> str:
        return f"{self._name}, {'everything' if self.since is None else f'since {self.since:%Y-%m-%dT%H:%M:%SZ}'}"

    def check_open(self) -> None:
        """Check that the run has not been closed.

        Raises:
            ClientStateError: it has.
        """
        if self._closed and not self.ended:
            raise ClientStateError("changes: the feed is closed; start a new one")

    def close(self) -> None:
        """Close the files and release the lock of the checkpoint."""
        self._closed = True
        files, self._files = self._files, None
        if files is not None:
            files.close()

    def __del__(self) -> None:
        if (files := self.__dict__.get("_files")) is not None:
            files.close()

    # Pages

    def noting(self, read: Callable[[Reply], RawPage[Any]]) -> Callable[[Reply], RawPage[Any]]:
        """Return ``read``, which also notes what the reply shows of the server."""

        def read_and_note(reply: Reply) -> RawPage[Any]:
            page = read(reply)
            self._note(reply, page)
            return page

        return read_and_note

    @property
    def has_files(self) -> bool:
        """Whether the run has a checkpoint, whose files a thread should write."""
        return self._files is not None

    def record(self, page: RawPage[Any]) -> None:
        """Record the ids of a page before its objects are returned, so that the copy has no id that is not recorded.

        Raises:
            StorageError: they cannot be written.
        """
        if self._files is not None and page.items:
            self._files.ids.add(identity for item in page.items if (identity := key_of(item)) is not None)

    def recover(self, error: Exception) -> None:
        """Start again in another way if the error asks for it; else raise it again.

        Everything is read if the changes cannot be told. Objects that were returned before come again.
        """
        if isinstance(error, KeysetPagingError):
            self._by_offset = True
            self.paginator = self._new_paginator()
            return
        if isinstance(error, ReadEverything):
            self.notice = str(error)
        elif isinstance(error, BadRequestError | UnprocessableEntityError) and not (
            self.since is None or self._has_answered
        ):
            self.notice = _REJECTED
        else:
            raise error
        self.since = None
        self.paginator = self._new_paginator()

    def find_newest_stamp(self) -> RequestGenerator[None]:
        """Take the newest time of change as the time of the run, and start again.

        The clock of the server is not behind that time. A time in the future by the clock of this machine is not taken.
        """
        self._has_time = True
        changed, build = self.collection._changed, self.collection._build("list")
        request = build(limit=1, sort=changed, order_by="desc", fields=[self.collection._id, changed])
        try:
            items: list[Any] = yield request
        except (BadRequestError, UnprocessableEntityError):
            items = []
        stamp = parse_stamp(items[0].to_dict().get(changed)) if items else None
        if stamp is not None:
            earlier = self._state.since
            self._began = min(stamp if earlier is None else max(stamp, earlier + self._overlap), datetime.now(UTC))
        self.paginator = self._new_paginator()

    def tell(self) -> None:
        """Warn the caller that everything is read, if that is new."""
        reason, self.notice = self.notice, None
        if reason is not None:
            warn_caller(f"{self._label}: {reason}, so that everything is read", FullReadWarning)

    def _new_paginator(self) -> AnyPaginator[T]:
        condition = None if self.since is None else F[self.collection._changed] >= self.since
        self._has_answered = False
        iteration = as_iteration(self._method.build(filter_expr=condition, page_size=self._page_size))
        sort = self._method.default_sort()
        return Paginator(iteration, sort) if self._by_offset else safest_paginator(iteration, sort)

    def _note(self, reply: Reply, page: RawPage[Any]) -> None:
        if not self._has_time:
            began = server_time(reply.headers, reply.elapsed)
            if began is None:
                raise NoServerTime
            self._began, self._has_time = began, True
            if self._state.is_clock_set_back(server_time(reply.headers, 0) or began):
                raise ReadEverything(_CLOCK_SET_BACK)
        self._has_answered = True
        if self.since is not None:
            changed = self.collection._changed
            stamps = (item.get(changed) for item in page.items if type(item) is dict)
            if any(map(self._state.is_filter_ignored, stamps)):
                # The pages have everything already.
                self.since, self.notice = None, _IGNORED

    # The end of the run

    def state(self) -> dict[str, Any]:
        """Return where the next run starts.

        Raises:
            ClientStateError: the changes have not been read to their end.
        """
        self._check_ended("state")
        return self._next_state().to_json()

    def store(self) -> None:
        """Replace the checkpoint, and close the files.

        Raises:
            ClientStateError: the changes have not been read to their end, or there is no checkpoint.
            StorageError: a file cannot be written. The checkpoint is unchanged.
        """
        self._check_ended("commit")
        if self._files is None:
            if self._closed:
                raise ClientStateError("commit: the feed is closed, or was committed before; start a new one")
            raise ClientStateError("commit: there is no checkpoint; pass one to changes(), or store state()")
        is_complete = self.since is None and self.paginator.problem is None
        self._files.save(self._next_state().to_json(), complete=is_complete)
        self.close()

    def known_ids(self, known: Iterable[str] | None) -> tuple[KnownIds, Iterable[str]]:
        """Return the set of known ids, and the ids to add to it.

        Args:
            known: the ids of the caller's copy; None for those of the checkpoint.

        Raises:
            InvalidRequestError: there is no checkpoint, or ``known`` is no iterable of ids.
            ClientStateError: the ids of the checkpoint are incomplete or closed.
        """
        if known is not None:
            from timeback._storage.known_ids import KnownIds

            return KnownIds(), map(_checked_id, checked_items("vanished", known))
        if self._files is None:
            if self._closed:
                raise ClientStateError("vanished: the feed is closed; call vanished() before commit()")
            raise InvalidRequestError("vanished: without a checkpoint, pass the ids of your copy")
        self._check_ended("vanished")
        if self.since is not None and not self._files.ids.is_complete:
            raise ClientStateError(
                "vanished: the known ids are incomplete, because their file was removed; pass the ids of your copy, or "
                "remove the checkpoint, so that the next run reads everything"
            )
        return self._files.ids, ()

    def _check_ended(self, what: str) -> None:
        if not self.ended:
            raise ClientStateError(
                f"{what}: the changes have not been read to their end; read all of them first, and store them"
            )

    def _next_state(self) -> ChangeState:
        if self.paginator.problem is not None:
            # Objects may be missing, so the next run reads the same changes again.
            return self._state
        return self._state.next(self._began, self._overlap)


def _checked_id(identity: object) -> str:
    if not isinstance(identity, str):
        raise InvalidRequestError(f"vanished: expected ids, which are text, got {describe_type(identity)}")
    return identity
