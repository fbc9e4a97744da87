"""What every collection can do beyond its operations, written once: built from the declared lines by their names."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from attrs import field, frozen

from timeback._resources.batch import DEFAULT_CONCURRENCY, Each
from timeback._resources.descriptors import Steps, recipe, walking
from timeback.filters import F
from timeback_runtime.errors import (
    ConflictError,
    InvalidRequestError,
    NotFoundError,
    TimeBackError,
    UnprocessableEntityError,
)
from timeback_runtime.model import Model
from timeback_runtime.validators import kind_of

if TYPE_CHECKING:
    from timeback_runtime.encoding import Filter, Named, Names
    from timeback_runtime.messages import Request

T = TypeVar("T")


class Found(list[T]):
    """Objects in the order in which they were asked for.

    Attributes:
        missing: the ids that no object has.
    """

    def __init__(self, items: Iterable[T], missing: list[str]) -> None:
        super().__init__(items)
        self.missing = missing

    def __repr__(self) -> str:
        return f"<Found: {len(self)}, {len(self.missing)} missing>"


@frozen(repr=False)
class Created:
    """What became of many creations.

    Attributes:
        results: what each creation gave (for OneRoster the pair of supplied and allocated id), in order.
        failed: the place of each object that failed, counted from 0, and its error.
    """

    results: list[Any]
    failed: list[tuple[int, TimeBackError]]

    def __bool__(self) -> bool:
        return not self.failed

    def __repr__(self) -> str:
        return f"<Created: {len(self.results) - len(self.failed)}, {len(self.failed)} failed>"


@frozen
class Upserted(Generic[T]):
    """What an upsert did.

    Attributes:
        created: whether the object was new.
        sourced_id: the id under which the server has it.
        entity: the object, where the server sent it back.
    """

    created: bool
    sourced_id: str
    entity: T | None = field(repr=False)


class _Reading(Generic[T]):
    """The comforts of every collection. The next classes add what only some services can do.

    A subclass says how its lines are named, and where it departs from OneRoster.

    Attributes:
        _names: singular and plural of the entity, as in the names of the declared lines.
        _id, _changed: the properties that hold an object's id and the time of its last change, as on the wire.
    """

    _names: ClassVar[tuple[str, str]]
    _id: ClassVar[str] = "sourcedId"
    _changed: ClassVar[str] = "dateLastModified"

    def _line(self, verb: str) -> str:
        """The name of a declared line."""
        singular, plural = self._names
        return f"{verb}_{plural if verb in ('list', 'iter') else singular}"

    def _build(self, verb: str) -> Callable[..., Any]:
        build: Callable[..., Any] = getattr(type(self), self._line(verb)).build
        return build

    def _first(self, **arguments: Any) -> Steps[T | None]:
        given = {name: value for name, value in arguments.items() if value is not None}
        found = yield self._build("list")(limit=1, **given)
        return found[0] if found else None

    @recipe
    def exists(self, sourced_id: str) -> Steps[bool]:
        """Whether the server has an object of this id, be it active or marked as deleted."""
        build = self._build("get")
        # Some services give an object whole or not at all.
        chosen = {"fields": [self._id]} if "fields" in inspect.signature(build).parameters else {}
        try:
            yield build(sourced_id, **chosen)
        except NotFoundError:
            return False
        return True

    @recipe
    def get_many(self, ids: Iterable[str], *, concurrency: int = DEFAULT_CONCURRENCY) -> Steps[Found[T]]:
        """The objects of these ids, fetched side by side; in order, with what was missing.

        Args:
            ids: sourcedIds.
            concurrency: how many requests are in flight at once.
        """
        build, wanted = self._build("get"), list(_several("ids", ids))
        outcomes = yield Each((_later(build, one) for one in wanted), concurrency)
        missing = [one for one, got in zip(wanted, outcomes, strict=True) if isinstance(got, NotFoundError)]
        for outcome in outcomes:
            if isinstance(outcome, Exception) and not isinstance(outcome, NotFoundError):
                raise outcome
        return Found((got for got in outcomes if not isinstance(got, Exception)), missing)


class _Filtering(_Reading[T]):
    """The comforts where a listing takes a filter."""

    @recipe
    def find(self, filter_expr: str | Filter | None = None, /, **properties: str) -> Steps[T]:
        """The one object that meets a condition, such as ``find(email="ada@example.org")``.

        Args:
            filter_expr: a condition; it and the properties must all hold.
            properties: values by the name of their property, in Python's or the wire's spelling.

        Raises:
            InvalidRequestError: no condition, or more than one object meets it.
            NotFoundError: no object meets it.
        """
        condition: Any = filter_expr
        for name, value in properties.items():
            equal = (F[name] if "." in name else getattr(F, name)) == value
            if isinstance(condition, str):
                raise InvalidRequestError("find: give a condition as text, or properties, not both")
            condition = equal if condition is None else condition & equal
        if condition is None:
            raise InvalidRequestError("find: give at least one property, such as find(identifier=...)")
        request = self._build("list")(limit=2, filter_expr=condition)
        found = yield request
        names = ", ".join(properties) or "the filter"
        if not found:
            raise NotFoundError(
                f"no {self._names[0]} meets {names}",
                status=404,
                method=request.operation.method,
                path=request.operation.path,
            )
        if len(found) > 1:
            raise InvalidRequestError(f"find: more than one {self._names[0]} meets {names}")
        one: T = found[0]
        return one

    @walking
    def modified_since(self, when: datetime, *, page_size: int | None = None) -> Iterator[T]:
        """The objects that were changed at or after a time, in the order of their ids.

        Sorted by the time of change, an object that is changed meanwhile would move, and push others past a page's end.

        Args:
            when: a time with its zone, such as the start of the last run; the server's clock decides.
            page_size: objects to fetch at once.
        """
        since = F[self._changed] >= when
        listing: Iterator[T] = getattr(self, self._line("iter"))(filter_expr=since, page_size=page_size)
        return listing


class _Writing(_Reading[T]):
    """The comforts where objects can be created and replaced."""

    @recipe
    def create_many(
        self, items: Iterable[T | Mapping[str, Any]], *, concurrency: int = DEFAULT_CONCURRENCY
    ) -> Steps[Created]:
        """Create objects side by side; one that fails stops no other.

        Args:
            items: models or dictionaries; a generator is read as it is needed.
            concurrency: how many requests are in flight at once.
        """
        build = self._build("create")
        outcomes = yield Each((_later(build, item) for item in _several("items", items)), concurrency)
        failed = []
        for place, outcome in enumerate(outcomes):
            if isinstance(outcome, TimeBackError):
                failed.append((place, outcome))
            elif isinstance(outcome, Exception):
                raise outcome
        return Created([None if isinstance(one, Exception) else one for one in outcomes], failed)

    @recipe
    def upsert(self, item: T | Mapping[str, Any]) -> Steps[Upserted[T]]:
        """Replace an object, or create it where the server has none of its id; safe when two do it at once.

        Raises:
            InvalidRequestError: the object has no id, or was fetched with ``fields=``.
        """
        data: Mapping[str, Any] = item.to_dict() if isinstance(item, Model) else item  # type: ignore[assignment]
        given = data.get(self._id) if isinstance(data, Mapping) else None
        if not isinstance(given, str):
            raise InvalidRequestError(f"upsert: the object needs {self._id}, else each call would make a new one")
        update = self._build("update")(given, item)
        try:
            return Upserted(False, given, (yield update))
        except NotFoundError:
            pass
        try:
            pair = yield self._build("create")(item)
        except (ConflictError, UnprocessableEntityError) as refused:
            # Somebody may have created it in between; where nobody has, what was refused is the object itself.
            try:
                return Upserted(False, given, (yield update))
            except NotFoundError:
                raise refused from None
        allocated = getattr(pair, "allocated_sourced_id", None)
        return Upserted(True, allocated or given, None if allocated else pair)


class ReadCollection(_Filtering[T]):
    """A collection of OneRoster whose objects are written elsewhere: students are written as users."""

    @recipe
    def first(
        self,
        *,
        filter_expr: str | Filter | None = None,
        sort: str | Named | None = None,
        order_by: str | None = None,
        fields: Names | None = None,
    ) -> Steps[T | None]:
        """The first object of a listing, or None where it is empty.

        Args:
            filter_expr: condition that the object must meet.
            sort: property to sort by.
            order_by: ``asc`` or ``desc``.
            fields: names of the properties to return.
        """
        return self._first(filter_expr=filter_expr, sort=sort, order_by=order_by, fields=fields)


class Collection(ReadCollection[T], _Writing[T]):
    """A collection of OneRoster."""


class _QTI(_Writing[T]):
    """How QTI names the properties that it has under other names."""

    _id = "identifier"
    _changed = "updatedAt"


class QTICollection(_QTI[T]):
    """A collection of QTI that can be searched by text, and takes no filter."""

    @recipe
    def first(self, *, sort: str | Named | None = None, order_by: str | None = None) -> Steps[T | None]:
        """The first object of a listing, or None where it is empty.

        Args:
            sort: property to sort by.
            order_by: ``asc`` or ``desc``.
        """
        return self._first(sort=sort, order_by=order_by)


class FilteredQTICollection(_QTI[T], _Filtering[T]):
    """A collection of QTI that takes a filter, and gives each object whole."""

    @recipe
    def first(
        self,
        *,
        filter_expr: str | Filter | None = None,
        sort: str | Named | None = None,
        order_by: str | None = None,
    ) -> Steps[T | None]:
        """The first object of a listing, or None where it is empty.

        Args:
            filter_expr: condition that the object must meet.
            sort: property to sort by.
            order_by: ``asc`` or ``desc``.
        """
        return self._first(filter_expr=filter_expr, sort=sort, order_by=order_by)


def _several(name: str, given: Iterable[Any]) -> Iterable[Any]:
    """Many things, not one that happens to be iterable."""
    if isinstance(given, str | bytes | Mapping) or not isinstance(given, Iterable):
        raise InvalidRequestError(f"{name}: expected a list, got {kind_of(given)}")
    return given


def _later(build: Callable[..., Any], *args: Any) -> Callable[[], Request[Any]]:
    return lambda: build(*args)
