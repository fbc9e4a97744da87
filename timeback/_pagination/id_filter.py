"""Filters on the id of an object, beside the filter of the caller."""

from __future__ import annotations

import re
from typing import Literal

from timeback.filters import F
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.filter_names import BuiltFilter

ID_NAME = "sourcedId"

_VALUE = re.compile(r"'(?:[^']|'')*'")
_ALTERNATIVES = re.compile(r"\bOR\b|[()']", re.IGNORECASE)

Operator = Literal["=", ">", ">=", "<", "<="]


def filter_has_room(given: str | None) -> bool:
    """Return whether conditions on the id can be added to a filter with AND."""
    return given is None or _ALTERNATIVES.search(_VALUE.sub("", given)) is None


def check_filter_has_room(given: str | None) -> None:
    """Check that conditions on the id can be added to a filter with AND.

    Raises:
        InvalidRequestError: the filter has an OR, to which AND would add the conditions of one side only, or it is
            text that cannot be read.
    """
    if not filter_has_room(given):
        raise InvalidRequestError(
            "filter_expr: a filter with OR or parentheses leaves no room for the conditions on sourcedId that keyset "
            "pagination adds with AND; use one request for each side of the OR, or paging='offset'"
        )


def with_id_conditions(given: str | None, *conditions: tuple[Operator, str | None]) -> str | None:
    """Return a filter with conditions on ``sourcedId`` after those of the caller.

    They come last, so that a server that evaluates only a part of the filter leaves them out, which is detected.

    Args:
        given: the filter of the caller, without OR.
        conditions: an operator and an id each; those whose id is None are left out.

    Raises:
        InvalidRequestError: an id cannot be written in a filter.
    """
    added = " AND ".join(_condition(operator, identity) for operator, identity in conditions if identity is not None)
    if not added:
        return given
    if given is None:
        return BuiltFilter(added)
    text = f"{given} AND {added}"
    # The client writes the quotes in a built filter as the server reads them. Those in a filter that was given as text
    # stay as they are.
    return BuiltFilter(text) if isinstance(given, BuiltFilter) or not _has_escapes(given) else text


def _condition(operator: Operator, identity: str) -> str:
    field = F[ID_NAME]
    match operator:
        case "=":
            return str(field == identity)
        case ">":
            return str(field > identity)
        case ">=":
            return str(field >= identity)
        case "<":
            return str(field < identity)
        case "<=":
            return str(field <= identity)


def _has_escapes(text: str) -> bool:
    return "''" in text or "\\" in text
