"""Refuse documents with content that the generator does not support, so that nothing is silently ignored."""

from __future__ import annotations

import keyword
from collections.abc import Iterator
from typing import Any

from generator.bundling import METHODS, SpecError
from generator.schemas import SchemaReader, class_name, snake

_SUPPORTED = frozenset(
    {"$ref", "type", "format", "enum", "const", "properties", "required", "additionalProperties", "items", "minItems"}
    | {"minLength", "pattern", "minimum", "maximum", "anyOf", "oneOf", "allOf", "discriminator"}
)
_ANNOTATIONS = frozenset({"title", "description", "default", "example", "examples", "deprecated", "contentMediaType"})


def check_package(package: Any, file: str, taken: dict[str, str]) -> str:
    """The package name of a document, after adding it to ``taken``.

    Raises:
        SpecError: the name is missing, invalid, or taken.
    """
    if not isinstance(package, str) or not package.isidentifier() or keyword.iskeyword(package):
        raise SpecError(f"{file}: info.x-package must be a valid name of a package")
    if package in taken:
        raise SpecError(f"{file}: info.x-package {package} is already the name of {taken[package]}")
    taken[package] = file
    return package


def check_document(document: dict[str, Any], schemas: SchemaReader) -> None:
    """Check that the generator supports everything in a bundled document.

    Raises:
        SpecError: the message names the location and the unsupported keyword.
    """
    _check_names(schemas)
    for name, schema in schemas.schemas.items():
        _check_schema(schema, name, schemas)
    for path, item in document.get("paths", {}).items():
        for method, operation in item.items():
            if method in ("head", "options", "trace"):
                raise SpecError(f"{path}: the method {method} is not supported")
            if method in METHODS:
                identity = operation.get("operationId") or f"{method.upper()} {path}"
                for parameter in [*item.get("parameters", []), *operation.get("parameters", [])]:
                    _check_parameter(schemas.resolve(parameter), path, identity)
                for status in operation.get("responses", {}):
                    if str(status)[0] == "2" and not str(status).isdigit():
                        raise SpecError(f"{identity}: {status} is not a single status")


def _check_names(schemas: SchemaReader) -> None:
    modules: dict[str, str] = {}
    for name in schemas.schemas:
        klass = class_name(name)
        other = modules.setdefault(snake(klass), name)
        if other != name:
            raise SpecError(f"{name} and {other} have the same class name {klass} or module name {snake(klass)}")


def _check_schema(schema: Any, where: str, schemas: SchemaReader) -> None:
    if not isinstance(schema, dict):
        raise SpecError(f"{where}: is not a schema")
    for word in schema:
        if word not in _SUPPORTED and word not in _ANNOTATIONS and not word.startswith("x-"):
            raise SpecError(f"{where}: unsupported keyword {word}")
    more = schema.get("additionalProperties", True)
    if more is False or (schema.get("properties") and more not in (True, {})):
        raise SpecError(f"{where}: unsupported value of additionalProperties")
    values: list[Any] = schema.get("enum", [])
    if values and (schema.get("type", "string") != "string" or not all(isinstance(v, str) for v in values)):
        raise SpecError(
            f"{where}: an enum must have type string and string values; quote values that YAML would convert"
        )
    if len(schema.get("x-enum-varnames", values)) != len(values) and "anyOf" not in schema:
        raise SpecError(f"{where}: x-enum-varnames must have one name for each value")
    if "discriminator" in schema:
        _check_union(schema, where)
    for inner, place in _inside(schema, where):
        _check_schema(inner, place, schemas)


def _inside(schema: dict[str, Any], where: str) -> Iterator[tuple[Any, str]]:
    for name, node in schema.get("properties", {}).items():
        yield node, f"{where}.{name}"
    if "items" in schema:
        yield schema["items"], f"{where}[]"
    if isinstance(schema.get("additionalProperties"), dict):
        yield schema["additionalProperties"], f"{where}.*"
    for word in ("anyOf", "oneOf", "allOf"):
        for node in schema.get(word, []):
            yield node, where


def _check_union(schema: dict[str, Any], where: str) -> None:
    mapping = schema["discriminator"].get("mapping")
    if not mapping:
        raise SpecError(f"{where}: the discriminator needs a mapping")
    mapped = set(mapping.values())
    alternatives = {part.get("$ref", "") for part in schema.get("oneOf", schema.get("anyOf", []))}
    if different := mapped ^ alternatives:
        names = ", ".join(sorted(reference.rsplit("/", 1)[-1] for reference in different))
        raise SpecError(
            f"{where}: the mapping of the discriminator and the alternatives differ: {names or 'an inline schema'}"
        )


def _check_parameter(parameter: dict[str, Any], path: str, identity: str) -> None:
    name = parameter["name"]
    if "schema" not in parameter:
        raise SpecError(f"{identity}: parameter {name} has no schema")
    if parameter["in"] == "path" and f"{{{name}}}" not in path.split("/"):
        raise SpecError(f"{identity}: path parameter {name} must be a complete segment of the path")
    types = parameter["schema"].get("type", [])
    types = [types] if isinstance(types, str) else types
    if "enum" in parameter["schema"]:
        raise SpecError(f"{identity}: parameter {name}: an enum must be a named schema")
    if "object" in types:
        raise SpecError(f"{identity}: parameter {name}: objects are not supported in parameters")
    if "array" in types and (parameter.get("style", "form") != "form" or "explode" not in parameter):
        raise SpecError(
            f"{identity}: parameter {name}: a list needs style: form, and explode: false for values separated by "
            "commas, or explode: true for one parameter with each value"
        )
    if "array" in types and parameter["explode"] and parameter["in"] != "query":
        raise SpecError(f"{identity}: parameter {name}: explode: true is supported in the query only")
