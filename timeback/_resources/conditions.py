"""The conditions of ``find`` and ``first``: which of them are sent, and which are checked on the returned objects.

A server may ignore a filter, or a part of it. Therefore each ``==`` of an expression is checked on the objects that the
server returns. A filter that was given as text is not checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from timeback._spec.equality import filter_path, has_value
from timeback.errors import FilterIgnoredError
from timeback.filters import Expression
from timeback_runtime.model import Model
from timeback_runtime.records import frozen

if TYPE_CHECKING:
    from timeback.filters import _Comparison
    from timeback.settings import FilterQuotes
    from timeback_runtime.messages import Operation

# The standard allows one logical operator in a filter.
_MAX_SENT = 2


@frozen
class Conditions:
    """A filter expression, and the part of it that is sent.

    Attributes:
        expression: the whole expression.
        sent: the part that the server evaluates; None if it evaluates nothing.
    """

    expression: Expression
    sent: Expression | None

    @property
    def is_sent(self) -> bool:
        """Whether the server evaluates the whole expression, so that its first objects are the result."""
        return self.sent is not None and self.sent == self.expression

    def roots(self, model: type[Model], operation: Operation) -> list[str]:
        """Return the properties of an object that the checks read, as wire names."""
        checked = {one.name for term in self.expression.alternatives for one in term if one.operator == "="}
        return sorted({filter_path(model, operation.package.name, name)[0] for name in checked})

    def select(self, items: Iterable[Any], operation: Operation) -> Iterator[Any]:
        """Yield the objects that meet the ``==`` conditions.

        Raises:
            FilterIgnoredError: an object does not meet a condition that was sent.
        """
        for item in items:
            if self.sent is not None and not _meets(self.sent, item, operation):
                raise _ignored(self.sent, operation)
            if self.is_sent or _meets(self.expression, item, operation):
                yield item


def split(expression: Expression, quotes: FilterQuotes) -> Conditions:
    """Decide which conditions are sent: as many as any server evaluates, and none that the server cannot read.

    Only ``==`` conditions can stay on this side. If others remain, the whole expression is sent.

    Args:
        quotes: the setting ``filter_quotes``.
    """
    terms = expression.alternatives
    readable = {one for term in terms for one in term if quotes != "none" or "'" not in one.value}
    if sum(map(len, terms)) <= _MAX_SENT and all(one in readable for term in terms for one in term):
        return Conditions(expression, expression)
    # What an OR of ANDs requires in any case is what all its terms contain.
    required = [one for one in terms[0] if all(one in term for term in terms)]
    others = [one for one in required if one.operator != "="]
    equal = [one for one in required if one.operator == "=" and one in readable]
    kept = {*others, *equal[: max(0, _MAX_SENT - len(others))]}
    can_be_checked = all(one in kept or one.operator == "=" for term in terms for one in term)
    if not can_be_checked or (not kept and all(one in readable for term in terms for one in term)):
        return Conditions(expression, expression)
    return Conditions(expression, Expression((tuple(one for one in required if one in kept),)) if kept else None)


def conjunction(first: Any, second: Expression) -> Any:
    """Return ``first & second``, or ``second`` if ``first`` is None, without the warning that much would be sent."""
    if not isinstance(first, Expression):
        return second if first is None else first & second
    return Expression(tuple(tuple(dict.fromkeys((*a, *b))) for a in first.alternatives for b in second.alternatives))


def meets(expression: Expression, item: Model, package: str) -> bool:
    """Return whether an object meets the ``==`` conditions of an expression: all those of one of its terms.

    Args:
        package: the name of the generated package that returned the object.
    """
    value = item.to_dict()
    return any(all(_has(item, value, one, package) for one in term) for term in expression.alternatives)


def _meets(expression: Expression, item: Any, operation: Operation) -> bool:
    return not isinstance(item, Model) or meets(expression, item, operation.package.name)


def _has(item: Model, value: dict[str, Any], condition: _Comparison, package: str) -> bool:
    if condition.operator != "=":
        return True
    model = type(item)
    path = filter_path(model, package, condition.name)
    # Some properties have the same meaning, and a server sends one of them: the school of a class is its organisation.
    names = next((group for group in model.ALTERNATIVES if path[0] in group), (path[0],))
    return any(has_value(value, (name, *path[1:]), condition.value) for name in names)


def _ignored(sent: Expression, operation: Operation) -> FilterIgnoredError:
    label = f"{operation.method} {operation.path}"
    error = FilterIgnoredError(
        f"{label} returned an object that does not match the filter on {', '.join(sent.names)}: the server ignores the "
        "filter, or does not return these properties; get the object by its id, or compare the objects of the whole "
        "listing",
        method=operation.method,
        path=operation.path,
    )
    error.status = 200
    return error
