"""From arguments to the parts of a request. Nothing here does I/O; everything that is refused is refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal, Protocol, runtime_checkable
from urllib.parse import quote

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model, to_json
from timeback_runtime.numbers import dumps
from timeback_runtime.validators import ANY, check_dict, check_model, kind_of, suggestion

if TYPE_CHECKING:
    from timeback_runtime.validators import Kind


@runtime_checkable
class Filter(Protocol):
    """What can be a filter beside plain text: something that knows its wire form and the names it uses."""

    @property
    def names(self) -> tuple[str, ...]: ...

    def __filter__(self) -> str: ...


@runtime_checkable
class Named(Protocol):
    """What can be a property's name beside plain text, such as ``F.given_name``."""

    def __property__(self) -> str: ...


Names = str | Named | Iterable[str | Named]
"""Names of properties: ``"sourcedId,givenName"`` or a list; Python names are taken too."""


def segment(name: str, text: str, reserved: frozenset[str] = frozenset()) -> str:
    """One segment of a path, percent-encoded, so that no id can ever name another path.

    Raises:
        InvalidRequestError: no text; empty; ``.`` or ``..``; what cannot be encoded; or a word that makes the path of
            another operation in this place.
    """
    if isinstance(text, Enum):
        text = str(text.value)
    if not isinstance(text, str):
        raise InvalidRequestError(f"{name}: expected an id as text, got {kind_of(text)}")
    if not text.strip() or text in (".", ".."):
        got = "a path of dots" if text.strip() else "empty text"
        raise InvalidRequestError(f"{name}: expected an id, got {got}")
    if text in reserved:
        raise InvalidRequestError(f"{name}: {text!r} is no id here, it makes the path of another operation")
    try:
        return quote(text, safe="")
    except UnicodeEncodeError:
        raise InvalidRequestError(f"{name}: the id holds characters that cannot be encoded (lone surrogates)") from None


def query(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    """The parameters that were given."""
    return tuple((name, text) for name, text in pairs if text is not None)


def value(name: str, given: Any, kind: Kind) -> str | None:
    """A query or header parameter as text; None where it was not given."""
    if given is None:
        return None
    kind.check(given, name)
    if isinstance(given, Enum):
        return str(given.value)
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, date):
        return given.isoformat()
    if isinstance(given, list | tuple):
        texts = [value(name, item, ANY) or "" for item in given]
        if any("," in text for text in texts):
            raise InvalidRequestError(f"{name}: a comma in a value would make two of it")
        return ",".join(texts)
    return encodable(name, str(given))


def header(name: str, given: Any, kind: Kind) -> str | None:
    """A header parameter as text; None where it was not given.

    Raises:
        InvalidRequestError: as ``value``; also for what would end the header, or cannot stand in one.
    """
    text = value(name, given, kind)
    if text is not None and not (text.isascii() and text.isprintable() and text == text.strip()):
        raise InvalidRequestError(f"{name}: expected plain ASCII text without line ends and without spaces around it")
    return text


def encodable(name: str, text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise InvalidRequestError(f"{name}: holds characters that cannot be encoded (lone surrogates)") from None
    return text


def names(name: str, given: Names | None, model: type[Model] | None) -> str | None:
    """The ``fields`` parameter: property names, comma separated, each held against the model.

    Raises:
        InvalidRequestError: no name at all, or one that the model does not know, with a suggestion.
    """
    if given is None:
        return None
    if isinstance(given, str):
        given = given.split(",")
    elif isinstance(given, Named):
        given = [given]
    if not isinstance(given, Iterable):
        raise InvalidRequestError(f"{name}: expected names of properties, got {kind_of(given)}")
    found = [known(name, _name(name, item), model, filters=False) for item in given]
    if not found:
        raise InvalidRequestError(f"{name}: names no property; leave it out to get all of them")
    return ",".join(dict.fromkeys(found))


def known(name: str, text: str, model: type[Model] | None, *, filters: bool) -> str:
    """The wire name for a wire or Python name, dotted ones by their first part; refused where the model lacks it."""
    if not text:
        raise InvalidRequestError(f"{name}: expected the name of a property, got empty text")
    if model is None:
        return encodable(name, text)
    head, dot, rest = text.partition(".")
    field = model.FIELDS.get(head)
    if field is not None:
        return encodable(name, field.wire + dot + rest)
    if head in model._wire_names() or (filters and text in model.FILTERS):
        return encodable(name, text)
    choices = [*sorted(model._wire_names()), *(sorted(model.FILTERS) if filters else [])]
    # A name is repeated only where it is almost one of ours: anything else may be a value that slipped in here.
    if hint := suggestion(text, choices):
        raise InvalidRequestError(f"{name}: {model.__name__} has no property {text!r}.{hint}")
    raise InvalidRequestError(f"{name}: {model.__name__} has no property of that name; it has {', '.join(choices)}")


def sort_name(name: str, given: str | Named | None, model: type[Model] | None) -> str | None:
    """The ``sort`` parameter: one property, by its wire or Python name."""
    return None if given is None else known(name, _name(name, given), model, filters=True)


def _name(name: str, given: object) -> str:
    if isinstance(given, str):
        return given.strip()
    if isinstance(given, Named):
        return given.__property__()
    raise InvalidRequestError(f"{name}: expected the name of a property, got {kind_of(given)}")


def filter_text(name: str, given: str | Filter | None, model: type[Model] | None) -> str | None:
    """The ``filter`` parameter on the wire. Text is sent unchanged; names in an expression are checked by the model.

    Raises:
        InvalidRequestError: empty text, or something that is no filter: it is never dropped.
    """
    if given is None:
        return None
    if isinstance(given, str):
        text = given
    elif isinstance(given, Filter):
        for item in given.names:
            wire = known(name, item, model, filters=True)
            if wire != item:
                raise InvalidRequestError(
                    f"{name}: brackets hold names as on the wire, write F[{wire!r}] for F[{item!r}]"
                )
        text = given.__filter__()
    else:
        raise InvalidRequestError(
            f"{name}: expected a filter such as F.role == 'student' or text, got {kind_of(given)}"
        )
    if not text.strip():
        raise InvalidRequestError(f"{name}: is empty; leave it out to get everything")
    return encodable(name, text)


def body(
    name: str,
    given: Model | Mapping[str, Any],
    model: type[Model],
    wrapper: str | None = None,
    *,
    mode: Literal["create", "replace", "patch"] = "create",
) -> bytes:
    """A JSON body from a model or a dictionary, checked, and wrapped in ``{wrapper: ...}`` where there is one.

    Args:
        mode: ``replace`` refuses an object that was fetched with ``fields=``, since what it lacks would be lost;
            ``patch`` asks for no property in particular.

    Raises:
        InvalidRequestError: names the property that is missing or of the wrong kind.
    """
    if isinstance(given, Model):
        if not isinstance(given, model):
            raise InvalidRequestError(f"{name}: expected a {model.__name__}, got a {type(given).__name__}")
        if mode == "replace" and given.is_partial:
            raise InvalidRequestError(
                f"{name}: was fetched with fields=, and this call replaces the whole object, so what was not fetched "
                f"would be lost; fetch it without fields=, change it, and send that"
            )
        check_model(given, name, required=mode != "patch")
        data = given.to_dict()
    elif isinstance(given, Mapping):
        data = dict(given)
        if wrapper is not None and set(data) == {wrapper} and isinstance(data[wrapper], Mapping):
            data = dict(data[wrapper])
        try:
            check_dict(data, model, name, required=mode != "patch")
        except RecursionError:
            raise _too_deep(name) from None
    else:
        raise InvalidRequestError(f"{name}: expected a {model.__name__} or a dict, got {kind_of(given)}")
    return dump(name, {wrapper: data} if wrapper is not None else data)


def raw_body(name: str, given: Any, kind: Kind, wrapper: str | None = None) -> bytes:
    """A JSON body that is no model: a list, or a free object."""
    try:
        kind.check(given, name)
        data = to_json(given)
    except RecursionError:
        raise _too_deep(name) from None
    return dump(name, {wrapper: data} if wrapper is not None else data)


def content(name: str, given: str | bytes) -> bytes:
    """A body that is sent as it is, such as XML."""
    if isinstance(given, str):
        return encodable(name, given).encode()
    if isinstance(given, bytes):
        return given
    raise InvalidRequestError(f"{name}: expected text or bytes, got {kind_of(given)}")


def dump(name: str, data: Any) -> bytes:
    try:
        return dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_default).encode()
    except UnicodeEncodeError:
        raise InvalidRequestError(f"{name}: holds text that cannot be encoded (lone surrogates)") from None
    except (TypeError, ValueError) as error:
        # json's own texts name types and "NaN", never a value; a circular reference is a ValueError too.
        raise InvalidRequestError(f"{name}: cannot be written as JSON: {error}") from None
    except RecursionError:
        raise _too_deep(name) from None


def _too_deep(name: str) -> InvalidRequestError:
    return InvalidRequestError(f"{name}: cannot be written as JSON: it is nested too deeply, or holds itself")


def _default(item: Any) -> Any:
    if isinstance(item, datetime | date):
        return item.isoformat()
    if isinstance(item, Model):
        return item.to_dict()
    raise TypeError(f"a {type(item).__name__} is no JSON value")
