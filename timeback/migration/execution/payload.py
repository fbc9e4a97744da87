"""An object as it goes to the target: with the target's ids and addresses, and without what has to wait."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from timeback._spec.entities import Entity
from timeback._spec.references import ReferencePath, Step
from timeback.migration.reporting.comparison import writable


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
    trail: tuple[tuple[Any, Any], ...] = attrs.field(repr=False)
    """For each step of the path the dictionary or list, and the key or index in it."""

    @property
    def where(self) -> str:
        """The path of the property, with places in lists: ``roles[1].org``."""
        steps = zip(self.path.steps, self.trail, strict=True)
        return ".".join(f"{name}[{key}]" if listed else name for (name, listed), (_, key) in steps)

    def change(self, sourced_id: str) -> None:
        """Let it name another one."""
        container, key = self.trail[-1]
        reference = container[key]
        container[key] = {**reference, "sourcedId": sourced_id} if isinstance(reference, dict) else sourced_id


@attrs.frozen
class Missing:
    """A reference whose object is not on the target."""

    path: str
    collection: str
    sourced_id: str


def without(value: Mapping[str, Any], left_out: Iterable[Missing]) -> dict[str, Any]:
    """What the target has, without properties that were left out and that it may have filled in itself."""
    names = {one.path for one in left_out}
    return {name: one for name, one in value.items() if name not in names}


@attrs.frozen
class Draft:
    """What to send, and what it lacks."""

    value: dict[str, Any] = attrs.field(repr=False)
    waiting: tuple[Missing, ...] = ()
    """References that were left away and that may come later."""
    left_out: tuple[Missing, ...] = ()
    """References that were left away for good."""
    absent: tuple[Missing, ...] = ()
    """References that it cannot be without, and that the target will not have."""

    @property
    def late(self) -> bool:
        """Whether it has to be completed later."""
        return bool(self.waiting)


def named(entity: Entity, value: Mapping[str, Any]) -> Iterator[Named]:
    """The references of an object."""
    for path in entity.references:
        if value.get(path.steps[0].name) is not None:
            yield from _walk(value, path.steps, path, ())


def sendable(entity: Entity, value: Mapping[str, Any]) -> dict[str, Any]:
    """What a write takes, whatever a reply called it."""
    made = writable(value)
    _fill_alternatives(entity, made)
    return made


def draft(entity: Entity, value: Mapping[str, Any], known: Known, *, final: bool = False) -> Draft:
    """What can be sent now. ``value`` is sendable, and is copied where something in it has to change.

    Args:
        final: nothing comes any more, so what is not there is left out for good.
    """
    absent = tuple(_without_owner(entity, value, known))
    if all(known(one.path.collection, one.sourced_id) == one.sourced_id for one in named(entity, value)):
        return Draft(dict(value), absent=absent)
    value = writable(value)
    gone: list[Named] = []
    waiting: list[Missing] = []
    left_out: list[Missing] = []
    for one in list(named(entity, value)):
        standing = known(one.path.collection, one.sourced_id)
        if isinstance(standing, str):
            if standing != one.sourced_id:
                one.change(standing)
            continue
        gone.append(one)
        if not final and (standing is Standing.COMING or (one.path.deferred and standing is Standing.ABSENT)):
            waiting.append(_missing(one))
        else:
            left_out.append(_missing(one))
    needed = _remove(entity, value, gone)
    return Draft(value, tuple(waiting), tuple(left_out), (*absent, *map(_missing, needed)))


def mapped(entity: Entity, value: Mapping[str, Any], known: Known) -> tuple[dict[str, Any], list[Missing]]:
    """What the target is expected to have, and which references not. ``value`` is sendable, and is changed in place.

    A reference to an object that is still coming is expected.
    """
    gone: list[Named] = []
    made = dict(value)
    for one in list(named(entity, made)):
        standing = known(one.path.collection, one.sourced_id)
        if isinstance(standing, str):
            if standing != one.sourced_id:
                one.change(standing)
        elif standing is not Standing.COMING:
            gone.append(one)
    if not gone:
        return made, []
    left_out = [_missing(one) for one in gone]
    return made, [] if _remove(entity, made, gone) else left_out


def value_at(value: Any, steps: tuple[str, ...]) -> str | None:
    """The text at a path, where there is exactly one."""
    found = [value]
    for step in steps:
        name, listed = step.removesuffix("[]"), step.endswith("[]")
        inner = [one.get(name) for one in found if isinstance(one, Mapping)]
        found = [item for one in inner if isinstance(one, list) for item in one] if listed else inner
    texts = [one for one in found if isinstance(one, str) and one]
    return texts[0] if len(texts) == 1 else None


def _missing(one: Named) -> Missing:
    return Missing(one.where, one.path.collection, one.sourced_id)


def _without_owner(entity: Entity, value: Mapping[str, Any], known: Known) -> Iterator[Missing]:
    """The object whose id this one has, where the target will not have it."""
    owner = entity.identity_of
    if owner is not None and known(owner, entity.id_of(value)) in (Standing.ABSENT, Standing.LEFT_OUT):
        yield Missing(entity.id_name, owner, entity.id_of(value))


def _fill_alternatives(entity: Entity, made: dict[str, Any]) -> None:
    for names in entity.alternatives:
        given = next((made[name] for name in names if made.get(name)), None)
        if given is not None and not made.get(names[0]):
            made[names[0]] = dict(given) if isinstance(given, dict) else given


def _remove(entity: Entity, value: dict[str, Any], gone: list[Named]) -> list[Named]:
    """Take references out, with the nested objects that are nothing without them.

    Returns:
        References that the object itself is nothing without; nothing is taken out then.
    """
    places: dict[tuple[int, Any], tuple[Any, Any]] = {}
    # Whether a list is emptied is known once all of its items were looked at.
    for _ in range(2):
        needed = [one for one in gone if _mark(one, places)]
    for names in entity.alternatives:
        if not any(value.get(name) and (id(value), name) not in places for name in names):
            needed += [one for one in gone if one.path.steps[0].name in names and one not in needed]
    if needed:
        return needed
    # From the end, so that the places of the others stay right.
    for container, key in sorted(places.values(), key=lambda place: place[1] if type(place[1]) is int else 0)[::-1]:
        del container[key]
    _fill_alternatives(entity, value)
    return []


def _mark(one: Named, places: dict[tuple[int, Any], tuple[Any, Any]]) -> bool:
    """Note what goes with a reference. True where the object is nothing without it."""
    steps = zip(one.path.steps, one.path.required, one.trail, strict=True)
    for (_, listed), needed, (container, key) in reversed(list(steps)):
        if listed:
            places[id(container), key] = (container, key)
            if not needed or any((id(container), index) not in places for index in range(len(container))):
                return False
        elif not needed:
            places[id(container), key] = (container, key)
            return False
    return True


def _walk(
    value: Any, steps: tuple[Step, ...], path: ReferencePath, trail: tuple[tuple[Any, Any], ...]
) -> Iterator[Named]:
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
        here = (*trail, (container, key))
        if rest:
            yield from _walk(container[key], tuple(rest), path, here)
            continue
        reference = container[key]
        sourced_id = reference.get("sourcedId") if isinstance(reference, dict) else reference
        if isinstance(sourced_id, str) and sourced_id:
            yield Named(path, sourced_id, here)
