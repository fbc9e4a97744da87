"""References of an object to other objects: finding, rewriting and removing them."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from timeback._spec.entities import Entity
from timeback._spec.references import ReferencePath, Step


class ReferenceStatus(enum.Enum):
    """Why a referenced object has no id on the target."""

    PENDING = enum.auto()
    """It is transferred, too, and is not on the target yet."""
    ABSENT = enum.auto()
    """The target lacks it, and this migration does not transfer it."""
    LEFT_OUT = enum.auto()
    """It is deliberately not transferred."""


Resolve: TypeAlias = Callable[[str, str], str | ReferenceStatus]
"""Returns an object's id on the target, or why it has none, from its collection and its id on the source."""

Location: TypeAlias = tuple[Any, Any]
"""A dictionary or list, and the key or index in it."""


@attrs.frozen
class Reference:
    """One reference of an object."""

    path: ReferencePath
    sourced_id: str
    """The id of the referenced object."""
    trail: tuple[Location, ...] = attrs.field(repr=False)
    """The location of each step of the path."""

    @property
    def indexed_path(self) -> str:
        """The path of the property with list indexes: ``roles[1].org``."""
        steps = zip(self.path.steps, self.trail, strict=True)
        return ".".join(f"{name}[{key}]" if listed else name for (name, listed), (_, key) in steps)

    def replace_id(self, sourced_id: str) -> None:
        """Refer to another object. Changes the object that holds the reference."""
        container, key = self.trail[-1]
        reference = container[key]
        container[key] = {**reference, "sourcedId": sourced_id} if isinstance(reference, dict) else sourced_id


@attrs.frozen
class MissingReference:
    """A reference whose object is not on the target."""

    path: str
    collection: str
    sourced_id: str


def find_references(entity: Entity, value: Mapping[str, Any]) -> Iterator[Reference]:
    """The references of an object."""
    for path in entity.references:
        if value.get(path.steps[0].name) is not None:
            yield from _follow_path(value, path.steps, path, ())


def as_missing(reference: Reference) -> MissingReference:
    """The reference as one whose object is missing."""
    return MissingReference(reference.indexed_path, reference.path.collection, reference.sourced_id)


def fill_alternatives(entity: Entity, value: dict[str, Any]) -> None:
    """Set the first of alternative properties, which a write requires, from the one that a reply had."""
    for names in entity.alternatives:
        given = next((value[name] for name in names if value.get(name)), None)
        if given is not None and not value.get(names[0]):
            value[names[0]] = dict(given) if isinstance(given, dict) else given


def remove_references(entity: Entity, value: dict[str, Any], references: list[Reference]) -> list[Reference]:
    """Remove references, and nested objects that are invalid without them. Changes ``value``.

    Returns:
        References that the object itself is invalid without. If there are any, nothing is removed.
    """
    removed: dict[tuple[int, Any], Location] = {}
    # The first pass marks list items, and the second one then sees which lists become empty.
    for _ in range(2):
        required = [one for one in references if _mark_removed(one, removed)]
    for names in entity.alternatives:
        if not any(value.get(name) and (id(value), name) not in removed for name in names):
            required += [one for one in references if one.path.steps[0].name in names and one not in required]
    if required:
        return required
    # From the end, so that the indexes of the other items stay valid.
    locations = sorted(removed.values(), key=lambda location: location[1] if type(location[1]) is int else 0)
    for container, key in reversed(locations):
        del container[key]
    fill_alternatives(entity, value)
    return []


def single_value_at(value: Any, steps: tuple[str, ...]) -> str | None:
    """The text at a path; None if there is none, or more than one."""
    found = [value]
    for step in steps:
        name, listed = step.removesuffix("[]"), step.endswith("[]")
        inner = [one.get(name) for one in found if isinstance(one, Mapping)]
        found = [item for one in inner if isinstance(one, list) for item in one] if listed else inner
    texts = [one for one in found if isinstance(one, str) and one]
    return texts[0] if len(texts) == 1 else None


def _mark_removed(reference: Reference, removed: dict[tuple[int, Any], Location]) -> bool:
    """Mark what has to be removed with a reference. True if the object itself is invalid without it."""
    steps = zip(reference.path.steps, reference.path.required, reference.trail, strict=True)
    for (_, listed), needed, (container, key) in reversed(list(steps)):
        if listed:
            removed[id(container), key] = (container, key)
            if not needed or any((id(container), index) not in removed for index in range(len(container))):
                return False
        elif not needed:
            removed[id(container), key] = (container, key)
            return False
    return True


def _follow_path(
    value: Any, steps: tuple[Step, ...], path: ReferencePath, trail: tuple[Location, ...]
) -> Iterator[Reference]:
    (name, listed), *rest = steps
    if not isinstance(value, dict) or value.get(name) is None:
        return
    inner = value[name]
    locations: list[Location]
    if listed:
        locations = [(inner, index) for index in range(len(inner))] if isinstance(inner, list) else []
    else:
        locations = [(value, name)]
    for container, key in locations:
        here = (*trail, (container, key))
        if rest:
            yield from _follow_path(container[key], tuple(rest), path, here)
            continue
        reference = container[key]
        sourced_id = reference.get("sourcedId") if isinstance(reference, dict) else reference
        if isinstance(sourced_id, str) and sourced_id:
            yield Reference(path, sourced_id, here)
