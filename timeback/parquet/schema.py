"""Which kind of value a column holds, by the specifications."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, TypeAlias, get_args

import attrs

from timeback_runtime.errors import InvalidRequestError

Leaf = Literal["text", "word", "truth", "whole", "number", "moment", "day", "json"]
"""``word`` is text that some servers send as a number; ``json`` is what the specifications leave open."""

SECRET: Final = "password"
FREE: Final = "metadata"
_FORMATS: Final[dict[str, Leaf]] = {"date-time": "moment", "date": "day"}
_SCALARS: Final[dict[str, Leaf]] = {"string": "text", "boolean": "truth", "integer": "whole", "number": "number"}


@attrs.frozen
class Items:
    """A list."""

    of: Kind


@attrs.frozen
class Record:
    """An object with names that are known."""

    fields: Mapping[str, Kind]


Kind: TypeAlias = Leaf | Items | Record


@cache
def columns(collection: str) -> Record:
    """The columns of a collection, in the order of the specification.

    Raises:
        InvalidRequestError: there is no such collection.
    """
    from timeback._spec import entities as catalog

    known = catalog.roster() | catalog.content()
    catalog.check_names("collection", (collection,), known)
    entity = known[collection]
    found = _Schemas(_schemas(entity.service)).kind({"$ref": f"#/components/schemas/{entity.schema}"})
    if not isinstance(found, Record):
        raise InvalidRequestError(f"collection: the specification leaves open what {collection} are")
    return found


@cache
def _schemas(service: str) -> dict[str, Any]:
    text = files(f"timeback_api.{service}").joinpath("openapi.json").read_text(encoding="utf-8")
    schemas: dict[str, Any] = json.loads(text)["components"]["schemas"]
    return schemas


class _Schemas:
    def __init__(self, schemas: Mapping[str, Any]) -> None:
        self._schemas = schemas

    def kind(self, schema: Mapping[str, Any], inside: tuple[str, ...] = ()) -> Kind:
        if "$ref" in schema:
            name = str(schema["$ref"]).rpartition("/")[2]
            # An object that holds others of its own kind has no end, and a table's columns have one.
            return "json" if name in inside else self.kind(self._schemas[name], (*inside, name))
        variants = [one for one in schema.get("anyOf", ()) if one.get("type") != "null" and one.keys() != {"required"}]
        if variants:
            return _common([self.kind(one, inside) for one in variants])
        types = schema.get("type", ())
        names = [name for name in ([types] if isinstance(types, str) else types) if name != "null"]
        if names == ["array"]:
            return Items(self.kind(schema.get("items", {}), inside))
        if names == ["object"]:
            return self._record(schema, inside)
        if names and all(name in _SCALARS for name in names):
            given = _FORMATS.get(schema.get("format", "")) if names == ["string"] else None
            return given or _common([_SCALARS[name] for name in names])
        return "json"

    def _record(self, schema: Mapping[str, Any], inside: tuple[str, ...]) -> Kind:
        properties = schema.get("properties", {})
        if not properties or schema.get("additionalProperties"):
            return "json"
        return Record(
            {
                name: "json" if name == FREE else self.kind(one, inside)
                for name, one in properties.items()
                if name != SECRET
            }
        )


def _common(kinds: list[Kind]) -> Kind:
    """The narrowest kind for what may be of several."""
    first = kinds[0]
    if all(one == first for one in kinds):
        return first
    if not all(one in get_args(Leaf) for one in kinds):
        return "json"
    leaves = frozenset(kinds)
    if leaves == {"whole", "number"}:
        return "number"
    if leaves == {"truth", "text"}:
        # A flag: the standard writes the text, the platform takes both.
        return "truth"
    return "word" if leaves <= {"text", "word", "whole", "number"} else "json"
