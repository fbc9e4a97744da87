"""The search for objects that are gone: known ids that a listing lacks, each confirmed by a request for the object."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from timeback._pagination.end_of_listing import reported_total
from timeback._pagination.paginator import Paginator
from timeback._pagination.paging import safest_paginator
from timeback._pagination.position import PagePosition
from timeback._resources.batch import Blocking, PageRequest, RequestBatch
from timeback._resources.descriptors import as_iteration
from timeback._resources.naming import method_name
from timeback._spec.identifiers import key_of
from timeback._spec.status import DELETED
from timeback.errors import IncompleteListingError, KeysetPagingError
from timeback_runtime.errors import APIError, BadRequestError, NotFoundError, UnprocessableEntityError

if TYPE_CHECKING:
    from timeback._resources.batch import RequestGenerator
    from timeback._storage.known_ids import KnownIds
    from timeback_runtime.messages import RawPage, Request

_CHUNK = 200
"""How many ids are confirmed at a time."""


class VanishedSearch:
    """Finds the known ids that have no object any more.

    An id is gone if it is not in the listing of all ids, and the server answers 404 for its object or returns it as
    deleted. The second condition protects an object that a page left out because others were added or removed.
    """

    def __init__(self, collection: Any, ids: KnownIds) -> None:
        """Take a collection with ``get``, ``list`` and ``iter`` methods, and the known ids."""
        self._collection = collection
        self._ids = ids
        self._last: str | None = None

    def compare(self) -> RequestGenerator[None]:
        """Read the listing of all ids.

        Raises:
            IncompleteListingError: the number of objects in the listing disagrees with the totals of the server.
            StorageError: no temporary file can be written.
        """
        try:
            before = yield from self._read([self._collection._id])
        except (BadRequestError, UnprocessableEntityError):
            # Some servers cannot return a part of an object.
            before = yield from self._read(None)
        except KeysetPagingError:
            before = yield from self._read([self._collection._id], by_offset=True)
        request = self._build("list")(limit=1)
        page: RawPage[Any] = yield PageRequest(request)
        after = reported_total(PagePosition(request), page)
        count: int = yield Blocking(self._ids.count_listed)
        if before is None or after is None or min(before, after) <= count <= max(before, after):
            return
        operation = request.operation
        raise IncompleteListingError(
            f"{operation.method} {operation.path}: the server reported {before} objects before the listing and {after} "
            f"after it, but sent {count} different ones, so that no object can be said to be gone; try again later",
            method=operation.method,
            path=operation.path,
        )

    def next_ids(self) -> RequestGenerator[list[str] | None]:
        """Return some ids that are gone, or None at the end.

        Raises:
            APIError: the request for an object failed, other than with 404.
        """
        wanted: list[str] = yield Blocking(partial(self._ids.not_listed, self._last, _CHUNK))
        if not wanted:
            return None
        build = self._build("get")
        fields = [self._collection._id, "status"]
        options = {"fields": fields} if "fields" in inspect.signature(build).parameters else {}
        results = yield RequestBatch(partial(build, identity, **options) for identity in wanted)
        failed = [result for result in results if isinstance(result, Exception)]
        for error in failed:
            if not isinstance(error, NotFoundError):
                raise error
        self._last = wanted[-1]
        return [identity for identity, result in zip(wanted, results, strict=True) if _is_gone(result)]

    def _build(self, verb: str) -> Callable[..., Request[Any]]:
        build: Callable[..., Request[Any]] = self._collection._build(verb)
        return build

    def _read(self, fields: list[str] | None, *, by_offset: bool = False) -> RequestGenerator[int | None]:
        """Read the ids of the listing; return the total that the server reported with the first page."""
        method = inspect.getattr_static(type(self._collection), method_name("iter", self._collection._names))
        iteration, sort = as_iteration(method.build(fields=fields)), method.default_sort()
        paginator = Paginator(iteration, sort) if by_offset else safest_paginator(iteration, sort)
        yield Blocking(self._ids.begin_comparison)
        total, is_first = None, True
        while (request := paginator.next_request()) is not None:
            result: Any
            try:
                result = yield PageRequest(request)
            except APIError as error:
                result = error
            if is_first and not isinstance(result, Exception):
                total, is_first = reported_total(PagePosition(request), result), False
            items = paginator.handle(result).items
            yield Blocking(partial(self._ids.add_listed, _ids_of(items)))
        return total


def _ids_of(items: Iterable[Any]) -> list[str]:
    return [identity for item in items if (identity := key_of(item)) is not None]


def _is_gone(result: Any) -> bool:
    return isinstance(result, NotFoundError) or getattr(result, "status", None) == DELETED
