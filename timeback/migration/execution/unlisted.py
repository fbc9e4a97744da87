"""Lists of which an export of changes has only the changed items, such as the roles of a user."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from typing import Any, Final

from timeback.migration.reporting.comparison import strip_managed


def with_unlisted(
    value: Mapping[str, Any], existing: Mapping[str, Any], partial: Set[str]
) -> tuple[dict[str, Any], list[str]]:
    """Add what the target has, and what the source does not list because it is unchanged.

    Args:
        value: what the target is to have, with target ids.
        existing: the object on the target.
        partial: the properties of which the source has only changed items.

    Returns:
        The object, and the properties of which it is not clear whether the source lists changed or further items.
    """
    merged, unclear = dict(value), []
    for name in sorted(partial):
        unchanged, given = strip_managed({name: existing.get(name)})[name], value.get(name)
        if not unchanged:
            continue
        if not given:
            merged[name] = unchanged
        elif isinstance(unchanged, list) and name in _KEYS:
            merged[name] = _merged(given, unchanged, _KEYS[name])
            # A role has no id, so a role that differs may replace another one.
            if name == "roles" and len(merged[name]) > max(len(given), len(unchanged)):
                merged[name] = given
                unclear.append(name)
    return merged, unclear


def _merged(given: list[Any], unchanged: list[Any], key: Callable[[Any], Any]) -> list[Any]:
    """The unchanged items, with the given ones in the place of those with the same key, or after them."""
    by_key = {key(item): item for item in given}
    items = [_merged_item(by_key.pop(key(item), None), item) for item in unchanged]
    return [*items, *by_key.values()]


def _merged_item(given: Any, unchanged: Any) -> Any:
    if given is None:
        return unchanged
    lists = {name: key for name, key in _KEYS_WITHIN.items() if isinstance(unchanged.get(name), list)}
    return {**given, **{name: _merged(given.get(name) or [], unchanged[name], key) for name, key in lists.items()}}


def _role_key(role: Mapping[str, Any]) -> Any:
    return role.get("roleType"), role.get("role"), (role.get("org") or {}).get("sourcedId")


_KEYS: Final[dict[str, Callable[[Any], Any]]] = {
    "roles": _role_key,
    "userProfiles": lambda profile: profile.get("profileId"),
    "resources": lambda reference: reference.get("sourcedId"),
    "learningObjectiveSet": lambda objectives: objectives.get("source"),
}
_KEYS_WITHIN: Final[dict[str, Callable[[Any], Any]]] = {
    "learningObjectiveIds": lambda objective: objective,
    "learningObjectiveResults": lambda result: result.get("learningObjectiveId"),
}
