"""Models with camelCase attributes, made of the generated ones: their properties come from ``Model.FIELDS``.

A class says only in what the older client's differs: names that the specification lacks, what a caller must give,
defaults, and the classes of what is nested. They behave as pydantic's models do, without pydantic.
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
"""A dictionary; the models have a method of that name."""


def new_id() -> str:
    return str(uuid.uuid4())


def timestamp() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def enumeration(name: str, values: Iterable[Any], module: str, **names: str) -> Any:
    """An enumeration of texts with the values of a generated one, under the older client's names."""
    older = {value: member for member, value in names.items()}
    texts = [str(getattr(value, "value", value)) for value in values]
    texts += [value for value in older if value not in texts]
    members = [(older.get(text, text.upper().replace("-", "_").replace(" ", "_")), text) for text in texts]
    return Enum(name, members, type=str, module=module)


def caseless(values: Iterable[Any]) -> Callable[[Any], Any]:
    """Gives a text the spelling that the enumeration has; others pass."""
    spelled = {str(value.value).lower(): str(value.value) for value in values}
    return lambda text: spelled.get(text.lower(), text) if isinstance(text, str) else text


class Facade:
    """A model of the older client."""

    _source: ClassVar[type[Model] | None] = None
    _wire: ClassVar[dict[str, str]] = {}
    """Attribute -> name on the wire, in the order in which positional arguments are taken."""
    _required: ClassVar[tuple[str, ...]] = ()
    _nested: ClassVar[dict[str, Any]] = {}
    _defaults: ClassVar[dict[str, Any]] = {}
    _extra: ClassVar[str] = "ignore"
    """What becomes of names that are not known: ignore, allow, or metadata (they are put there)."""
    _wrapped: ClassVar[bool] = False
    _wrapper: ClassVar[str] = ""
    """The name under which a body has the object; empty where it has no wrapper."""

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
        """``names`` come first; ``a=b`` is an attribute ``a`` whose name on the wire is ``b``."""
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
            # None for what has a default and is no option of the caller's means the default.
            if value is not None or state[name] is None:
                state[name] = cls._checked(name, value)
        if cls._extra == "allow":
            state |= values
        self.__dict__.update(state, _given=frozenset(known))
        self.model_post_init(None)

    @classmethod
    def _checked(cls, name: str, value: Any) -> Any:
        """The value as the attribute holds it.

        Raises:
            InvalidRequestError: it is of the wrong kind (this is a ValueError, as pydantic's is).
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
        """Called once all attributes are there."""

    @classmethod
    def from_reply(cls, data: Mapping[str, Any]) -> Self:
        """As tolerant as a server is odd: nothing is checked, what is missing is None, what is unknown goes back."""
        self = cls.__new__(cls)
        state: dict[str, Any] = {name: data.get(wire, data.get(name)) for name, wire in cls._wire.items()}
        for name, inner in cls._nested.items():
            if isinstance(inner, type) and issubclass(inner, Facade):
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
        """A caller's dictionary with the defaults that it leaves out, those of nested ones too."""
        out = dict(data)
        for name, value in cls._defaults.items():
            if out.get(cls._wire[name], out.get(name)) is None and not callable(value) and value is not None:
                out[cls._wire[name]] = to_json(value)
        for name, inner in cls._nested.items():
            if isinstance(inner, type) and issubclass(inner, Facade):
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
        # Most of these objects are personal data of children: ids only.
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
        """The attributes as a dictionary; ``by_alias`` gives the names on the wire, ``mode="json"`` JSON's values."""
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
        """As ``model_dump``, as text."""
        return json.dumps(self.model_dump(**{**options, "mode": "json"}), indent=indent)

    def dict(self, **options: Any) -> Json:
        """pydantic 1's name of ``model_dump``."""
        return self.model_dump(**options)

    def json(self, **options: Any) -> str:
        """pydantic 1's name of ``model_dump_json``."""
        return self.model_dump_json(**options)

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """A model of a dictionary, checked."""
        if isinstance(data, cls):
            return data
        if not isinstance(data, Mapping):
            raise InvalidRequestError(f"{cls.__name__}: expected a dict, got {describe_type(data)}")
        return cls(**data)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values."""
        other = copy.deepcopy(self) if deep else copy.copy(self)
        for name, value in (update or {}).items():
            setattr(other, name, value)
        return other

    def to_dict(self, wrapped: bool = True) -> Json:
        """The body of a request, with its wrapper where it has one; None is left out."""
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


class Entity(Facade):
    """A model that is sent by itself, in a wrapper."""

    _wrapped = True

    def to_create_dict(self) -> Json:
        """The body of a POST."""
        return self.to_dict()

    def to_update_dict(self) -> Json:
        """The body of a PUT."""
        return self.to_dict()

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Any:
        """A model of a dictionary, with or without its wrapper."""
        return cls(**cls._unwrapped(data))


class Record(Entity, extra="metadata"):
    """A model that the older client had as a plain class: what it does not know is put into ``metadata``."""

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Any:
        """A model of a dictionary, with or without its wrapper; None where it lacks what is needed."""
        try:
            return cls(**cls._unwrapped(data)) if data else None
        except ValueError:
            return None

    def update_timestamp(self) -> None:
        """Set ``dateLastModified`` to now."""
        self.dateLastModified = timestamp()


def to_json(value: Any) -> Any:
    """The value as JSON has it."""
    if isinstance(value, Facade):
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
    if not (isinstance(inner, type) and issubclass(inner, Facade)):
        return inner(value)
    if isinstance(value, inner):
        return value
    if isinstance(value, Facade):
        return inner(**value.model_dump(by_alias=True))
    if isinstance(value, Mapping):
        return inner(**value)
    raise InvalidRequestError(f"{where}: expected a {inner.__name__} or a dict, got {describe_type(value)}")


def _dumped(value: Any, options: Mapping[str, Any]) -> Any:
    if isinstance(value, Facade):
        return value.model_dump(**options)
    if isinstance(value, list | tuple):
        return [_dumped(item, options) for item in value]
    if isinstance(value, dict):
        return {name: _dumped(item, options) for name, item in value.items()}
    return value
