"""Base classes of the older client's models: camelCase attributes, with the interface of pydantic models.

The attributes come from ``Model.FIELDS`` of the generated model. A subclass declares only the differences of the older
client: attributes that the specification lacks, required attributes, defaults, and the classes of nested objects.
pydantic itself is not needed.
"""

from __future__ import annotations

import copy
import json
import keyword
import uuid
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Self

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.validators import describe_type

if TYPE_CHECKING:
    from timeback_runtime.model import Model


Json = dict[str, Any]
"""A JSON object. Needed as a name because the models have a method ``dict``."""


def new_id() -> str:
    return str(uuid.uuid4())


def timestamp() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def enumeration(name: str, values: Iterable[Any], module: str, **names: str) -> Any:
    """Create an enumeration with the values of a generated one and the older client's member names."""
    older = {value: member for member, value in names.items()}
    texts = [str(getattr(value, "value", value)) for value in values]
    texts += [value for value in older if value not in texts]
    members = [(older.get(text, text.upper().replace("-", "_").replace(" ", "_")), text) for text in texts]
    return Enum(name, members, type=str, module=module)


def caseless(values: Iterable[Any]) -> Callable[[Any], Any]:
    """Return a function that corrects the case of a text to that of an enumeration's value."""
    spelled = {str(value.value).lower(): str(value.value) for value in values}
    return lambda text: spelled.get(text.lower(), text) if isinstance(text, str) else text


class CompatModel:
    """Base class of the older client's models. Class keywords declare what differs from the generated model."""

    _source: ClassVar[type[Model] | None] = None
    _wire: ClassVar[dict[str, str]] = {}
    """The wire name of each attribute, in the order of positional arguments."""
    _required: ClassVar[tuple[str, ...]] = ()
    _nested: ClassVar[dict[str, Any]] = {}
    _defaults: ClassVar[dict[str, Any]] = {}
    _extra: ClassVar[str] = "ignore"
    """How unknown names are handled: ``ignore``, ``allow``, or ``metadata``, which moves them to ``metadata``."""
    _wrapped: ClassVar[bool] = False
    _wrapper: ClassVar[str] = ""
    """The key of the object in a request body; empty if there is no wrapper."""

    def __init_subclass__(
        cls,
        *,
        of: type[Model] | None = None,
        names: str = "",
        required: str | None = None,
        nested: Mapping[str, Any] | None = None,
        defaults: Mapping[str, Any] | None = None,
        extra: str | None = None,
    ) -> None:
        """Collect the attributes: ``names`` first, then those of the generated model ``of``.

        In ``names``, ``a=b`` declares an attribute ``a`` with the wire name ``b``.
        """
        wire = dict(cls._wire)
        for name in names.split():
            attribute, _, other = name.partition("=")
            wire[attribute] = other or attribute
        if of is not None:
            cls._source = of
            cls._wrapper = of.__name__[0].lower() + of.__name__[1:] if cls._wrapped else ""
            for field in of.FIELDS.values():
                attribute = field.wire.replace("-", "_") + ("_" if keyword.iskeyword(field.wire) else "")
                if field.wire not in wire.values() and not attribute.startswith("_"):
                    wire[attribute] = field.wire
        cls._wire = wire
        cls._required = cls._required if required is None else tuple(required.split())
        cls._nested = {**cls._nested, **(nested or {})}
        cls._defaults = {**cls._defaults, **(defaults or {})}
        cls._extra = extra or cls._extra

    def __init__(self, *args: Any, **values: Any) -> None:
        cls = type(self)
        if len(args) > len(cls._wire):
            raise TypeError(f"{cls.__name__} takes at most {len(cls._wire)} arguments")
        values = {**dict(zip(cls._wire, args, strict=False)), **values}
        known = {
            name: values.pop(wire) if wire in values else values.pop(name)
            for name, wire in cls._wire.items()
            if wire in values or name in values
        }
        if values and cls._extra == "metadata":
            known["metadata"] = {**(known.get("metadata") or {}), **values}
        missing = [name for name in cls._required if known.get(name) is None]
        if missing:
            raise InvalidRequestError(
                f"{cls.__name__}: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
            )
        state = dict.fromkeys(cls._wire)
        state |= {name: value() if callable(value) else value for name, value in cls._defaults.items()}
        for name, value in known.items():
            # None means the default, if the attribute has one.
            if value is not None or state[name] is None:
                state[name] = cls._checked(name, value)
        if cls._extra == "allow":
            state |= values
        self.__dict__.update(state, _given=frozenset(known))
        self.model_post_init(None)

    @classmethod
    def _checked(cls, name: str, value: Any) -> Any:
        """Return the value, converted to the type of the attribute.

        Raises:
            InvalidRequestError: the value has the wrong type. It is a ValueError, like pydantic's ValidationError.
        """
        if value is None:
            return None
        where = f"{cls.__name__}.{name}"
        if name in cls._nested:
            inner = cls._nested[name]
            if isinstance(value, list | tuple):
                return [_converted(inner, item, f"{where}[{index}]") for index, item in enumerate(value)]
            return _converted(inner, value, where)
        wire = cls._wire[name]
        python_name = (
            next((key for key, field in cls._source.FIELDS.items() if field.wire == wire), None)
            if (cls._source)
            else None
        )
        if cls._source is None or python_name is None or isinstance(value, date):
            return value
        plain = to_json(value)
        if isinstance(plain, dict | list):
            plain = getattr(cls._source.from_dict({wire: plain}), python_name)
        cls._source.FIELDS[python_name].validator.validate(plain, where)
        return value

    def model_post_init(self, _context: Any) -> None:
        """Called when all attributes are set; subclasses override it."""

    @classmethod
    def from_reply(cls, data: Mapping[str, Any]) -> Self:
        """Create a model from a reply without validation.

        Missing properties are None. Unknown ones are kept and sent back.
        """
        self = cls.__new__(cls)
        state: dict[str, Any] = {name: data.get(wire, data.get(name)) for name, wire in cls._wire.items()}
        for name, inner in cls._nested.items():
            if isinstance(inner, type) and issubclass(inner, CompatModel):
                value = state[name]
                if isinstance(value, list):
                    state[name] = [inner.from_reply(item) if isinstance(item, dict) else item for item in value]
                elif isinstance(value, dict):
                    state[name] = inner.from_reply(value)
        known = {*cls._wire, *cls._wire.values()}
        self.__dict__.update(state, _given=frozenset(name for name in cls._wire if name in data))
        unknown = {name: value for name, value in data.items() if name not in known}
        self.__dict__.update(unknown if cls._extra == "allow" else {"_unknown": unknown})
        return self

    @classmethod
    def filled(cls, data: Mapping[str, Any]) -> Json:
        """Return a copy of a dictionary with missing defaults added, also those of nested objects."""
        out = dict(data)
        for name, value in cls._defaults.items():
            if out.get(cls._wire[name], out.get(name)) is None and not callable(value) and value is not None:
                out[cls._wire[name]] = to_json(value)
        for name, inner in cls._nested.items():
            if isinstance(inner, type) and issubclass(inner, CompatModel):
                wire = cls._wire[name]
                value = out.get(wire)
                if isinstance(value, Mapping):
                    out[wire] = inner.filled(value)
                elif isinstance(value, list):
                    out[wire] = [inner.filled(item) if isinstance(item, Mapping) else item for item in value]
        return out

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self.__dict__ and type(self)._extra == "ignore":
            raise InvalidRequestError(f"{type(self).__name__} has no attribute {name!r}")
        self.__dict__[name] = value
        if name in type(self)._wire:
            self.__dict__["_given"] |= {name}

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.model_dump() == other.model_dump()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        # Ids only, because most objects are personal data of children.
        identity = self.__dict__.get("sourcedId") or self.__dict__.get("identifier")
        return f"{type(self).__name__}({identity!r})" if isinstance(identity, str) else f"{type(self).__name__}()"

    def model_dump(
        self,
        *,
        mode: str = "python",
        include: Iterable[str] | None = None,
        exclude: Iterable[str] | None = None,
        by_alias: bool = False,
        exclude_unset: bool = False,
        exclude_none: bool = False,
        **_: Any,
    ) -> Json:
        """Return the attributes as a dictionary: by wire name with ``by_alias``, as JSON with ``mode="json"``."""
        wanted = None if include is None else set(include)
        unwanted = set(exclude or ())
        out = {}
        for name, value in self.__dict__.items():
            if name.startswith("_") or name in unwanted or (wanted is not None and name not in wanted):
                continue
            if (exclude_none and value is None) or (exclude_unset and name not in self._given):
                continue
            options = {"mode": mode, "by_alias": by_alias, "exclude_none": exclude_none, "exclude_unset": exclude_unset}
            out[type(self)._wire.get(name, name) if by_alias else name] = _dumped(value, options)
        return to_json(out) if mode == "json" else out

    def model_dump_json(self, *, indent: int | None = None, **options: Any) -> str:
        """Return ``model_dump`` as JSON text."""
        return json.dumps(self.model_dump(**{**options, "mode": "json"}), indent=indent)

    def dict(self, **options: Any) -> Json:
        """The name of ``model_dump`` in pydantic 1."""
        return self.model_dump(**options)

    def json(self, **options: Any) -> str:
        """The name of ``model_dump_json`` in pydantic 1."""
        return self.model_dump_json(**options)

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """Create a model from a dictionary, with validation.

        Raises:
            InvalidRequestError: the data is not a dictionary, or an attribute is missing or has the wrong type.
        """
        if isinstance(data, cls):
            return data
        if not isinstance(data, Mapping):
            raise InvalidRequestError(f"{cls.__name__}: expected a dict, got {describe_type(data)}")
        return cls(**data)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with changed attributes."""
        other = copy.deepcopy(self) if deep else copy.copy(self)
        for name, value in (update or {}).items():
            setattr(other, name, value)
        return other

    def to_dict(self, wrapped: bool = True) -> Json:
        """Return the request body, in its wrapper if it has one. Attributes that are None are left out."""
        body = self._body()
        wrapper = type(self)._wrapper
        return {wrapper: body} if wrapped and wrapper else body

    def _body(self) -> Any:
        wire = type(self)._wire
        given = {name: value for name, value in self.__dict__.items() if value is not None and not name.startswith("_")}
        return {
            **self.__dict__.get("_unknown", {}),
            **{wire.get(name, name): to_json(value) for name, value in given.items()},
        }

    @classmethod
    def _unwrapped(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        inside = data.get(cls._wrapper) if cls._wrapper else None
        return inside if isinstance(inside, Mapping) and "sourcedId" not in data else data


class Entity(CompatModel):
    """A model that is a request body of its own, in a wrapper."""

    _wrapped = True

    def to_create_dict(self) -> Json:
        """Return the body of a POST request."""
        return self.to_dict()

    def to_update_dict(self) -> Json:
        """Return the body of a PUT request."""
        return self.to_dict()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Any:
        """Create a model from a dictionary, with or without its wrapper."""
        return cls(**cls._unwrapped(data))


class Record(Entity, extra="metadata"):
    """A model that was a plain class in the older client: unknown attributes are moved to ``metadata``."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Any:
        """Create a model from a dictionary, with or without its wrapper; return None if it is invalid."""
        try:
            return cls(**cls._unwrapped(data)) if data else None
        except ValueError:
            return None

    def update_timestamp(self) -> None:
        """Set ``dateLastModified`` to the current time."""
        self.dateLastModified = timestamp()


def to_json(value: Any) -> Any:
    """Convert a value to JSON: models, enumerations and dates too."""
    if isinstance(value, CompatModel):
        return value._body()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: to_json(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    return value


def _converted(inner: Any, value: Any, where: str) -> Any:
    if isinstance(inner, type) and issubclass(inner, Enum):
        try:
            return inner(value.value if isinstance(value, Enum) else value)
        except ValueError:
            choices = ", ".join(str(member.value) for member in inner)
            raise InvalidRequestError(f"{where}: expected one of {choices}, got {describe_type(value)}") from None
    if not (isinstance(inner, type) and issubclass(inner, CompatModel)):
        return inner(value)
    if isinstance(value, inner):
        return value
    if isinstance(value, CompatModel):
        return inner(**value.model_dump(by_alias=True))
    if isinstance(value, Mapping):
        return inner(**value)
    raise InvalidRequestError(f"{where}: expected {inner.__name__} or a dict, got {describe_type(value)}")


def _dumped(value: Any, options: Mapping[str, Any]) -> Any:
    if isinstance(value, CompatModel):
        return value.model_dump(**options)
    if isinstance(value, list | tuple):
        return [_dumped(item, options) for item in value]
    if isinstance(value, dict):
        return {name: _dumped(item, options) for name, item in value.items()}
    return value
