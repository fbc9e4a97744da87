"""Python types of schemas: the annotation and the validator, which also converts decoded JSON."""

from __future__ import annotations

import json
import re
from typing import Any

from attrs import field, frozen

from generator.bundling import SpecError

Import = tuple[str, str]
"""A module and a name in it. An empty module stands for ``import name``."""

VALIDATORS = "timeback_runtime.validators"
MODEL_VALIDATORS = "timeback_runtime.model_validators"
MAX_LITERAL = 90
"""Characters of a string literal after which it is split over several lines."""


@frozen
class PythonType:
    """The type of the values of a schema.

    Attributes:
        annotation: the annotation, without None.
        validator: the expression of the validator.
        imports: the imports of the annotation and of the validator.
        converted: the exact types of the decoded JSON values that the validator converts.
    """

    annotation: str
    validator: str
    imports: tuple[Import, ...] = ()
    converted: tuple[str, ...] = ()

    @property
    def model(self) -> str | None:
        """The model of the object, or of the objects of the list. None if there may be other values too."""
        return None


def literal(value: Any) -> str:
    """A Python literal; strings have double quotes."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def pattern_literal(pattern: str) -> str:
    """A regular expression as adjacent literals, so that no line is too long. It is split before a ``|``."""
    return _adjacent_literals(re.split(r"(?=\|)", pattern))


def path_literal(path: str) -> str:
    """A path as adjacent literals, so that no line is too long. It is split before a ``/``."""
    return _adjacent_literals(re.split(r"(?=/)", path))


def _adjacent_literals(parts: list[str]) -> str:
    lines = [""]
    for part in parts:
        if len(lines[-1]) + len(part) > MAX_LITERAL:
            lines.append("")
        lines[-1] += part
    return "\n".join(map(literal, lines))


def _validators(*names: str) -> tuple[Import, ...]:
    return tuple((VALIDATORS, name) for name in names)


TEXT = PythonType("str", "TEXT", _validators("TEXT"))
INTEGER = PythonType("int", "INTEGER", _validators("INTEGER"))
NUMBER = PythonType("float", "NUMBER", _validators("NUMBER"))
BOOLEAN = PythonType("bool", "BOOLEAN", _validators("BOOLEAN"))
OBJECT = PythonType("dict[str, Any]", "OBJECT", (*_validators("OBJECT"), ("typing", "Any")))
ANY = PythonType("Any", "ANY", (*_validators("ANY"), ("typing", "Any")))
BYTES = PythonType("bytes", "BYTES", _validators("BYTES"))
DATE = PythonType("datetime.date", "DATE", (("", "datetime"), *_validators("DATE")), ("str",))
DATETIME = PythonType("datetime.datetime", "DATETIME", (("", "datetime"), *_validators("DATETIME")), ("str",))


@frozen
class EnumType(PythonType):
    """An enumeration. Unknown values stay text."""


@frozen
class ModelType(PythonType):
    """A model."""

    parser: str = ""

    @property
    def model(self) -> str | None:
        return self.annotation


@frozen
class DiscriminatedType(ModelType):
    """A union of models with a discriminator property. An unknown variant stays a dictionary."""

    @property
    def model(self) -> str | None:
        return None


@frozen
class ListType(PythonType):
    item: PythonType = field(default=ANY)

    @property
    def model(self) -> str | None:
        return self.item.model if isinstance(self.item, ModelType) else None


@frozen
class MapType(PythonType):
    """A dictionary whose values have one type."""


@frozen
class UnionType(PythonType):
    """A value of one of several types, which differ in their JSON types."""

    alternatives: tuple[PythonType, ...] = ()


def list_of(item: PythonType, min_items: int = 0) -> ListType:
    validator = f"ListOf({item.validator}, {min_items})" if min_items else f"ListOf({item.validator})"
    imports = (*item.imports, *_validators("ListOf"))
    return ListType(f"list[{item.annotation}]", validator, imports, ("list",) if item.converted else (), item)


def map_of(item: PythonType) -> MapType:
    converted = ("dict",) if item.converted else ()
    imports = (*item.imports, *_validators("MapOf"))
    return MapType(f"dict[str, {item.annotation}]", f"MapOf({item.validator})", imports, converted)


def union_of(types: list[PythonType], where: str) -> PythonType:
    """The union of types; a single type if all of them are the same.

    Raises:
        SpecError: two of the types are converted from the same JSON type, so that they cannot be distinguished.
    """
    flat: list[PythonType] = []
    for python_type in types:
        for one in python_type.alternatives if isinstance(python_type, UnionType) else (python_type,):
            if one not in flat:
                flat.append(one)
    if len(flat) == 1:
        return flat[0]
    json_types = [json_type for one in flat for json_type in one.converted]
    if len(set(json_types)) != len(json_types):
        raise SpecError(
            f"{where}: two alternatives have the JSON type {max(json_types, key=json_types.count)}; add a discriminator"
        )
    annotations = list(dict.fromkeys(part for one in flat for part in one.annotation.split(" | ")))
    imports = tuple(i for one in flat for i in one.imports)
    return UnionType(
        " | ".join(annotations),
        f"AnyOf({', '.join(one.validator for one in flat)})",
        (*imports, *_validators("AnyOf")),
        tuple(json_types),
        tuple(flat),
    )


def bounded(python_type: PythonType, schema: dict[str, Any]) -> PythonType:
    """A number with the limits of the schema, if it has any."""
    minimum, maximum = schema.get("minimum"), schema.get("maximum")
    if minimum is None and maximum is None:
        return python_type
    validator = f"Bounded({python_type.validator}, {minimum}, {maximum})"
    return PythonType(python_type.annotation, validator, (*python_type.imports, *_validators("Bounded")))


def text(schema: dict[str, Any]) -> PythonType:
    """A string with the limits of the schema, or one of its values."""
    min_length, pattern = schema.get("minLength", 0), schema.get("pattern")
    if values := [schema["const"]] if "const" in schema else schema.get("enum"):
        return PythonType("str", f"OneOf({', '.join(map(literal, values))})", _validators("OneOf"))
    if not min_length and not pattern:
        return TEXT
    arguments = [str(min_length)] + ([pattern_literal(pattern)] if pattern else [])
    return PythonType("str", f"Text({', '.join(arguments)})", _validators("Text"))


def json_type_argument(python_type: PythonType) -> str:
    """The ``json_type`` argument of a decoder, with a comma before it; empty text for objects, the default."""
    alternatives = python_type.alternatives if isinstance(python_type, UnionType) else (python_type,)
    types = sorted({json_type for one in alternatives for json_type in _json_types(one)})
    if types == ["dict"]:
        return ""
    return f", json_type={types[0] if len(types) == 1 else '(' + ', '.join(types) + ')'}"


def _json_types(python_type: PythonType) -> list[str]:
    if isinstance(python_type, ModelType | MapType) or python_type is OBJECT:
        return ["dict"]
    if isinstance(python_type, ListType):
        return ["list"]
    return {"int": ["int"], "float": ["int", "float"], "bool": ["bool"], "Any": ["object"]}.get(
        python_type.annotation, ["str"]
    )
