"""``--query``: a JMESPath expression that selects from the result of a command, as in the AWS command line.

The expression is applied to the whole result: the list of a listing, the object that an id selects, or the report.
Expressions that select from each object of a listing on its own are applied object by object, with the same result, so
that a long listing is not held in memory.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import click

from timeback.errors import ConfigurationError
from timeback_runtime.extras import missing_package

if TYPE_CHECKING:
    from jmespath.parser import ParsedResult
    from jmespath.visitor import TreeInterpreter

SYNTAX = "https://jmespath.org"
_TOO_DEEP: Final = "the expression has too many nested parts"
_TYPES: Final = {
    "array-number": "an array of numbers",
    "array-string": "an array of strings",
    # The types of Python that an error of JMESPath names.
    "bool": "boolean",
    "dict": "object",
    "list": "array",
    "NoneType": "null",
}


class Query:
    """A compiled expression.

    Attributes:
        text: the expression.
        is_record_by_record: whether its result for a list is the concatenation of its results for each element.
    """

    def __init__(self, text: str) -> None:
        """Compile an expression.

        Raises:
            ValueError: the expression is wrong. The text names the position.
            ConfigurationError: the package jmespath is not installed.
        """
        try:
            import jmespath
            from jmespath import functions
            from jmespath.exceptions import EmptyExpressionError, ParseError
        except ImportError:
            raise ConfigurationError(missing_package("--query", "jmespath", "cli")) from None
        # A number with more digits than a double is of a class of its own, which is a float.
        if "ExactFloat" not in functions.TYPES_MAP:
            functions.TYPES_MAP["ExactFloat"] = "number"
            functions.REVERSE_TYPES_MAP["number"] = (*functions.REVERSE_TYPES_MAP["number"], "ExactFloat")
        self.text = text
        try:
            self._compiled: ParsedResult = jmespath.compile(text)
            _check(self._compiled.parsed, text)
        except EmptyExpressionError:
            raise ValueError(f"the expression is empty; for its syntax see {SYNTAX}") from None
        except ParseError as error:
            raise ValueError(_describe(text, error)) from None
        except RecursionError:
            raise ValueError(_TOO_DEEP) from None
        self.is_record_by_record = _is_record_by_record(self._compiled.parsed)

    def apply(self, value: Any) -> Any:
        """Return what the expression selects from a JSON value.

        Raises:
            click.UsageError: a function of the expression does not accept its argument.
        """
        from jmespath.exceptions import JMESPathError, JMESPathTypeError

        try:
            return _interpreter().visit(self._compiled.parsed, value)
        except JMESPathTypeError as error:
            # The text of the error has the value, which may be personal data.
            expected = " or ".join(_TYPES.get(name, name) for name in error.expected_types)
            raise click.UsageError(
                f"--query: the function {error.function_name}() takes {expected}, "
                f"not {_TYPES.get(error.actual_type, error.actual_type)}"
            ) from None
        except JMESPathError as error:
            raise click.UsageError(f"--query: {error}") from None
        except RecursionError:
            raise click.UsageError(f"--query: {_TOO_DEEP}") from None

    def apply_to_each(self, records: Iterable[Any]) -> Iterator[Any]:
        """Return what the expression selects from a list, whose elements are read one at a time.

        The expression must be ``is_record_by_record``.
        """
        for record in records:
            yield from self.apply([record]) or ()


# Older versions of click accept no type argument.
class QueryType(click.ParamType):  # type: ignore[type-arg]
    """The type of an option whose value is an expression."""

    name = "expression"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Query:
        if isinstance(value, Query):
            return value
        try:
            return Query(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@functools.cache
def _interpreter() -> TreeInterpreter:
    from jmespath.visitor import TreeInterpreter

    class Interpreter(TreeInterpreter):
        def visit_comparator(self, node: Any, value: Any) -> Any:
            try:
                return super().visit_comparator(node, value)
            except TypeError:
                # Of a text and a number, neither is the smaller one: the specification says null, jmespath raises.
                return None

    return Interpreter()


def _describe(text: str, error: Any) -> str:
    """Return what is wrong with an expression, and where."""
    position: int = error.lex_position
    if position >= len(text):
        problem = "the expression ends too early"
    elif problem := getattr(error, "message", ""):
        # Of the lexer, such as "Unclosed ' delimiter".
        problem = problem[0].lower() + problem[1:]
    else:
        problem = f"unexpected {error.token_value!r}"
    return f"{problem} at position {position + 1} of {text!r}; for its syntax see {SYNTAX}"


def _check(node: Mapping[str, Any], text: str) -> None:
    """Refuse unknown functions, wrong numbers of arguments, and slices with the step 0, before anything is sent.

    Raises:
        ValueError: there is one. JMESPath itself finds it when the expression is applied.
    """
    from jmespath.functions import Functions

    if node.get("type") == "function_expression":
        name = node["value"]
        known = Functions.FUNCTION_TABLE
        position = text.find(f"{name}(") + 1
        if name not in known:
            from timeback_runtime.suggestions import did_you_mean

            raise ValueError(
                f"there is no function {name!r} (position {position} of {text!r}).{did_you_mean(name, known)}"
            )
        signature, given = known[name]["signature"], len(node["children"])
        is_variadic = bool(signature) and signature[-1].get("variadic", False)
        if given < len(signature) or (given > len(signature) and not is_variadic):
            least = "at least " if is_variadic else ""
            noun = "argument" if len(signature) == 1 else "arguments"
            raise ValueError(
                f"the function {name}() takes {least}{len(signature)} {noun}, not {given} "
                f"(position {position} of {text!r})"
            )
    if node.get("type") == "slice" and node["children"][2] == 0:
        raise ValueError(f"the step of a slice cannot be 0; for its syntax see {SYNTAX}")
    for child in node.get("children", ()):
        if isinstance(child, dict):
            _check(child, text)


def _is_record_by_record(node: Mapping[str, Any]) -> bool:
    """Return whether an expression selects from each element of a list on its own: ``[]``, ``[*]`` and ``[?...]``.

    What follows such a part applies to each element, up to a pipe. A function, an index or a slice needs the list.
    """
    match node["type"]:
        case "projection" | "filter_projection" | "flatten":
            return _is_list_itself(node["children"][0]) or _is_record_by_record(node["children"][0])
    return False


def _is_list_itself(node: Mapping[str, Any]) -> bool:
    return node["type"] in ("identity", "current")
