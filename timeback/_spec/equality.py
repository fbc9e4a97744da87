"""Whether an object has the values that a filter asks for with ``=``, or those that were sent to the server."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from timeback._spec.dates import instant
from timeback_runtime.model import Model

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def filter_path(model: type[Model], package: str, name: str) -> tuple[str, ...]:
    """The names from an object to the property that a filter calls ``name``: ``roles``, ``org``, ``sourcedId``.

    Args:
        model: the model of the object.
        package: the generated package of the model's collection, whose document has the names in ``x-filters``.
        name: a name that a filter on these objects may use.
    """
    # Most names are properties. For them no document is read.
    return _declared_path(package, model.__name__, name) if name in model.FILTERS else tuple(name.split("."))


@lru_cache(maxsize=256)
def _declared_path(package: str, schema: str, name: str) -> tuple[str, ...]:
    # Imported late: few filters need a document, and every collection imports this module.
    from timeback._spec.documents import load

    document = load(package)
    paths = document.schemas.filter_paths(document.schemas.at(f"#/components/schemas/{schema}"))
    return tuple(paths[name].replace("[]", "").split("."))


def has_value(value: Mapping[str, Any], path: tuple[str, ...], text: str) -> bool:
    """Whether a property has this value. Of a list, one element is enough.

    Text is equal regardless of case, because the comparisons of many servers ignore it. Numbers, dates and booleans
    are equal by value, whatever their form.

    Args:
        value: the object, as JSON.
        path: the names that lead to the property.
        text: the value, as in a filter without its quotes.
    """
    return any(_is_equal(found, text) for found in _values(value, path))


def contains(found: Any, sent: Any) -> bool:
    """Whether a stored JSON value has everything that was sent. A server adds properties, and writes times differently.

    Properties that were sent as null count as absent.
    """
    if isinstance(sent, Mapping):
        return isinstance(found, Mapping) and all(
            value is None or contains(found.get(name), value) for name, value in sent.items()
        )
    if isinstance(sent, list):
        return isinstance(found, list) and len(found) == len(sent) and all(map(contains, found, sent))
    if found == sent:
        return True
    is_text = isinstance(found, str) and isinstance(sent, str)
    return is_text and (moment := _moment(sent)) is not None and moment == _moment(found)


def _values(value: Any, path: tuple[str, ...]) -> Iterator[Any]:
    if isinstance(value, list):
        if not path and all(isinstance(item, str) for item in value):
            # A server may compare the whole list, which a filter writes with commas.
            yield ",".join(value)
        for item in value:
            yield from _values(item, path)
    elif not path:
        yield value
    elif isinstance(value, Mapping):
        if path[0] in value:
            yield from _values(value[path[0]], path[1:])
        elif len(path) > 1:
            # A name in ``metadata`` may contain a dot.
            yield value.get(".".join(path))


def _is_equal(value: Any, text: str) -> bool:
    if isinstance(value, bool):
        return text.casefold() == str(value).casefold()
    if isinstance(value, int | float):
        number = _number(text)
        return number is not None and number == _number(str(value))
    if not isinstance(value, str):
        return False
    if value.casefold() == text.casefold():
        return True
    if _DATE.fullmatch(text):
        # Servers compare a date with the day of a time.
        return value.startswith(text) and _moment(value) is not None
    moment = _moment(value)
    return moment is not None and moment == _moment(text)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _moment(text: str) -> datetime | None:
    """The time that a text states if it begins with a date in the form ``2026-01-31``."""
    return instant(text) if _DATE.match(text) else None
