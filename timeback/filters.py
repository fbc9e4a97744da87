"""Builds OneRoster filter expressions: ``F.role == "student"`` is sent as ``role='student'``.

>>> from timeback import F
>>> str((F.role == "student") & (F.given_name == "Zoë"))
"role='student' AND givenName='Zoë'"

A property has its Python name (``F.given_name``) or its JSON name (``F.givenName``). Nested properties are
``F.org.sourced_id`` or ``F["org.sourcedId"]``. A name in square brackets is sent unchanged. A trailing underscore is
removed, so that Python keywords can be used: ``F.class_.sourced_id``.

The comparisons are ``==  !=  >  >=  <  <=``, ``.contains(text)`` and ``.is_in([...])``; the platform also has
``.is_one_of_list([...])``. Combine them with ``&`` and
``|``, each comparison in parentheses. OneRoster's grammar has no parentheses, and AND binds tighter than OR. Therefore
an expression is stored as an OR of ANDs: ``(a | b) & c`` is sent as ``a AND c OR b AND c``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, NamedTuple, NoReturn, TypeAlias, TypeVar

from timeback_runtime.frames import clear_locals, clears_locals, warn_caller

if TYPE_CHECKING:
    from timeback_runtime.errors import InvalidRequestError

__all__ = ["Expression", "F", "Field", "FilterWarning"]

MAX_COMPARISONS: Final = 200
MAX_KEPT_FIELDS: Final = 1024

Value: TypeAlias = str | int | float | Decimal | date | datetime | Enum

_SEGMENT = re.compile(r"[A-Za-z_$][A-Za-z0-9_$:\-]*", re.ASCII)
_warned = False

Left = TypeVar("Left")
Right = TypeVar("Right")


class FilterWarning(UserWarning):
    """The filter has more logical operators than the OneRoster standard guarantees."""


def _clears_operands(method: Callable[[Left, Right], Expression]) -> Callable[[Left, Right], Expression]:
    """Decorate an operator as ``clears_locals`` does. A call with two fixed parameters takes half the time."""

    @functools.wraps(method)
    def operator(left: Left, right: Right, /) -> Expression:
        try:
            return method(left, right)
        except BaseException as error:
            del left, right
            clear_locals(error)
            raise

    return operator


class _Comparison(NamedTuple):
    name: str
    operator: str
    literal: str

    @property
    def value(self) -> str:
        """The text that the property is compared with, without quotes."""
        return self.literal[1:-1].replace("''", "'")

    def __str__(self) -> str:
        return f"{self.name}{self.operator}{self.literal}"

    def __repr__(self) -> str:
        return f"{self.name}{self.operator}?"


# A call of a NamedTuple goes through a Python function, and takes three times as long.
_new_comparison: Callable[[type[_Comparison], tuple[str, str, str]], _Comparison] = tuple.__new__

_And: TypeAlias = tuple[_Comparison, ...]
_OrOfAnds: TypeAlias = tuple[_And, ...]


class Expression:
    """A filter. Pass it as ``filter_expr=``. ``str()`` returns the text that is sent.

    Expressions are immutable. Two of them are equal if their texts are equal. The repr omits the values, since they may
    be personal data.
    """

    __slots__ = ("_terms",)
    _terms: _OrOfAnds

    def __init__(self, terms: _OrOfAnds) -> None:
        _set_terms(self, terms)

    @property
    def names(self) -> tuple[str, ...]:
        """The JSON names of the properties in the filter, each once, in the order of their first use."""
        return tuple(dict.fromkeys(comparison.name for term in self._terms for comparison in term))

    @property
    def alternatives(self) -> tuple[tuple[_Comparison, ...], ...]:
        """The filter as an OR of ANDs. A comparison has a ``name``, an ``operator`` and a ``value``."""
        return self._terms

    def __filter__(self) -> str:
        terms = self._terms
        if len(terms) == 1:
            return " AND ".join([f"{name}{operator}{literal}" for name, operator, literal in terms[0]])
        return " OR ".join([str(Expression((term,))) for term in terms])

    __str__ = __filter__

    def __repr__(self) -> str:
        return f"<Expression {' OR '.join(' AND '.join(map(repr, t)) for t in self._terms)}>"

    @_clears_operands
    def __and__(self, other: Expression) -> Expression:
        left, right = self._terms, _operand(other, "&")
        if len(left) == len(right) == 1 and len(both := left[0] + right[0]) == 2 and both[0] != both[1]:
            # The most common combination. There is nothing to distribute, to count or to warn of.
            return Expression((both,))
        size = sum(map(len, left)) * len(right) + sum(map(len, right)) * len(left)
        _check_size(size, "Without parentheses, the filter")
        return _checked(tuple(tuple(dict.fromkeys((*a, *b))) for a in left for b in right))

    @_clears_operands
    def __or__(self, other: Expression) -> Expression:
        right = _operand(other, "|")
        _check_size(sum(map(len, self._terms)) + sum(map(len, right)), "The filter")
        return _checked((*self._terms, *right))

    @clears_locals
    def __rand__(self, other: object) -> NoReturn:
        _operand(other, "&")
        raise AssertionError  # pragma: no cover - Python calls __and__ of an Expression on the left first

    @clears_locals
    def __ror__(self, other: object) -> NoReturn:
        _operand(other, "|")
        raise AssertionError  # pragma: no cover

    def __invert__(self) -> NoReturn:
        raise _invalid("The filter grammar has no NOT: use the opposite comparison, such as F.role != 'student'.")

    def __eq__(self, other: object) -> bool:
        return self._terms == other._terms if isinstance(other, Expression) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._terms)

    def __bool__(self) -> NoReturn:
        raise TypeError(
            "A filter has no truth value: combine filters with & and |, each comparison in parentheses. "
            "`and`, `or`, `not` and chained comparisons would lose a part of the filter."
        )

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("A filter is immutable: create a new one.")

    def __delattr__(self, name: str) -> NoReturn:
        raise AttributeError("A filter is immutable: create a new one.")

    def __reduce__(self) -> tuple[type[Expression], tuple[_OrOfAnds]]:
        return Expression, (self._terms,)


# The setter of the slot, which Expression.__setattr__ hides.
_set_terms: Callable[[Expression, _OrOfAnds], None] = Expression.__dict__["_terms"].__set__


class Field:
    """A property, to be compared with a value."""

    __slots__ = ("_name",)
    _name: str

    # == returns a filter and not a bool, so fields cannot be elements of a set or keys of a dict.
    __hash__ = None  # type: ignore[assignment]
    __iter__ = None

    def __init__(self, name: str) -> None:
        object.__setattr__(self, "_name", name)

    @_clears_operands
    def __eq__(self, value: object) -> Expression:  # type: ignore[override]
        return self._compare("=", value)

    @_clears_operands
    def __ne__(self, value: object) -> Expression:  # type: ignore[override]
        return self._compare("!=", value)

    @_clears_operands
    def __gt__(self, value: Value) -> Expression:
        return self._compare(">", value)

    @_clears_operands
    def __ge__(self, value: Value) -> Expression:
        return self._compare(">=", value)

    @_clears_operands
    def __lt__(self, value: Value) -> Expression:
        return self._compare("<", value)

    @_clears_operands
    def __le__(self, value: Value) -> Expression:
        return self._compare("<=", value)

    @clears_locals
    def contains(self, text: Value) -> Expression:
        """The property contains this text (operator ``~``)."""
        if isinstance(text, str) and not text:
            raise _invalid(f"{self!r}.contains('') would match every value: pass the text to search for.")
        return self._compare("~", text)

    @clears_locals
    def is_in(self, values: Iterable[Value]) -> Expression:
        """The property is equal to one of these values."""
        if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, Iterable):
            raise _invalid(f"{self!r}.is_in takes a list of values, not {_type_name(values)}: write is_in([...]).")
        terms: dict[_And, None] = {}
        for value in values:
            terms[(_Comparison(self._name, "=", _literal(self, value)),)] = None
            _check_size(len(terms), f"{self!r}.is_in")
        if not terms:
            raise _invalid(
                f"{self!r}.is_in: the list of values is empty. The grammar has no filter that matches nothing, and a "
                "request without a filter would return all objects: do not send the request."
            )
        return _checked(tuple(terms))

    @clears_locals
    def is_one_of_list(self, values: Iterable[Value]) -> Expression:
        """The property is one of these values (operator ``@``): shorter than ``is_in``, and one comparison.

        An extension of the platform: other providers do not have the operator. Its value is a list separated by
        commas, so a value that contains a comma needs ``is_in``.
        """
        terms = [comparison for term in self.is_in(values).alternatives for comparison in term]
        if any("," in comparison.value for comparison in terms):
            raise _invalid(f"{self!r}.is_one_of_list: a value contains a comma, which separates values: use is_in.")
        return Expression(((_Comparison(self._name, "@", f"'{','.join(each.literal[1:-1] for each in terms)}'"),),))

    def __property__(self) -> str:
        return self._name

    def _compare(self, operator: str, value: object) -> Expression:
        return Expression(((_new_comparison(_Comparison, (self._name, operator, _literal(self, value))),),))

    def __getattr__(self, name: str) -> Field:
        return Field(f"{self._name}.{_json_name(name, self)}")

    def __getitem__(self, name: str) -> Field:
        return Field(f"{self._name}.{_checked_name(name)}")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"Use == to compare: write {self!r}.{name} == ... .")

    def __reduce__(self) -> tuple[type[Field], tuple[str]]:
        return Field, (self._name,)

    def __repr__(self) -> str:
        return f"F.{self._name}" if re.fullmatch(r"[\w.]+", self._name) else f'F["{self._name}"]'

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self!r} alone is not a filter: compare it with a value, such as {self!r} == True.")

    @clears_locals
    def __contains__(self, value: object) -> NoReturn:
        raise TypeError(f"`in` cannot create a filter: write {self!r}.contains(...) or {self!r}.is_in([...]).")

    @clears_locals
    def _no_operator(self, *_: object) -> Any:
        raise _invalid(
            f"The filter grammar has no such operator for {self!r}. Use == != > >= < <=, .contains() or .is_in(). "
            f"With & and |, put each comparison in parentheses: ({self!r} == 1) & (F.name == 'x')."
        )

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _no_operator
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __matmul__ = __rmatmul__ = _no_operator
    __and__ = __rand__ = __or__ = __ror__ = __xor__ = __rxor__ = _no_operator
    __lshift__ = __rlshift__ = __rshift__ = __rrshift__ = _no_operator
    __invert__ = __neg__ = __pos__ = __abs__ = __call__ = _no_operator


class _Fields:
    """The type of ``F``. Every attribute is a field."""

    __iter__ = None

    def __getattr__(self, name: str) -> Field:
        field = Field(_json_name(name, self))
        if len(kept := self.__dict__) < MAX_KEPT_FIELDS:
            # Python finds it there the next time, and does not call this method.
            kept[name] = field
        return field

    def __getitem__(self, name: str) -> Field:
        return Field(_checked_name(name))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"Use == to compare: write F.{name} == ... .")

    def __reduce__(self) -> str:
        return "F"

    def __repr__(self) -> str:
        return "F"


F = _Fields()


def _json_name(name: str, owner: object) -> str:
    # Python, pickle, copy and notebooks look up such attributes on every object. No property has such a name.
    if name.startswith("_"):
        raise AttributeError(f"{owner!r} has no attribute {name!r}")
    return _json_name_of(name)


@functools.lru_cache(maxsize=1024)
def _json_name_of(name: str) -> str:
    stem = name.removesuffix("_")
    if "__" in stem or stem.endswith("_"):
        raise _invalid(f"{name!r} is not a property: write F.org.sourced_id or F['org.sourcedId'] for a nested one.")
    # Imported late: `import timeback` loads no generated code.
    from timeback_api._property_names import IRREGULAR_NAMES
    from timeback_runtime.property_names import camel_case

    return _checked_name(IRREGULAR_NAMES.get(stem) or camel_case(stem))


def _checked_name(name: str) -> str:
    if not isinstance(name, str):
        raise _invalid(f"The name of a property is a str, not {_type_name(name)}: write F['org.sourcedId'].")
    if name in ("AND", "OR") or not all(_SEGMENT.fullmatch(segment) for segment in name.split(".")):
        raise _invalid(
            "The name of a property has letters, digits, '_', '-', ':' and '$', and dots between nested names, "
            "such as F['org.sourcedId']."
        )
    return name


def _literal(field: Field, value: object) -> str:
    text = value if type(value) is str else _text(field, value)
    if "\0" in text:
        raise _invalid(f"The value for {field!r} contains a NUL character, where servers cut off the text: remove it.")
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise _invalid(
                f"The value for {field!r} contains a lone surrogate, which cannot be encoded as UTF-8: "
                "decode the text with the right encoding."
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
                raise _invalid(f"The number for {field!r} has too many digits.") from None
        case float() | Decimal():
            # Some servers do not accept an exponent. The repr of numpy's floats is not a plain number.
            number = value if isinstance(value, Decimal) else Decimal(float.__repr__(value))
            if not number.is_finite() or abs(number.adjusted()) > 400:
                raise _invalid(f"{field!r} cannot be compared with infinity, NaN or a number beyond 1e400.")
            return format(number, "f")
        case datetime():
            return _instant(field, value)
        case date():
            return value.isoformat()
        case None:
            raise _invalid(
                f"{field!r} cannot be compared with None, since the grammar has no test for missing values: "
                "leave the comparison out, or check the objects that are returned."
            )
        case Field():
            raise _invalid(f"{field!r} cannot be compared with another property: the grammar allows values only.")
    raise _invalid(
        f"{field!r} cannot be compared with {_type_name(value)}: "
        "pass a str, a number, a bool, a date, a datetime or an Enum member."
    )


def _instant(field: Field, value: datetime) -> str:
    if value.utcoffset() is None:
        raise _invalid(
            f"The datetime for {field!r} has no time zone: "
            "write datetime.now(UTC), or value.replace(tzinfo=UTC) if it is in UTC."
        )
    try:
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except OverflowError:
        raise _invalid(f"The datetime for {field!r} is outside the years 1 to 9999 in UTC.") from None


def _operand(other: object, operator: str) -> _OrOfAnds:
    if isinstance(other, Expression):
        return other._terms
    hint = {
        str: "a filter given as str is sent unchanged, so write the combination as text",
        bool: "put each comparison in parentheses, (F.role == 'student') & (F.status == 'active')",
        type(None): "leave out an optional condition",
    }.get(type(other), "put each comparison in parentheses, (F.role == 'student') & (F.status == 'active')")
    raise _invalid(f"{operator} combines two filters, not a filter and {_type_name(other)}: {hint}.")


def _checked(terms: _OrOfAnds) -> Expression:
    global _warned
    terms = tuple(dict.fromkeys(terms))
    if not _warned and sum(map(len, terms)) > 2:
        _warned = True
        warn_caller(
            "This filter has more than one AND or OR. The OneRoster standard allows one, and some servers reject more. "
            "If a server does, filter the objects that it returns. (This warning is given once.)",
            FilterWarning,
        )
    return Expression(terms)


def _check_size(comparisons: int, subject: str) -> None:
    if comparisons > MAX_COMPARISONS:
        raise _invalid(
            f"{subject} has {comparisons} comparisons, more than the {MAX_COMPARISONS} that fit in a request: "
            "send several requests, or filter the objects that are returned."
        )


def _type_name(value: object) -> str:
    if value is None:
        return "None"
    name = type(value).__name__
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def _invalid(message: str) -> InvalidRequestError:
    # Imported late, so that `import timeback` stays cheap.
    from timeback_runtime.errors import InvalidRequestError

    return InvalidRequestError(message)
