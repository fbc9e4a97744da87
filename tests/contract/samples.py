"""Sample values of schemas: random valid ones, the minimal valid one, and invalid ones."""

import random
import re
from collections.abc import Sequence
from typing import Any, Protocol

from tests.contract.documents import Document

DATES = ("2025-08-31", "1999-12-31", "2024-02-29")
MOMENTS = (
    "2025-08-31T08:00:00Z",
    "2025-08-31T08:00:00.123456+05:30",
    "2024-02-29T23:59:59.5-08:00",
    "2025-08-31T08:00:00.000Z",
)
TEXTS = ("a", "Ünïcode Straße", "two words", "quote ' and \" and \\", "0", "true", "日本語", "x" * 40)
PATTERNS = (
    "ext:own-value_1.2",
    "2025",
    "08",
    "K",
    "KG",
    "01",
    "9",
    "a",
    "A1",
    "a@example.org",
    "100",
    "en-US",
    "1.0",
    "urn:uuid:1",
)
ODD: tuple[Any, ...] = (
    *(0, -1, 1.5, 10**30, True, False, "", "text", "2025-08-31", "2025-13-01T00:00:00Z", "2025-08-31T08:00:00+25:00"),
    *("20250831T080000Z", "2025-08-31T08:00", "2025-W35-7", "08/31/2025", "2025-08-31T24:00:00Z", "ext:", "true", "1"),
    *("2025-08-31T08:00:00.123456789Z", "\x00\ud800", [], [1], ["a", None], [[]], [{}], {}, {"a": {"b": [None]}}),
)
UNKNOWN = ("unknown", "sourced_id", "additional_properties", "to_dict", "_received", "", "FIELDS", "self", "ünï code")
DEEP = 5


class Source(Protocol):
    """Decides which value a sample has."""

    def pick(self, options: Sequence[Any]) -> Any: ...
    def whole(self, least: int, most: int) -> int: ...


class Lots:
    """Random choices that are the same for the same seed."""

    def __init__(self, *seed: object) -> None:
        self._random = random.Random(repr(seed))

    def pick(self, options: Sequence[Any]) -> Any:
        return self._random.choice(options)

    def whole(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def text(self, most: int) -> str:
        """Random Unicode text, half of it ASCII."""
        planes = ((0, 0x7F), (0, 0x7F), (0x80, 0xD7FF), (0xE000, 0x10FFFF))
        return "".join(chr(self.whole(*self.pick(planes))) for _ in range(self.whole(0, most)))


class First:
    """Always the first choice and the smallest number."""

    def pick(self, options: Sequence[Any]) -> Any:
        return options[0]

    def whole(self, least: int, most: int) -> int:
        return least


def valid(document: Document, schema: dict[str, Any], source: Source, depth: int = 0) -> Any:
    """A valid value. Below a certain depth it has only required properties."""
    if "$ref" in schema:
        return valid(document, document.resolve(schema), source, depth)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return source.pick(schema["enum"])
    for word in ("oneOf", "anyOf"):
        parts = [part for part in schema.get(word, []) if set(part) != {"required"}]
        if parts:
            if depth > 2 * DEEP and {"type": "null"} in parts:
                return None
            return valid(document, source.pick(parts), source, depth)
    types = schema.get("type", "object" if "properties" in schema or "allOf" in schema else "string")
    kind = types if isinstance(types, str) else source.pick(types)
    match kind:
        case "null":
            return None
        case "boolean":
            return source.pick((False, True))
        case "integer" | "number":
            least, most = schema.get("minimum", -5), schema.get("maximum", 1000)
            whole = source.whole(least, most)
            return whole + 0.5 if kind == "number" and whole < most and source.pick((False, True)) else whole
        case "string":
            return source.pick(_texts(schema))
        case "array":
            least = schema.get("minItems", 0)
            size = least if depth > DEEP else source.whole(least, max(least, 2))
            return [valid(document, schema.get("items", {}), source, depth + 1) for _ in range(size)]
    return _object(document, schema, source, depth)


def _object(document: Document, schema: dict[str, Any], source: Source, depth: int) -> dict[str, Any]:
    properties, required = members(document, schema)
    options = [part["required"] for part in schema.get("anyOf", []) if set(part) == {"required"}]
    needed: set[str] = set(source.pick(options)) if options else set()
    out = {}
    for name, node in properties.items():
        if name in needed:
            # null would be valid by the schema, but no server sends it.
            out[name] = valid(document, _without_null(node), source, depth + 1)
        elif name in required or (depth <= DEEP and source.whole(0, 2)):
            out[name] = valid(document, node, source, depth + 1)
    more = schema.get("additionalProperties")
    if isinstance(more, dict) and more and not properties:
        return {name: valid(document, more, source, depth + 1) for name in ("first", "second")[: source.whole(0, 2)]}
    if not properties and source.pick((False, True)):
        return {"free": [1, None, {"deep": "text"}]}
    return out


def _without_null(node: dict[str, Any]) -> dict[str, Any]:
    return {**node, "anyOf": [part for part in node["anyOf"] if part != {"type": "null"}]} if "anyOf" in node else node


def members(document: Document, schema: dict[str, Any]) -> tuple[dict[str, Any], set[str]]:
    """The properties of a schema and of its ``allOf``, and the names of the required ones."""
    properties: dict[str, Any] = {}
    required: set[str] = set()
    for part in schema.get("allOf", []):
        below, needed = members(document, document.resolve(part))
        properties |= below
        required |= needed
    return properties | schema.get("properties", {}), required | set(schema.get("required", []))


def _texts(schema: dict[str, Any]) -> list[str]:
    match schema.get("format"):
        case "date-time":
            return list(MOMENTS)
        case "date":
            return list(DATES)
        case "uri" | "url":
            return ["https://example.org/a?b=c#d", "urn:uuid:7b0f7b2a-6a2c-4d3c-8a51-7d6b6b1b9f10"]
        case "uuid":
            return ["7b0f7b2a-6a2c-4d3c-8a51-7d6b6b1b9f10"]
        case "email":
            return ["ada@example.org"]
    texts = [text for text in (*TEXTS, *PATTERNS) if len(text) >= schema.get("minLength", 0)]
    if pattern := schema.get("pattern"):
        texts = [text for text in texts if re.search(pattern, text)]
    assert texts, f"no sample for {schema}"
    return texts


def minimal(document: Document, schema: dict[str, Any]) -> Any:
    """The minimal valid value: first choices, and only required properties."""
    return valid(document, schema, First(), DEEP + 1)


def payload(document: Document, schema: str, source: Source) -> dict[str, Any]:
    """A reply body for a schema: a valid value with random invalid changes at any depth."""
    value = valid(document, document.schemas[schema], source)
    bent: dict[str, Any] = _bent(source, value, document.schemas[schema].get("properties", {}))
    return bent


def _bent(source: Source, value: Any, known: Any) -> Any:
    if isinstance(value, list):
        return [_bent(source, item, {}) for item in value]
    if not isinstance(value, dict):
        return value
    out: dict[str, Any] = {}
    for name, inner in value.items():
        match source.pick("kkkkkkdno"):
            case "k":
                out[name] = _bent(source, inner, {})
            case "n":
                out[name] = None
            case "o":
                out[name] = source.pick(ODD)
    if not source.whole(0, 2):
        name = source.pick(UNKNOWN)
        if name not in value and name not in known:
            out[name] = source.pick(ODD)
    return out
