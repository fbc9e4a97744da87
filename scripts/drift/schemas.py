"""Normalises schemas of either document: follows references and merges alternatives."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

from drift.loading import UnreadableError

SCHEMAS = "#/components/schemas/"
BESIDE = ("type", "nullable", "enum", "const", "format", "properties", "required")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a document: a named schema, and the path from there to a property."""

    name: str
    path: str = ""

    def below(self, step: str) -> Spot:
        return Spot(self.name, self.path + step)

    def __str__(self) -> str:
        return f"{self.name}{self.path}"


NOWHERE = Spot("")


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A schema in a document, without normalisation."""

    schema: Any
    spot: Spot


@dataclass(frozen=True, slots=True)
class Merged:
    """Schemas that apply together (`every`) or as alternatives."""

    every: bool
    parts: tuple[Part, ...]


Part = Node | Merged


@dataclass(slots=True)
class Shape:
    """The allowed values. Without types, any value is allowed."""

    types: set[str] = field(default_factory=set)
    nullable: bool = False
    values: set[str] | None = None
    open: bool = False
    formats: set[str] = field(default_factory=set)
    properties: dict[str, Part] = field(default_factory=dict)
    required: set[str] = field(default_factory=set)
    items: Part | None = None
    extra: Part | None = None

    @property
    def anything(self) -> bool:
        return not (self.types or self.properties or self.values or self.items or self.extra)


class Document:
    """A document and its normalised schemas."""

    def __init__(self, root: dict[str, Any], name: str, *, named: bool) -> None:
        # Equal parts become one object with one normalised schema; published documents repeat them in every operation.
        self.root: dict[str, Any] = root if named else _shared(root, {}, {})
        self.name = name
        self.named = named
        self.unread: dict[str, None] = {}
        self._shapes: dict[tuple[Any, ...], Shape] = {}
        self._merged: dict[tuple[Any, ...], Part] = {}
        self._parts: dict[tuple[int, Spot], Node] = {}
        self._open: list[int] = []

    def node(self, schema: Any, spot: Spot) -> Node:
        """Return the only node for a schema in a place, so that it is normalised once.

        If names do not matter, all places are the same: a schema that contains itself is then a single node.
        """
        spot = spot if self.named else NOWHERE
        return self._parts.setdefault((id(schema), spot), Node(schema, spot))

    def follow(self, value: Any) -> tuple[Any, str]:
        """Follow references; return the value and the last reference, or "" if there was none.

        Raises:
            UnreadableError: the references form a cycle.
        """
        seen: list[str] = []
        while isinstance(value, dict) and isinstance(reference := value.get("$ref"), str):
            if reference in seen:
                raise UnreadableError(f"{self.name}: circular $ref ({' -> '.join([*seen, reference])[:200]})")
            seen.append(reference)
            value = self._target(reference)
        return value, seen[-1] if seen else ""

    def _target(self, reference: str) -> Any:
        if not reference.startswith("#"):
            self.unread[f"{reference[:120]}: refers to another document, which is not read"] = None
            return {}
        value: Any = self.root
        for raw in [part for part in reference[1:].split("/") if part]:
            part = unquote(raw).replace("~1", "/").replace("~0", "~")
            number = int(part[:9]) if part.isdecimal() else -1
            if isinstance(value, dict) and (part in value or number in value):
                value = value[part] if part in value else value[number]
            elif isinstance(value, list) and 0 <= number < len(value):
                value = value[number]
            else:
                self.unread[f"{reference[:120]}: leads nowhere"] = None
                return {}
        return value

    def shape(self, part: Part) -> Shape:
        """Return the normalised schema.

        Raises:
            UnreadableError: the schema contains itself without a property in between.
        """
        key = (id(part.schema), part.spot) if isinstance(part, Node) else (part.every, *map(id, part.parts))
        found = self._shapes.get(key)
        if found is None:
            found = self._shapes[key] = self._node(part) if isinstance(part, Node) else self._merge(part)
        return found

    def _merge(self, part: Merged) -> Shape:
        shapes = [self.shape(p) for p in part.parts]
        return self._every(shapes) if part.every else self._either(shapes)

    def _join(self, every: bool, parts: list[Part]) -> Part:
        unique = list({id(p): p for p in parts}.values())
        if len(unique) == 1:
            return unique[0]
        key = (every, *map(id, unique))
        return self._merged.setdefault(key, Merged(every, tuple(unique)))

    def _node(self, node: Node) -> Shape:
        schema, reference = self.follow(node.schema)
        beside = mapping(node.schema) if reference else {}
        spot = Spot(reference.removeprefix(SCHEMAS)) if reference.startswith(SCHEMAS) else node.spot
        if isinstance(schema, bool):
            return Shape()
        if not isinstance(schema, dict):
            self.unread[f"{spot}: is not a schema"] = None
            return Shape()
        if id(schema) in self._open:
            named = reference or str(spot) or "a schema"
            raise UnreadableError(f"{self.name}: circular $ref ({named} consists of itself)")
        self._open.append(id(schema))
        try:
            parts = [self._own(schema, spot)]
            if any(key in beside for key in BESIDE):
                parts.append(self._own(beside, spot))
            for key in ("allOf", "anyOf", "oneOf"):
                nodes: list[Shape] = [self.shape(self.node(sub, spot)) for sub in sequence(schema.get(key))]
                if nodes:
                    parts += nodes if key == "allOf" else [self._either(nodes)]
            return parts[0] if len(parts) == 1 else self._every(parts)
        finally:
            self._open.pop()

    def _own(self, schema: dict[Any, Any], spot: Spot) -> Shape:
        shape = Shape()
        kinds = schema.get("type")
        shape.types = {str(kind) for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind is not None}
        shape.nullable = schema.get("nullable") is True or "null" in shape.types
        shape.types.discard("null")
        listed = [*sequence(schema.get("enum")), *([schema["const"]] if "const" in schema else [])]
        extensible = sequence(schema.get("x-extensible-enum"))
        if listed or extensible:
            shape.nullable |= None in listed
            shape.values = {label(value) for value in [*listed, *extensible] if value is not None}
            shape.open = bool(extensible) and not listed
        for name, sub in mapping(schema.get("properties")).items():
            shape.properties[str(name)] = self.node(sub, spot.below(f".{name}"))
        shape.required = {str(name) for name in sequence(schema.get("required"))}
        if isinstance(schema.get("items"), dict):
            shape.items = self.node(schema["items"], spot.below("[]"))
        if isinstance(schema.get("additionalProperties"), dict) and schema["additionalProperties"]:
            shape.extra = self.node(schema["additionalProperties"], spot.below(".*"))
        if isinstance(schema.get("format"), str) and schema["format"]:
            shape.formats = {schema["format"]}
        if not shape.types:
            shape.types = _implied(shape, listed)
        return shape

    def _every(self, shapes: list[Shape]) -> Shape:
        out = Shape()
        for shape in shapes:
            if shape.types:
                both = {t for t in out.types | shape.types if admits(out.types, t) and admits(shape.types, t)}
                out.types = both or out.types | shape.types
            if shape.values is not None:
                both_values = (out.values or set()) & shape.values
                out.open = shape.open if out.values is None else out.open and shape.open
                out.values = both_values or shape.values
            out.nullable |= shape.nullable
            out.formats |= shape.formats
            out.required |= shape.required
        self._children(out, shapes, every=True)
        return out

    def _either(self, shapes: list[Shape]) -> Shape:
        out = Shape(nullable=any(shape.nullable for shape in shapes))
        real = [s for s in shapes if not (s.nullable and s.anything and not s.required)]
        if not real:
            return out
        described = [s for s in real if not s.anything]
        out.types = set().union(*(s.types for s in described)) if len(described) == len(real) else set()
        listing = [s for s in described if s.values is not None]
        if listing:
            out.values = set().union(*(s.values or set() for s in listing))
            texts = [s for s in described if "string" in s.types and s.values is None]
            out.open = bool(texts) or len(described) < len(real) or any(s.open for s in listing)
        out.formats = set().union(*(s.formats for s in real))
        objects = [s for s in real if not s.types or "object" in s.types]
        out.required = set.intersection(*(s.required for s in objects)) if objects else set()
        self._children(out, described, every=False)
        return out

    def _children(self, out: Shape, shapes: list[Shape], *, every: bool) -> None:
        below: dict[str, list[Part]] = {}
        for shape in shapes:
            for name, part in shape.properties.items():
                below.setdefault(name, []).append(part)
        out.properties = {name: self._join(every, parts) for name, parts in below.items()}
        items = [shape.items for shape in shapes if shape.items is not None]
        extra = [shape.extra for shape in shapes if shape.extra is not None]
        out.items = self._join(every, items) if items else None
        out.extra = self._join(every, extra) if extra else None


def _shared(value: Any, known: dict[tuple[Any, ...], Any], seen: dict[int, Any]) -> Any:
    """Return the value with one shared object for equal parts. Cycles by a YAML alias remain cycles."""
    if not isinstance(value, dict | list):
        return known.setdefault((type(value), repr(value)), value)
    if id(value) not in seen:
        seen[id(value)] = value
        key: tuple[Any, ...]
        if isinstance(value, dict):
            out: Any = {name: _shared(inner, known, seen) for name, inner in value.items()}
            key = (dict, *((type(name), name, id(inner)) for name, inner in out.items()))
        else:
            out = [_shared(inner, known, seen) for inner in value]
            key = (list, *map(id, out))
        seen[id(value)] = known.setdefault(key, out)
    return seen[id(value)]


def spot(part: Part) -> Spot:
    """Return the place of a part, the first of several."""
    return part.spot if isinstance(part, Node) else spot(part.parts[0])


def admits(types: set[str], kind: str) -> bool:
    return not types or kind in types or (kind == "integer" and "number" in types)


def label(value: object) -> str:
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, default=str)[:120]
    except (ValueError, RecursionError):
        return type(value).__name__


def _implied(shape: Shape, listed: list[Any]) -> set[str]:
    kinds = {str: "string", bool: "boolean", int: "integer", float: "number"}
    types = {kinds[type(value)] for value in listed if type(value) in kinds}
    if not types and (shape.properties or shape.extra is not None):
        types = {"object"}
    if not types and shape.items is not None:
        types = {"array"}
    return types


def mapping(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
