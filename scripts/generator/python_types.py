"""What a schema means in Python: its annotation, how it is read and written, and how a write is checked."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen

from generator.bundling import SpecError

Import = tuple[str, str]
"""A module and a name in it."""

VALIDATORS = "timeback_runtime.validators"
MODEL_VALIDATORS = "timeback_runtime.model_validators"
MODEL = "timeback_runtime.model"
MAX_LITERAL = 90


@frozen
class Kind:
    """A kind of value.

    Attributes:
        annotation: the Python type, without None.
        check: the expression of the runtime's kind that checks a write.
        trigger: the exact type of a decoded JSON value that reading converts, or None where nothing is converted.
        imports: what the annotation and the expressions need.
    """

    annotation: str
    check: str
    imports: tuple[Import, ...] = ()
    trigger: str | None = None

    def read(self, name: str) -> str:
        """The expression that converts a value of the trigger's type."""
        raise NotImplementedError

    def write(self, name: str, came: str) -> str:
        """The expression that turns the attribute into JSON; ``came`` is the expression of what was received."""
        return name

    @property
    def model(self) -> str | None:
        """The class of the object, or of those in the list; None where it is something else, or may be."""
        return None

    @property
    def list_parser(self) -> str | None:
        """The parser of the items, for a list of models."""
        return None

    def triggers(self) -> Iterator[tuple[str, str]]:
        """Pairs of a type and of a template with ``@`` for the value."""
        if self.trigger:
            yield self.trigger, self.read("@")

    def guarded(self, name: str) -> str:
        """The expression that converts ``name`` where it is of a triggering type."""
        out = name
        for trigger, expression in reversed(list(self.triggers())):
            out = f"{expression.replace('@', name)} if type({name}) is {trigger} else {out}"
        return out


def literal(value: Any) -> str:
    """A Python literal, text in double quotes."""
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
class Plain(Kind):
    """A JSON scalar, a free object, or anything."""


TEXT = Plain("str", "TEXT", _validators("TEXT"))
INTEGER = Plain("int", "INTEGER", _validators("INTEGER"))
NUMBER = Plain("float", "NUMBER", _validators("NUMBER"))
BOOLEAN = Plain("bool", "BOOLEAN", _validators("BOOLEAN"))
OBJECT = Plain("dict[str, Any]", "OBJECT", (*_validators("OBJECT"), ("typing", "Any")))
ANY = Plain("Any", "ANY", (*_validators("ANY"), ("typing", "Any")))
BYTES = Plain("bytes", "BYTES", _validators("BYTES"))


@frozen
class DateOrTime(Kind):
    """A date, or a date with a time."""

    reader: str = ""

    def read(self, name: str) -> str:
        return f"{self.reader}({name})"

    def write(self, name: str, came: str) -> str:
        return f"format_datetime({name}, {came})"


DATE = DateOrTime(
    "datetime.date",
    "DATE",
    (("", "datetime"), *_validators("DATE"), (MODEL, "parse_date"), (MODEL, "format_datetime")),
    "str",
    "parse_date",
)
DATETIME = DateOrTime(
    "datetime.datetime",
    "DATETIME",
    (("", "datetime"), *_validators("DATETIME"), (MODEL, "parse_datetime"), (MODEL, "format_datetime")),
    "str",
    "parse_datetime",
)


@frozen
class Enumeration(Kind):
    lookup: str = ""

    def read(self, name: str) -> str:
        return f"{self.lookup}({name}, {name})"


@frozen
class Object(Kind):
    """A model, or a union of models that a property tells apart."""

    parser: str = ""

    def read(self, name: str) -> str:
        return f"{self.parser}({name})"

    @property
    def model(self) -> str | None:
        return self.annotation if self.annotation.isidentifier() else None

    def write(self, name: str, came: str) -> str:
        return f"{name}.to_dict() if isinstance({name}, Model) else {name}"


@frozen
class Array(Kind):
    inner: Kind = field(default=ANY)

    @property
    def model(self) -> str | None:
        return self.inner.model if isinstance(self.inner, Object) else None

    @property
    def list_parser(self) -> str | None:
        return self.inner.parser if isinstance(self.inner, Object) else None

    def triggers(self) -> Iterator[tuple[str, str]]:
        if self.list_parser:
            yield "list", f"parse_list(@, {self.list_parser})"
        elif next(self.inner.triggers(), None):
            yield "list", f"([{self.inner.guarded('item')} for item in @] if @ else @)"

    def write(self, name: str, came: str) -> str:
        if isinstance(self.inner, Object):
            return f"list_to_dicts({name})"
        return f"to_json({name})" if next(self.inner.triggers(), None) else name


@frozen
class Mapping(Kind):
    inner: Kind = field(default=ANY)

    def triggers(self) -> Iterator[tuple[str, str]]:
        if next(self.inner.triggers(), None):
            yield "dict", f"{{key: {self.inner.guarded('item')} for key, item in @.items()}}"

    def write(self, name: str, came: str) -> str:
        return f"to_json({name})" if next(self.inner.triggers(), None) else name


@frozen
class Either(Kind):
    """One of several kinds, told apart by their JSON types."""

    kinds: tuple[Kind, ...] = ()

    def triggers(self) -> Iterator[tuple[str, str]]:
        for kind in self.kinds:
            yield from kind.triggers()

    def write(self, name: str, came: str) -> str:
        writes = {kind.write(name, came) for kind in self.kinds} - {name}
        if not writes:
            return name
        return (
            writes.pop()
            if len(writes) == 1 and not any(isinstance(k, Array) for k in self.kinds)
            else f"to_json({name})"
        )


def array(inner: Kind, least: int = 0) -> Array:
    check = f"ListOf({inner.check}, {least})" if least else f"ListOf({inner.check})"
    extra: tuple[Import, ...] = ()
    if isinstance(inner, Object):
        extra = ((MODEL, "list_to_dicts"), (MODEL, "parse_list"))
    elif next(inner.triggers(), None):
        extra = ((MODEL, "to_json"),)
    return Array(f"list[{inner.annotation}]", check, (*inner.imports, *_validators("ListOf"), *extra), None, inner)


def mapping(inner: Kind) -> Mapping:
    imports = (*inner.imports, *_validators("MapOf"), (MODEL, "to_json"))
    return Mapping(f"dict[str, {inner.annotation}]", f"MapOf({inner.check})", imports, None, inner)


def either(kinds: list[Kind], where: str) -> Kind:
    flat: list[Kind] = []
    for kind in kinds:
        for one in kind.kinds if isinstance(kind, Either) else (kind,):
            if one not in flat:
                flat.append(one)
    if len(flat) == 1:
        return flat[0]
    triggers = [trigger for kind in flat for trigger, _ in kind.triggers()]
    if len(set(triggers)) != len(triggers):
        raise SpecError(f"{where}: alternatives that are both read from a JSON {triggers} need a discriminator")
    annotations = list(dict.fromkeys(part for kind in flat for part in kind.annotation.split(" | ")))
    imports = tuple(i for kind in flat for i in kind.imports)
    if any(isinstance(k, Array | Mapping) for k in flat) and len(triggers) > 1:
        imports = (*imports, (MODEL, "to_json"))
    return Either(
        " | ".join(annotations),
        f"AnyOf({', '.join(kind.check for kind in flat)})",
        (*imports, *_validators("AnyOf")),
        None,
        tuple(flat),
    )


def limited(kind: Kind, schema: dict[str, Any]) -> Kind:
    """A number with the schema's limits; Plain where it has none."""
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None and most is None:
        return kind
    return Plain(kind.annotation, f"Bounded({kind.check}, {least}, {most})", (*kind.imports, *_validators("Bounded")))


def text(schema: dict[str, Any]) -> Kind:
    """Text with the schema's limits."""
    least, pattern = schema.get("minLength", 0), schema.get("pattern")
    if "const" in schema:
        pattern = f"^{re.escape(schema['const'])}$"
    if "enum" in schema:
        pattern = f"^(?:{'|'.join(map(re.escape, schema['enum']))})$"
    if not least and not pattern:
        return TEXT
    arguments = [str(least)] + ([pattern_literal(pattern)] if pattern else [])
    return Plain("str", f"Text({', '.join(arguments)})", _validators("Text"))


def shape(kind: Kind) -> str:
    """The argument of a Reader for the JSON type that the kind is read from, where it is no object."""
    types = sorted({one for part in getattr(kind, "kinds", (kind,)) for one in _json_types(part)})
    if types == ["dict"]:
        return ""
    return f", json_type={types[0] if len(types) == 1 else '(' + ', '.join(types) + ')'}"


def _json_types(kind: Kind) -> list[str]:
    if isinstance(kind, Object | Mapping) or kind is OBJECT:
        return ["dict"]
    if isinstance(kind, Array):
        return ["list"]
    return {"int": ["int"], "float": ["int", "float"], "bool": ["bool"], "Any": ["object"]}.get(
        kind.annotation, ["str"]
    )
