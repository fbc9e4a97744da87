"""Type-checked access to JSON fields, and removal of empty ones.

Errors name the field and the expected type, never the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeback.qti.errors import QTIError
from timeback.qti.xml.markup import has_invalid_characters


def type_error(where: str, expected: str, got: object) -> QTIError:
    return QTIError(f"{where} must be {expected}, got {'null' if got is None else type(got).__name__}")


def required_text(data: Mapping[str, Any], name: str, where: str = "", *, default: str | None = None) -> str:
    """Return a text. If it is missing or null, return the default or raise."""
    found = optional_text(data, name, where)
    if found is not None:
        return found
    if default is None:
        raise QTIError(f"{where}{name} is missing")
    return default


def optional_text(data: Mapping[str, Any], name: str, where: str = "") -> str | None:
    """Return a text, or None if it is missing or null. Numbers and booleans are converted to their XML form."""
    found = data.get(name)
    return None if found is None else to_text(found, f"{where}{name}")


def to_text(value: object, where: str) -> str:
    """Convert a scalar to its XML form."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, int):
        if abs(value) >= 2**63:
            raise QTIError(f"{where} is out of range")
        return str(value)
    if not isinstance(value, str):
        raise type_error(where, "a text", value)
    if has_invalid_characters(value):
        raise QTIError(f"{where} contains characters that XML does not allow")
    return value


def optional_boolean(data: Mapping[str, Any], name: str, where: str = "") -> bool | None:
    """Return a boolean, or None if it is missing or null."""
    found = data.get(name)
    if found is None or isinstance(found, bool):
        return found
    if found in ("true", "false"):
        return bool(found == "true")
    raise type_error(f"{where}{name}", "true or false", found)


def optional_integer(data: Mapping[str, Any], name: str, where: str = "") -> int | None:
    """Return a whole number of at least 0, or None if it is missing or null."""
    found = data.get(name)
    if found is None:
        return None
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < 2**31:
        raise type_error(f"{where}{name}", "a whole number of at least 0", found)
    return found


def object_list(data: Mapping[str, Any], name: str, where: str = "") -> list[tuple[str, Mapping[str, Any]]]:
    """Return the objects of a list with their paths, or [] if it is missing or null."""
    found = data.get(name)
    if found is None:
        return []
    if not isinstance(found, list | tuple):
        raise type_error(f"{where}{name}", "a list", found)
    return [(f"{where}{name}[{at}].", as_object(each, f"{where}{name}[{at}]")) for at, each in enumerate(found)]


def optional_object(data: Mapping[str, Any], name: str, where: str = "") -> Mapping[str, Any]:
    """Return an object, or {} if it is missing or null."""
    found = data.get(name)
    return {} if found is None else as_object(found, f"{where}{name}")


def as_object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise type_error(where, "an object", value)
    return value


def text_list(data: Mapping[str, Any], name: str, where: str = "") -> list[str]:
    """Return a list of scalars as texts. A single scalar counts as a list of one."""
    found = data.get(name)
    if found is None:
        return []
    listed = found if isinstance(found, list | tuple) else [found]
    return [to_text(each, f"{where}{name}[{at}]") for at, each in enumerate(listed)]


def without_empty(**fields: Any) -> dict[str, Any]:
    """Return the fields that have a value: not None, "", [] or {}."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}
