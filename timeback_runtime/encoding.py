"""Encode arguments as the parts of a request: path segments, query parameters, headers and JSON bodies.

There is no I/O. Each error names the argument that is invalid. Generated code also reaches the functions of
``wire_names`` and ``filter_names`` through this module.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.filter_names import Filter as Filter
from timeback_runtime.filter_names import filter_text as filter_text
from timeback_runtime.model import Model, to_json
from timeback_runtime.numbers import bytes_encoder
from timeback_runtime.times import utc_text
from timeback_runtime.unknown_properties import JsonBody
from timeback_runtime.validators import ANY, describe_type, require_text_keys
from timeback_runtime.wire_names import PropertyName as PropertyName
from timeback_runtime.wire_names import PropertyNames as PropertyNames
from timeback_runtime.wire_names import encodable
from timeback_runtime.wire_names import property_names as property_names
from timeback_runtime.wire_names import sort_property as sort_property

if TYPE_CHECKING:
    from timeback_runtime.validators import Validator

_NO_ORDER = ("orderBy", None)


def path_segment(name: str, text: str, reserved: frozenset[str] = frozenset()) -> str:
    """Percent-encode one segment of a path, so that no id can address another path.

    Args:
        name: the name of the argument.
        text: the id.
        reserved: segments that would address another operation in this position.

    Raises:
        InvalidRequestError: the id is not text, is empty, ``.``, ``..`` or reserved, or cannot be encoded.
    """
    if isinstance(text, Enum):
        text = str(text.value)
    if not isinstance(text, str):
        raise InvalidRequestError(f"{name}: expected an id as text, got {describe_type(text)}")
    if not text.strip() or text in (".", ".."):
        got = repr(text) if text.strip() else "empty text"
        raise InvalidRequestError(f"{name}: expected an id, got {got}")
    if text in reserved:
        raise InvalidRequestError(f"{name}: {text!r} cannot be an id here, because it addresses another operation")
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        raise InvalidRequestError(
            f"{name}: the id contains characters that cannot be encoded (lone surrogates)"
        ) from None


def query(*pairs: tuple[str, str | tuple[str, ...] | None]) -> tuple[tuple[str, str], ...]:
    """The query parameters whose value is not None, each text of a tuple as one parameter.

    A ``sort`` without an ``orderBy`` is ascending.
    """
    given = tuple(
        (name, text)
        for name, texts in pairs
        if texts is not None
        for text in ((texts,) if isinstance(texts, str) else texts)
    )
    if _NO_ORDER in pairs and any(name == "sort" for name, _ in given):
        # Some providers reject a sort without a direction.
        return (*given, ("orderBy", "asc"))
    return given


def parameter(name: str, given: Any, validator: Validator) -> str | None:
    """A query or header parameter as text; None if it was not given.

    Raises:
        InvalidRequestError: the value is invalid, contains a comma inside a list, or cannot be encoded.
    """
    if given is None:
        return None
    validator.validate(given, name)
    if isinstance(given, Enum):
        return str(given.value)
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, datetime):
        return utc_text(given)
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, list | tuple):
        texts = [parameter(name, item, ANY) or "" for item in given]
        if any("," in text for text in texts):
            raise InvalidRequestError(f"{name}: a value must not contain a comma, because commas separate the values")
        return ",".join(texts)
    return encodable(name, str(given))


def repeated_parameter(name: str, given: Any, validator: Validator) -> tuple[str, ...] | None:
    """The texts of a list that is sent as one query parameter for each value; None if it was not given.

    Raises:
        InvalidRequestError: as ``parameter``. A value may contain commas.
    """
    if given is None:
        return None
    validator.validate(given, name)
    return tuple(parameter(name, item, ANY) or "" for item in given)


def header(name: str, given: Any, validator: Validator) -> str | None:
    """A header parameter as text; None if it was not given.

    Raises:
        InvalidRequestError: as ``parameter``; also for line ends and other characters that headers cannot contain.
    """
    text = parameter(name, given, validator)
    if text is not None and not (text.isascii() and text.isprintable() and text == text.strip()):
        raise InvalidRequestError(f"{name}: expected printable ASCII text without leading or trailing spaces")
    return text


def body(
    name: str,
    given: Model | Mapping[str, Any],
    model: type[Model],
    wrapper: str | None = None,
    *,
    mode: Literal["create", "replace", "patch"] = "create",
) -> bytes:
    """Validate a model or a dictionary and encode it as a JSON body.

    Args:
        name: the name of the argument.
        given: the model or dictionary. A dictionary may include the wrapper.
        model: the class of the model.
        wrapper: the property that wraps the object, as in ``{wrapper: ...}``; None for no wrapper.
        mode: ``create`` requires all required properties. ``replace`` does too, and refuses an object that was fetched
            with ``fields=``, since the properties that it lacks would be lost. ``patch`` requires no property.

    Raises:
        InvalidRequestError: names the property that is missing or invalid.
    """
    unknown: tuple[str, ...] = ()
    if isinstance(given, Model):
        if not isinstance(given, model):
            raise InvalidRequestError(f"{name}: expected a {model.__name__}, got a {type(given).__name__}")
        if mode == "replace" and given.is_partial:
            raise InvalidRequestError(
                f"{name}: was fetched with fields=, and this call replaces the whole object, so the properties that "
                f"were not fetched would be lost; fetch the object without fields=, change it, and send it"
            )
        given._validate(name, required=mode != "patch")
        data = given._to_json(copied=False)
    elif isinstance(given, Mapping):
        data = dict(given)
        if wrapper is not None and set(data) == {wrapper} and isinstance(data[wrapper], Mapping):
            data = dict(data[wrapper])
        try:
            model._validate_dict(data, name, required=mode != "patch")
            unknown = tuple(model._unknown_in_dict(data, name))
        except RecursionError:
            raise _too_deep(name) from None
    else:
        raise InvalidRequestError(f"{name}: expected a {model.__name__} or a dict, got {describe_type(given)}")
    return _reporting(unknown, to_json_bytes(name, {wrapper: data} if wrapper is not None else data))


def _reporting(unknown: tuple[str, ...], content: bytes) -> bytes:
    """The body, with the sentences about its unknown properties if it has any."""
    if not unknown:
        return content
    out = JsonBody(content)
    out.unknown = unknown
    return out


def raw_body(name: str, given: Any, validator: Validator, wrapper: str | None = None) -> bytes:
    """Validate a list or another value that is not a single model, and encode it as a JSON body.

    Dictionaries are taken wherever the validator takes models. The value may include the wrapper.
    """
    if wrapper is not None and isinstance(given, Mapping) and set(given) == {wrapper}:
        given = given[wrapper]
    if isinstance(given, Mapping):
        require_text_keys(given, name)
    try:
        accepting = validator.in_dict()
        accepting.validate(given, name)
        unknown = tuple(accepting.unknown(given, name))
        data = to_json(given, copied=False)
    except RecursionError:
        raise _too_deep(name) from None
    return _reporting(unknown, to_json_bytes(name, {wrapper: data} if wrapper is not None else data))


def content(name: str, given: str | bytes) -> bytes:
    """A body that is sent unchanged, such as XML. Text is encoded as UTF-8."""
    if isinstance(given, str):
        return encodable(name, given).encode()
    if isinstance(given, bytes):
        return given
    raise InvalidRequestError(f"{name}: expected text or bytes, got {describe_type(given)}")


def to_json_bytes(name: str, data: Any, *, stable: bool = False) -> bytes:
    """Encode JSON values, models and dates as compact JSON.

    Args:
        name: the name of the argument, for errors.
        data: the data.
        stable: whether the bytes must not depend on whether orjson is installed, for digests that are stored.

    Raises:
        InvalidRequestError: a value has no JSON form, or the data is nested too deeply.
    """
    try:
        return (_encode_stably if stable else _encode)(data)
    except UnicodeEncodeError:
        raise InvalidRequestError(f"{name}: contains text that cannot be encoded (lone surrogates)") from None
    except (TypeError, ValueError) as error:
        # The messages of json contain names of types and "NaN", never a value. A circular reference is a ValueError.
        raise InvalidRequestError(f"{name}: cannot be written as JSON: {error}") from None
    except RecursionError:
        raise _too_deep(name) from None


def _too_deep(name: str) -> InvalidRequestError:
    return InvalidRequestError(f"{name}: cannot be written as JSON: it is nested too deeply or contains itself")


def _default(item: Any) -> Any:
    if isinstance(item, datetime | date):
        return item.isoformat()
    if isinstance(item, Model):
        return item._to_json(copied=False)
    if isinstance(item, Mapping):
        return dict(item)
    if isinstance(item, Enum):
        return item.value
    from uuid import UUID  # rarely needed

    # orjson writes it, so it is written without orjson, too.
    if isinstance(item, UUID):
        return str(item)
    raise TypeError(f"a {type(item).__name__} is not a JSON value")


_encode = bytes_encoder(_default)
_encode_stably = bytes_encoder(_default, use_orjson=False)
