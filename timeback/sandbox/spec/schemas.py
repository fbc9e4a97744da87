"""What the schemas of a bundled document say of an entity: its properties, what to filter it by, its references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from timeback.sandbox.errors import DocumentError
from timeback.sandbox.spec.comparable import Kind

__all__ = ["Facet", "ReferencePath", "Schemas", "Step", "read_path"]

Schema = Mapping[str, Any]
_DEPTH = 12


@attrs.frozen
class Step:
    """One property on the way to a value; `many` where it is a list of which each element is followed."""

    name: str
    many: bool = False


def read_path(value: Any, steps: tuple[Step, ...]) -> Iterator[tuple[str, Any]]:
    """The values at the end of a path, each with where it stands (`roles[1].org.sourcedId`)."""
    yield from _read(value, steps, "")


def _read(value: Any, steps: tuple[Step, ...], place: str) -> Iterator[tuple[str, Any]]:
    if not steps:
        yield place, value
        return
    step, rest = steps[0], steps[1:]
    if not isinstance(value, dict) or step.name not in value:
        return
    found = value[step.name]
    place = f"{place}.{step.name}" if place else step.name
    if not step.many:
        yield from _read(found, rest, place)
    elif isinstance(found, list):
        for index, element in enumerate(found):
            yield from _read(element, rest, f"{place}[{index}]")


@attrs.frozen
class Facet:
    """A name by which objects can be filtered and sorted, and where its value stands in them."""

    name: str
    steps: tuple[Step, ...]
    kind: Kind
    listed: bool = False
    """Whether the value is one of a closed or open list of values rather than free text."""

    @property
    def many(self) -> bool:
        return any(step.many for step in self.steps)


@attrs.frozen
class ReferencePath:
    """Where an object names others, and the collection that they belong to."""

    steps: tuple[Step, ...]
    collection: str


class Schemas:
    """The schemas of one document, with references between them followed."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document

    def resolve(self, schema: Schema) -> Schema:
        for _ in range(_DEPTH):
            reference = schema.get("$ref")
            if reference is None:
                return schema
            schema = self.at(reference)
        raise DocumentError(f"too many references in a row: {schema.get('$ref')}")

    def at(self, reference: str) -> Schema:
        if not reference.startswith("#/"):
            raise DocumentError(f"a reference leaves the document: {reference}")
        node: Any = self._document
        for part in reference[2:].split("/"):
            try:
                node = node[part.replace("~1", "/").replace("~0", "~")]
            except (KeyError, TypeError):
                raise DocumentError(f"nothing stands at {reference}") from None
        if not isinstance(node, dict):
            raise DocumentError(f"no object stands at {reference}")
        return node

    def variants(self, schema: Schema) -> list[Schema]:
        """The schemas that a value may follow, null left out."""
        schema = self.resolve(schema)
        for keyword in ("anyOf", "oneOf"):
            # Beside properties of its own they only say which of those are needed.
            if keyword in schema and "properties" not in schema:
                found = [variant for part in schema[keyword] for variant in self.variants(part)]
                return [variant for variant in found if variant.get("type") != "null"]
        if "allOf" in schema and "properties" not in schema:
            return [variant for part in schema["allOf"] for variant in self.variants(part)]
        return [schema]

    def properties(self, schema: Schema) -> dict[str, Schema]:
        """The named properties of an object schema, those of its variants and parts among them."""
        schema = self.resolve(schema)
        found: dict[str, Schema] = {}
        for keyword in ("allOf", "anyOf", "oneOf"):
            for part in schema.get(keyword, ()):
                found.update(self.properties(part))
        found.update(schema.get("properties", {}))
        return found

    def required(self, schema: Schema) -> set[str]:
        schema = self.resolve(schema)
        found = set(schema.get("required", ()))
        for part in schema.get("allOf", ()):
            found |= self.required(part)
        return found

    def element(self, schema: Schema) -> Schema | None:
        """The schema of a list's elements; None where it is not a list."""
        for variant in self.variants(schema):
            if "items" in variant:
                return self.resolve(variant["items"])
        return None

    def kind(self, schema: Schema) -> tuple[Kind, bool] | None:
        """How a property's values compare, and whether they come from a list of values; None for objects and lists."""
        types: set[str] = set()
        values: list[Any] = []
        dated = listed = False
        for variant in self.variants(schema):
            declared = variant.get("type")
            if declared is None and "enum" in variant:
                declared = "string"
            types.update([declared] if isinstance(declared, str) else declared or ())
            if "contentMediaType" in variant:
                # A whole document is nothing to compare with.
                return None
            values += variant.get("enum", ())
            listed = listed or "enum" in variant
            dated = dated or variant.get("format") in ("date", "date-time")
        types -= {"null"}
        if "integer" in types:
            types = (types - {"integer"}) | {"number"}
        if not types or types & {"object", "array"}:
            return None
        if dated:
            return "date", False
        if types == {"boolean"} or (types == {"boolean", "string"} and set(values) <= {"true", "false"}):
            return "boolean", True
        if types == {"number"}:
            return "number", False
        return ("mixed", False) if types == {"number", "string"} else ("text", listed)

    def facet(self, schema: Schema, name: str, path: str | None = None) -> Facet | None:
        """What `name` stands for in an object; `path` says where the value is if not at the name itself."""
        steps: list[Step] = []
        for part in (path or name).replace("[]", "").split("."):
            properties = self.properties(schema)
            if part not in properties:
                return None
            schema = properties[part]
            element = self.element(schema)
            steps.append(Step(part, many=element is not None))
            if element is not None:
                schema = element
        kind = self.kind(schema)
        return None if kind is None else Facet(name, tuple(steps), *kind)

    def facets(self, schema: Schema) -> dict[str, Facet]:
        """All names by which objects of this schema can be filtered: plain properties, lists of plain values, and what
        the schema adds under x-filters."""
        resolved = self.resolve(schema)
        found: dict[str, Facet] = {}
        for name in self.properties(resolved):
            facet = self.facet(resolved, name)
            if facet is not None:
                found[name] = facet
        for name, path in resolved.get("x-filters", {}).items():
            facet = self.facet(resolved, name, path)
            if facet is None:
                raise DocumentError(f"x-filters: {name} points at {path}, where no plain value stands")
            found[name] = facet
        return found

    def references(self, schema: Schema) -> list[ReferencePath]:
        """Every place under an object schema that must name an existing object."""
        return list(self._references(schema, (), 0))

    def _references(self, schema: Schema, steps: tuple[Step, ...], depth: int) -> Iterator[ReferencePath]:
        if depth > _DEPTH:
            return
        for name, declared in self.properties(schema).items():
            resolved = self.resolve(declared)
            element = self.element(declared)
            here = (*steps, Step(name, many=element is not None))
            collection = declared.get("x-refers-to") or resolved.get("x-refers-to")
            if collection is not None:
                if not (declared.get("x-deferred") or resolved.get("x-deferred")):
                    yield ReferencePath(here, collection)
                continue
            target = element if element is not None else resolved
            if self.properties(target) and not _is_loop(steps, name):
                yield from self._references(target, here, depth + 1)


def _is_loop(steps: tuple[Step, ...], name: str) -> bool:
    return sum(step.name == name for step in steps) > 1
