"""The names in a filter: a filter may name the properties of a model and its ``FILTERS``, such as ``org.sourcedId``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol, runtime_checkable

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.validators import describe_type
from timeback_runtime.wire_names import encodable, wire_name

if TYPE_CHECKING:
    from timeback_runtime.model import Model

_QUOTED: Final = r"'(?:[^']|'')*'"
_COMPARISON: Final = r"(?i:(?:^|\b(?:AND|OR)\b)[\s(]*([A-Za-z_$][\w$.:\-]*)\s*(?:!=|>=|<=|=|>|<|~|@)\s*(\w?))"


@runtime_checkable
class Filter(Protocol):
    """A filter expression: an object that can list its property names and write itself as a filter string."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def __filter__(self) -> str: ...


class BuiltFilter(str):
    """The text of a filter expression. Its values are in single quotes, and a quote in a value is doubled.

    The client can therefore write the values in another way, unlike those of a filter that was given as text.
    """

    __slots__ = ()


def filter_text(name: str, given: str | Filter | None, model: type[Model] | None) -> str | None:
    """The ``filter`` parameter. Text is sent unchanged; the names in an expression are checked against the model.

    Raises:
        InvalidRequestError: the value is empty text or not a filter, or the model has no property of a name.
    """
    if given is None:
        return None
    text: str
    if isinstance(given, str):
        text = given
    elif isinstance(given, Filter):
        for item in given.names:
            wire = wire_name(name, item, model, filters=True)
            if wire != item:
                raise InvalidRequestError(f"{name}: F[...] takes wire names; write F[{wire!r}] instead of F[{item!r}]")
        text = BuiltFilter(given.__filter__())
    else:
        raise InvalidRequestError(
            f"{name}: expected a filter such as F.role == 'student' or text, got {describe_type(given)}"
        )
    if not text.strip():
        raise InvalidRequestError(f"{name}: is empty; omit the argument to get all objects")
    return encodable(name, text)


def check_filter_names(name: str, given: str | Filter, model: type[Model]) -> None:
    """Check the property names in a filter against the model, also those in a filter that is text.

    Names that the specification cannot know are accepted: those of an extension, such as ``ext:room``.

    Args:
        name: the name of the argument.
        given: a filter with at least one comparison.

    Raises:
        InvalidRequestError: the model has no such property, or a value that is text has no quotes.
    """
    if not isinstance(given, str):
        filter_text(name, given, model)
        return
    for item, unquoted in re.findall(_COMPARISON, re.sub(_QUOTED, "''", given)):
        if ":" not in item and (wire := wire_name(name, item, model, filters=True)) != item:
            raise InvalidRequestError(f"{name}: a filter has the names of the API; write {wire} instead of {item}")
        if unquoted and not unquoted.isdigit():
            raise InvalidRequestError(
                f"{name}: the value of {item} has no quotes; write {item}='...', and put the whole filter in double "
                "quotes in a shell"
            )
