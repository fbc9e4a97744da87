"""An object as it goes to the target: with the target's ids and addresses, and without what has to wait."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from .catalog import Entity, ReferencePath
from .compare import writable


class Standing(enum.Enum):
    """What is known of an object that another one names, where it has no id on the target."""

    COMING = enum.auto()
    """It is moved, too, and is not there yet."""
    ABSENT = enum.auto()
    """The target lacks it, and this migration does not bring it."""
    LEFT_OUT = enum.auto()
    """It stays behind on purpose."""


Known: TypeAlias = Callable[[str, str], str | Standing]


@attrs.frozen
class Named:
    """One reference: what it names, and where it stands."""

    path: ReferencePath
    sourced_id: str
    container: Any
    key: Any

    def change(self, sourced_id: str) -> None:
        """Let it name another one."""
        reference = self.container[self.key]
        self.container[self.key] = {**reference, "sourcedId": sourced_id} if isinstance(reference, dict) else sourced_id


@attrs.frozen
class Draft:
    """What to send, and what it lacks."""

    value: dict[str, Any]
    late: bool
    """Whether references were left away that come later."""
    absent: tuple[tuple[str, str], ...]
    """Collections and ids that it needs, and that the target will not have."""


def named(entity: Entity, value: Mapping[str, Any]) -> Iterator[Named]:
    """The references of an object."""
    for path in entity.references:
        if value.get(path.places[0][0]) is not None:
            yield from _walk(value, path.places, path)


def sendable(entity: Entity, value: Mapping[str, Any]) -> dict[str, Any]:
    """What a write takes, whatever a reply called it."""
    made = writable(value)
    for names in entity.alternatives:
        given = next((made[name] for name in names if made.get(name)), None)
        if given is not None and not made.get(names[0]):
            made[names[0]] = dict(given) if isinstance(given, dict) else given
    return made


def draft(entity: Entity, value: Mapping[str, Any], known: Known) -> Draft:
    """What can be sent now. ``value`` is sendable, and is copied where something in it has to change."""
    if all(known(one.path.collection, one.sourced_id) == one.sourced_id for one in named(entity, value)):
        return Draft(dict(value), late=False, absent=())
    value = writable(value)
    late, absent = False, []
    gone: list[Named] = []
    for one in list(named(entity, value)):
        standing = known(one.path.collection, one.sourced_id)
        if isinstance(standing, str):
            if standing != one.sourced_id:
                one.change(standing)
        elif one.path.deferred:
            gone.append(one)
            late = late or standing is not Standing.LEFT_OUT
        elif standing is Standing.COMING:
            gone.append(one)
            late = True
        else:
            absent.append((one.path.collection, one.sourced_id))
    _remove(gone)
    return Draft(dict(value), late, tuple(dict.fromkeys(absent)))


def mapped(entity: Entity, value: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """What the target is expected to have in the end. ``value`` is sendable, and is changed in place."""
    gone = []
    for one in list(named(entity, value)):
        standing = known(one.path.collection, one.sourced_id)
        if isinstance(standing, str):
            if standing != one.sourced_id:
                one.change(standing)
        elif standing is Standing.LEFT_OUT and one.path.deferred:
            gone.append(one)
    _remove(gone)
    return dict(value)


def value_at(value: Any, steps: tuple[str, ...]) -> str | None:
    """The text at a path, where there is exactly one."""
    found = [value]
    for step in steps:
        name, listed = step.removesuffix("[]"), step.endswith("[]")
        inner = [one.get(name) for one in found if isinstance(one, Mapping)]
        found = [item for one in inner if isinstance(one, list) for item in one] if listed else inner
    texts = [one for one in found if isinstance(one, str) and one]
    return texts[0] if len(texts) == 1 else None


def _remove(gone: list[Named]) -> None:
    # From the end, so that the places of the others stay right.
    for one in reversed(gone):
        del one.container[one.key]


def _walk(value: Any, steps: tuple[tuple[str, bool], ...], path: ReferencePath) -> Iterator[Named]:
    (name, listed), *rest = steps
    if not isinstance(value, dict) or value.get(name) is None:
        return
    inner = value[name]
    places: list[tuple[Any, Any]]
    if listed:
        places = [(inner, index) for index in range(len(inner))] if isinstance(inner, list) else []
    else:
        places = [(value, name)]
    for container, key in places:
        if rest:
            yield from _walk(container[key], tuple(rest), path)
            continue
        reference = container[key]
        sourced_id = reference.get("sourcedId") if isinstance(reference, dict) else reference
        if isinstance(sourced_id, str) and sourced_id:
            yield Named(path, sourced_id, container, key)
