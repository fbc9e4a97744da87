"""Comparison of a source object with the object on the target: what is ignored, what counts as equal, what differs.

Properties that a server manages itself are neither sent nor compared: change times, the ``href`` of references, and
passwords, which no server returns. Missing, null and empty values are equal. Lists of references, roles and ids of
other systems are unordered; all other lists are ordered.
"""

from __future__ import annotations

import marshal
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import is_not
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeGuard

import attrs

from timeback.migration.reporting.report import Difference, DifferenceKind
from timeback_runtime.model import FREE_FORM
from timeback_runtime.numbers import as_integer, equal

if TYPE_CHECKING:
    from timeback._spec.entities import Entity

PathDifference: TypeAlias = tuple[str, DifferenceKind, Any, Any]
"""Path, kind, value of the source, value of the target."""

SERVER_MANAGED: Final = frozenset({"dateLastModified", "createdAt", "updatedAt", "__v", "isValidXml"})
WRITE_ONLY: Final = frozenset({"password"})

_WITHOUT_REFERENCES: Final = 2
"""The version of marshal's format in which equal values have equal bytes, however many references they have."""

_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_PLAIN_KEY = re.compile(r"[A-Za-z_][\w\-]*", re.ASCII)


@attrs.frozen
class ComparisonRules:
    """Which lists are unordered, and which properties are alternatives of each other."""

    unordered: frozenset[str] = frozenset({"roles", "userIds"})
    """Lists of objects that are unordered, at any depth."""
    enumerated: frozenset[str] = frozenset()
    """Top-level properties that hold lists of enumeration values, which are also unordered."""
    alternatives: tuple[tuple[str, ...], ...] = ()


USER_RULES: Final = ComparisonRules()


def rules_for(entity: Entity) -> ComparisonRules:
    """Lists of references and of enumeration values compare as sets, all other lists in order."""
    return ComparisonRules(frozenset(), entity.enumerated, entity.alternatives)


def strip_managed(value: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of an object without the properties that the server manages. Free-form content is not copied."""
    return _without_managed(value, copied=True)


def without_managed(value: Mapping[str, Any]) -> dict[str, Any]:
    """As ``strip_managed``, but nested values from which nothing is left out are not copied."""
    return _without_managed(value, copied=False)


def compare_objects(
    entity: str,
    sourced_id: str,
    left: Mapping[str, Any],
    right: Mapping[str, Any],
    rules: ComparisonRules = USER_RULES,
    *,
    left_is_stripped: bool = False,
) -> list[Difference]:
    """The differences between an object of the source (left) and of the target (right).

    Args:
        left_is_stripped: ``strip_managed`` was applied to ``left`` before.
    """
    source = _merge_alternatives(dict(left) if left_is_stripped else strip_managed(left), rules)
    target = _merge_alternatives(strip_managed(right), rules)
    if (same := _bytes_of(source)) is not None and same == _bytes_of(target):
        return []
    return [
        Difference(entity=entity, sourced_id=sourced_id, path=path, kind=kind, left=one, right=other)
        for path, kind, one, other in _compare_mappings("", source, target, rules, free_form=False)
    ]


def are_same_without_urls(left: Mapping[str, Any], right: Mapping[str, Any]) -> bool:
    """Whether both objects have the same content apart from what servers manage, and no URL that may be rewritten."""
    return _have_same_bytes(strip_managed(left), strip_managed(right))


def are_same_as_received(left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether two received objects have the same content apart from what servers manage, and no URL.

    Properties that servers manage are removed from both if they differ.
    """
    if left != right:
        for name in SERVER_MANAGED:
            left.pop(name, None)
            right.pop(name, None)
        if left != right:
            return are_same_without_urls(left, right)
    return _has_text_only(left.values()) or _have_same_bytes(left, right)


def _have_same_bytes(left: dict[str, Any], right: dict[str, Any]) -> bool:
    """Whether both objects have the same properties in the same order, with values of the same types, and no URL."""
    found = _bytes_of(left)
    return found is not None and b"://" not in found and found == _bytes_of(right)


def _has_text_only(values: Iterable[Any]) -> bool:
    """Whether values hold text and null only, at any depth, and no URL. Such objects are the same if they are equal.

    Others need a closer look: True equals 1, and a number with more digits than a float has may equal another one.
    """
    for value in values:
        kind = type(value)
        if kind is str:
            if "://" in value:
                return False
        elif kind is dict:
            if not _has_text_only(value.values()):
                return False
        elif kind is list:
            if not _has_text_only(value):
                return False
        elif value is not None:
            return False
    return True


def _bytes_of(value: dict[str, Any]) -> bytes | None:
    """Bytes that are the same for objects with the same properties in the same order, and values of the same types.

    Most objects of a migrated roster are the same, and this takes a fraction of the time of a comparison by the rules.
    ``==`` would not do: True equals 1, and a number with more digits than a float has may equal another one.

    Returns:
        None for an object with a value of another type, such as an exact number, or that is nested too deeply.
    """
    try:
        return marshal.dumps(value, _WITHOUT_REFERENCES)
    except ValueError:
        return None


def missing_object(entity: str, sourced_id: str) -> Difference:
    """The difference of an object that the target lacks as a whole."""
    return Difference(entity=entity, sourced_id=sourced_id, path="", kind="missing")


def _merge_alternatives(value: dict[str, Any], rules: ComparisonRules) -> dict[str, Any]:
    """Move the value of alternative properties to the first name. Changes ``value``."""
    for names in rules.alternatives:
        given = [value.pop(name, None) for name in names]
        present = [one for one in given if not _is_empty(one)]
        if present:
            value[names[0]] = present[0]
    return value


def _without_managed(value: Mapping[str, Any], *, copied: bool) -> dict[str, Any]:
    found: dict[str, Any] = _without_nested_managed(
        {key: item for key, item in value.items() if key not in SERVER_MANAGED}, copied=copied
    )
    return found


def _without_nested_managed(value: Any, *, copied: bool) -> Any:
    """A nested value without what the server manages; the value itself if nothing is left out and none is copied."""
    if isinstance(value, list):
        items = [_without_nested_managed(item, copied=copied) for item in value]
        return items if copied or any(map(is_not, items, value)) else value
    if not isinstance(value, dict):
        return value
    dropped = WRITE_ONLY | {"href"} if "sourcedId" in value else WRITE_ONLY
    changed = {
        key: found
        for key, item in value.items()
        if type(item) is not str
        and key not in FREE_FORM
        and (found := _without_nested_managed(item, copied=copied)) is not item
    }
    if not (copied or changed) and dropped.isdisjoint(value):
        return value
    return {key: changed.get(key, item) for key, item in value.items() if key not in dropped}


def _compare_values(
    path: str, left: Any, right: Any, rules: ComparisonRules, *, free_form: bool, unordered: bool = False
) -> Iterator[PathDifference]:
    if _is_empty(left) and _is_empty(right):
        return
    if _is_empty(right):
        yield path, "removed", left, right
    elif _is_empty(left):
        yield path, "added", left, right
    elif isinstance(left, Mapping) and isinstance(right, Mapping):
        yield from _compare_mappings(path, left, right, rules, free_form=free_form)
    elif isinstance(left, list) and isinstance(right, list):
        if not free_form and all(map(_is_reference, (*left, *right))):
            yield from _compare_references(path, left, right)
        elif unordered and not free_form:
            yield from _compare_unordered(path, left, right, rules)
        else:
            yield from _compare_ordered(path, left, right, rules, free_form=free_form)
    elif not (_are_identical if free_form else _are_equal)(left, right):
        yield path, "changed", left, right


def _compare_mappings(
    path: str, left: Mapping[str, Any], right: Mapping[str, Any], rules: ComparisonRules, *, free_form: bool
) -> Iterator[PathDifference]:
    references = not free_form and _is_reference(left) and _is_reference(right)
    for key in dict.fromkeys((*left, *right)):
        # Some servers add the type of a reference, others omit it.
        if references and key == "type" and not (key in left and key in right):
            continue
        one, other = left.get(key), right.get(key)
        if type(one) is str and type(other) is str and one == other:
            continue
        yield from _compare_values(
            _child_path(path, key),
            one,
            other,
            rules,
            free_form=free_form or key in FREE_FORM,
            unordered=key in rules.unordered or (not path and key in rules.enumerated),
        )


def _compare_ordered(
    path: str, left: Sequence[Any], right: Sequence[Any], rules: ComparisonRules, *, free_form: bool
) -> Iterator[PathDifference]:
    for index in range(max(len(left), len(right))):
        if index >= len(right):
            yield f"{path}[{index}]", "removed", left[index], None
        elif index >= len(left):
            yield f"{path}[{index}]", "added", None, right[index]
        else:
            yield from _compare_values(f"{path}[{index}]", left[index], right[index], rules, free_form=free_form)


def _compare_references(path: str, left: Sequence[Any], right: Sequence[Any]) -> Iterator[PathDifference]:
    # In reverse, so that the first index of a repeated id remains.
    sources, targets = (
        {item["sourcedId"]: index for index, item in reversed([*enumerate(side)])} for side in (left, right)
    )
    for sourced_id, index in sorted(sources.items(), key=lambda pair: pair[1]):
        if sourced_id not in targets:
            yield f"{path}[{index}]", "removed", left[index], None
    for sourced_id, index in sorted(targets.items(), key=lambda pair: pair[1]):
        if sourced_id not in sources:
            yield f"{path}[{index}]", "added", None, right[index]


def _compare_unordered(
    path: str, left: Sequence[Any], right: Sequence[Any], rules: ComparisonRules
) -> Iterator[PathDifference]:
    unmatched_right = list(enumerate(right))
    unmatched_left = []
    for index, item in enumerate(left):
        equals = (
            other for other in unmatched_right if not any(_compare_values("", item, other[1], rules, free_form=False))
        )
        match = next(equals, None)
        if match is None:
            unmatched_left.append((index, item))
        else:
            unmatched_right.remove(match)
    # Unmatched objects, such as changed roles, are compared in pairs, so that the changed property is reported.
    while unmatched_left and unmatched_right and isinstance(unmatched_left[0][1], Mapping):
        (index, item), (_, other) = unmatched_left.pop(0), unmatched_right.pop(0)
        yield from _compare_values(f"{path}[{index}]", item, other, rules, free_form=False)
    for index, item in unmatched_left:
        yield f"{path}[{index}]", "removed", item, None
    for index, item in unmatched_right:
        yield f"{path}[{index}]", "added", None, item


def _are_equal(left: Any, right: Any) -> bool:
    if isinstance(left, str) and isinstance(right, str):
        return left == right or (_timestamp(left) is not None and _timestamp(left) == _timestamp(right))
    if _is_number(left) and _is_number(right):
        return equal(left, right)
    # Some servers send booleans and years as text.
    return bool(_as_text(left) == _as_text(right))


def _are_identical(left: Any, right: Any) -> bool:
    if _is_number(left) and _is_number(right):
        return equal(left, right)
    return isinstance(left, bool) is isinstance(right, bool) and bool(left == right)


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_text(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if _is_number(value):
        number = as_integer(value)
        return str(value if number is None else number)
    return value


def _timestamp(text: str) -> datetime | None:
    if not _TIMESTAMP.match(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, list | dict) and not value)


def _is_reference(value: Any) -> bool:
    return isinstance(value, Mapping) and "sourcedId" in value and value.keys() <= {"sourcedId", "type", "href"}


def _child_path(path: str, key: str) -> str:
    if not _PLAIN_KEY.fullmatch(key):
        return f"{path}[{key!r}]"
    return f"{path}.{key}" if path else key
