"""The schemas of one document: which become classes, and what each property is in Python."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from typing import Any, cast

from attrs import define, field, frozen
from openapi_python_client import strings

from generator import python_types as kinds
from generator.bundling import SpecError
from generator.python_types import Import, Kind

ROOT = "timeback_api"
PREFIX = "field_"
_TAKEN = frozenset({"additional_properties", "from_dict", "to_dict", "is_partial", "FIELDS", "FILTERS", "ALTERNATIVES"})


def snake(text: str) -> str:
    """The Python name for a wire name, by the rules of the generator."""
    return str(strings.PythonIdentifier(text, PREFIX))


def class_name(text: str) -> str:
    return str(strings.ClassName(text, PREFIX))


@frozen
class Property:
    wire: str
    name: str
    kind: Kind
    required: bool
    description: str
    constant: str | None
    """The one value that it may have, as a literal."""

    @property
    def given(self) -> bool:
        """Whether a constructor must be given it."""
        return self.required and self.constant is None


@frozen
class ModelView:
    """A schema with properties: a class."""

    name: str
    schema_name: str
    module: str
    parser: str
    description: str
    properties: list[Property]
    filters: list[str]
    alternatives: list[tuple[str, ...]]

    @property
    def ordered(self) -> list[Property]:
        """Required ones first, as a constructor wants them."""
        return sorted(self.properties, key=lambda p: not p.given)

    @property
    def nested(self) -> list[Property]:
        """What is made of the object that came when it is asked for: whatever can then be changed in place."""
        return [p for p in self.properties if {"dict", "list"} & {trigger for trigger, _ in p.kind.triggers()}]


@frozen
class EnumView:
    name: str
    module: str
    lookup: str
    description: str
    members: list[tuple[str, str]]


@frozen
class UnionView:
    """A schema whose alternatives are told apart by one property."""

    name: str
    module: str
    parser: str
    description: str
    property: str
    variants: list[tuple[str, str, str, str]]
    """Value of the property, class, module, parser."""
    otherwise: str | None
    """The parser of the variant that may lack the property."""


@define
class Shapes:
    document: dict[str, Any]
    shared: set[str]
    package: str
    _cache: dict[str, Kind] = field(factory=dict, init=False)

    @property
    def schemas(self) -> dict[str, dict[str, Any]]:
        return cast("dict[str, dict[str, Any]]", self.document["components"].get("schemas", {}))

    def resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        """The node behind a reference to any component."""
        while "$ref" in node:
            _, _, kind, name = node["$ref"].split("/")
            node = self.document["components"][kind][name]
        return node

    def home(self, schema_name: str) -> str:
        """The package whose ``models`` hold the schema's class."""
        return "common" if schema_name in self.shared else self.package

    def module(self, schema_name: str) -> str:
        stem = snake(class_name(schema_name))
        return f"{ROOT}.{self.home(schema_name)}.models.{stem}"

    # What a schema is

    def is_model(self, schema: dict[str, Any]) -> bool:
        return bool(schema.get("properties") or schema.get("allOf"))

    def enum_values(self, schema: dict[str, Any]) -> tuple[list[str], str | None] | None:
        """The values of a named enumeration, and the pattern for a provider's own; None where it is none."""
        if schema.get("type") == "string" and "enum" in schema:
            return list(schema["enum"]), None
        parts = schema.get("anyOf", [])
        if len(parts) == 2 and "enum" in parts[0] and "pattern" in parts[1]:
            return list(parts[0]["enum"]), parts[1]["pattern"]
        return None

    def is_union(self, schema: dict[str, Any]) -> bool:
        return "discriminator" in schema

    # Kinds

    def kind(self, schema: dict[str, Any], where: str) -> Kind:
        """What values of the schema are in Python; null is left out, since every attribute may read None."""
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            return self._named(name)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                parts = [part for part in schema[key] if part.get("type") != "null"]
                return kinds.either([self.kind(part, where) for part in parts], where)
        if len(schema.get("allOf", [])) == 1:
            return self.kind(schema["allOf"][0], where)
        if schema.get("properties"):
            raise SpecError(f"{where}: an object with properties must be a named schema")
        types = schema.get("type", [])
        types = [t for t in ([types] if isinstance(types, str) else types) if t != "null"]
        if not types:
            if "const" in schema or "enum" in schema:
                return kinds.TEXT
            return kinds.ANY
        return kinds.either([self._typed(one, schema, where) for one in types], where)

    def _typed(self, name: str, schema: dict[str, Any], where: str) -> Kind:
        match name:
            case "string":
                return {
                    "date-time": kinds.DATETIME,
                    "date": kinds.DATE,
                    "binary": kinds.BYTES,
                }.get(schema.get("format", "")) or kinds.text(schema)
            case "integer":
                return kinds.limited(kinds.INTEGER, schema)
            case "number":
                return kinds.limited(kinds.NUMBER, schema)
            case "boolean":
                return kinds.BOOLEAN
            case "array":
                return kinds.array(self.kind(schema.get("items", {}), f"{where}[]"), schema.get("minItems", 0))
            case "object":
                inner = schema.get("additionalProperties")
                if isinstance(inner, dict) and inner:
                    return kinds.mapping(self.kind(inner, f"{where}.*"))
                return kinds.OBJECT
        raise SpecError(f"{where}: type {name!r} is not known")

    def _named(self, name: str) -> Kind:
        if name not in self._cache:
            schema = self.schemas[name]
            module, klass = self.module(name), class_name(name)
            parser = f"parse_{snake(klass)}".rstrip("_")
            enum = self.enum_values(schema)
            model_import: tuple[Import, ...] = ((kinds.MODEL_VALIDATORS, "ModelOf"), (module, klass), (module, parser))
            if enum is not None:
                pattern = f", {kinds.pattern_literal(enum[1])}" if enum[1] else ""
                lookup = f"as_{snake(klass)}".rstrip("_")
                self._cache[name] = kinds.Enumeration(
                    f"{klass} | str",
                    f"Choice({klass}{pattern})",
                    ((kinds.VALIDATORS, "Choice"), (module, klass), (module, lookup)),
                    "str",
                    lookup,
                )
            elif self.is_model(schema):
                self._cache[name] = kinds.Object(
                    klass, f"ModelOf({klass})", (*model_import, (kinds.MODEL, "Model")), "dict", parser
                )
            elif self.is_union(schema):
                union = self.union_view(name)
                models = ", ".join(f"{kinds.literal(value)}: {variant}" for value, variant, _, _ in union.variants)
                otherwise = next((v for _, v, _, parser in union.variants if parser == union.otherwise), None)
                variants = tuple(i for _, v, m, p in union.variants for i in ((m, v),))
                self._cache[name] = kinds.Object(
                    f"{klass} | dict[str, Any]",
                    f'DiscriminatedUnion("{union.property}", {{{models}}}, {otherwise})',
                    (
                        *variants,
                        (kinds.MODEL_VALIDATORS, "DiscriminatedUnion"),
                        (module, klass),
                        (module, parser),
                        (kinds.MODEL, "Model"),
                        ("typing", "Any"),
                    ),
                    "dict",
                    parser,
                )
            else:
                self._cache[name] = self.kind(schema, name)
        return self._cache[name]

    # Classes

    def model_view(self, name: str) -> ModelView:
        schema = self.schemas[name]
        properties, required = self._merged(schema, name)
        taken: dict[str, str] = {}
        out = []
        for wire, node in properties.items():
            python = snake(wire)
            if keyword.iskeyword(python) or python in _TAKEN:
                python += "_"
            if python in taken:
                raise SpecError(f"{name}: {wire} and {taken[python]} both become {python}")
            taken[python] = wire
            description = node.get("description") or self.resolve(node).get("description", "")
            constant = kinds.literal(node["const"]) if "const" in node else None
            kind = self.kind(node, f"{name}.{wire}")
            out.append(Property(wire, python, kind, wire in required, description, constant))
        parts = list(self._parts(schema))
        alternatives = [
            tuple(wire for option in part["anyOf"] for wire in option["required"])
            for part in parts
            if part.get("anyOf") and all(set(option) == {"required"} for option in part["anyOf"])
        ]
        klass = class_name(name)
        return ModelView(
            klass,
            name,
            snake(klass),
            f"parse_{snake(klass)}".rstrip("_"),
            schema.get("description", ""),
            out,
            sorted({name for part in parts for name in part.get("x-filters", {})}),
            alternatives,
        )

    def _parts(self, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The schema and all that it is composed of."""
        yield schema
        for part in schema.get("allOf", []):
            yield from self._parts(self.resolve(part))

    def _merged(self, schema: dict[str, Any], where: str) -> tuple[dict[str, Any], set[str]]:
        properties: dict[str, Any] = {}
        required: set[str] = set()
        for part in schema.get("allOf", []):
            below, needed = self._merged(self.resolve(part), where)
            properties |= below
            required |= needed
        properties |= schema.get("properties", {})
        required |= set(schema.get("required", []))
        if unknown := required - set(properties):
            raise SpecError(f"{where}: required, but no property: {', '.join(sorted(unknown))}")
        return properties, required

    def enum_view(self, name: str) -> EnumView:
        schema = self.schemas[name]
        found = self.enum_values(schema)
        assert found is not None
        values, _ = found
        names = schema.get("x-enum-varnames") or [snake(value).upper().strip("_") or "EMPTY" for value in values]
        members = [(f"VALUE_{n}" if n[0].isdigit() else n, v) for n, v in zip(names, values, strict=True)]
        members = [
            (n.removeprefix("FIELD_") if not n.removeprefix("FIELD_")[:1].isdigit() else n, v) for n, v in members
        ]
        if len({n for n, _ in members}) != len(members):
            raise SpecError(f"{name}: two values get one name; give x-enum-varnames")
        klass = class_name(name)
        return EnumView(klass, snake(klass), f"as_{snake(klass)}".rstrip("_"), schema.get("description", ""), members)

    def union_view(self, name: str) -> UnionView:
        schema = self.schemas[name]
        discriminator = schema["discriminator"]
        variants = []
        lacking = []
        for value, target in discriminator["mapping"].items():
            variant = target.rsplit("/", 1)[1]
            klass = class_name(variant)
            if discriminator["propertyName"] not in self._merged(self.schemas[variant], variant)[1]:
                lacking.append(f"parse_{snake(klass)}".rstrip("_"))
            variants.append((value, klass, self.module(variant), f"parse_{snake(klass)}".rstrip("_")))
        klass = class_name(name)
        return UnionView(
            klass,
            snake(klass),
            f"parse_{snake(klass)}".rstrip("_"),
            schema.get("description", ""),
            discriminator["propertyName"],
            variants,
            lacking[0] if len(set(lacking)) == 1 else None,
        )
