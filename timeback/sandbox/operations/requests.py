"""A request to an operation, taken apart, and the answer to it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias
from urllib.parse import parse_qsl, urlencode

import attrs

from timeback.sandbox.errors import ApiError, printable_name
from timeback.sandbox.faults.quirks import NO_QUIRKS, ServerQuirks
from timeback.sandbox.spec.openapi import Operation
from timeback_runtime.numbers import dumps

__all__ = ["Handler", "OperationRequest", "OperationResponse", "read_query"]


@attrs.frozen
class OperationResponse:
    status: int
    content: bytes = attrs.field(default=b"", repr=False)
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)


@attrs.frozen
class OperationRequest:
    """What a handler gets: the operation, its parameters, decoded, and the body, valid by its schema."""

    operation: Operation
    path: Mapping[str, str] = attrs.field(repr=False)
    query: Mapping[str, list[str]] = attrs.field(repr=False)
    url: str = attrs.field(repr=False)
    body: Mapping[str, Any] | None = attrs.field(default=None, repr=False)
    """None where there is none, or where it is not JSON."""
    content: bytes = attrs.field(default=b"", repr=False)
    """The body as it came."""
    quirks: ServerQuirks = NO_QUIRKS
    """How the request is to be carried out."""

    def parameter(self, name: str) -> str | None:
        """A parameter that the document declares; None where it is absent. One that comes twice is a 400."""
        values = self.query.get(name, []) if name in self.operation.parameters else []
        if len(values) > 1:
            raise ApiError(400, f"{name}: given {len(values)} times; it is taken once.")
        return values[0] if values else None

    def integer(self, name: str, fallback: int) -> int:
        """A whole number within the bounds that the document declares, as far as the server heeds it."""
        return self.quirks.page(name, self.declared_integer(name, fallback))

    def declared_integer(self, name: str, fallback: int) -> int:
        """A whole number within the bounds that the document declares."""
        schema = self.operation.document.schemas.resolve(self.operation.parameters.get(name, {}))
        text = self.parameter(name)
        if text is None:
            return int(schema.get("default", fallback))
        low, high = schema.get("minimum"), schema.get("maximum")
        bounds = f"from {low} to {high}" if high is not None else f"from {low} on" if low is not None else ""
        value = int(text) if re.fullmatch(r"[+-]?[0-9]{1,18}", text) else None
        if value is None or (low is not None and value < low) or (high is not None and value > high):
            raise ApiError(400, f"{name}: must be a whole number {bounds}".rstrip() + ".")
        return value

    def choice(self, name: str) -> str | None:
        """A value out of the list that the document declares."""
        text = self.parameter(name)
        allowed = self.operation.document.schemas.resolve(self.operation.parameters.get(name, {})).get("enum", ())
        if text is not None and allowed and text not in allowed:
            raise ApiError(400, f"{name}: must be one of {', '.join(allowed)}.")
        return text

    def selected_fields(self) -> list[str] | None:
        """The properties that are asked for, each of which objects here must know."""
        if "fields" not in self.operation.parameters or "fields" not in self.query:
            return None
        known = self.operation.document.schemas.properties(self.operation.item or {})
        names = [name.strip() for text in self.query["fields"] for name in text.split(",")]
        for name in names:
            if name not in known:
                raise ApiError(
                    400,
                    f"fields: {printable_name(name)} is no property here; properties are {', '.join(known)}.",
                    code_minor="invalid_selection_field",
                )
        return names

    def json_response(self, value: Any) -> OperationResponse:
        """A response with a JSON body and the status that the document gives the operation."""
        return OperationResponse(self.operation.status, as_json(value))

    def page_url(self, limit: int, offset: int) -> str:
        """The address of another page of the same list."""
        rest = [
            (name, value) for name, values in self.query.items() if name not in ("limit", "offset") for value in values
        ]
        return f"{self.url}?{urlencode([*rest, ('limit', limit), ('offset', offset)])}"


Handler: TypeAlias = Callable[[OperationRequest], OperationResponse]


def read_query(text: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    try:
        pairs = parse_qsl(text.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=200)
    except ValueError:
        raise ApiError(400, "The query is not UTF-8 once it is decoded, or holds too many parameters.") from None
    for name, value in pairs:
        if "\0" in value:
            raise ApiError(400, "The query holds a NUL character.")
        found.setdefault(name, []).append(value)
    return found


def as_json(value: Any) -> bytes:
    return dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
