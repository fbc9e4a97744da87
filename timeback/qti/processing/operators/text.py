"""Operators for text."""

from __future__ import annotations

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import ProcessingContext
from timeback.qti.processing.operators.registry import as_text, boolean_attribute, not_null, operator
from timeback.qti.processing.patterns import matches
from timeback.qti.processing.values import NullableValue, boolean


def _folded(node: Node, text: str) -> str:
    return text if boolean_attribute(node, "case-sensitive", default=True) else text.casefold()


@operator("qti-string-match", 2, required=("case-sensitive",))
def string_match(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether two texts are equal. With the deprecated ``substring``: whether the first contains the second."""
    first, second = (_folded(node, as_text(value)) for value in not_null(values))
    return boolean(second in first if boolean_attribute(node, "substring") else first == second)


@operator("qti-substring", 2, required=("case-sensitive",))
def substring(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether the second text contains the first."""
    first, second = (_folded(node, as_text(value)) for value in not_null(values))
    return boolean(first in second)


@operator("qti-pattern-match", 1, required=("pattern",))
def pattern_match(context: ProcessingContext, node: Node, values: list[NullableValue]) -> NullableValue:
    """Whether a regular expression of XML Schema matches the whole text."""
    pattern = node.attributes.get("pattern")
    if pattern is None:
        raise QTIError("the attribute pattern is missing")
    return boolean(matches(pattern, as_text(not_null(values)[0])))
