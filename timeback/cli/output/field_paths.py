"""Properties of nested objects by a dotted name, such as ``org.sourcedId`` and ``roles.0.org``, for ``--fields``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum, auto
from typing import Any, Final

import click


class _Missing(Enum):
    MISSING = auto()


_MISSING: Final = _Missing.MISSING


def parse_fields(text: str | None) -> list[str] | None:
    """Return the names in a comma-separated list, each once; None if there is no list.

    Raises:
        click.UsageError: the list has no name, or a name has an empty part, such as ``roles.``.
    """
    if text is None:
        return None
    names = list(dict.fromkeys(name for name in map(str.strip, text.split(",")) if name))
    if not names:
        raise click.UsageError("--fields: the list is empty; leave it out to get all properties")
    for name in names:
        if "" in name.split("."):
            raise click.UsageError(f"--fields: a name is missing beside a dot in {name!r}; an example is org.sourcedId")
    return names


def to_wire_names(names: Iterable[str], wire_names: Mapping[str, str]) -> list[str]:
    """Return the names with the wire name of the property at the top, for which the Python name is accepted, too.

    Args:
        names: dotted names.
        wire_names: the wire name of each property, by its Python name.
    """
    parts = (name.partition(".") for name in names)
    return list(dict.fromkeys(f"{wire_names.get(top, top)}{dot}{rest}" for top, dot, rest in parts))


def properties_to_request(names: Iterable[str] | None) -> list[str] | None:
    """Return the properties to request from the server: OneRoster knows no names below those of an object."""
    return None if names is None else list(dict.fromkeys(name.partition(".")[0] for name in names))


def select(record: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return the values of the names that a record has, by these names."""
    found = {name: _value(record, name) for name in names}
    return {name: value for name, value in found.items() if value is not _MISSING}


def _value(record: dict[str, Any], name: str) -> Any:
    # A property whose own name has a dot is found before a nested one.
    return record[name] if name in record else _descend(record, name.split("."))


def _descend(value: Any, parts: list[str]) -> Any:
    for position, part in enumerate(parts):
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part.isdecimal():
            if int(part) >= len(value):
                return _MISSING
            value = value[int(part)]
        elif isinstance(value, list):
            # A name below a list is that of its objects: roles.role.
            found = [_descend(item, parts[position:]) for item in value]
            return [item for item in found if item is not _MISSING] or _MISSING
        else:
            return _MISSING
    return value
