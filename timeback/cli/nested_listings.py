"""Listings below an object on the command line, such as ``classes/ID/students``.

They are the declared listings whose path has a parameter, under the path that the document gives them. A resource class
is imported only if the path begins with its name.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from timeback.cli.collections import declared_resources, kebab_case, listed_properties, service_names
from timeback_runtime.records import frozen
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback import TimeBackClient


@frozen
class NestedListing:
    """A listing below an object.

    Attributes:
        service: the name of the service.
        resource: the attribute of the resource.
        method: the method that iterates over the listing.
        path: the parts of its path. A parameter is an empty text.
    """

    service: str
    resource: str
    method: str
    path: tuple[str, ...]
    build: Any

    def bind(self, client: TimeBackClient) -> Any:
        """Return the method of a client."""
        return getattr(getattr(getattr(client, self.service), self.resource), self.method)

    @property
    def properties(self) -> dict[str, str]:
        """The wire names of the properties of its objects by their Python names."""
        return listed_properties(self.build)

    def __str__(self) -> str:
        return "/".join(part or "ID" for part in self.path)


def nested_listings(name: str, service: str | None = None) -> Iterator[NestedListing]:
    """Yield the listings below the objects of a collection.

    Args:
        name: the name of the collection, such as ``line-items``.
        service: the service to look in; None for all, in their order.
    """
    from timeback._resources.descriptors import iterating

    for known, resources in declared_resources().items():
        for resource, class_name in resources.items():
            if service not in (None, known) or kebab_case(resource) != name:
                continue
            owner = getattr(importlib.import_module(f"timeback.services.{known}.{resource}"), class_name)
            for method, member in inspect.getmembers_static(owner):
                if isinstance(member, iterating):
                    template = member.build.__globals__["OPERATION"].path
                    path = tuple("" if part.startswith("{") else part for part in template.strip("/").split("/"))
                    if "" in path:
                        yield NestedListing(known, resource, method, path, member.build)


def parse_nested_path(path: str) -> tuple[NestedListing, list[str]] | None:
    """Return the listing that a path names, and the ids in it; None if it is the path of a collection or an object.

    Raises:
        click.UsageError: the collection has listings below its objects, but not this one.
    """
    parts = path.strip("/").split("/")
    readings: list[tuple[str | None, list[str]]] = [(None, parts)]
    if parts[0].lower() in service_names():
        # First, because the service resources has a collection of the same name.
        readings.insert(0, (parts[0].lower(), parts[1:]))
    for service, given in readings:
        if len(given) < 3:
            continue
        if "" in given:
            raise click.UsageError(f"An id is missing in {path!r}: two slashes have nothing between them.")
        known = list(nested_listings(kebab_case(given[0]), service))
        for listing in known:
            if (ids := _ids(listing.path, given)) is not None:
                return listing, ids
        if known:
            raise _unknown(given, known)
    return None


def decode_id(text: str) -> str:
    """Return an id in a path, in which a slash is written ``%2F``."""
    return text.replace("%2F", "/").replace("%2f", "/")


def _ids(path: tuple[str, ...], given: list[str]) -> list[str] | None:
    """Return the ids in a given path; None if it is not an instance of the other one."""
    if len(path) != len(given) or any(
        kebab_case(known) != kebab_case(part) if known else not part for known, part in zip(path, given, strict=True)
    ):
        return None
    return [decode_id(part) for known, part in zip(path, given, strict=True) if not known]


def _unknown(given: list[str], known: list[NestedListing]) -> click.UsageError:
    available = list(dict.fromkeys(map(str, known)))
    shown = "/".join([given[0], "ID", *given[2:]])
    return click.UsageError(
        f"No listing {shown!r}.{did_you_mean(shown, available)} Available: {', '.join(available)}. "
        "A slash in an id is written %2F."
    )
