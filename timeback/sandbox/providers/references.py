"""Completes the references in an object: the address of the object that a reference names, and its type."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, TypeAlias
from urllib.parse import quote

import attrs

from timeback._spec.references import ReferencePath, references
from timeback.sandbox.spec.openapi import Api

__all__ = ["References", "Targets"]


@attrs.frozen
class _Target:
    """Where the objects of a collection are, and how a reference names their type."""

    address: str
    type: str


class Targets:
    """The addresses of the objects of all collections that can be read one by one."""

    def __init__(self, api: Api, origin: str) -> None:
        self._targets: dict[str, _Target] = {}
        for operation in api.operations:
            whole = operation.select is None and not operation.parents
            folder, _, last = operation.path.rpartition("/")
            if operation.method == "GET" and operation.entity and operation.unwrap and whole and last.startswith("{"):
                address = f"{origin}{operation.document.base_path}{folder}/"
                self._targets.setdefault(operation.entity, _Target(address, operation.unwrap[0]))

    def completed(self, collection: str, reference: Any, *, typed: bool) -> Any:
        """The reference with its ``href``, and its ``type`` if ``typed``; anything else is returned as it is."""
        target = self._targets.get(collection)
        if target is None or not isinstance(reference, dict):
            return reference
        sourced_id = reference.get("sourcedId")
        if not isinstance(sourced_id, str):
            return reference
        href = target.address + quote(sourced_id, safe="")
        return {**reference, "href": href, "type": target.type} if typed else {**reference, "href": href}


@attrs.frozen
class _Place:
    """A property in which references are: the collection of the referenced objects, or further properties."""

    many: bool
    collection: str | None = None
    inner: _Places = attrs.field(factory=dict)


_Places: TypeAlias = dict[str, _Place]


class References:
    """The references in the objects of all collections."""

    def __init__(self, api: Api, targets: Targets) -> None:
        self._targets = targets
        self._places = _places(api)

    def complete(self, collection: str, value: Mapping[str, Any]) -> dict[str, Any]:
        """The object with an ``href`` in each reference."""
        return self._completed(value, self._places.get(collection, {}))

    def _completed(self, value: Mapping[str, Any], places: _Places) -> dict[str, Any]:
        found = dict(value)
        for name, place in places.items():
            held = found.get(name)
            if held and place.many and isinstance(held, list):
                found[name] = [self._one(each, place) for each in held]
            elif isinstance(held, dict) and not place.many:
                found[name] = self._one(held, place)
        return found

    def _one(self, held: Any, place: _Place) -> Any:
        if place.collection is not None:
            return self._targets.completed(place.collection, held, typed=False)
        return self._completed(held, place.inner) if isinstance(held, dict) else held


@cache
def _places(api: Api) -> dict[str, _Places]:
    """By collection, where the references are. Computed once, since it takes most of the time of a sandbox's start."""
    found: dict[str, _Places] = {}
    for operation in api.operations:
        schema = operation.written or operation.item
        if operation.entity and schema and "sourcedId" in operation.document.schemas.properties(schema):
            places = found.setdefault(operation.entity, {})
            for path in references(operation.document.schemas, schema):
                _add(places, path)
    return found


def _add(places: _Places, path: ReferencePath) -> None:
    for step in path.steps[:-1]:
        places = places.setdefault(step.name, _Place(step.many)).inner
    last = path.steps[-1]
    places.setdefault(last.name, _Place(last.many, path.collection))
