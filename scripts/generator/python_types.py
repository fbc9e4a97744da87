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

CHECKS = "timeback_runtime.validators"
MODEL = "timeback_runtime.model"


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


def _checks(*names: str) -> tuple[Import, ...]:
    return tuple((CHECKS, name) for name in names)


@frozen
class Plain(Kind):
    """A JSON scalar, a free object, or anything."""


TEXT = Plain("str", "TEXT", _checks("TEXT"))
WHOLE = Plain("int", "WHOLE", _checks("WHOLE"))
NUMBER = Plain("float", "NUMBER", _checks("NUMBER"))
FLAG = Plain("bool", "FLAG", _checks("FLAG"))
FREE = Plain("dict[str, Any]", "FREE", (*_checks("FREE"), ("typing", "Any")))
ANYTHING = Plain("Any", "ANY", (*_checks("ANY"), ("typing", "Any")))
BYTES = Plain("bytes", "BYTES", _checks("BYTES"))


@frozen
class Moment(Kind):
    """A date, or a date with a time."""

    reader: str = ""

    def read(self, name: str) -> str:
        return f"{self.reader}({name})"

    def write(self, name: str, came: str) -> str:
        return f"from_moment({name}, {came})"


DAY = Moment(
    "datetime.date",
    "DAY",
    (("", "datetime"), *_checks("DAY"), (MODEL, "to_date"), (MODEL, "from_moment")),
    "str",
    "to_date",
)
MOMENT = Moment(
    "datetime.datetime",
    "MOMENT",
    (("", "datetime"), *_checks("MOMENT"), (MODEL, "to_datetime"), (MODEL, "from_moment")),
    "str",
    "to_datetime",
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
    inner: Kind = field(default=ANYTHING)

    @property
    def model(self) -> str | None:
        return self.inner.model if isinstance(self.inner, Object) else None

    def triggers(self) -> Iterator[tuple[str, str]]:
        if next(self.inner.triggers(), None):
            yield "list", f"([{self.inner.guarded('i')} for i in @] if @ else @)"

    def write(self, name: str, came: str) -> str:
        if isinstance(self.inner, Object):
            items = f"[i.to_dict() if isinstance(i, Model) else i for i in {name}]"
            return f"{items} if isinstance({name}, (list, tuple)) else {name}"
        return f"to_json({name})" if next(self.inner.triggers(), None) else name


@frozen
class Mapping(Kind):
    inner: Kind = field(default=ANYTHING)

    def triggers(self) -> Iterator[tuple[str, str]]:
        if next(self.inner.triggers(), None):
            yield "dict", f"{{k: {self.inner.guarded('i')} for k, i in @.items()}}"

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
    check = f"Many({inner.check}, {least})" if least else f"Many({inner.check})"
    extra = ((MODEL, "to_json"),) if not isinstance(inner, Object) and next(inner.triggers(), None) else ()
    return Array(f"list[{inner.annotation}]", check, (*inner.imports, *_checks("Many"), *extra), None, inner)


def mapping(inner: Kind) -> Mapping:
    imports = (*inner.imports, *_checks("Named"), (MODEL, "to_json"))
    return Mapping(f"dict[str, {inner.annotation}]", f"Named({inner.check})", imports, None, inner)


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
        f"Either({', '.join(kind.check for kind in flat)})",
        (*imports, *_checks("Either")),
        None,
        tuple(flat),
    )


def limited(kind: Kind, schema: dict[str, Any]) -> Kind:
    """A number with the schema's limits; Plain where it has none."""
    least, most = schema.get("minimum"), schema.get("maximum")
    if least is None and most is None:
        return kind
    return Plain(kind.annotation, f"Limited({kind.check}, {least}, {most})", (*kind.imports, *_checks("Limited")))


def text(schema: dict[str, Any]) -> Kind:
    """Text with the schema's limits."""
    least, pattern = schema.get("minLength", 0), schema.get("pattern")
    if "const" in schema:
        pattern = f"^{re.escape(schema['const'])}$"
    if "enum" in schema:
        pattern = f"^(?:{'|'.join(map(re.escape, schema['enum']))})$"
    if not least and not pattern:
        return TEXT
    arguments = [str(least)] + ([literal(pattern)] if pattern else [])
    return Plain("str", f"Text({', '.join(arguments)})", _checks("Text"))


def shape(kind: Kind) -> str:
    """The argument of a Reader for the JSON type that the kind is read from, where it is no object."""
    types = sorted({one for part in getattr(kind, "kinds", (kind,)) for one in _json_types(part)})
    if types == ["dict"]:
        return ""
    return f", shape={types[0] if len(types) == 1 else '(' + ', '.join(types) + ')'}"


def _json_types(kind: Kind) -> list[str]:
    if isinstance(kind, Object | Mapping) or kind is FREE:
        return ["dict"]
    if isinstance(kind, Array):
        return ["list"]
    return {"int": ["int"], "float": ["int", "float"], "bool": ["bool"], "Any": ["object"]}.get(
        kind.annotation, ["str"]
    )
