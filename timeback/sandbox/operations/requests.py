"""The parsed request of an operation, with access to its parameters, and the response."""

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
    """Status, body and headers of the response."""

    status: int
    content: bytes = attrs.field(default=b"", repr=False)
    headers: Mapping[str, str] = attrs.field(factory=dict, repr=False)


@attrs.frozen
class OperationRequest:
    """The input of a handler: the operation, its decoded parameters, and the body, which is valid by its schema."""

    operation: Operation
    path: Mapping[str, str] = attrs.field(repr=False)
    query: Mapping[str, list[str]] = attrs.field(repr=False)
    url: str = attrs.field(repr=False)
    body: Mapping[str, Any] | None = attrs.field(default=None, repr=False)
    """The JSON body; None if there is none."""
    content: bytes = attrs.field(default=b"", repr=False)
    """The raw body."""
    quirks: ServerQuirks = NO_QUIRKS
    """Server quirks that apply to the request."""

    def parameter(self, name: str) -> str | None:
        """A query parameter; None if it is absent or the document does not declare it.

        Raises:
            ApiError: 400; it is given more than once.
        """
        values = self.query.get(name, []) if name in self.operation.parameters else []
        if len(values) > 1:
            raise ApiError(400, f"{name}: must be given once, not {len(values)} times.")
        return values[0] if values else None

    def integer(self, name: str, fallback: int) -> int:
        """An integer parameter after the quirks of the request (a page size limit, an ignored offset)."""
        return self.quirks.page(name, self.declared_integer(name, fallback))

    def declared_integer(self, name: str, fallback: int) -> int:
        """An integer parameter, within the bounds that the document declares.

        Raises:
            ApiError: 400; it is not an integer, or out of bounds.
        """
        schema = self.operation.document.schemas.resolve(self.operation.parameters.get(name, {}))
        text = self.parameter(name)
        if text is None:
            return int(schema.get("default", fallback))
        low, high = schema.get("minimum"), schema.get("maximum")
        bounds = f" from {low} to {high}" if high is not None else f" of at least {low}" if low is not None else ""
        value = int(text) if re.fullmatch(r"[+-]?[0-9]{1,18}", text) else None
        if value is None or (low is not None and value < low) or (high is not None and value > high):
            raise ApiError(400, f"{name}: must be an integer{bounds}.")
        return value

    def choice(self, name: str) -> str | None:
        """An enum parameter.

        Raises:
            ApiError: 400; the document does not list the value.
        """
        text = self.parameter(name)
        allowed = self.operation.document.schemas.resolve(self.operation.parameters.get(name, {})).get("enum", ())
        if text is not None and allowed and text not in allowed:
            raise ApiError(400, f"{name}: must be one of {', '.join(allowed)}.")
        return text

    def selected_fields(self) -> list[str] | None:
        """The properties of the parameter `fields`; None if it is absent.

        Raises:
            ApiError: 400; a property is unknown.
        """
        if "fields" not in self.operation.parameters or "fields" not in self.query:
            return None
        known = self.operation.document.schemas.properties(self.operation.item or {})
        names = [name.strip() for text in self.query["fields"] for name in text.split(",")]
        for name in names:
            if name not in known:
                raise ApiError(
                    400,
                    f"fields: {printable_name(name)} is unknown; must be one of {', '.join(known)}.",
                    code_minor="invalid_selection_field",
                )
        return names

    def json_response(self, value: Any) -> OperationResponse:
        """A response with a JSON body and the status that the document gives the operation."""
        return OperationResponse(self.operation.status, as_json(value))

    def page_url(self, limit: int, offset: int) -> str:
        """The URL of another page of the same list."""
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
        raise ApiError(400, "query: must be UTF-8 after percent-decoding, with at most 200 parameters.") from None
    for name, value in pairs:
        if "\0" in value:
            raise ApiError(400, "query: must not contain a NUL character.")
        found.setdefault(name, []).append(value)
    return found


def as_json(value: Any) -> bytes:
    return dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
