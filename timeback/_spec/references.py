"""Finds the references between objects (``x-refers-to``), and reads the values at the end of a property path."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import attrs

from timeback._spec.schemas import Schema, Schemas


class Step(NamedTuple):
    """One property of a path.

    Attributes:
        name: name of the property, as in JSON.
        many: whether the value is a list. The path continues in each element.
    """

    name: str
    many: bool = False

    def __str__(self) -> str:
        return f"{self.name}[]" if self.many else self.name


@attrs.frozen
class ReferencePath:
    """A property by which one object refers to another.

    Attributes:
        steps: where the property is.
        collection: the collection of the other object.
        deferred: whether the other object may be created later (``x-deferred``).
        required: for each step, whether the object that contains the property is invalid without it. For a list,
            whether it must have at least one element.
    """

    steps: tuple[Step, ...]
    collection: str
    deferred: bool = False
    required: tuple[bool, ...] = ()

    @property
    def name(self) -> str:
        """The path as text: ``roles[].org``."""
        return ".".join(map(str, self.steps))


def references(schemas: Schemas, schema: Schema) -> Iterator[ReferencePath]:
    """All references of an object, in the order of its properties. Recursive schemas are entered once."""
    yield from _references(schemas, schemas.resolve(schema), (), (), ())


def _references(
    schemas: Schemas,
    schema: Schema,
    steps: tuple[Step, ...],
    required: tuple[bool, ...],
    entered: tuple[int, ...],
) -> Iterator[ReferencePath]:
    if id(schema) in entered:
        return
    needed = schemas.required(schema)
    for name, declared in schemas.properties(schema).items():
        array = schemas.array(declared)
        here = (*steps, Step(name, many=array is not None))
        required_here = (*required, name in needed and (array is None or array.get("minItems", 0) > 0))
        collection = schemas.extension(declared, "x-refers-to")
        if collection is not None:
            deferred = bool(schemas.extension(declared, "x-deferred"))
            yield ReferencePath(here, collection, deferred, required_here)
            continue
        for variant in schemas.variants(declared if array is None else array["items"]):
            yield from _references(schemas, variant, here, required_here, (*entered, id(schema)))


def read_path(value: Any, steps: tuple[Step, ...]) -> Iterator[tuple[str, Any]]:
    """The values at the end of a path, each with its place: ``roles[1].org.sourcedId``."""
    yield from _read(value, steps, "")


def read_values(value: Any, steps: tuple[Step, ...]) -> list[Any]:
    """The values at the end of a path, without their places."""
    found = [value]
    for step in steps:
        found = [each[step.name] for each in found if isinstance(each, dict) and step.name in each]
        if step.many:
            found = [element for each in found if isinstance(each, list) for element in each]
    return found


def _read(value: Any, steps: tuple[Step, ...], place: str) -> Iterator[tuple[str, Any]]:
    if not steps:
        yield place, value
        return
    step, rest = steps[0], steps[1:]
    if not isinstance(value, dict) or step.name not in value:
        return
    found = value[step.name]
    place = f"{place}.{step.name}" if place else step.name
    if not step.many:
        yield from _read(found, rest, place)
    elif isinstance(found, list):
        for index, element in enumerate(found):
            yield from _read(element, rest, f"{place}[{index}]")
