"""The collections that can be listed as a whole, by their names in the API."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from timeback._pagination.keyset import KeysetPaginator
from timeback._pagination.paginator import Paginator
from timeback._resources.descriptors import as_iteration, iterating
from timeback._resources.naming import method_name
from timeback._resources.service import declared_services, resource_class, resource_classes, service_class
from timeback.client import TimeBackClient
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.property_names import camel_case
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback._pagination.paging import AnyPaginator
    from timeback.ranges.range import Range
    from timeback.settings import Settings
    from timeback_runtime.encoding import Filter, PropertyNames
    from timeback_runtime.messages import Iteration


@frozen
class CollectionListing:
    """The listing of a whole collection.

    Attributes:
        name: the name of the collection in the API, such as ``academicSessions``.
        build: the generated function that builds its iteration.
        default_sort: the property by which it is sorted; None if it cannot be sorted by id.
    """

    name: str
    build: Callable[..., Any]
    default_sort: str | None

    @property
    def has_ranges(self) -> bool:
        """Whether it takes a sort and a filter on the id."""
        return self.default_sort is not None and "filter_expr" in self._parameters

    @property
    def _parameters(self) -> dict[str, Any]:
        return self.build.__kwdefaults__ or {}

    def base_url(self, settings: Settings) -> str:
        """Return the base URL of the service that has the collection."""
        return settings.base_url(self.iteration().request.operation.package)

    def iteration(
        self,
        *,
        filter_expr: str | Filter | None = None,
        fields: PropertyNames | None = None,
        page_size: int | None = None,
    ) -> Iteration[Any]:
        """Build the iteration over the collection.

        Raises:
            InvalidRequestError: an argument is invalid, or the listing does not take it.
        """
        given = {"filter_expr": filter_expr, "fields": fields, "page_size": page_size}
        arguments = {name: value for name, value in given.items() if value is not None}
        for name in arguments:
            if name not in self._parameters:
                raise InvalidRequestError(f"{name}: the listing of {self.name} does not take it; leave it out")
        return as_iteration(self.build(**arguments))

    def paginator(self, range_: Range, iteration: Iteration[Any], settings: Settings) -> AnyPaginator[Any]:
        """Return the paginator of one range.

        A range without bounds is read by offset if the server cannot be read by keyset pagination.
        """

        def by_offset() -> Paginator[Any]:
            return Paginator(iteration, self.default_sort, settings.base_url)

        if range_.paging == "offset" or not self.has_ranges:
            if range_.low is not None or range_.high is not None:
                raise InvalidRequestError(f"range_: a range of {self.name} with bounds has paging='keyset'")
            return by_offset()
        is_whole = range_.low is None and range_.high is None
        return KeysetPaginator(
            iteration,
            settings.base_url,
            low=range_.low,
            high=range_.high,
            fallback=by_offset if is_whole else None,
        )


def find_listing(collection: str) -> CollectionListing:
    """Return the listing of a collection.

    Raises:
        InvalidRequestError: there is no such collection.
    """
    found = _find(collection) if isinstance(collection, str) else None
    if found is None:
        known = listed_collections()
        hint = did_you_mean(collection, known) if isinstance(collection, str) else ""
        hint = hint or f" Choose one of {', '.join(known)}."
        raise InvalidRequestError(f"collection: there is no listing of that name.{hint}")
    return found


def is_listed(collection: str) -> bool:
    """Return whether there is a collection of that name that can be listed as a whole."""
    return _find(collection) is not None


def listed_collections() -> list[str]:
    """Return the names of the collections that can be listed as a whole, in the order of the services."""
    return list(_listings())


@cache
def _find(collection: str) -> CollectionListing | None:
    # The names of resources are those of their collections, so that only the endpoints of one resource are imported.
    # All of them take half a second.
    for service in declared_services(TimeBackClient):
        for attribute in service_class(TimeBackClient, service).__annotations__:
            if camel_case(attribute) == collection:
                found = _listing_of(resource_class(TimeBackClient, service, attribute))
                if found is not None and found.name == collection:
                    return found
    return _listings().get(collection)


@cache
def _listings() -> dict[str, CollectionListing]:
    """The listings of the collections of each service, and after those the listings of the service itself."""
    found: dict[str, CollectionListing] = {}
    for service in declared_services(TimeBackClient):
        members = inspect.getmembers_static(service_class(TimeBackClient, service))
        for listing in (
            *map(_listing_of, resource_classes(TimeBackClient, service).values()),
            *(_listing("", member) for _, member in members if isinstance(member, iterating)),
        ):
            if listing is not None:
                found.setdefault(listing.name, listing)
    return found


def _listing_of(resource: type[Any]) -> CollectionListing | None:
    """The listing of the collection of a resource; None if it has none, or needs the id of a parent."""
    if not hasattr(resource, "_names"):
        return None
    member = inspect.getattr_static(resource, method_name("iter", resource._names), None)
    return _listing(camel_case(resource._names[1]), member) if isinstance(member, iterating) else None


def _listing(name: str, member: iterating[..., Any]) -> CollectionListing | None:
    """The listing of a declared iteration; None if it needs the id of a parent.

    Args:
        name: the name of the collection; empty if it is that of the list in the reply.
    """
    build = member.build
    for one in inspect.signature(build).parameters.values():
        if one.default is one.empty and one.kind is not one.VAR_KEYWORD:
            return None
    if not name:
        decoder = as_iteration(build()).request.operation.decoder(200)
        assert decoder is not None
        name = decoder.collection[0]
    return CollectionListing(name, build, member.default_sort())
