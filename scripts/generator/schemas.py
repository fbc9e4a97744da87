"""Read the schemas of one document: the models, enumerations and unions, and the Python type of each property."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from typing import Any, cast

from attrs import define, field, frozen
from openapi_python_client import strings

from generator import python_types
from generator.bundling import SpecError
from generator.extension_notes import with_note
from generator.python_types import PythonType

ROOT = "timeback_api"
PREFIX = "field_"
_BASE_PROPERTIES = frozenset({"sourcedId", "status", "dateLastModified"})
"""What every object of OneRoster has (OneRoster 1.2 information models: class Base)."""
_TAKEN = frozenset({"additional_properties", "from_dict", "to_dict", "is_partial", "FIELDS", "FILTERS", "ALTERNATIVES"})


def snake(text: str) -> str:
    """The Python name of a wire name, by the rules of openapi-python-client."""
    return str(strings.PythonIdentifier(text, PREFIX))


def class_name(text: str) -> str:
    """The class name of a schema name, by the rules of openapi-python-client."""
    return str(strings.ClassName(text, PREFIX))


@frozen
class Property:
    wire: str
    name: str
    type: PythonType
    required: bool
    nullable: bool
    set_by_server: bool
    """Whether the server gives every object this property, so that a request may leave it out."""
    description: str
    constant: str | None
    """The literal of its only permitted value, if it has one."""

    @property
    def is_required_argument(self) -> bool:
        """Whether the constructor requires it."""
        return self.required and self.constant is None

    @property
    def is_promised(self) -> bool:
        """Whether every complete object that a server sends has it, so that its type is not optional."""
        return (self.required or self.set_by_server) and not self.nullable

    @property
    def declaration(self) -> str:
        """The annotation and the default value in the class body."""
        annotation = self.type.annotation + ("" if self.is_promised else " | None")
        arguments = [f'"{self.wire}"', self.type.validator]
        if not self.is_required_argument:
            arguments.append(f"default={self.constant}")
            if self.required:
                arguments.append("required=True")
        return f"{self.name}: {annotation} = json_field({', '.join(arguments)})"


@frozen
class ModelDefinition:
    """A schema with properties, which becomes a class."""

    name: str
    schema_name: str
    module: str
    parser: str
    description: str
    properties: list[Property]
    filters: list[str]
    alternatives: list[tuple[str, ...]]


@frozen
class EnumDefinition:
    name: str
    module: str
    description: str
    members: list[tuple[str, str]]


@frozen
class UnionDefinition:
    """A schema with a discriminator property, which names the variant."""

    name: str
    module: str
    parser: str
    validator: str
    description: str
    property: str
    variants: list[tuple[str | None, str, str]]
    """Value of the property, class, module. The value None stands for a missing property."""


@define
class SchemaReader:
    """The schemas of a bundled document.

    Attributes:
        document: the document.
        shared: names of the schemas of common.yaml.
        package: the name of the generated package.
    """

    document: dict[str, Any]
    shared: set[str]
    package: str
    _cache: dict[str, PythonType] = field(factory=dict, init=False)

    @property
    def schemas(self) -> dict[str, dict[str, Any]]:
        return cast("dict[str, dict[str, Any]]", self.document["components"].get("schemas", {}))

    def resolve(self, node: dict[str, Any]) -> dict[str, Any]:
        """The component that a node refers to; the node itself if it is not a reference."""
        while "$ref" in node:
            _, _, section, name = node["$ref"].split("/")
            node = self.document["components"][section][name]
        return node

    def package_of(self, schema_name: str) -> str:
        """The package that contains the class of a schema."""
        return "common" if schema_name in self.shared else self.package

    def module(self, schema_name: str) -> str:
        """The module that contains the class of a schema."""
        stem = snake(class_name(schema_name))
        return f"{ROOT}.{self.package_of(schema_name)}.models.{stem}"

    # Kinds of schemas

    def is_model(self, schema: dict[str, Any]) -> bool:
        return bool(schema.get("properties") or schema.get("allOf"))

    def enum_values(self, schema: dict[str, Any]) -> tuple[list[str], str | None] | None:
        """The values of an enumeration and the pattern of extension values; None for other schemas."""
        if schema.get("type") == "string" and "enum" in schema:
            return list(schema["enum"]), None
        parts = schema.get("anyOf", [])
        if len(parts) == 2 and "enum" in parts[0] and "pattern" in parts[1]:
            return list(parts[0]["enum"]), parts[1]["pattern"]
        return None

    def is_union(self, schema: dict[str, Any]) -> bool:
        return "discriminator" in schema

    # Python types

    def python_type(self, schema: dict[str, Any], where: str) -> PythonType:
        """The Python type of a schema, without null: every attribute may be None.

        Raises:
            SpecError: the schema cannot be generated; the message names ``where``.
        """
        if "$ref" in schema:
            name = schema["$ref"].rsplit("/", 1)[1]
            return self._referenced_type(name)
        for key in ("anyOf", "oneOf"):
            if key in schema:
                parts = [part for part in schema[key] if part.get("type") != "null"]
                return python_types.union_of([self.python_type(part, where) for part in parts], where)
        if len(schema.get("allOf", [])) == 1:
            return self.python_type(schema["allOf"][0], where)
        if schema.get("properties"):
            raise SpecError(f"{where}: an object with properties must be a named schema")
        types = schema.get("type", [])
        types = [t for t in ([types] if isinstance(types, str) else types) if t != "null"]
        if not types:
            if "const" in schema or "enum" in schema:
                return python_types.TEXT
            return python_types.ANY
        return python_types.union_of([self._type_of(one, schema, where) for one in types], where)

    def _type_of(self, name: str, schema: dict[str, Any], where: str) -> PythonType:
        match name:
            case "string":
                return {
                    "date-time": python_types.DATETIME,
                    "date": python_types.DATE,
                    "binary": python_types.BYTES,
                }.get(schema.get("format", "")) or python_types.text(schema)
            case "integer":
                return python_types.bounded(python_types.INTEGER, schema)
            case "number":
                return python_types.bounded(python_types.NUMBER, schema)
            case "boolean":
                return python_types.BOOLEAN
            case "array":
                return python_types.list_of(
                    self.python_type(schema.get("items", {}), f"{where}[]"), schema.get("minItems", 0)
                )
            case "object":
                inner = schema.get("additionalProperties")
                if isinstance(inner, dict) and inner:
                    return python_types.map_of(self.python_type(inner, f"{where}.*"))
                return python_types.OBJECT
        raise SpecError(f"{where}: unknown type {name!r}")

    def _referenced_type(self, name: str) -> PythonType:
        if name not in self._cache:
            schema = self.schemas[name]
            module, klass = self.module(name), class_name(name)
            parser = f"parse_{snake(klass)}".rstrip("_")
            enum = self.enum_values(schema)
            here = (module, klass)
            if enum is not None:
                pattern = f", pattern={python_types.pattern_literal(enum[1])}" if enum[1] else ""
                self._cache[name] = python_types.EnumType(
                    f"{klass} | str", f"Choice({klass}{pattern})", ((python_types.VALIDATORS, "Choice"), here), ("str",)
                )
            elif self.is_model(schema):
                self._cache[name] = python_types.ModelType(
                    klass,
                    f"ModelOf({klass})",
                    ((python_types.MODEL_VALIDATORS, "ModelOf"), here, (module, parser)),
                    ("dict",),
                    parser,
                )
            elif self.is_union(schema):
                union = self.union_definition(name)
                self._cache[name] = python_types.DiscriminatedType(
                    klass, union.validator, ((module, union.validator), here, (module, parser)), ("dict",), parser
                )
            else:
                self._cache[name] = self.python_type(schema, name)
        return self._cache[name]

    # Classes

    def model_definition(self, name: str) -> ModelDefinition:
        schema = self.schemas[name]
        properties, required = self.merged_properties(schema, name)
        taken: dict[str, str] = {}
        out = []
        for wire, node in properties.items():
            python = node.get("x-python-name") or snake(wire)
            if keyword.iskeyword(python) or python in _TAKEN:
                python += "_"
            if python in taken:
                raise SpecError(f"{name}: {wire} and {taken[python]} have the same Python name {python}")
            taken[python] = wire
            declared = self.resolve(node)
            description = with_note(node.get("description") or declared.get("description", ""), node, declared)
            constant = python_types.literal(node["const"]) if "const" in node else None
            python_type = self.python_type(node, f"{name}.{wire}")
            nullable = self._is_nullable(node)
            by_server = wire in _BASE_PROPERTIES or declared.get("x-set-by-server") is True
            out.append(
                Property(wire, python, python_type, wire in required, nullable, by_server, description, constant)
            )
        parts = list(self._parts(schema))
        alternatives = [
            tuple(wire for option in part["anyOf"] for wire in option["required"])
            for part in parts
            if part.get("anyOf") and all(set(option) == {"required"} for option in part["anyOf"])
        ]
        klass = class_name(name)
        return ModelDefinition(
            klass,
            name,
            snake(klass),
            f"parse_{snake(klass)}".rstrip("_"),
            with_note(schema.get("description", ""), schema),
            out,
            sorted({name for part in parts for name in part.get("x-filters", {})}),
            alternatives,
        )

    def _is_nullable(self, node: dict[str, Any]) -> bool:
        node = self.resolve(node)
        return "null" in node.get("type", []) or any(
            self._is_nullable(part) for key in ("anyOf", "oneOf") for part in node.get(key, [])
        )

    def _parts(self, schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """The schema and the schemas in its ``allOf``, recursively."""
        yield schema
        for part in schema.get("allOf", []):
            yield from self._parts(self.resolve(part))

    def merged_properties(self, schema: dict[str, Any], where: str) -> tuple[dict[str, Any], set[str]]:
        """The properties of a schema and of the schemas in its ``allOf``, and the names of the required ones."""
        properties: dict[str, Any] = {}
        required: set[str] = set()
        for part in schema.get("allOf", []):
            below, needed = self.merged_properties(self.resolve(part), where)
            properties |= below
            required |= needed
        properties |= schema.get("properties", {})
        required |= set(schema.get("required", []))
        if unknown := required - set(properties):
            raise SpecError(f"{where}: required lists names that are not properties: {', '.join(sorted(unknown))}")
        return properties, required

    def enum_definition(self, name: str) -> EnumDefinition:
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
            raise SpecError(f"{name}: two values have the same Python name; add x-enum-varnames")
        klass = class_name(name)
        return EnumDefinition(klass, snake(klass), schema.get("description", ""), members)

    def union_definition(self, name: str) -> UnionDefinition:
        schema = self.schemas[name]
        discriminator = schema["discriminator"]
        variants: list[tuple[str | None, str, str]] = []
        lacking = []
        for value, target in discriminator["mapping"].items():
            variant = target.rsplit("/", 1)[1]
            named = (class_name(variant), self.module(variant))
            if discriminator["propertyName"] not in self.merged_properties(self.schemas[variant], variant)[1]:
                lacking.append(named)
            variants.append((value, *named))
        if len(set(lacking)) == 1:
            variants.append((None, *lacking[0]))
        klass = class_name(name)
        return UnionDefinition(
            klass,
            snake(klass),
            f"parse_{snake(klass)}".rstrip("_"),
            snake(klass).upper(),
            schema.get("description", ""),
            discriminator["propertyName"],
            variants,
        )
