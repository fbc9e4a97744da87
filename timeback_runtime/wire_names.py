"""The wire name of a property: checks the names in ``fields`` and ``sort`` against the model, and converts them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.suggestions import did_you_mean
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    from timeback_runtime.model import Model

_DIRECTION = r"(?i:[\s:]+(?:asc|desc)(?:ending)?$)"


@runtime_checkable
class PropertyName(Protocol):
    """An object that stands for the name of a property, such as ``F.given_name``."""

    def __property__(self) -> str: ...


PropertyNames = str | PropertyName | Iterable[str | PropertyName]
"""Names of properties: text such as ``"sourcedId,givenName"``, or a list. They may be wire names or Python names."""


def property_names(name: str, given: PropertyNames | None, model: type[Model] | None) -> str | None:
    """The ``fields`` parameter: property names separated by commas, each checked against the model.

    Raises:
        InvalidRequestError: there is no name, or the model has no such property; the message suggests a similar name.
    """
    if given is None:
        return None
    if isinstance(given, str):
        given = given.split(",")
    elif isinstance(given, PropertyName):
        given = [given]
    if not isinstance(given, Iterable):
        raise InvalidRequestError(f"{name}: expected names of properties, got {describe_type(given)}")
    wire_names = [wire_name(name, _text_of(name, item), model, filters=False) for item in given]
    if not wire_names:
        raise InvalidRequestError(f"{name}: contains no property name; omit the argument to get all properties")
    return ",".join(dict.fromkeys(wire_names))


def wire_name(name: str, text: str, model: type[Model] | None, *, filters: bool) -> str:
    """The wire name for a wire name or a Python name. Of a dotted name, the first part is checked and converted.

    Args:
        name: the name of the argument.
        text: the wire name or Python name of a property.
        model: the model that must have the property; None accepts any name.
        filters: whether the additional names in ``FILTERS`` of the model are accepted.

    Raises:
        InvalidRequestError: the model has no such property; the message suggests a similar name.
    """
    if not text:
        raise InvalidRequestError(f"{name}: expected the name of a property, got empty text")
    if model is None:
        return encodable(name, text)
    head, dot, rest = text.partition(".")
    field = model.FIELDS.get(head)
    if field is not None:
        return encodable(name, field.wire + dot + rest)
    if head in model._wire_names() or (filters and text in model.FILTERS):
        return encodable(name, text)
    choices = [*sorted(model._wire_names()), *(sorted(model.FILTERS) if filters else [])]
    # The message repeats a name only if it is similar to a known one. Any other text may be a value, passed by mistake.
    if hint := did_you_mean(text, choices):
        raise InvalidRequestError(f"{name}: {model.__name__} has no property {text!r}.{hint}")
    raise InvalidRequestError(f"{name}: {model.__name__} has no property of that name; it has {', '.join(choices)}")


def sort_property(name: str, given: str | PropertyName | None, model: type[Model] | None) -> str | None:
    """The ``sort`` parameter: the wire name or Python name of one property.

    Raises:
        InvalidRequestError: as ``wire_name``; also for a direction or several properties in the text.
    """
    if given is None:
        return None
    text = _text_of(name, given)
    if text.startswith(("-", "+")) or re.search(_DIRECTION, text):
        raise InvalidRequestError(
            f"{name}: expected the name of a property alone; pass the direction as order_by='desc'"
        )
    if "," in text:
        raise InvalidRequestError(f"{name}: expected the name of one property; the service sorts by one")
    return wire_name(name, text, model, filters=True)


def _text_of(name: str, given: object) -> str:
    if isinstance(given, str):
        return given.strip()
    if isinstance(given, PropertyName):
        return given.__property__()
    raise InvalidRequestError(f"{name}: expected the name of a property, got {describe_type(given)}")


def encodable(name: str, text: str) -> str:
    """The text, if it can be encoded as UTF-8.

    Raises:
        InvalidRequestError: it contains lone surrogates.
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidRequestError(f"{name}: contains characters that cannot be encoded (lone surrogates)") from None
    return text
