"""Decode the body of a successful reply: JSON to models, wrapped objects, lists of items, text and bytes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Generic, NoReturn, TypeVar

from timeback_runtime.model import Model
from timeback_runtime.model_parsing import direct
from timeback_runtime.numbers import loads
from timeback_runtime.records import field, frozen
from timeback_runtime.unknown_properties import SAMPLE

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
    (int, "number"),
    (float, "number"),
    (type(None), "null"),
)
_IDENTIFIER = r"(?a:[A-Za-z_]\w{0,29})"
"""A name of a property that can be shown."""
_MAX_NAMES = 5
"""How many names of properties an error shows."""


class UnreadableBodyError(Exception):
    """The body does not match the operation; the message completes the sentence "a body that ..."."""


class MalformedBodyError(UnreadableBodyError):
    """The body is damaged JSON, perhaps because it was cut off."""


class UnexpectedShapeError(UnreadableBodyError):
    """The body is well-formed JSON of another shape. The server would send it again."""


class AbsentObjectError(UnexpectedShapeError):
    """The body lacks the object, which means that the object does not exist."""


class UnexpectedItemError(UnexpectedShapeError):
    """The body has the list, and a value in it that is no object."""


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
        absent_is_not_found: whether a body without the object under ``unwrap`` means that the object does not exist.
        media: ``json``, ``text`` or ``bytes``.
        json_type: the Python type of the decoded JSON to parse: the whole body, or the value under ``unwrap``.
    """

    parse_body: Callable[[Any], Any]
    parse_item: Callable[[Any], Any] | None = None
    unwrap: tuple[tuple[str, ...], ...] = ()
    collection: tuple[str, ...] = ()
    optional: bool = False
    absent_is_not_found: bool = False
    media: str = "json"
    json_type: type | tuple[type, ...] = dict
    result_names: tuple[str, ...] = field(init=False, repr=False, eq=False)
    """The alternative names of the outermost property that the body must have; empty if it is not wrapped."""
    _result_type: type | tuple[type, ...] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        single = self.json_type if len(self.unwrap) == 1 else dict
        object.__setattr__(self, "result_names", self.unwrap[0] if self.unwrap else self.collection)
        object.__setattr__(self, "_result_type", list if self.collection else single)

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
            raise UnexpectedShapeError("is JSON null")
        return data

    def result(self, data: Any) -> Any:
        """The value of the outermost property in a decoded body if it has the expected type, else None."""
        return _first_of_type(data, self.result_names, self._result_type)

    def with_result(self, data: Any) -> Any:
        """The body in the expected shape if it holds the object in another one; else the body unchanged.

        Some servers send a single object under another name, or as a list of one, and a list of one as the object. It
        is used only if it is the only object of the body, and most of its properties are those of the model.
        """
        if self.parse_item is None or self.json_type is not dict or len(self.unwrap) > 1:
            return data
        if type(data) is dict and self.collection:
            found = next((data[name] for name in self.collection if name in data), None)
            return {**data, self.collection[0]: [found]} if self._is_object(found) else data
        if self._is_object(data):
            return data
        if type(data) is dict and "sourcedId" not in data:
            values = [
                value for name, value in data.items() if isinstance(value, dict | list) and not name.startswith("imsx_")
            ]
            found = values[0] if len(values) == 1 else None
        else:
            found = data
        if type(found) is list and len(found) == 1:
            found = found[0]
        return {self.unwrap[0][0]: found} if self.unwrap and found is not data and self._is_object(found) else data

    def _is_object(self, value: Any) -> bool:
        """Whether a value is an object, and most of its properties are those of the operation's model."""
        names = self._item_names() if type(value) is dict else frozenset()
        return 2 * len(names & value.keys()) > len(value) if names else False

    def _item_names(self) -> frozenset[str]:
        """The properties of the operation's model; empty if it has none."""
        body = self.parse_body({})
        nested = body._nested().values() if isinstance(body, Model) else ()
        model = next((model for wire, model in nested if wire in self.result_names), None)
        if model is None and self.parse_item is not None:
            model = type(self.parse_item({}))
        return model._wire_names() if model is not None and issubclass(model, Model) else frozenset()

    def documents(self, name: str, data: Any) -> bool:
        """Whether a property of the body is in the specification, or the specification names no properties."""
        body = self.parse_body(data)
        return not isinstance(body, Model) or name in body._wire_names()

    def check_items(self, data: Any) -> None:
        """Check that the list of a body holds objects only, and those of the operation.

        Raises:
            UnexpectedShapeError: names the first other value by its position.
        """
        items = data if self.json_type is list else _first_of_type(data, self.collection, list)
        # Counted in C: a loop would take several times as long.
        if type(items) is list and list(map(type, items)).count(dict) != len(items):
            _refuse_item(items, "" if items is data else self.collection[0])
        if self.collection and items:
            self._check_wrapper(items[0])

    def _check_wrapper(self, item: dict[str, Any]) -> None:
        """Refuse a list whose first item holds the object under another name. Its properties would all be missing."""
        name = next(iter(item), "")
        if len(item) == 1 and self._is_object(item[name]) and name not in self._item_names():
            shown = name if re.fullmatch(_IDENTIFIER, name) else "another name"
            raise UnexpectedItemError(
                f"has an object under {shown} at {self.collection[0]}[0], where the object belongs"
            )

    def decode_body(self, data: Any) -> Any:
        """The model of the complete body, wrapper included.

        Raises:
            UnreadableBodyError: the JSON has another type than the operation returns.
        """
        expected = dict if self.parse_item is not None else self.json_type
        if self.media == "json" and not isinstance(data, expected):
            raise UnexpectedShapeError(
                f"is a JSON {_json_type_name(data)}, not of the type that this operation returns"
            )
        if self.collection or self.json_type is list:
            self.check_items(data)
        body = self.parse_body(data)
        expect_properties([body])
        return body

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
            raise UnexpectedShapeError(f"has no list under {' or '.join(self.collection)}{_present(data)}")
        parse = direct(parse)
        parsed = [parse(item) for item in items if type(item) is dict]
        if len(parsed) != len(items):
            _refuse_item(items, self.collection[0])
        if items:
            self._check_wrapper(items[0])
        expect_properties(parsed)
        return parsed

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
                if level == 0 and self.json_type is dict and isinstance(data, dict):
                    if "sourcedId" in data or self._is_object(data):
                        break
                if self.optional:
                    return None
                is_absent = isinstance(data, dict) and all(data.get(name) is None for name in names)
                error_class = AbsentObjectError if self.absent_is_not_found and is_absent else UnexpectedShapeError
                raise error_class(f"has no object under {' or '.join(names)}{_present(data)}")
            data = inner
        parsed = parse(data)
        expect_properties([parsed])
        return parsed


def expect_properties(items: list[Any], parse: Callable[[Any], Any] | None = None) -> None:
    """Expect the properties of received objects in dictionaries. Of a list some are enough, since they are alike.

    Args:
        items: the objects.
        parse: makes a model of an object; None if the objects are models.
    """
    for item in items[:: len(items) // SAMPLE + 1]:
        model = item if parse is None else parse(item)
        if isinstance(model, Model) and model._received is not None:
            model._expect(model._received)


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
    raise (UnreadableBodyError if content.lstrip()[:1] == b"<" else MalformedBodyError)(reason)


def _first_of_type(data: Any, names: tuple[str, ...], expected: type | tuple[type, ...]) -> Any:
    """The first value under one of the names that has the expected type, or None."""
    if isinstance(data, dict):
        for name in names:
            if isinstance(data.get(name), expected):
                return data[name]
    return None


def _refuse_item(items: list[Any], name: str) -> NoReturn:
    """Raise the error for the first value of a list that is not an object."""
    index = next(index for index, item in enumerate(items) if type(item) is not dict)
    raise UnexpectedItemError(f"has a JSON {_json_type_name(items[index])} at {name}[{index}], where an object belongs")


def _present(data: Any) -> str:
    """What a body of another shape has: its type, or the names of its properties if they can be no personal data."""
    if not isinstance(data, dict):
        return f"; it is a JSON {_json_type_name(data)}"
    names = [name if re.fullmatch(_IDENTIFIER, name) else "a property of another name" for name in data]
    listed = ", ".join(dict.fromkeys(names[:_MAX_NAMES]))
    return f"; it has {listed or 'no property'}" + (" and more" if len(names) > _MAX_NAMES else "")


def _json_type_name(value: Any) -> str:
    return next((name for cls, name in _JSON_TYPE_NAMES if isinstance(value, cls)), "value")
