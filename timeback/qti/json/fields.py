"""Fields of JSON, checked for their type. Errors name the field and what it takes, never what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from timeback.qti.errors import QTIError
from timeback.qti.xml.markup import unsafe


def wrong(where: str, expected: str, got: object) -> QTIError:
    return QTIError(f"{where} must be {expected}, got {'null' if got is None else type(got).__name__}")


def text(data: Mapping[str, Any], name: str, where: str = "", *, default: str | None = None) -> str:
    """A text that is there, or the default."""
    found = optional_text(data, name, where)
    if found is not None:
        return found
    if default is None:
        raise QTIError(f"{where}{name} is missing")
    return default


def optional_text(data: Mapping[str, Any], name: str, where: str = "") -> str | None:
    """A text, or None where it is missing or null; numbers and booleans as they are written in XML."""
    found = data.get(name)
    return None if found is None else written(found, f"{where}{name}")


def written(value: object, where: str) -> str:
    """A scalar as XML has it."""
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
        raise wrong(where, "a text", value)
    if unsafe(value):
        raise QTIError(f"{where} has characters that XML cannot hold")
    return value


def flag(data: Mapping[str, Any], name: str, where: str = "") -> bool | None:
    """A boolean, or None where it is missing or null."""
    found = data.get(name)
    if found is None or isinstance(found, bool):
        return found
    if found in ("true", "false"):
        return bool(found == "true")
    raise wrong(f"{where}{name}", "true or false", found)


def whole(data: Mapping[str, Any], name: str, where: str = "") -> int | None:
    """A whole number of at least 0, or None where it is missing or null."""
    found = data.get(name)
    if found is None:
        return None
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < 2**31:
        raise wrong(f"{where}{name}", "a whole number of at least 0", found)
    return found


def objects(data: Mapping[str, Any], name: str, where: str = "") -> list[tuple[str, Mapping[str, Any]]]:
    """The objects of a list, each with the place where it stands; none where it is missing or null."""
    found = data.get(name)
    if found is None:
        return []
    if not isinstance(found, list | tuple):
        raise wrong(f"{where}{name}", "a list", found)
    return [(f"{where}{name}[{at}].", as_object(each, f"{where}{name}[{at}]")) for at, each in enumerate(found)]


def an_object(data: Mapping[str, Any], name: str, where: str = "") -> Mapping[str, Any]:
    """An object, empty where it is missing or null."""
    found = data.get(name)
    return {} if found is None else as_object(found, f"{where}{name}")


def as_object(value: object, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise wrong(where, "an object", value)
    return value


def texts(data: Mapping[str, Any], name: str, where: str = "") -> list[str]:
    """A list of scalars as texts; one scalar counts as a list of one."""
    found = data.get(name)
    if found is None:
        return []
    listed = found if isinstance(found, list | tuple) else [found]
    return [written(each, f"{where}{name}[{at}]") for at, each in enumerate(listed)]
