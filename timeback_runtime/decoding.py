"""Decode the body of a successful reply: JSON to models, wrapped objects, lists of items, text and bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from attrs import frozen

from timeback_runtime.numbers import loads

T = TypeVar("T")

_JSON_MEDIA_TYPES = frozenset({"application/json", "text/json", "", "text/plain", "application/octet-stream"})
"""Media types with which servers send JSON; some send none."""
GATEWAY_MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "application/json"})
"""Media types of the pages that proxies and gateways send instead of the server's reply."""
_JSON_TYPE_NAMES: tuple[tuple[type, str], ...] = (
    (dict, "object"),
    (list, "array"),
    (str, "string"),
    (bool, "boolean"),
)


class UnreadableBodyError(Exception):
    """The body does not match the operation; the message completes the sentence "a body that ..."."""


@frozen
class ResponseDecoder(Generic[T]):
    """Decodes the body of a successful reply.

    Attributes:
        parse_body: converts the decoded body to the model of the complete body, wrapper included.
        parse_item: converts the value under ``unwrap``, or each item under ``collection``, to a model.
        unwrap: alternative names of the property that holds a single object, one group for each wrapper, from the
            outermost to the innermost.
        collection: alternative names of the property that holds the items of a list.
        optional: whether the reply may lack the object (some servers answer a PUT with an empty body).
        media: ``json``, ``text`` or ``bytes``.
        json_type: the Python type of the decoded JSON to parse: the whole body, or the value under ``unwrap``.
    """

    parse_body: Callable[[Any], Any]
    parse_item: Callable[[Any], Any] | None = None
    unwrap: tuple[tuple[str, ...], ...] = ()
    collection: tuple[str, ...] = ()
    optional: bool = False
    media: str = "json"
    json_type: type | tuple[type, ...] = dict

    def load(self, content: bytes, media_type: str, accept: str, *, may_be_empty: bool) -> Any:
        """The decoded JSON, text or bytes of a body; None for a permitted empty body.

        Args:
            content: the body.
            media_type: the media type of the reply in lower case, without parameters.
            accept: the media type that the request asked for.
            may_be_empty: whether an empty body is permitted though ``optional`` is not set.

        Raises:
            UnreadableBodyError: the body is empty, has another media type, or is not valid JSON or UTF-8.
        """
        if self.media != "json":
            if media_type in GATEWAY_MEDIA_TYPES and media_type not in accept:
                raise UnreadableBodyError(f"is {media_type}, not {accept}")
            return content if self.media == "bytes" else _decode_text(content)
        if not content.strip():
            if self.optional or may_be_empty:
                return None
            raise UnreadableBodyError("is empty")
        if media_type not in _JSON_MEDIA_TYPES and not media_type.endswith("+json"):
            raise UnreadableBodyError(f"is {media_type[:60]}, not JSON")
        data = _decode_json(content)
        if data is None and not self.optional and self.json_type is not object:
            raise UnreadableBodyError("is JSON null")
        return data

    def decode_body(self, data: Any) -> Any:
        """The model of the complete body, wrapper included.

        Raises:
            UnreadableBodyError: the JSON has another type than the operation returns.
        """
        expected = dict if self.parse_item is not None else self.json_type
        if self.media == "json" and not isinstance(data, expected):
            raise UnreadableBodyError(f"is a JSON {_json_type_name(data)}, not of the type that this operation returns")
        return self.parse_body(data)

    def decode_items(self, data: Any) -> list[Any]:
        """The items of a list.

        Raises:
            UnreadableBodyError: the body has no list.
        """
        parse = self.parse_item
        assert parse is not None
        items = data if isinstance(data, list) else None
        if isinstance(data, dict):
            for name in self.collection:
                if isinstance(data.get(name), list):
                    items = data[name]
                    break
                if name in data and data[name] is None:
                    items = []
        if items is None:
            raise UnreadableBodyError(f"has no list under {' or '.join(self.collection)}")
        return [parse(item) if type(item) is dict else item for item in items]

    def decode_object(self, data: Any) -> Any:
        """The single object without its wrappers; None if ``optional`` is set and the object is missing.

        Raises:
            UnreadableBodyError: the object is missing.
        """
        parse = self.parse_item
        if parse is None:
            return self.decode_body(data)
        for level, names in enumerate(self.unwrap):
            inner = _first_of_type(data, names, dict if level + 1 < len(self.unwrap) else self.json_type)
            if inner is None:
                # Some servers send the object without the wrapper.
                if level == 0 and self.json_type is dict and isinstance(data, dict) and "sourcedId" in data:
                    break
                if self.optional:
                    return None
                raise UnreadableBodyError(f"has no object under {' or '.join(names)}")
            data = inner
        return parse(data)


def identity(value: Any) -> Any:
    """Return the value unchanged: the parser of values that need no conversion."""
    return value


def load_json_object(content: bytes) -> dict[str, Any] | None:
    """The JSON object of a body; None if the body is anything else."""
    try:
        data = loads(content)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def _decode_text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise UnreadableBodyError("is not valid UTF-8 text") from None


def _decode_json(content: bytes) -> Any:
    try:
        return loads(content)
    except ValueError:
        reason = "is not valid JSON"
    except RecursionError:
        reason = "is JSON that is nested too deeply"
    # Raised here, since the error of json holds the document.
    raise UnreadableBodyError(reason)


def _first_of_type(data: Any, names: tuple[str, ...], expected: type | tuple[type, ...]) -> Any:
    """The first value under one of the names that has the expected type, or None."""
    if isinstance(data, dict):
        for name in names:
            if isinstance(data.get(name), expected):
                return data[name]
    return None


def _json_type_name(value: Any) -> str:
    return next((name for cls, name in _JSON_TYPE_NAMES if isinstance(value, cls)), "value")
