"""Packages of CASE as programs need them: a package that was read in the form of requests, and a tree as a sequence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from attrs import frozen

from timeback_api.case.models import (
    CFGroupedItem,
    CFPackage,
    CFPackageWithGroups,
    NewCFAssociation,
    NewCFDocument,
    NewCFItem,
    NewCFPackage,
    NewLink,
)
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model

__all__ = ["PlacedItem", "as_new_package", "walk_items"]

M = TypeVar("M", bound=Model)


@frozen
class PlacedItem:
    """An item with its place in a framework.

    Attributes:
        depth: how many items are above it; 0 at the top.
        group: the name of its group.
        item: the item, with the groups below it in ``child_groups``.
        parent_id: the id of the item above it; None at the top.
    """

    depth: int
    group: str
    item: CFGroupedItem
    parent_id: str | None


def walk_items(package: CFPackageWithGroups) -> Iterator[PlacedItem]:
    """Yield the items of a framework in their order, each before the items below it.

    Args:
        package: what ``client.case.get_package_groups`` returns (CASE 1.1, ``/CFPackages/{sourcedId}/groups``).
    """
    # A stack of its own, since a framework may be nested more deeply than Python calls functions.
    waiting = _placed(package.structured_content, 0, None)
    while waiting:
        placed = waiting.pop()
        yield placed
        waiting += _placed(placed.item.child_groups, placed.depth + 1, placed.item.sourced_id)


def _placed(
    groups: Mapping[str, Iterable[CFGroupedItem]] | None, depth: int, parent_id: str | None
) -> list[PlacedItem]:
    """The items of these groups, the first one last."""
    found = [PlacedItem(depth, name, item, parent_id) for name, items in (groups or {}).items() for item in items or ()]
    return found[::-1]


def as_new_package(package: CFPackage) -> NewCFPackage:
    """Return a package that was read in the form in which ``create_package`` and ``update_package`` send it.

    Requests name objects by ``identifier``, replies by ``sourcedId``; requests write ``licenseUri`` in the document,
    replies ``licenseURI``. Properties that requests do not have, such as ``frameworkType`` and ``CFPackageURI``, and
    null values are left out.

    Args:
        package: what ``client.case.get_package`` returns (CASE 1.1, ``/CFPackages/{sourcedId}``).

    Raises:
        InvalidRequestError: the package lacks a property that a request needs.
    """
    received = package.to_dict()
    document = dict(received.get("CFDocument") or {})
    license_link = document.pop("licenseURI", None)
    if isinstance(license_link, Mapping):
        document["licenseUri"] = license_link.get("uri")
    return NewCFPackage(
        cf_document=_new(NewCFDocument, document),
        cf_items=[_new(NewCFItem, each) for each in received.get("CFItems") or ()],
        cf_associations=[_new(NewCFAssociation, each) for each in received.get("CFAssociations") or ()],
    )


def _new(model: type[M], received: Mapping[str, Any]) -> M:
    """The object in the form of requests, with the properties that the model has."""
    given: dict[str, Any] = {
        "identifier" if name == "sourcedId" else name: (
            _new(NewLink, value) if isinstance(value, Mapping) and name.endswith("URI") else value
        )
        for name, value in received.items()
    }
    fields = {name: given[field.wire] for name, field in model.FIELDS.items() if given.get(field.wire) is not None}
    if missing := [field.wire for name, field in model.FIELDS.items() if field.required and name not in fields]:
        raise InvalidRequestError(f"{model.__name__}: the package has no {missing[0]}, which requests need; set it")
    return model(**fields)
