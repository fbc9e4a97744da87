"""Expressions: each operator of the standard is one function in the modules of this package.

Source: QTI 3.0 information model, "Expressions".
"""

from __future__ import annotations

from timeback.qti.errors import QTIError, QTIUnsupportedError
from timeback.qti.model import Node
from timeback.qti.processing.context import Context
from timeback.qti.processing.operators import containers, logic, maps, mathematics, numbers, text, variables
from timeback.qti.processing.operators.registry import OPERATORS, Operator, whole_attribute
from timeback.qti.processing.values import Maybe, Value, container

__all__ = ["OPERATORS", "Operator", "evaluate"]

# Importing a module is what registers its operators.
_MODULES = (containers, logic, maps, mathematics, numbers, text, variables)


def evaluate(node: Node, context: Context) -> Maybe:
    """The value of an expression; None is NULL.

    Raises:
        QTIError: the expression is not one, or its operands are of a kind that it does not take.
    """
    context.step()
    operator = OPERATORS.get(node.name)
    if operator is None:
        raise QTIUnsupportedError(f"{node.name} is no expression that is known here", line=node.line)
    if not operator.takes(len(node.children)):
        raise QTIError(f"{node.name} has {len(node.children)} operands", line=node.line)
    try:
        if operator.repeats:
            return _repeat(node, context)
        values = [evaluate(child, context) for child in node.children]
        if not operator.nulls and any(value is None for value in values):
            return None
        return operator.run(context, node, values)
    except QTIError as error:
        if error.line is not None or node.line is None:
            raise
        raise type(error)(f"{node.name}: {error}", line=node.line) from None


def _repeat(node: Node, context: Context) -> Maybe:
    """``qti-repeat``: the operands again and again, in an ordered container."""
    times = whole_attribute(context, node, "number-repeats")
    if times is None or times < 1:
        return None
    found: list[Value] = []
    for _ in range(times):
        found += [value for child in node.children if (value := evaluate(child, context)) is not None]
    items = [item for value in found for item in value.items]
    return container("ordered", found[0].base_type if found else None, items)
