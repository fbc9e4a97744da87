"""Normalisation of received objects: to the types and formats that the document of their collection accepts.

OneRoster 1.2 and the documents of the platform differ: ``scoreDate`` is a date in the standard and a date with a time
in the documents. Servers deviate from both: numbers as ids, null in lists, empty text for a missing property. Objects
that the document accepts are returned unchanged, except that optional properties with empty text are removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Set
from functools import cache
from typing import Any, Final, TypeAlias

import attrs

from timeback._spec.dates import calendar_date, date_time
from timeback._spec.documents import load
from timeback._spec.schemas import Schema, Schemas
from timeback_runtime.model import FREE_FORM
from timeback_runtime.numbers import ExactFloat, as_integer, parse_number

_INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,39})", re.ASCII)
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,39})(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?", re.ASCII)

ABSENT: Final = object()
"""The result for a value that stands for a missing property."""

Convert: TypeAlias = Callable[[Any], Any]
"""Returns the value itself if nothing has to change."""


class Normalizer:
    """Normalises the objects of one schema. Objects are not changed in place."""

    def __init__(self, schemas: Schemas, schema: Schema) -> None:
        self._convert = _ObjectRule(schemas, schema, {})
        self._defaults = {
            name: value
            for name, declared in schemas.properties(schema).items()
            if (value := schemas.extension(declared, "x-absent-means")) is not None
        }
        self.rooted: tuple[str, ...] = tuple(
            name
            for name, declared in schemas.properties(schema).items()
            if schemas.extension(declared, "x-root-org-by-default")
        )
        """References to an organisation that are to the root organisation if a source has none."""

    def __call__(self, value: dict[str, Any]) -> dict[str, Any]:
        """The normalised object, which is ``value`` itself if nothing has to change."""
        found: dict[str, Any] = self._convert(value)
        for name, default in self._defaults.items():
            if found.get(name) is None:
                found = {**found, name: default}
        return found


@cache
def normalizer(package: str, schema: str) -> Normalizer:
    """The normalizer of a schema in the document of a generated package."""
    schemas = load(package).schemas
    return Normalizer(schemas, schemas.at(f"#/components/schemas/{schema}"))


@attrs.frozen(eq=False)
class _Rule:
    """How the value of one property is normalised.

    Attributes:
        nullable: whether null conforms.
        takes_any_text: whether each text conforms that is not empty.
        words: texts that conform, if the property has an enumeration.
        keeps_empty_text: whether empty text is kept. It stands for a missing value otherwise.
        convert: converts values that are neither null nor empty text; None if they stay as they are.
    """

    nullable: bool
    takes_any_text: bool
    keeps_empty_text: bool
    convert: Convert | None
    words: Set[str] = frozenset()

    def __call__(self, value: Any) -> Any:
        if value is None:
            return None if self.nullable else ABSENT
        if type(value) is str and not value.strip():
            return value if self.keeps_empty_text else ABSENT
        return value if self.convert is None else self.convert(value)


class _ObjectRule:
    """Normalises an object by the rules of its properties. Other properties are kept."""

    def __init__(self, schemas: Schemas, schema: Schema, known: dict[int, _ObjectRule]) -> None:
        # Entered before its properties, because schemas can be recursive.
        known[id(schema)] = self
        required = schemas.required(schema)
        self._rules: dict[str, _Rule] = {}
        for name, declared in schemas.properties(schema).items():
            self._rules[name] = (
                _Rule(_allows_null(schemas, declared), False, False, _unless_empty_list)
                if name in FREE_FORM
                else _rule(schemas, declared, known, required=name in required)
            )

    def __call__(self, value: Any) -> Any:
        if type(value) is not dict:
            return _unless_empty_list(value)
        changed: dict[str, Any] | None = None
        rules = self._rules
        for name, item in value.items():
            rule = rules.get(name)
            if rule is None:
                continue
            # Most values conform, so that they are recognised without a call.
            if type(item) is str and (item in rule.words or (rule.takes_any_text and item and not item.isspace())):
                continue
            found = rule(item)
            if found is not item:
                changed = {} if changed is None else changed
                changed[name] = found
        if changed is None:
            return value
        return {name: item for name, item in {**value, **changed}.items() if item is not ABSENT}


def _rule(schemas: Schemas, declared: Schema, known: dict[int, _ObjectRule], *, required: bool) -> _Rule:
    variants = schemas.variants(declared)
    types = set(_types(variants))
    keywords = {keyword for variant in variants for keyword in variant}
    takes_any_text = "string" in types and not keywords & {"format", "enum", "pattern"}
    keeps_empty_text = required and takes_any_text and "minLength" not in keywords
    convert = _converter(schemas, declared, variants, types, known)
    words = {word for word in convert.words if word.strip()} if isinstance(convert, _Word) else frozenset[str]()
    return _Rule(_allows_null(schemas, declared), takes_any_text, keeps_empty_text, convert, words)


def _converter(
    schemas: Schemas, declared: Schema, variants: list[Schema], types: set[str], known: dict[int, _ObjectRule]
) -> Convert | None:
    """The conversion of values that are neither null nor empty; None if there is none."""
    array = schemas.array(declared)
    if array is not None:
        refers = schemas.extension(declared, "x-refers-to") is not None
        element = _rule(schemas, array["items"], known, required=True)
        return _List(_Reference(element) if refers else element)
    if types == {"object"}:
        if len(variants) != 1 or not schemas.properties(variants[0]):
            return None
        nested = known.get(id(variants[0])) or _ObjectRule(schemas, variants[0], known)
        if schemas.extension(declared, "x-refers-to") is not None:
            return _Reference(nested)
        return nested
    words = {word for variant in variants for word in variant.get("enum", ())}
    if words == {"true", "false"}:
        return _flag_as_text if types == {"string"} else _flag
    formats = {variant.get("format") for variant in variants}
    if words and types == {"string"}:
        return _Word(words)
    if types == {"string"}:
        return date_time if "date-time" in formats else calendar_date if "date" in formats else as_text
    if types and types <= {"number", "integer"}:
        return _number if "number" in types else _integer
    return None


class _List:
    """Normalises the elements of a list, and removes those that are missing or empty. A single value becomes a list."""

    def __init__(self, element: Convert) -> None:
        self._element = element

    def __call__(self, value: Any) -> Any:
        if type(value) is list and self._conform(value):
            return value
        if value == {}:
            return ABSENT
        items = value if type(value) is list else [value]
        return [found for item in items if (found := self._convert(item)) is not ABSENT]

    def _conform(self, items: list[Any]) -> bool:
        """Whether no element has to change. It stops at the first one that has to."""
        element = self._element
        return all(item is not None and element(item) is item and item != {} for item in items)

    def _convert(self, item: Any) -> Any:
        found = ABSENT if item is None else self._element(item)
        return ABSENT if found == {} else found


class _Word:
    """The value of an enumeration for text that differs from it in case or in spaces around it."""

    def __init__(self, words: set[str]) -> None:
        self.words: Set[str] = words
        self._by_folded = {word.casefold(): word for word in words}

    def __call__(self, value: Any) -> Any:
        if type(value) is not str:
            return as_text(value)
        return value if value in self.words else self._by_folded.get(value.strip().casefold(), value)


class _Reference:
    """Normalises a reference. A bare id becomes a reference, and a reference without an id is missing."""

    def __init__(self, nested: Convert) -> None:
        self._nested = nested

    def __call__(self, value: Any) -> Any:
        if _is_number(value) or type(value) is str:
            sourced_id = as_text(value)
            return {"sourcedId": sourced_id} if sourced_id.strip() else ABSENT
        if type(value) is list:
            return ABSENT if not value else self(value[0]) if len(value) == 1 else value
        found = self._nested(value)
        if type(found) is dict and not found.get("sourcedId"):
            return ABSENT
        return found


def _unless_empty_list(value: Any) -> Any:
    """Some servers send an empty list for a missing object."""
    return ABSENT if value == [] else value


def as_text(value: Any) -> Any:
    """A number as text: 17 and 17.0 as ``17``. Any other value is returned unchanged."""
    if not _is_number(value):
        return value
    if isinstance(value, ExactFloat):
        return value.text
    whole = as_integer(value)
    return str(value if whole is None else whole)


def _flag(value: Any) -> Any:
    """Text for a truth value in small letters."""
    if type(value) is str:
        lowered = value.strip().lower()
        return lowered if lowered != value and lowered in ("true", "false") else value
    return value


def _flag_as_text(value: Any) -> Any:
    return ("true" if value else "false") if isinstance(value, bool) else _flag(value)


def _number(value: Any) -> Any:
    if type(value) is not str or not _NUMBER.fullmatch(text := value.strip()):
        return value
    return int(text) if _INTEGER.fullmatch(text) else parse_number(text)


def _integer(value: Any) -> Any:
    found = _number(value)
    whole = as_integer(found) if type(value) is str and _is_number(found) else None
    return value if whole is None else whole


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _types(variants: list[Schema]) -> Iterator[str]:
    """The types of a value. A variant that only lists its values is text."""
    for variant in variants:
        default: Any = "string" if "enum" in variant else "object" if "properties" in variant else ()
        declared = variant.get("type", default)
        yield from (name for name in ([declared] if isinstance(declared, str) else declared) if name != "null")


def _allows_null(schemas: Schemas, declared: Schema) -> bool:
    schema = schemas.resolve(declared)
    allowed = schema.get("type")
    if allowed == "null" or (isinstance(allowed, list) and "null" in allowed):
        return True
    parts = [part for keyword in ("anyOf", "oneOf") for part in schema.get(keyword, ())]
    return "properties" not in schema and any(_allows_null(schemas, part) for part in parts)
