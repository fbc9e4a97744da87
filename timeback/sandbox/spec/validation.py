"""Parses request bodies and validates them against the JSON schema of the operation.

An error names the property and the expected value. It never repeats the value that was sent.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import jsonschema_rs

from timeback._spec.schemas import Schema
from timeback.sandbox.errors import ApiError
from timeback.sandbox.spec.openapi import Document, Operation
from timeback_runtime.numbers import loads_exactly, plain

__all__ = ["Validators", "read_json", "refuse"]

_NAMED = 20
_DEPTH = 100
# Only a number with a long exponent or very many digits can be beyond the range of a float.
_MAY_BE_TOO_LARGE = re.compile(r"[0-9](?:[eE]\+?[0-9]{3}|[0-9]{199})")


def refuse(problems: list[tuple[str, str]]) -> ApiError:
    """A 422 response for invalid properties, given as pairs of a path and a problem."""
    first_path, first = problems[0]
    more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return ApiError(
        422,
        f"{first_path}: {first}{more}",
        details=[{"property": path, "problem": problem} for path, problem in problems[:_NAMED]],
    )


def read_json(content: bytes) -> dict[str, Any]:
    """Parse a JSON object.

    Raises:
        ApiError: 400 if the body is not a JSON object, 422 if it has text or a number that cannot be stored.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ApiError(400, f"The body is not UTF-8 at byte {error.start + 1}.") from None
    if not text.strip():
        raise ApiError(400, "The body is empty; a JSON object is required.")
    try:
        value = loads_exactly(text, strict=True)
    except json.JSONDecodeError as error:
        raise ApiError(400, f"The body is not JSON: line {error.lineno}, column {error.colno}.") from None
    except (ValueError, RecursionError):
        raise ApiError(400, "The body is not JSON, or it has too large a number or is nested too deeply.") from None
    if not isinstance(value, dict):
        raise ApiError(400, "The body is not a JSON object.")
    if _may_be_unstorable(text):
        _check_storable(value, "", 0)
    return value


def _may_be_unstorable(text: str) -> bool:
    """Whether a JSON text must be searched for values that cannot be stored. Most texts cannot contain any."""
    # In UTF-8, only an escape can denote a NUL character or a lone surrogate: JSON allows no control characters.
    return "\\u" in text or text.count("{") + text.count("[") > _DEPTH or bool(_MAY_BE_TOO_LARGE.search(text))


def _check_storable(value: Any, place: str, depth: int) -> None:
    if depth > _DEPTH:
        raise ApiError(400, f"The body is nested more than {_DEPTH} levels deep.")
    if isinstance(value, str):
        if not _is_storable(value):
            raise refuse([(place, "contains a NUL character or a lone surrogate")])
    elif isinstance(value, float):
        if value in (float("inf"), float("-inf")):
            raise refuse([(place, "is too large a number")])
    elif isinstance(value, dict):
        for name, part in value.items():
            if not _is_storable(name):
                raise refuse(
                    [
                        (
                            place or "the body",
                            "has a property whose name contains a NUL character or a lone surrogate",
                        )
                    ]
                )
            _check_storable(part, f"{place}.{name}" if place else name, depth + 1)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            _check_storable(part, f"{place}[{index}]", depth + 1)


def _is_storable(text: str) -> bool:
    if text.isascii():
        return "\0" not in text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return "\0" not in text


class Validators:
    """The validators of all request bodies. Each is compiled on first use, once for all sandboxes of a process."""

    # With the schema, since the id of one that no longer exists could be that of another.
    _compiled: ClassVar[dict[tuple[Document, int], tuple[Schema, Any]]] = {}
    _lock: ClassVar = threading.Lock()

    def check(self, operation: Operation, body: Mapping[str, Any]) -> None:
        """Validate a body.

        Raises:
            ApiError: 422 if it does not match the schema of the operation.
        """
        if operation.body is None:
            return
        found = self.problems(operation.document, operation.body, body)
        if found:
            raise refuse(found)

    def problems(self, document: Document, schema: Schema, value: Any) -> list[tuple[str, str]]:
        """The validation errors of a value, as pairs of a path and a sentence."""
        key = (document, id(schema))
        with self._lock:
            if key not in self._compiled:
                self._compiled[key] = (schema, _compile(document, schema))
        _, validator = self._compiled[key]
        value = plain(value)
        if validator.is_valid(value):
            return []
        root = {**schema, "components": document.content.get("components", {})}
        return list(
            dict.fromkeys(problem for error in validator.iter_errors(value) for problem in _problems(error, root))
        )


def _compile(document: Document, schema: Schema) -> Any:
    root = {**schema, "components": document.content.get("components", {})}
    return jsonschema_rs.Draft202012Validator(root, validate_formats=True)


def _place(path: list[str | int]) -> str:
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text or "the body"


def _problems(error: Any, root: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A validation error as pairs of a path and a sentence. For anyOf and oneOf, the errors of the intended variant."""
    place, keyword = _place(error.instance_path), error.kind.name
    if keyword == "required":
        yield (f"{place}.{error.kind.property}" if error.instance_path else error.kind.property), "is missing"
        return
    if keyword in ("anyOf", "oneOf") and hasattr(error.kind, "context"):
        intended = [branch for branch in error.kind.context if not _is_other_type(branch, error.instance_path)]
        matching = [branch for branch in intended if not any(inner.kind.name == "const" for inner in branch)]
        if not matching and len(intended) > 1:
            # The discriminator has a value that no variant has.
            constants = [inner for branch in intended for inner in branch if inner.kind.name == "const"]
            places = {_place(inner.instance_path) for inner in constants}
            if len(places) == 1:
                yield places.pop(), f"must be one of {', '.join(str(inner.kind.expected_value) for inner in constants)}"
                return
        intended = matching or intended
        if len(intended) > 1 and _lacks_discriminator(error, root):
            intended = intended[:1]
        if len(intended) == 1 and any(
            inner.instance_path != error.instance_path or inner.kind.name == "required" for inner in intended[0]
        ):
            for inner in intended[0]:
                yield from _problems(inner, root)
            return
    node: Any = root
    for part in error.schema_path:
        node = node[part]
    yield place, _expectation(keyword, node, root)


def _lacks_discriminator(error: Any, root: Mapping[str, Any]) -> bool:
    """Whether a value has no discriminator property. The first variant is then the intended one."""
    schema: Any = root
    for part in error.schema_path[:-1]:
        schema = schema[part]
    name = schema.get("discriminator", {}).get("propertyName")
    return name is not None and isinstance(error.instance, dict) and name not in error.instance


def _is_other_type(branch: list[Any], path: list[str | int]) -> bool:
    return any(inner.instance_path == path and inner.kind.name == "type" for inner in branch)


def _expectation(keyword: str, value: Any, root: Mapping[str, Any]) -> str:
    match keyword:
        case "type":
            return f"must be {_types(value)}"
        case "enum":
            return f"must be one of {', '.join(map(str, value))}"
        case "const":
            return f"must be {value}"
        case "format":
            return f"must be a string in the format {value}"
        case "pattern":
            return f"must match the pattern {value}"
        case "minLength":
            return "must not be empty" if value == 1 else f"must have at least {value} characters"
        case "maxLength":
            return f"must have at most {value} characters"
        case "minItems":
            return f"must have at least {value} element{'s' if value != 1 else ''}"
        case "maxItems":
            return f"must have at most {value} element{'s' if value != 1 else ''}"
        case "minimum":
            return f"must be at least {value}"
        case "maximum":
            return f"must be at most {value}"
        case "additionalProperties" | "unevaluatedProperties":
            return "has a property that is not allowed here"
        case "anyOf" | "oneOf":
            return "must be " + " or ".join(dict.fromkeys(_described(variant, root) for variant in value))
        case _:
            return f"does not match the schema ({keyword})"


def _types(value: Any) -> str:
    words = {"integer": "an integer", "number": "a number", "string": "a string", "boolean": "true or false",
             "object": "an object", "array": "a list", "null": "null"}  # fmt: skip
    return " or ".join(words[name] for name in ([value] if isinstance(value, str) else value))


def _described(schema: Schema, root: Mapping[str, Any]) -> str:
    while "$ref" in schema:
        node: Any = root
        for part in schema["$ref"].split("/")[1:]:
            node = node[part]
        schema = node
    if "enum" in schema:
        return f"one of {', '.join(map(str, schema['enum']))}"
    if "pattern" in schema:
        return f"a string that matches {schema['pattern']}"
    if "anyOf" in schema:
        return " or ".join(_described(variant, root) for variant in schema["anyOf"])
    if "type" in schema:
        return _types(schema["type"])
    if "required" in schema:
        return f"an object with {', '.join(schema['required'])}"
    return "a value that matches the schema"
