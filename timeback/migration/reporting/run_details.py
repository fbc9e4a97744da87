"""What a migration was asked to do: its endpoints, its time, and which objects were chosen, without personal data."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

import attrs

from timeback._spec.entities import Entity
from timeback._spec.personal_data import PersonalRule, personal_rules

MAX_LISTED: Final = 20
HIDDEN: Final = "'…'"
# The value of such a property tells nothing about a person. Ids are left out, too: some are numbers of persons.
_SHOWN_KINDS: Final = frozenset({"none", "vocabulary", "date", "number", "numbers"})
_COMPARISON: Final = re.compile(r"(?P<name>[\w$:.\-]+)(?P<operator>\s*(?:!=|>=|<=|=|>|<|~)\s*)'(?:[^']|'')*'")
_CONNECTIVES: Final = re.compile(r"(?:\s|\bAND\b|\bOR\b)*", re.IGNORECASE)


@attrs.frozen(kw_only=True)
class RunDetails:
    """The endpoints, the time and the choices of a migration run, for its report."""

    source: str
    """The source: its environment with its host, or the name of the bundle."""
    target: str
    """The target: its environment with its host, or the name of the bundle or the folder."""
    started: datetime
    """When the run began, in UTC."""
    version: str
    """The version of timeback-client."""
    chosen: Mapping[str, str] = attrs.field(factory=dict)
    """The arguments of the migration that are not the default, and the entities, as text. It has no personal data:
    values of filters are left out if they could identify a person, and ids are pseudonyms if the objects have them."""


def describe_filter(entity: Entity, condition: Any) -> str:
    """A filter as text. Values that could identify a person are replaced by an ellipsis.

    A text that is no sequence of comparisons is replaced as a whole.
    """
    text = str(condition)
    if not _CONNECTIVES.fullmatch(_COMPARISON.sub("", text)):
        return HIDDEN
    return _COMPARISON.sub(lambda found: _described(entity, found), text)


def describe_ids(ids: Collection[str]) -> str:
    """Ids as text, in order. Of many, only the first are listed."""
    listed = ", ".join(sorted(ids)[:MAX_LISTED])
    return listed if len(ids) <= MAX_LISTED else f"{listed} and {len(ids) - MAX_LISTED:,} more"


def _described(entity: Entity, found: re.Match[str]) -> str:
    name = found["name"]
    kind = _kind(personal_rules(entity), entity.filters.get(name, tuple(name.split("."))))
    return found[0] if kind in _SHOWN_KINDS else f"{name}{found['operator']}{HIDDEN}"


def _kind(rules: Mapping[str, PersonalRule], path: tuple[str, ...]) -> str | None:
    rule = None
    for name in path:
        rule = rules.get(name.removesuffix("[]"))
        if rule is None:
            return None
        rules = rule.properties
    return None if rule is None else rule.kind
