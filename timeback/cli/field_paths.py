"""Properties of nested objects by a dotted name, such as ``org.sourcedId`` and ``roles.0.org``, for ``--fields``."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto
from typing import Any, Final


class _Missing(Enum):
    MISSING = auto()


_MISSING: Final = _Missing.MISSING


def parse_fields(text: str | None) -> list[str] | None:
    """Return the names in a comma-separated list, each once; None if there is none."""
    names = [name.strip() for name in (text or "").split(",")]
    return list(dict.fromkeys(name for name in names if name)) or None


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
