"""Comparing an object of the source with its twin on the target, on the level of what is sent.

What a server manages itself is neither sent nor compared: when an object was changed, the addresses in references, and
passwords, which no server gives back. Missing, null and empty say the same. Lists of references, roles and ids of
other systems have no order; everything else has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeGuard

import attrs

from timeback.migration.reporting.report import Difference, Kind
from timeback_runtime.numbers import as_integer, equal

if TYPE_CHECKING:
    from timeback._spec.entities import Entity

Found: TypeAlias = tuple[str, Kind, Any, Any]

MANAGED: Final = frozenset({"dateLastModified", "createdAt", "updatedAt", "__v", "isValidXml"})
SECRET: Final = frozenset({"password"})
# What stands inside belongs to whoever wrote it: nothing in there is a reference, a flag or a date to us.
FREE: Final = frozenset({"metadata"})

_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_PLAIN_KEY = re.compile(r"[A-Za-z_][\w\-]*", re.ASCII)


@attrs.frozen
class Rules:
    """What the order of a list says, and which properties say the same."""

    unordered: frozenset[str] = frozenset({"roles", "userIds"})
    """Lists of objects that have no order, at whatever depth."""
    enumerated: frozenset[str] = frozenset()
    """Properties of the object itself that hold enumeration values, which have no order either."""
    alternatives: tuple[tuple[str, ...], ...] = ()


USERS: Final = Rules()


def rules_of(entity: Entity) -> Rules:
    """Lists of references and of enumeration values compare as sets, everything else in order."""
    return Rules(frozenset(), entity.enumerated, entity.alternatives)


def writable(entity: Mapping[str, Any]) -> dict[str, Any]:
    """The object as it is sent to a target: without what that server manages itself."""
    return _kept({key: value for key, value in entity.items() if key not in MANAGED})


def differences(
    entity: str, sourced_id: str, left: Mapping[str, Any], right: Mapping[str, Any], rules: Rules = USERS
) -> list[Difference]:
    """In what the target's object (right) differs from the source's (left)."""
    ours, theirs = (_folded(writable(one), rules) for one in (left, right))
    return [
        Difference(entity=entity, sourced_id=sourced_id, path=path, kind=kind, left=one, right=other)
        for path, kind, one, other in _objects("", ours, theirs, rules, free=False)
    ]


def missing(entity: str, sourced_id: str) -> Difference:
    """The target lacks the whole object."""
    return Difference(entity=entity, sourced_id=sourced_id, path="", kind="missing")


def _folded(value: dict[str, Any], rules: Rules) -> dict[str, Any]:
    """With one name for what has several."""
    for names in rules.alternatives:
        given = [value.pop(name, None) for name in names]
        told = [one for one in given if not _is_empty(one)]
        if told:
            value[names[0]] = told[0]
    return value


def _kept(entity: Mapping[str, Any]) -> dict[str, Any]:
    dropped = SECRET | {"href"} if "sourcedId" in entity else SECRET
    return {
        key: value if type(value) is str or key in FREE else _deeper(value)
        for key, value in entity.items()
        if key not in dropped
    }


def _deeper(value: Any) -> Any:
    if isinstance(value, list):
        return [_deeper(item) for item in value]
    return _kept(value) if isinstance(value, dict) else value


def _any(path: str, left: Any, right: Any, rules: Rules, *, free: bool, unordered: bool = False) -> Iterator[Found]:
    if _is_empty(left) and _is_empty(right):
        return
    if _is_empty(right):
        yield path, "removed", left, right
    elif _is_empty(left):
        yield path, "added", left, right
    elif isinstance(left, Mapping) and isinstance(right, Mapping):
        yield from _objects(path, left, right, rules, free=free)
    elif isinstance(left, list) and isinstance(right, list):
        if not free and all(map(_is_reference, (*left, *right))):
            yield from _references(path, left, right)
        elif unordered and not free:
            yield from _sets(path, left, right, rules)
        else:
            yield from _sequences(path, left, right, rules, free=free)
    elif not (_same_as_written if free else _same)(left, right):
        yield path, "changed", left, right


def _objects(
    path: str, left: Mapping[str, Any], right: Mapping[str, Any], rules: Rules, *, free: bool
) -> Iterator[Found]:
    references = not free and _is_reference(left) and _is_reference(right)
    for key in dict.fromkeys((*left, *right)):
        # Servers fill in the type of a reference or leave it out as they like.
        if references and key == "type" and not (key in left and key in right):
            continue
        unordered = key in rules.unordered or (not path and key in rules.enumerated)
        yield from _any(
            _below(path, key),
            left.get(key),
            right.get(key),
            rules,
            free=free or key in FREE,
            unordered=unordered,
        )


def _sequences(path: str, left: Sequence[Any], right: Sequence[Any], rules: Rules, *, free: bool) -> Iterator[Found]:
    for index in range(max(len(left), len(right))):
        if index >= len(right):
            yield f"{path}[{index}]", "removed", left[index], None
        elif index >= len(left):
            yield f"{path}[{index}]", "added", None, right[index]
        else:
            yield from _any(f"{path}[{index}]", left[index], right[index], rules, free=free)


def _references(path: str, left: Sequence[Any], right: Sequence[Any]) -> Iterator[Found]:
    here, there = ({item["sourcedId"]: place for place, item in reversed([*enumerate(side)])} for side in (left, right))
    for sourced_id, index in sorted(here.items(), key=lambda pair: pair[1]):
        if sourced_id not in there:
            yield f"{path}[{index}]", "removed", left[index], None
    for sourced_id, index in sorted(there.items(), key=lambda pair: pair[1]):
        if sourced_id not in here:
            yield f"{path}[{index}]", "added", None, right[index]


def _sets(path: str, left: Sequence[Any], right: Sequence[Any], rules: Rules) -> Iterator[Found]:
    others = list(enumerate(right))
    lonely = []
    for index, item in enumerate(left):
        twin = next((other for other in others if not any(_any("", item, other[1], rules, free=False))), None)
        if twin is None:
            lonely.append((index, item))
        else:
            others.remove(twin)
    # A changed role is told by the property that changed.
    while lonely and others and isinstance(lonely[0][1], Mapping):
        (index, item), (_, other) = lonely.pop(0), others.pop(0)
        yield from _any(f"{path}[{index}]", item, other, rules, free=False)
    for index, item in lonely:
        yield f"{path}[{index}]", "removed", item, None
    for index, item in others:
        yield f"{path}[{index}]", "added", None, item


def _same(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left == right or (_instant(left) is not None and _instant(left) == _instant(right))
    if _is_number(left) and _is_number(right):
        return equal(left, right)
    # Flags and years come as text from one server and as themselves from another.
    return bool(_spelled(left) == _spelled(right))


def _same_as_written(left: Any, right: Any) -> bool:
    if _is_number(left) and _is_number(right):
        return equal(left, right)
    return isinstance(left, bool) is isinstance(right, bool) and bool(left == right)


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _spelled(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if _is_number(value):
        number = as_integer(value)
        return str(value if number is None else number)
    return value


def _instant(text: str) -> datetime | None:
    if not _INSTANT.match(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, list | dict) and not value)


def _is_reference(value: Any) -> bool:
    return isinstance(value, Mapping) and "sourcedId" in value and value.keys() <= {"sourcedId", "type", "href"}


def _below(path: str, key: str) -> str:
    if not _PLAIN_KEY.fullmatch(key):
        return f"{path}[{key!r}]"
    return f"{path}.{key}" if path else key
