"""Parser of OneRoster filter expressions.

    expression := term { " OR " term }
    term       := comparison { " AND " comparison }
    comparison := name operator 'value'

A quote in a value is doubled. AND binds tighter than OR, and there are no parentheses. White space around operators is
optional. The operator `@` is an extension of the platform: its value is a list separated by commas, and the property is
one of them. The standard guarantees one logical operator in an expression; this parser accepts up to 200 comparisons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs

from timeback.sandbox.errors import ApiError

__all__ = ["OPERATORS", "Comparison", "Filter", "parse"]

OPERATORS = ("!=", ">=", "<=", "=", ">", "<", "~", "@")

_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_\-]*(?:\.[A-Za-z_][A-Za-z0-9_\-]*)*")
_OPERATOR = re.compile("|".join(re.escape(operator) for operator in OPERATORS))
_VALUE = re.compile(r"'((?:[^']|'')*)'")
_WORD = re.compile(r"(AND|OR)(?=\s)")
_LIMIT = 200


@attrs.frozen
class Comparison:
    name: str
    operator: str
    value: str = attrs.field(repr=False)

    def choices(self) -> list[Comparison]:
        """A comparison by `@` as one with `=` for each value of its list."""
        return [Comparison(self.name, "=", value.strip()) for value in self.value.split(",")]


@attrs.frozen
class Filter:
    """A filter in disjunctive normal form: an OR of alternatives, each an AND of comparisons."""

    alternatives: tuple[tuple[Comparison, ...], ...]

    def comparisons(self) -> Iterator[Comparison]:
        for alternative in self.alternatives:
            yield from alternative

    def fill(self, values: Mapping[str, str]) -> Filter:
        """Replace each value of the form "{name}" by the value with this name."""

        def filled(comparison: Comparison) -> Comparison:
            value = comparison.value
            if value.startswith("{") and value.endswith("}"):
                return attrs.evolve(comparison, value=values[value[1:-1]])
            return comparison

        return Filter(tuple(tuple(filled(c) for c in alternative) for alternative in self.alternatives))


def _syntax_error(position: int, expected: str) -> ApiError:
    return ApiError(
        400,
        f"filter: {expected} expected at position {position + 1}; "
        "an example of a filter is role='student' AND status='active'",
        code_minor="invalid_filter_field",
    )


def parse(text: str) -> Filter:
    """Parse a filter.

    Raises:
        ApiError: status 400, with the position of the error. The message does not repeat the text.
    """
    position = 0
    alternatives: list[tuple[Comparison, ...]] = []
    current: list[Comparison] = []
    count = 0

    def take(pattern: re.Pattern[str], expected: str) -> re.Match[str]:
        nonlocal position
        match = pattern.match(text, position)
        if match is None:
            raise _syntax_error(position, expected)
        position = match.end()
        return match

    def skip() -> int:
        nonlocal position
        before = position
        match = _SPACE.match(text, position)
        position = match.end() if match else position
        return position - before

    while True:
        skip()
        name = take(_NAME, "a name").group()
        skip()
        operator = take(_OPERATOR, f"an operator ({' '.join(OPERATORS)})").group()
        skip()
        value = take(_VALUE, "a value in single quotes (a quote inside is doubled)").group(1).replace("''", "'")
        current.append(Comparison(name, operator, value))
        count += 1
        if count > _LIMIT:
            raise ApiError(400, f"filter: more than {_LIMIT} comparisons", code_minor="invalid_filter_field")
        spaces = skip()
        if position == len(text):
            alternatives.append(tuple(current))
            return Filter(tuple(alternatives))
        if not spaces:
            raise _syntax_error(position, "a space and AND or OR")
        if take(_WORD, "AND or OR, in capitals, and a space").group(1) == "OR":
            alternatives.append(tuple(current))
            current = []
