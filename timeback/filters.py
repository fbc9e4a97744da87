"""Filters, written in Python: ``F.role == "student"`` is sent as ``role='student'``.

>>> from timeback import F
>>> str((F.role == "student") & (F.given_name == "Zoë"))
"role='student' AND givenName='Zoë'"

A name is written as in Python (``F.given_name``) or as on the wire (``F.givenName``); ``F.org.sourced_id`` and
``F["org.sourcedId"]`` are dotted names, and a name in brackets goes out exactly as it is written. A trailing underscore
is taken off, for names that Python keeps to itself: ``F.class_.sourced_id``.

Comparisons are ``==  !=  >  >=  <  <=``, ``.contains(text)`` and ``.is_in([...])``; they are combined with ``&`` and
``|``, each side in brackets. OneRoster's grammar has no brackets and binds AND tighter than OR, so an expression is
kept as an OR of ANDs: ``(a | b) & c`` goes out as ``a AND c OR b AND c``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TypeAlias

from timeback_runtime.frames import clears_locals, warn_caller

if TYPE_CHECKING:
    from timeback_runtime.errors import InvalidRequestError

__all__ = ["Expression", "F", "Field", "FilterWarning"]

MAX_COMPARISONS: Final = 200

Value: TypeAlias = str | int | float | Decimal | date | datetime | Enum

_SEGMENT = re.compile(r"[A-Za-z_$][A-Za-z0-9_$:\-]*", re.ASCII)
_warned = False


class FilterWarning(UserWarning):
    """The filter has more logical operators than the OneRoster standard promises to understand."""


class _Comparison(NamedTuple):
    name: str
    operator: str
    literal: str

    def __str__(self) -> str:
        return f"{self.name}{self.operator}{self.literal}"

    def __repr__(self) -> str:
        return f"{self.name}{self.operator}?"


_And: TypeAlias = tuple[_Comparison, ...]
_OrOfAnds: TypeAlias = tuple[_And, ...]


class Expression:
    """A filter, ready to be sent: pass it as ``filter_expr=``; ``str()`` of it is the text that goes out.

    Expressions cannot be changed, and two of them are equal where their texts are. Their repr leaves the values out,
    since those may be names of people.
    """

    __slots__ = ("_terms",)
    _terms: _OrOfAnds

    def __init__(self, terms: _OrOfAnds) -> None:
        object.__setattr__(self, "_terms", terms)

    @property
    def names(self) -> tuple[str, ...]:
        """The names that the filter asks for, as on the wire, each once, in the order of their first use."""
        return tuple(dict.fromkeys(comparison.name for term in self._terms for comparison in term))

    def __filter__(self) -> str:
        return " OR ".join(" AND ".join(map(str, term)) for term in self._terms)

    __str__ = __filter__

    def __repr__(self) -> str:
        return f"<Expression {' OR '.join(' AND '.join(map(repr, t)) for t in self._terms)}>"

    @clears_locals
    def __and__(self, other: Expression) -> Expression:
        right = _operand(other, "&")
        size = sum(map(len, self._terms)) * len(right) + sum(map(len, right)) * len(self._terms)
        _check_size(size, "Written out without brackets, the filter")
        return _checked(tuple(tuple(dict.fromkeys((*a, *b))) for a in self._terms for b in right))

    @clears_locals
    def __or__(self, other: Expression) -> Expression:
        right = _operand(other, "|")
        _check_size(sum(map(len, self._terms)) + sum(map(len, right)), "The filter")
        return _checked((*self._terms, *right))

    @clears_locals
    def __rand__(self, other: object) -> NoReturn:
        _operand(other, "&")
        raise AssertionError  # pragma: no cover - an Expression on the left would have been asked first

    @clears_locals
    def __ror__(self, other: object) -> NoReturn:
        _operand(other, "|")
        raise AssertionError  # pragma: no cover

    def __invert__(self) -> NoReturn:
        raise _refused("The filter grammar has no NOT: turn the comparison round, F.role != 'student' for example.")

    def __eq__(self, other: object) -> bool:
        return self._terms == other._terms if isinstance(other, Expression) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._terms)

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "A filter is neither true nor false here: combine filters with & and |, each side in brackets, "
            "since `and`, `or`, `not` and chained comparisons would drop half of it."
        )

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("A filter cannot be changed: make a new one.")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("A filter cannot be changed: make a new one.")

    def __reduce__(self) -> tuple[type[Expression], tuple[_OrOfAnds]]:
        return Expression, (self._terms,)


class Field:
    """The name of a property, to be compared with a value."""

    __slots__ = ("_name",)
    _name: str

    # A comparison gives a filter, so a set or a dict of fields could not tell them apart.
    __hash__ = None  # type: ignore[assignment]
    __iter__ = None

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    @clears_locals
    def __eq__(self, value: object) -> Expression:  # type: ignore[override]
        return self._compare("=", value)

    @clears_locals
    def __ne__(self, value: object) -> Expression:  # type: ignore[override]
        return self._compare("!=", value)

    @clears_locals
    def __gt__(self, value: Value) -> Expression:
        return self._compare(">", value)

    @clears_locals
    def __ge__(self, value: Value) -> Expression:
        return self._compare(">=", value)

    @clears_locals
    def __lt__(self, value: Value) -> Expression:
        return self._compare("<", value)

    @clears_locals
    def __le__(self, value: Value) -> Expression:
        return self._compare("<=", value)

    @clears_locals
    def contains(self, text: Value) -> Expression:
        """The property holds this text somewhere in it (the operator ``~``)."""
        if isinstance(text, str) and not text:
            raise _refused(f"{self!r}.contains('') would be true of everything: give the text to look for.")
        return self._compare("~", text)

    @clears_locals
    def is_in(self, values: Iterable[Value]) -> Expression:
        """The property has one of these values."""
        if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
            raise _refused(f"{self!r}.is_in takes a list of values, not {_kind(values)}: write is_in([...]).")
        terms: dict[_And, None] = {}
        for value in values:
            terms[(_Comparison(self._name, "=", _literal(self, value)),)] = None
            _check_size(len(terms), f"{self!r}.is_in")
        if not terms:
            raise _refused(
                f"{self!r}.is_in got no values. The grammar cannot say 'none of them', and no filter would mean all: "
                "leave the request out, since nothing can match."
            )
        return _checked(tuple(terms))

    def __property__(self) -> str:
        return self._name

    def _compare(self, operator: str, value: object) -> Expression:
        return Expression(((_Comparison(self._name, operator, _literal(self, value)),),))

    def __getattr__(self, name: str) -> Field:
        return Field(f"{self._name}.{_wire_name(name, self)}")

    def __getitem__(self, name: str) -> Field:
        return Field(f"{self._name}.{_checked_name(name)}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"A filter compares with ==: write {self!r}.{name} == ... .")

    def __reduce__(self) -> tuple[type[Field], tuple[str]]:
        return Field, (self._name,)

    def __repr__(self) -> str:
        return f"F.{self._name}" if re.fullmatch(r"[\w.]+", self._name) else f'F["{self._name}"]'

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self!r} alone says nothing: compare it with a value, {self!r} == True for example.")

    @clears_locals
    def __contains__(self, value: object) -> NoReturn:
        raise TypeError(f"`in` cannot make a filter: write {self!r}.contains(...) or {self!r}.is_in([...]).")

    @clears_locals
    def _no_operator(self, *_: object) -> Any:
        raise _refused(
            f"The filter grammar has no such operator for {self!r}: there are == != > >= < <=, .contains(), .is_in(). "
            f"Beside & and | each comparison needs brackets: ({self!r} == 1) & (F.name == 'x')."
        )

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _no_operator
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __matmul__ = __rmatmul__ = _no_operator
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _no_operator
    __lshift__ = __rlshift__ = __rshift__ = __rrshift__ = _no_operator
    __invert__ = __neg__ = __pos__ = __abs__ = __call__ = _no_operator


class _Fields:
    """``F``: every attribute is a field."""

    __slots__ = ()
    __iter__ = None

    def __getattr__(self, name: str) -> Field:
        return Field(_wire_name(name, self))

    def __getitem__(self, name: str) -> Field:
        return Field(_checked_name(name))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"A filter compares with ==: write F.{name} == ... .")

    def __reduce__(self) -> str:
        return "F"

    def __repr__(self) -> str:
        return "F"


F: Final = _Fields()


def _wire_name(name: str, owner: object) -> str:
    # Python, pickle, copy and notebooks look for such names on everything; the wire has none of them.
    if name.startswith("_"):
        raise AttributeError(f"{owner!r} has no attribute {name!r}")
    return _translated(name)


@lru_cache(maxsize=1024)
def _translated(name: str) -> str:
    stem = name.removesuffix("_")
    if "__" in stem or stem.endswith("_"):
        raise _refused(f"{name!r} is not a field: write F.org.sourced_id or F['org.sourcedId'] for a nested one.")
    first, *rest = stem.split("_")
    return _checked_name(first + "".join(part[:1].upper() + part[1:] for part in rest))


def _checked_name(name: str) -> str:
    if not isinstance(name, str):
        raise _refused(f"A field has a name, not {_kind(name)}: write F['org.sourcedId'].")
    if name in ("AND", "OR") or not all(_SEGMENT.fullmatch(segment) for segment in name.split(".")):
        raise _refused(
            "A field's name is made of letters, digits, '_', '-', ':' and '$', with dots between the parts: "
            "F['org.sourcedId'], for example."
        )
    return name


def _literal(field: Field, value: object) -> str:
    text = _text(field, value)
    if "\0" in text:
        raise _refused(f"The value for {field!r} holds a NUL character, which servers cut text at: take it out.")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _refused(
            f"The value for {field!r} holds half of a surrogate pair, which cannot be sent: "
            "see how the text was decoded before it came here."
        ) from None
    return "'" + text.replace("'", "''") + "'"


def _text(field: Field, value: object) -> str:
    match value:
        case Enum():
            return _text(field, value.value)
        case str():
            return str.__str__(value)
        case bool():
            return "true" if value else "false"
        case int():
            try:
                return int.__repr__(value)
            except ValueError:
                raise _refused(f"The number for {field!r} has more digits than can be sent.") from None
        case float() | Decimal():
            # An exponent is no number to some servers, and numpy's floats have a repr of their own.
            number = value if isinstance(value, Decimal) else Decimal(float.__repr__(value))
            if not number.is_finite() or abs(number.adjusted()) > 400:
                raise _refused(f"{field!r} cannot be compared with an infinite, undefined or huge number.")
            return format(number, "f")
        case datetime():
            return _instant(field, value)
        case date():
            return value.isoformat()
        case None:
            raise _refused(
                f"{field!r} cannot be compared with None, since the grammar cannot ask for a missing value: "
                "leave the comparison out, or look at the objects that come back."
            )
        case Field():
            raise _refused(f"{field!r} cannot be compared with another field: the grammar compares with a value only.")
    raise _refused(
        f"{field!r} cannot be compared with {_kind(value)}: "
        "give text, a number, a boolean, a date, a datetime or an enumeration's member."
    )


def _instant(field: Field, value: datetime) -> str:
    if value.utcoffset() is None:
        raise _refused(
            f"The datetime for {field!r} has no time zone: "
            "write datetime.now(UTC), or value.replace(tzinfo=UTC) where it is meant as UTC."
        )
    try:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:
        raise _refused(f"The datetime for {field!r} lies outside the years 1 to 9999 in UTC.") from None


def _operand(other: object, operator: str) -> _OrOfAnds:
    if isinstance(other, Expression):
        return other._terms
    hint = {
        str: "a raw filter text is sent as it is, so combine raw texts by hand",
        bool: "put each comparison in brackets, (F.role == 'student') & (F.status == 'active')",
        type(None): "leave the condition out where there is none",
    }.get(type(other), "put each comparison in brackets, (F.role == 'student') & (F.status == 'active')")
    raise _refused(f"{operator} combines two filters, not a filter and {_kind(other)}: {hint}.")


def _checked(terms: _OrOfAnds) -> Expression:
    global _warned
    terms = tuple(dict.fromkeys(terms))
    if not _warned and sum(map(len, terms)) > 2:
        _warned = True
        warn_caller(
            "This filter has more than one AND or OR. The OneRoster standard allows one, and some servers refuse more: "
            "where that happens, filter the rest on this side. (This is said once.)",
            FilterWarning,
        )
    return Expression(terms)


def _check_size(comparisons: int, subject: str) -> None:
    if comparisons > MAX_COMPARISONS:
        raise _refused(
            f"{subject} has {comparisons} comparisons, more than the {MAX_COMPARISONS} that fit in a request: "
            "ask in several requests, or filter on this side."
        )


def _kind(value: object) -> str:
    if value is None:
        return "None"
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _refused(message: str) -> InvalidRequestError:
    # Imported late: filters are part of `import timeback`, which loads nothing of the generated package.
    from timeback_runtime.errors import InvalidRequestError

    return InvalidRequestError(message)
