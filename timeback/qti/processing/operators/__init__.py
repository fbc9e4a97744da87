"""Expressions: each operator of the standard is one function in a module of this package. New operators are added here.

Source: QTI 3.0 information model, "Expressions".
"""

from __future__ import annotations

from timeback.qti.errors import QTIError, QTIUnsupportedError
from timeback.qti.model import Node
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.operators import containers, logic, maps, mathematics, numbers, text, variables
from timeback.qti.processing.operators.registry import OPERATORS, Operator, integer_attribute
from timeback.qti.processing.values import NullableValue, Value, container

__all__ = ["OPERATORS", "Operator", "evaluate"]

# Importing a module registers its operators.
_MODULES = (containers, logic, maps, mathematics, numbers, text, variables)


def evaluate(node: Node, context: ProcessingContext) -> NullableValue:
    """Evaluate an expression. None is NULL.

    Raises:
        QTIError: the operator is unknown, or its operands operands the wrong number or type.
    """
    context.step()
    operator = OPERATORS.get(node.name)
    if operator is None:
        raise QTIUnsupportedError(f"unknown expression {node.name}", line=node.line)
    if not operator.accepts(len(node.children)):
        raise QTIError(f"{node.name} does not accept {len(node.children)} operands", line=node.line)
    try:
        if operator.repeats:
            return _repeat(node, context)
        values = [evaluate(child, context) for child in node.children]
        if not operator.accepts_null and any(value is None for value in values):
            return None
        return operator.run(context, node, values)
    except QTIError as error:
        if error.line is not None or node.line is None:
            raise
        raise type(error)(f"{node.name}: {error}", line=node.line) from None


def _repeat(node: Node, context: ProcessingContext) -> NullableValue:
    """Evaluate ``qti-repeat``: an ordered container of the operands, evaluated several times."""
    times = integer_attribute(context, node, "number-repeats")
    if times is None or times < 1:
        return None
    found: list[Value] = []
    for _ in range(times):
        found += [value for child in node.children if (value := evaluate(child, context)) is not None]
    items = [item for value in found for item in value.items]
    return container("ordered", found[0].base_type if found else None, items)
