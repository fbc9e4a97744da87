"""The base of every generated model, and the few functions that their parsing and writing call."""

from __future__ import annotations

import copy
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from dateutil.parser import isoparse

from timeback_runtime.frames import clears_locals
from timeback_runtime.nesting import flat, is_deep, nested
from timeback_runtime.validators import Field, Kind, check_model

new: Any = object.__new__
_set = object.__setattr__

_datetime = datetime.fromisoformat
_date = date.fromisoformat


class Model:
    """An object of the platform.

    Attributes read None where a property is missing or null; on the way back a property that came as null goes as null,
    and one that was missing stays missing. Properties that the specification does not know are kept in
    ``additional_properties`` and are written back. A model that came from a server is as tolerant as the server was
    odd; one that a caller builds is checked at once.

    What an object holds as models of their own is made of what came when any of it is first asked for, all at once.
    """

    __slots__ = ("_changed", "_extra", "_partial", "_raw")

    FIELDS: ClassVar[dict[str, Field]]
    """Python name -> wire name, whether a write needs it, and what kind of value it takes."""
    INSIDE: ClassVar[dict[str, tuple[str, type[Model] | None]]] = {}
    """Python name -> wire name, and model where it is of one only, of what holds models or values like them."""
    FILTERS: ClassVar[frozenset[str]] = frozenset()
    """Names that can be filtered on without being properties."""
    _SEED: ClassVar[type[Model]]
    _WIRE_NAMES: ClassVar[frozenset[str]]
    _WIRE_KINDS: ClassVar[tuple[tuple[str, Kind], ...]]
    ALTERNATIVES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of wire names of which a write needs at least one."""

    _raw: dict[str, Any] | None
    # What was set since it came; None where nothing was given out either that can be changed in place.
    _changed: set[str] | None
    _extra: dict[str, Any]
    _partial: bool

    def __attrs_pre_init__(self) -> None:
        _set(self, "_raw", None)
        _set(self, "_changed", set())

    def __attrs_post_init__(self) -> None:
        check_model(self, type(self).__name__)

    def __setattr__(self, name: str, value: Any) -> None:
        if self._changed is None and name != "_partial":
            self._open()
        _set(self, name, value)
        if self._changed is not None:
            self._changed.add(name)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # Another thread may have made it meanwhile.
            if name in type(self).INSIDE and self._changed is None:
                self._open()
            return object.__getattribute__(self, name)

    def _open(self) -> None:
        """Make what is inside; from then on it may be changed in place."""
        quick = type(self)._SEED
        _set(self, "__class__", quick)
        self._read_inside(self._raw or {})
        self._changed = set()
        _set(self, "__class__", quick.__base__)

    def _read_inside(self, d: dict[str, Any]) -> None:
        """Every generated class that holds other models has its own."""

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON values, under wire names."""
        raise NotImplementedError  # pragma: no cover - every generated class has its own

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Self:
        raise NotImplementedError  # pragma: no cover - every generated class has its own

    @classmethod
    @clears_locals
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Read a dictionary as a server would send it: tolerantly. The dictionary itself is left alone.

        Raises:
            TypeError: ``data`` is no dictionary.
        """
        if not isinstance(data, dict):
            raise TypeError(f"{cls.__name__}.from_dict takes a dict, not {type(data).__name__}")
        return cls._parse(_copied(data))

    @property
    def additional_properties(self) -> dict[str, Any]:
        """Properties that the specification does not know, by wire name; change them in place."""
        try:
            return self._extra
        except AttributeError:
            self.additional_properties = self._unknown()
            return self._extra

    @additional_properties.setter
    def additional_properties(self, value: dict[str, Any]) -> None:
        self._extra = value

    @property
    def is_partial(self) -> bool:
        """Whether the object was fetched with ``fields=``, so that what it lacks may exist on the server."""
        return getattr(self, "_partial", False)

    def _unknown(self) -> dict[str, Any]:
        raw = self._raw
        return {name: raw[name] for name in raw if name not in self._wire_names()} if raw else {}

    @classmethod
    def _wire_names(cls) -> frozenset[str]:
        names = cls.__dict__.get("_WIRE_NAMES")
        if names is None:
            names = frozenset(field.wire for field in cls.FIELDS.values())
            cls._WIRE_NAMES = names
        return names

    @classmethod
    def _wire_kinds(cls) -> tuple[tuple[str, Kind], ...]:
        kinds = cls.__dict__.get("_WIRE_KINDS")
        if kinds is None:
            kinds = tuple((name, field.kind.on_wire()) for name, field in cls.FIELDS.items())
            cls._WIRE_KINDS = kinds
        return kinds

    def _begin(self) -> dict[str, Any]:
        # Starting from what came, in its order, makes nulls go back as nulls and missing ones stay missing.
        raw, extra = self._raw, getattr(self, "_extra", None)
        if extra is None:
            return dict(raw or {})
        known = self._wire_names()
        return {name: value for name, value in (raw or {}).items() if name in known or name in extra}

    def _finish(self, out: dict[str, Any]) -> dict[str, Any]:
        return out | getattr(self, "_extra", {})

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        # Names, e-mail addresses and scores are personal data of children: ids only.
        name = type(self).__name__
        identity = getattr(self, "sourced_id", None)
        return f"<{name} {identity}>" if isinstance(identity, str) else f"<{name}>"

    def _state(self) -> dict[str, Any]:
        # Fields first: asking for one may be what touches the object.
        state = {name: getattr(self, name) for name in self.FIELDS}
        return state | {name: getattr(self, name) for name in Model.__slots__ if hasattr(self, name)}

    def __reduce__(self) -> tuple[Any, ...]:
        return (nested, (flat(self),)) if is_deep(self) else (_rebuild, (type(self), self._state()))

    def __copy__(self) -> Self:
        made: Self = new(type(self))
        return fill(made, self._state())

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        rebuilt: Self = (
            nested(copy.deepcopy(flat(self), memo))
            if is_deep(self)
            else fill(new(type(self)), copy.deepcopy(self._state(), memo))
        )
        return rebuilt


M = TypeVar("M", bound=Model)


def fill(model: M, state: dict[str, Any]) -> M:
    """Give a new model the state of another one."""
    for name, value in state.items():
        _set(model, name, value)
    return model


def _rebuild(cls: type[M], state: dict[str, Any]) -> M:
    made: M = new(cls)
    return fill(made, state)


def seed(model: type[Any]) -> Any:
    """A model's class but for one thing: attributes are set at full speed.

    A parser fills an object of it and then gives it the class of the model, which keeps track of what is set.
    """
    model.__init__ = clears_locals(model.__init__)
    model._SEED = type(f"_{model.__name__}", (model,), {"__slots__": (), "__setattr__": _set})
    return model._SEED


def fresh(came: dict[str, Any], model: type[Model]) -> dict[str, Any]:
    """A copy of what a model was read from, in which the models inside are copies too."""
    out = came.copy()
    for name, inside in model.INSIDE.values():
        if name in out:
            value = out[name]
            if inside is None:
                out[name] = _copied(value)
            elif (kind := type(value)) is list:
                if inside.INSIDE:
                    out[name] = [fresh(item, inside) if type(item) is dict else item for item in value]
                else:
                    out[name] = [item.copy() if type(item) is dict else item for item in value]
            elif kind is dict:
                out[name] = fresh(value, inside) if inside.INSIDE else value.copy()
    return out


def _copied(value: Any) -> Any:
    try:
        return _quickly_copied(value)
    except RecursionError:
        return nested(flat(value)) if type(value) in (dict, list) else value


def _quickly_copied(value: Any) -> Any:
    kind = type(value)
    if kind is dict:
        return {name: inner if type(inner) is str else _quickly_copied(inner) for name, inner in value.items()}
    if kind is list:
        return [item if type(item) is str else _quickly_copied(item) for item in value]
    return value if kind in _PLAIN else copy.deepcopy(value)


_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_datetime(text: str) -> Any:
    """The time that an ISO 8601 text names; the text itself where it names none."""
    try:
        return _datetime(text)
    except ValueError:
        return _odd(text)


def to_date(text: str) -> Any:
    """The day that an ISO 8601 text names; the text itself where it is no plain day."""
    try:
        return _date(text)
    except ValueError:
        return text


def _odd(text: str) -> Any:
    try:
        return isoparse(text)
    except (ValueError, OverflowError):
        return text


def from_moment(value: Any, came: Any) -> Any:
    """A date or time as ISO 8601 text, as it came where it is still the same moment."""
    kind = type(value)
    if kind is datetime:
        if type(came) is str:
            read = to_datetime(came)
            if type(read) is datetime and read == value and (read.tzinfo is None) is (value.tzinfo is None):
                return came
        return value.isoformat()
    if kind is date:
        text = value.isoformat()
        return came if type(came) is str and text != came and to_date(came) == value else text
    return value.isoformat() if isinstance(value, date) else value


def to_json(value: Any) -> Any:
    """A value of a model as JSON: models, lists and dictionaries of them, dates; everything else as it is."""
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {name: to_json(item) for name, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return value
