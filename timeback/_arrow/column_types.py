"""Types of Arrow columns, derived from the OpenAPI schemas."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final, Literal, TypeAlias, get_args

import attrs

from timeback._spec import entities
from timeback._spec.documents import load, packages
from timeback._spec.operations import operations
from timeback._spec.schemas import Schema, Schemas
from timeback_runtime.errors import InvalidRequestError

ScalarType = Literal["text", "number_as_text", "boolean", "integer", "number", "datetime", "date", "json"]
"""``number_as_text`` is text that some servers send as a number; ``json`` is for schemas that allow any value."""

SECRET: Final = "password"
"""Name of the properties that are never written."""
EXTENSIONS: Final = "metadata"
"""Name of the property that holds extensions of the sender."""
_FORMATS: Final[dict[str, ScalarType]] = {"date-time": "datetime", "date": "date"}
_SCALARS: Final[dict[str, ScalarType]] = {
    "string": "text",
    "boolean": "boolean",
    "integer": "integer",
    "number": "number",
}


@attrs.frozen
class ListType:
    """A list."""

    element: ColumnType


@attrs.frozen
class StructType:
    """An object with known property names."""

    fields: Mapping[str, ColumnType]


ColumnType: TypeAlias = ScalarType | ListType | StructType


@cache
def columns(collection: str) -> StructType:
    """The columns of a collection, in the order of the schema's properties.

    Raises:
        InvalidRequestError: there is no such collection.
    """
    known = entities.roster() | entities.content()
    if collection in known:
        return columns_of(known[collection].service, known[collection].schema)
    found = _listed().get(collection)
    if found is None:
        entities.check_names("collection", (collection,), known)
    assert found is not None
    return columns_of(*found)


@cache
def columns_of(service: str, schema: str) -> StructType:
    """The columns of a schema of a service.

    Raises:
        InvalidRequestError: the schema declares no properties.
    """
    schemas = load(service).schemas
    found = _Columns(schemas).type_of(schemas.at(f"#/components/schemas/{schema}"))
    if not isinstance(found, StructType):
        raise InvalidRequestError(f"collection: the schema {schema} declares no properties")
    return found


@cache
def _listed() -> dict[str, tuple[str, str]]:
    """Service and schema of each collection that is listed as a whole."""
    found: dict[str, tuple[str, str]] = {}
    for package in packages():
        document = load(package)
        for operation in operations(document):
            if operation.method == "GET" and operation.collection is not None and "{" not in operation.path:
                items = document.schemas.properties(operation.reply or {})[operation.collection].get("items", {})
                if "$ref" in items:
                    # Listings of a part, such as /students, have the name of the whole in their replies.
                    for name in (operation.collection, operation.path.strip("/")):
                        found.setdefault(name, (package, document.schemas.name_of(items)))
    return found


class _Columns:
    def __init__(self, schemas: Schemas) -> None:
        self._schemas = schemas

    def type_of(self, schema: Schema, inside: tuple[int, ...] = ()) -> ColumnType:
        schema = self._schemas.resolve(schema)
        if id(schema) in inside:
            # A recursive schema has no fixed depth, so it cannot be a struct.
            return "json"
        inside = (*inside, id(schema))
        variants = self._schemas.variants(schema)
        if len(variants) != 1 or variants[0] is not schema:
            return _common([self.type_of(variant, inside) for variant in variants])
        types = schema.get("type", ())
        names = [name for name in ([types] if isinstance(types, str) else types) if name != "null"]
        if names == ["array"]:
            return ListType(self.type_of(schema.get("items", {}), inside))
        if names == ["object"]:
            return self._struct(schema, inside)
        if names and all(name in _SCALARS for name in names):
            formatted = _FORMATS.get(schema.get("format", "")) if names == ["string"] else None
            return formatted or _common([_SCALARS[name] for name in names])
        return "json"

    def _struct(self, schema: Schema, inside: tuple[int, ...]) -> ColumnType:
        properties = self._schemas.properties(schema)
        if not properties or schema.get("additionalProperties"):
            return "json"
        return StructType(
            {
                name: "json" if name == EXTENSIONS else self.type_of(declared, inside)
                for name, declared in properties.items()
                if name != SECRET
            }
        )


def _common(types: list[ColumnType]) -> ColumnType:
    """The narrowest type that holds values of several types."""
    first = types[0]
    if all(one == first for one in types):
        return first
    if not all(one in get_args(ScalarType) for one in types):
        return "json"
    scalars = frozenset(types)
    if scalars == {"integer", "number"}:
        return "number"
    if scalars == {"boolean", "text"}:
        # The OneRoster standard writes booleans as text, and the platform accepts both.
        return "boolean"
    return "number_as_text" if scalars <= {"text", "number_as_text", "integer", "number"} else "json"
