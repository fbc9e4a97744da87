"""Collections, and the shared methods that read: exists, first, find, get_many, modified_since, changes.

They call the declared methods of the collection, whose names follow from ``_names``; see ``method_name``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from timeback._resources.collection_base import CollectionBase
from timeback._resources.feed_method import feed_method
from timeback._resources.multi_request import iterator_method, multi_request
from timeback._resources.naming import DEFAULT_CONCURRENCY, method_name
from timeback._resources.write_methods import PatchMethods, WriteMethods
from timeback_runtime.errors import InvalidRequestError, NotFoundError

if TYPE_CHECKING:
    import os

    from timeback._resources.batch import RequestGenerator
    from timeback._resources.changes import Changes
    from timeback_runtime.encoding import Filter, PropertyName, PropertyNames
    from timeback_runtime.messages import Request

T = TypeVar("T")


class Found(list[T]):
    """The objects that ``get_many`` found, in the order of the requested ids.

    Attributes:
        missing: the requested ids that have no object on the server.
    """

    def __init__(self, items: Iterable[T], missing: list[str]) -> None:
        super().__init__(items)
        self.missing = missing

    def __repr__(self) -> str:
        return f"<Found: {len(self)}, {len(self.missing)} missing>"


class ReadMethods(CollectionBase[T]):
    """Methods of every collection. The subclasses below add methods that only some services support."""

    def _search(self, limit: int, arguments: dict[str, Any]) -> RequestGenerator[list[T]]:
        from timeback._resources.search import search

        request = self._build("list")(limit=limit, **arguments)
        return search(type(self), request, self._session.settings.filter_quotes, arguments)

    def _first(self, **arguments: Any) -> RequestGenerator[T | None]:
        given = {name: value for name, value in arguments.items() if value is not None}
        items = yield from self._search(1, given)
        return items[0] if items else None

    @multi_request
    def exists(self, sourced_id: str) -> RequestGenerator[bool]:
        """Return whether the server has an object with this id. Objects marked as deleted count too.

        Raises:
            TimeBackError: the request failed, other than with 404.
        """
        build = self._build("get")
        # Only some services can return a part of an object.
        options = {"fields": [self._id]} if "fields" in inspect.signature(build).parameters else {}
        try:
            yield build(sourced_id, **options)
        except NotFoundError:
            return False
        return True

    @multi_request
    def get_many(self, ids: Iterable[str], *, concurrency: int = DEFAULT_CONCURRENCY) -> RequestGenerator[Found[T]]:
        """Fetch the objects with these ids concurrently.

        Returns the objects as a list in the order of the ids; its attribute ``missing`` lists the ids without an
        object.

        Args:
            ids: sourcedIds, or identifiers for QTI.
            concurrency: the largest number of requests in flight at once.

        Raises:
            InvalidRequestError: ``ids`` is not a list, an id is invalid, or ``concurrency`` is below 1.
            TimeBackError: a request failed, other than with 404. The first error in the order of the ids is raised.
        """
        from timeback._resources.batch import RequestBatch
        from timeback._resources.write_batch import checked_items

        build, wanted = self._build("get"), list(checked_items("ids", ids))
        results = yield RequestBatch((_deferred(build, identity) for identity in wanted), concurrency)
        missing = [
            identity for identity, result in zip(wanted, results, strict=True) if isinstance(result, NotFoundError)
        ]
        for result in results:
            if isinstance(result, Exception) and not isinstance(result, NotFoundError):
                raise result
        return Found((result for result in results if not isinstance(result, Exception)), missing)


class FilterMethods(ReadMethods[T]):
    """Methods of collections whose listing takes a filter."""

    @multi_request
    def find(self, filter_expr: str | Filter | None = None, /, **properties: str) -> RequestGenerator[T]:
        """Return the one object that matches a condition, such as ``find(email="ada@example.org")``.

        Every ``==`` condition, from a filter built with ``F`` or from a property, is checked on the objects that the
        server returns, regardless of case. At most two conditions are sent, because the standard allows one logical
        operator. If others remain, the listing is read page by page and they are checked here.

        Args:
            filter_expr: a filter. An object must match it and all of the properties. A filter given as text is sent
                unchanged, and is not checked.
            properties: values by property name, in Python or wire spelling. They can be combined with a filter that
                was built with ``F``, not with one given as text.

        Raises:
            InvalidRequestError: no condition is given, or more than one object matches.
            NotFoundError: no object matches.
            FilterIgnoredError: the server returned an object that does not match a condition that was sent.
        """
        from timeback._resources.conditions import conjunction
        from timeback.filters import F

        condition: Any = filter_expr
        for name, value in properties.items():
            equal = (F[name] if "." in name else getattr(F, name)) == value
            if isinstance(condition, str):
                raise InvalidRequestError("find: pass either a filter as text or properties, not both")
            condition = conjunction(condition, equal)
        if condition is None:
            raise InvalidRequestError("find: pass a filter or at least one property, such as find(identifier=...)")
        items = yield from self._search(2, {"filter_expr": condition})
        # The values may be personal data, so that messages contain only the names of the properties.
        names = ", ".join(f"{name}=..." for name in properties) or "the filter"
        if not items:
            operation = self._build("list")().operation
            raise NotFoundError(
                f"no {self._names[0]} matches {names}",
                status=404,
                method=operation.method,
                path=operation.path,
            )
        if len(items) > 1:
            raise InvalidRequestError(f"find: more than one {self._names[0]} matches {names}; add a condition")
        item: T = items[0]
        return item

    @iterator_method
    def modified_since(self, when: datetime, *, page_size: int | None = None) -> Iterator[T]:
        """Iterate over the objects that were changed at or after a time, in the order of their ids.

        The listing is not sorted by the time of change: an object that changes during the iteration would then move,
        and shift other objects across the end of a page.

        Args:
            when: a timezone-aware time, such as the start of the last run. It is compared with times of the server's
                clock.
            page_size: the number of objects to fetch with each request.

        Raises:
            InvalidRequestError: ``when`` is not a time with a time zone, or ``page_size`` is out of range.
        """
        from timeback.filters import F

        since = F[self._changed] >= when
        items: Iterator[T] = getattr(self, method_name("iter", self._names))(filter_expr=since, page_size=page_size)
        return items


class ReadCollection(FilterMethods[T]):
    """A read-only OneRoster collection: students and teachers, for example, are written as users."""

    @feed_method
    def changes(
        self,
        checkpoint: str | os.PathLike[str] | None = None,
        *,
        state: Mapping[str, Any] | None = None,
        overlap: timedelta = timedelta(minutes=5),
        page_size: int | None = None,
    ) -> Changes[T]:
        """Start a run of a feed of changes: an iterator over the objects that changed since the last run.

        The first run returns everything. Objects that are marked as deleted (status ``tobedeleted``) come too, and
        ``vanished`` of the result finds those that are gone. The iteration returns objects in the order of their ids.

        Store all objects, then call ``commit`` of the result, which moves the checkpoint. A run that is killed before
        that is repeated by the next one, so that no change is lost. Some objects come again in the next run: replace
        the copy of an object by the one that was read last, whatever its ``dateLastModified`` is.

        Times are those of the server: a run reads what was changed since the beginning of the last run, by the
        ``Date`` header of its first reply, minus the overlap. The clock of this machine has no influence. If the
        server sends no such header, the newest ``dateLastModified`` at the beginning takes its place. If the server
        rejects or ignores the filter on ``dateLastModified``, or its clock was set back, everything is read, with a
        ``FullReadWarning``. If objects may be missing (``IncompleteListingWarning``), the next run reads the same
        changes again, even after ``commit``.

        Args:
            checkpoint: a file that stores where the next run starts. It need not exist. Beside it are a file with the
                ids of all objects that were returned, with ``.ids`` at the end, and a lock, with ``.lock`` at the end.
            state: the ``state()`` of the last run, for a copy that stores it itself; an empty dict in the first run.
            overlap: a time longer than the longest transaction on the server, and than the difference between the
                clocks of its nodes. The objects that were changed in it come again in the next run.
            page_size: the number of objects to fetch with each request.

        Raises:
            InvalidRequestError: an argument is invalid, or the checkpoint or state belongs to another server or
                collection.
            ClientStateError: another run uses the checkpoint.
            ConfigurationError: a file beside the checkpoint is of another kind, or cannot be locked.
            StorageError: the checkpoint cannot be read.
        """
        from timeback._resources.change_run import ChangeRun

        # The descriptor makes the sync or the async feed of the run.
        run: Any = ChangeRun(self, checkpoint, state, overlap, page_size)
        return run  # type: ignore[no-any-return]

    @multi_request
    def first(
        self,
        *,
        filter_expr: str | Filter | None = None,
        sort: str | PropertyName | None = None,
        order_by: str | None = None,
        fields: PropertyNames | None = None,
    ) -> RequestGenerator[T | None]:
        """Return the first object of a listing, or None if the listing is empty.

        The ``==`` conditions of a filter built with ``F`` are checked on the object, as in ``find``.

        Args:
            filter_expr: a filter that the object must match.
            sort: the property to sort by.
            order_by: ``asc`` or ``desc``.
            fields: the names of the properties to return, to which those of the conditions are added; all others of the
                object are unset.

        Raises:
            FilterIgnoredError: the server returned an object that does not match a condition that was sent.
        """
        return self._first(filter_expr=filter_expr, sort=sort, order_by=order_by, fields=fields)


class UnpatchedCollection(ReadCollection[T], WriteMethods[T]):
    """A OneRoster collection whose objects can be written as a whole only."""


class Collection(UnpatchedCollection[T], PatchMethods[T]):
    """A OneRoster collection that can be read and written."""


class _QTI(ReadMethods[T], WriteMethods[T]):
    """A QTI collection, which names the id and the time of the last change differently from OneRoster."""

    _id = _id_attribute = "identifier"
    _changed = "updatedAt"


class QTICollection(_QTI[T]):
    """A QTI collection that can be searched by text but takes no filter."""

    @multi_request
    def first(
        self, *, sort: str | PropertyName | None = None, order_by: str | None = None
    ) -> RequestGenerator[T | None]:
        """Return the first object of a listing, or None if the listing is empty.

        Args:
            sort: the property to sort by.
            order_by: ``asc`` or ``desc``.
        """
        return self._first(sort=sort, order_by=order_by)


class FilteredQTICollection(_QTI[T], FilterMethods[T]):
    """A QTI collection that takes a filter, and always returns whole objects."""

    @multi_request
    def first(
        self,
        *,
        filter_expr: str | Filter | None = None,
        sort: str | PropertyName | None = None,
        order_by: str | None = None,
    ) -> RequestGenerator[T | None]:
        """Return the first object of a listing, or None if the listing is empty.

        The ``==`` conditions of a filter built with ``F`` are checked on the object, as in ``find``.

        Args:
            filter_expr: a filter that the object must match.
            sort: the property to sort by.
            order_by: ``asc`` or ``desc``.

        Raises:
            FilterIgnoredError: the server returned an object that does not match a condition that was sent.
        """
        return self._first(filter_expr=filter_expr, sort=sort, order_by=order_by)


def _deferred(build: Callable[..., Any], *args: Any) -> Callable[[], Request[Any]]:
    return lambda: build(*args)
