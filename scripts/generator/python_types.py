"""Python types of schemas: the annotation, the validator, and the expressions that parse and serialize a value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from generator.bundling import SpecError

Import = tuple[str, str]
"""A module and a name in it. An empty module stands for ``import name``."""

VALIDATORS = "timeback_runtime.validators"
MODEL_VALIDATORS = "timeback_runtime.model_validators"
MODEL = "timeback_runtime.model"
MAX_LITERAL = 90
"""Characters of a string literal after which it is split over several lines."""


@frozen
class PythonType:
    """The type of the values of a schema.

    Attributes:
        annotation: the annotation, without None.
        validator: the expression of the validator.
        imports: the imports of the annotation and the expressions.
        json_type: the exact Python type of the decoded JSON values that are converted; None for no conversion.
    """

    annotation: str
    validator: str
    imports: tuple[Import, ...] = ()
    json_type: str | None = None

    def read(self, name: str) -> str:
        """The expression that converts a decoded JSON value of type ``json_type``."""
        raise NotImplementedError

    def write(self, name: str, received: str) -> str:
        """The expression that serializes a value; ``received`` is the expression of the received JSON value."""
        return name

    @property
    def model(self) -> str | None:
        """The model of the object, or of the objects of the list. None if there may be other values too."""
        return None

    @property
    def list_parser(self) -> str | None:
        """The parser of the items of a list of models."""
        return None

    def conversions(self) -> Iterator[tuple[str, str]]:
        """The conversions: the type of decoded JSON values, and an expression with ``@`` for the value."""
        if self.json_type:
            yield self.json_type, self.read("@")

    def converted(self, name: str) -> str:
        """The expression that converts ``name`` if its type needs a conversion."""
        out = name
        for json_type, expression in reversed(list(self.conversions())):
            out = f"{expression.replace('@', name)} if type({name}) is {json_type} else {out}"
        return out


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


@frozen
class PlainType(PythonType):
    """A value that needs no conversion when it is received."""


@frozen
class FreeType(PlainType):
    """A value without a declared type, such as metadata. A caller may set one that contains models or dates."""

    def write(self, name: str, received: str) -> str:
        return _unchanged_or_json(name, received)


TEXT = PlainType("str", "TEXT", _validators("TEXT"))
INTEGER = PlainType("int", "INTEGER", _validators("INTEGER"))
NUMBER = PlainType("float", "NUMBER", _validators("NUMBER"))
BOOLEAN = PlainType("bool", "BOOLEAN", _validators("BOOLEAN"))
OBJECT = FreeType("dict[str, Any]", "OBJECT", (*_validators("OBJECT"), ("typing", "Any"), (MODEL, "to_json")))
ANY = FreeType("Any", "ANY", (*_validators("ANY"), ("typing", "Any"), (MODEL, "to_json")))
BYTES = PlainType("bytes", "BYTES", _validators("BYTES"))


@frozen
class DateType(PythonType):
    """A date, or a date with a time, that is received as text."""

    parser: str = ""

    def read(self, name: str) -> str:
        return f"{self.parser}({name})"

    def write(self, name: str, received: str) -> str:
        return f"format_datetime({name}, {received})"


DATE = DateType(
    "datetime.date",
    "DATE",
    (("", "datetime"), *_validators("DATE"), (MODEL, "parse_date"), (MODEL, "format_datetime")),
    "str",
    "parse_date",
)
DATETIME = DateType(
    "datetime.datetime",
    "DATETIME",
    (("", "datetime"), *_validators("DATETIME"), (MODEL, "parse_datetime"), (MODEL, "format_datetime")),
    "str",
    "parse_datetime",
)


@frozen
class EnumType(PythonType):
    """An enumeration. Unknown values stay text."""

    lookup: str = ""

    def read(self, name: str) -> str:
        return f"{self.lookup}({name}, {name})"

    def write(self, name: str, received: str) -> str:
        return f"{name} if type({name}) is str else enum_to_json({name})"


@frozen
class ModelType(PythonType):
    """A model."""

    parser: str = ""

    def read(self, name: str) -> str:
        return f"{self.parser}({name})"

    @property
    def model(self) -> str | None:
        return self.annotation

    def write(self, name: str, received: str) -> str:
        return f"{name}.to_dict() if isinstance({name}, Model) else to_json({name})"


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

    @property
    def list_parser(self) -> str | None:
        return self.item.parser if isinstance(self.item, ModelType) else None

    def conversions(self) -> Iterator[tuple[str, str]]:
        if self.list_parser:
            yield "list", f"parse_list(@, {self.list_parser})"
        elif next(self.item.conversions(), None):
            yield "list", f"([{self.item.converted('item')} for item in @] if @ else @)"

    def write(self, name: str, received: str) -> str:
        if isinstance(self.item, ModelType):
            return f"list_to_dicts({name})"
        if next(self.item.conversions(), None):
            return f"to_json({name})"
        return _unchanged_or_json(name, received)


@frozen
class MapType(PythonType):
    item: PythonType = field(default=ANY)

    def conversions(self) -> Iterator[tuple[str, str]]:
        if next(self.item.conversions(), None):
            yield "dict", f"{{key: {self.item.converted('item')} for key, item in @.items()}}"

    def write(self, name: str, received: str) -> str:
        if next(self.item.conversions(), None):
            return f"to_json({name})"
        return _unchanged_or_json(name, received)


@frozen
class UnionType(PythonType):
    """A value of one of several types, which differ in their JSON types."""

    alternatives: tuple[PythonType, ...] = ()

    def conversions(self) -> Iterator[tuple[str, str]]:
        for alternative in self.alternatives:
            yield from alternative.conversions()

    def write(self, name: str, received: str) -> str:
        writes = {alternative.write(name, received) for alternative in self.alternatives} - {name}
        if not writes:
            return name
        if writes == {_unchanged_or_json(name, received)}:
            return writes.pop()
        return (
            writes.pop()
            if len(writes) == 1 and not any(isinstance(alternative, ListType) for alternative in self.alternatives)
            else f"to_json({name})"
        )


def _unchanged_or_json(name: str, received: str) -> str:
    # What was received is JSON and need not be copied.
    return f"{name} if {name} is {received} else to_json({name})"


def list_of(item: PythonType, min_items: int = 0) -> ListType:
    validator = f"ListOf({item.validator}, {min_items})" if min_items else f"ListOf({item.validator})"
    names: tuple[str, ...] = ()
    if isinstance(item, ModelType):
        names = ("list_to_dicts", "parse_list", "parse_list_deep")
    else:
        names = ("to_json",)
    imports = (*item.imports, *_validators("ListOf"), *((MODEL, name) for name in names))
    return ListType(f"list[{item.annotation}]", validator, imports, None, item)


def map_of(item: PythonType) -> MapType:
    imports = (*item.imports, *_validators("MapOf"), (MODEL, "to_json"))
    return MapType(f"dict[str, {item.annotation}]", f"MapOf({item.validator})", imports, None, item)


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
    json_types = [json_type for one in flat for json_type, _ in one.conversions()]
    if len(set(json_types)) != len(json_types):
        raise SpecError(
            f"{where}: two alternatives have the JSON type {max(json_types, key=json_types.count)}; add a discriminator"
        )
    annotations = list(dict.fromkeys(part for one in flat for part in one.annotation.split(" | ")))
    imports = tuple(i for one in flat for i in one.imports)
    if any(isinstance(one, ListType | MapType) for one in flat) and len(json_types) > 1:
        imports = (*imports, (MODEL, "to_json"))
    return UnionType(
        " | ".join(annotations),
        f"AnyOf({', '.join(one.validator for one in flat)})",
        (*imports, *_validators("AnyOf")),
        None,
        tuple(flat),
    )


def bounded(python_type: PythonType, schema: dict[str, Any]) -> PythonType:
    """A number with the limits of the schema, if it has any."""
    minimum, maximum = schema.get("minimum"), schema.get("maximum")
    if minimum is None and maximum is None:
        return python_type
    validator = f"Bounded({python_type.validator}, {minimum}, {maximum})"
    return PlainType(python_type.annotation, validator, (*python_type.imports, *_validators("Bounded")))


def text(schema: dict[str, Any]) -> PythonType:
    """A string with the limits of the schema, or one of its values."""
    min_length, pattern = schema.get("minLength", 0), schema.get("pattern")
    if values := [schema["const"]] if "const" in schema else schema.get("enum"):
        return PlainType("str", f"OneOf({', '.join(map(literal, values))})", _validators("OneOf"))
    if not min_length and not pattern:
        return TEXT
    arguments = [str(min_length)] + ([pattern_literal(pattern)] if pattern else [])
    return PlainType("str", f"Text({', '.join(arguments)})", _validators("Text"))


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
