"""Objects as the OneRoster standard has them: its properties alone, without null, in its types and vocabularies."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from timeback import grades
from timeback._spec.dates import MIDNIGHT
from timeback._spec.schemas import Schema, Schemas
from timeback.errors import InvalidRequestError
from timeback.sandbox.providers.references import Targets
from timeback.sandbox.spec.openapi import Api

__all__ = ["StandardObjects"]

_Convert: TypeAlias = Callable[[Any], Any]

# Values that the standard does not list have this prefix, where it allows others at all.
_EXTENSION_PREFIX: Final = "ext:"
_GRADES: Final = {grades.PRE_KINDERGARTEN: "PK", grades.KINDERGARTEN: "KG"}


def _date(text: str) -> str:
    return text[:10]


def _date_time(text: str) -> str:
    return text if "T" in text else text + MIDNIGHT


def _grade(text: str) -> str:
    """The code of a grade level in the vocabulary of the standard, which is that of CEDS; other text unchanged."""
    try:
        number = grades.normalize(text)
    except InvalidRequestError:
        return text
    return _GRADES.get(number, f"{number:02d}")


_FORMATS: Final[Mapping[str, Callable[[str], str]]] = {
    "date": _date,
    "date-time": _date_time,
    "grade-level": _grade,
}


class StandardObjects:
    """Converts the objects of the platform to those of the standard. An object of the standard stays the same."""

    def __init__(self, api: Api, targets: Targets) -> None:
        self._targets = targets
        self._converts: dict[str, _Convert] = {}
        for operation in api.operations:
            entity = operation.entity
            if operation.method == "GET" and entity and operation.item and entity not in self._converts:
                self._converts[entity] = self._object(operation.document.schemas, operation.item)

    def complete(self, collection: str, value: Mapping[str, Any]) -> dict[str, Any]:
        """The object in the form of the standard."""
        convert = self._converts.get(collection)
        return dict(value) if convert is None else convert(value)

    def _object(self, schemas: Schemas, schema: Schema) -> _Convert:
        converts = {name: self._value(schemas, declared) for name, declared in schemas.properties(schema).items()}
        is_open = bool(schemas.resolve(schema).get("additionalProperties"))

        def convert(value: Any) -> Any:
            if not isinstance(value, Mapping):
                return value
            return {
                name: converts[name](held) if name in converts else held
                for name, held in value.items()
                if (name in converts and held is not None) or (name not in converts and is_open)
            }

        return convert

    def _value(self, schemas: Schemas, declared: Schema) -> _Convert:
        array = schemas.array(declared)
        collection = schemas.extension(declared, "x-refers-to")
        if collection is not None:
            one = self._reference(collection)
        elif array is not None:
            one = self._value(schemas, array["items"])
        else:
            variants = schemas.variants(declared)
            is_object = any("properties" in variant or "additionalProperties" in variant for variant in variants)
            return self._object(schemas, variants[0]) if is_object else _scalar(variants)
        if array is None:
            return one
        return lambda held: [one(each) for each in held if each is not None] if isinstance(held, list) else held

    def _reference(self, collection: str) -> _Convert:
        def convert(held: Any) -> Any:
            if not isinstance(held, dict):
                return held
            return self._targets.completed(collection, {"sourcedId": held.get("sourcedId")}, typed=True)

        return convert


def _scalar(variants: list[Schema]) -> _Convert:
    types = {variant.get("type") for variant in variants}
    formats = [_FORMATS[variant["format"]] for variant in variants if variant.get("format") in _FORMATS]
    listed = {value for variant in variants for value in variant.get("enum", ())}
    extensible = any(variant.get("pattern", "").startswith(f"^{_EXTENSION_PREFIX}") for variant in variants)

    def convert(held: Any) -> Any:
        if types == {"string"}:
            if isinstance(held, bool):
                return "true" if held else "false"
            if isinstance(held, int | float):
                return str(int(held)) if held == int(held) else str(held)
        if isinstance(held, str):
            for change in formats:
                held = change(held)
            if extensible and held not in listed and not held.startswith(_EXTENSION_PREFIX):
                held = _EXTENSION_PREFIX + re.sub(r"[^a-zA-Z0-9.\-_]+", "_", held)
        return held

    return convert
