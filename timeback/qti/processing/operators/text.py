"""Text."""

from __future__ import annotations

from timeback.qti.errors import QTIError
from timeback.qti.model import Node
from timeback.qti.processing.context import Context
from timeback.qti.processing.operators.registry import is_set, operator, some, words
from timeback.qti.processing.patterns import matches
from timeback.qti.processing.values import Maybe, boolean


def _folded(node: Node, text: str) -> str:
    return text if is_set(node, "case-sensitive", default=True) else text.casefold()


@operator("qti-string-match", 2, required=("case-sensitive",))
def string_match(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether two texts are the same; with the deprecated ``substring``, whether the first contains the second."""
    first, second = (_folded(node, words(value)) for value in some(values))
    return boolean(second in first if is_set(node, "substring") else first == second)


@operator("qti-substring", 2, required=("case-sensitive",))
def substring(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the first text is contained in the second."""
    first, second = (_folded(node, words(value)) for value in some(values))
    return boolean(first in second)


@operator("qti-pattern-match", 1, required=("pattern",))
def pattern_match(context: Context, node: Node, values: list[Maybe]) -> Maybe:
    """Whether the whole of a text matches a regular expression of XML Schema."""
    pattern = node.attributes.get("pattern")
    if pattern is None:
        raise QTIError("the attribute pattern is missing")
    return boolean(matches(pattern, words(some(values)[0])))
