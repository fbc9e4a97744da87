"""Methods that all collections share: exists, first, find, get_many, modified_since, create_many, upsert.

They call the declared methods of the collection, whose names follow from ``_names``; see ``method_name``.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from attrs import field, frozen

from timeback._resources.batch import DEFAULT_CONCURRENCY, RequestBatch, RequestGenerator
from timeback._resources.conditions import conjunction
from timeback._resources.multi_request import entity_of, iterator_method, multi_request
from timeback._resources.naming import method_name
from timeback._resources.search import search
from timeback.filters import F
from timeback_runtime.errors import (
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    TimeBackError,
    UnprocessableEntityError,
)
from timeback_runtime.model import Model
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
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


@frozen(repr=False)
class Created:
    """The result of ``create_many``. True if no object failed.

    Attributes:
        results: the result for each object, in order: for OneRoster the pair of supplied and allocated id, for QTI the
            created object, None for an object that failed.
        failed: the index of each failed object, counted from 0, and its error.
    """

    results: list[Any]
    failed: list[tuple[int, TimeBackError]]

    def __bool__(self) -> bool:
        return not self.failed

    def __repr__(self) -> str:
        return f"<Created: {len(self.results) - len(self.failed)}, {len(self.failed)} failed>"


@frozen
class Upserted(Generic[T]):
    """The result of ``upsert``.

    Attributes:
        created: whether the object was created; False if it was replaced.
        sourced_id: the id under which the server stores the object.
        entity: the object as the server returned it, or None if it returned none.
    """

    created: bool
    sourced_id: str
    entity: T | None = field(repr=False)


class ReadMethods(Generic[T]):
    """Methods of every collection. The subclasses below add methods that only some services support.

    Attributes:
        _names: the singular and the plural in the names of the collection's methods, such as ``("user", "users")``.
        _id: the wire name of the property that holds an object's id.
        _changed: the wire name of the property that holds the time of its last change.
    """

    _names: ClassVar[tuple[str, str]]
    # The session of the resource that a collection is, too.
    _session: Any
    _id: ClassVar[str] = "sourcedId"
    _changed: ClassVar[str] = "dateLastModified"

    def _build(self, verb: str) -> Callable[..., Any]:
        build: Callable[..., Any] = inspect.getattr_static(type(self), method_name(verb, self._names)).build
        return build

    @classmethod
    def _model(cls) -> type[Model]:
        """Return the model of the collection's objects."""
        model: type[Model] | None = entity_of(cls)
        assert model is not None
        return model

    def _search(self, limit: int, arguments: dict[str, Any]) -> RequestGenerator[list[T]]:
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
        build, wanted = self._build("get"), list(_checked_list("ids", ids))
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
        since = F[self._changed] >= when
        items: Iterator[T] = getattr(self, method_name("iter", self._names))(filter_expr=since, page_size=page_size)
        return items


class WriteMethods(ReadMethods[T]):
    """Methods of collections whose objects can be created and replaced."""

    @multi_request
    def create_many(
        self, items: Iterable[T | Mapping[str, Any]], *, concurrency: int = DEFAULT_CONCURRENCY
    ) -> RequestGenerator[Created]:
        """Create objects concurrently. The failure of one object does not stop the others.

        Returns the result for each object, and the index and error of each that failed.

        In most OneRoster collections the creation of an object is an extension of the platform: another provider may
        answer 404 or 405.

        Args:
            items: models or dictionaries. A generator is consumed as the objects are sent.
            concurrency: the largest number of requests in flight at once.

        Raises:
            InvalidRequestError: ``items`` is not a list or another iterable of objects, or ``concurrency`` is below 1.
        """
        build = self._build("create")
        results = yield RequestBatch((_deferred(build, item) for item in _checked_list("items", items)), concurrency)
        failed = []
        for index, result in enumerate(results):
            if isinstance(result, TimeBackError):
                failed.append((index, result))
            elif isinstance(result, Exception):
                raise result
        return Created([None if isinstance(result, Exception) else result for result in results], failed)

    @multi_request
    def upsert(self, item: T | Mapping[str, Any]) -> RequestGenerator[Upserted[T]]:
        """Replace an object, or create it if the server has none with its id.

        Concurrent upserts of the same object are safe: if another one creates it first, this one replaces it.

        In most OneRoster collections replacing or creating an object is an extension of the platform: another provider
        may answer 404 or 405.

        Args:
            item: a model or a dictionary, with its id.

        Raises:
            InvalidRequestError: the object has no id, or was fetched with ``fields=`` and is therefore incomplete.
        """
        data: Mapping[str, Any] = item.to_dict() if isinstance(item, Model) else item  # type: ignore[assignment]
        given = data.get(self._id) if isinstance(data, Mapping) else None
        if not isinstance(given, str):
            raise InvalidRequestError(
                f"upsert: the object has no {self._id}; set it, since without an id each call would create a new object"
            )
        update = self._build("update")(given, item)
        try:
            return Upserted(False, given, (yield update))
        except NotFoundError:
            pass
        try:
            pair = yield self._build("create")(item)
        except (ConflictError, UnprocessableEntityError) as rejected:
            # Another client may have created the object since. If not, the server rejected the object itself.
            try:
                return Upserted(False, given, (yield update))
            except NotFoundError:
                raise rejected from None
        allocated = getattr(pair, "allocated_sourced_id", None)
        return Upserted(True, allocated or given, None if allocated else pair)


class ReadCollection(FilterMethods[T]):
    """A read-only OneRoster collection: students and teachers, for example, are written as users."""

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


class Collection(ReadCollection[T], WriteMethods[T]):
    """A OneRoster collection that can be read and written."""


class _QTI(WriteMethods[T]):
    """A QTI collection, which names the id and the time of the last change differently from OneRoster."""

    _id = "identifier"
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


def _checked_list(name: str, given: Iterable[Any]) -> Iterable[Any]:
    """Return the argument; reject a single string or object, which is iterable too."""
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InvalidRequestError(f"{name}: expected a list, got {describe_type(given)}")
    return given


def _deferred(build: Callable[..., Any], *args: Any) -> Callable[[], Request[Any]]:
    return lambda: build(*args)
