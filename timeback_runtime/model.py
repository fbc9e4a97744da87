"""The base class of the generated models, and the functions that generated parsers and serializers call.

Two techniques keep parsing fast:

- *Class swap.* ``Model.__setattr__`` records which attributes change. A parser must not pay for that, so it fills an
  instance of a subclass without change tracking (``untracked_subclass``) and then assigns ``__class__`` to the model.
- *Lazy nested objects.* A parser leaves attributes that hold objects or lists of objects unset. The first access to
  any of them parses all of them (``__getattr__``). Until then the object cannot have changed in place, so ``to_dict``
  returns a copy of the received data.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

from dateutil.parser import isoparse

from timeback_runtime.constructor_errors import explain, missing_text
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals
from timeback_runtime.nesting import Stateful, flatten, is_deep, restore_state, unflatten
from timeback_runtime.suggestions import closest, did_you_mean
from timeback_runtime.unknown_properties import SAMPLE
from timeback_runtime.validators import Field, Validator, require_text_keys

new_model: Any = object.__new__
_set = object.__setattr__

FREE_FORM = frozenset({"metadata"})
"""Properties whose content belongs to the application that wrote it (OneRoster 1.2 information models: class Metadata).
Nothing inside is changed, interpreted or checked."""

_datetime = datetime.fromisoformat
_date = date.fromisoformat


class Model(Stateful):
    """An object of the platform.

    An attribute is None if its property is null or missing, whatever its type says: a partial or broken reply can lack
    a property that every complete object has. When the object is sent, a property that was received as null is sent as
    null, and a missing one stays missing. Properties that the specification does not define are kept in
    ``additional_properties`` and are sent back unchanged.

    Received objects are not validated: an attribute may hold a value that the specification does not permit. The
    constructor validates its arguments, and a request validates the attributes that were set.

    Nested objects are parsed together, when one of them is accessed for the first time.
    """

    __slots__ = ("_changed", "_extra", "_partial", "_received")

    FIELDS: ClassVar[dict[str, Field]]
    """Python name -> wire name, validator, and whether a write requires the property."""
    NESTED: ClassVar[dict[str, tuple[str, type[Model] | None]]] = {}
    """Python name -> wire name and model, for properties that are parsed on first access.

    The model is None if the property holds values of several types, or no models."""
    FILTERS: ClassVar[frozenset[str]] = frozenset()
    """Names that filters accept in addition to the properties."""
    ALTERNATIVES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of wire names; a write requires at least one property of each group."""

    _UNTRACKED: ClassVar[type[Model]]
    _WIRE_NAMES: ClassVar[frozenset[str]]
    _EXPECTED: ClassVar[frozenset[str]] = frozenset()
    """The wire names, and the names of additional properties that servers have sent."""
    _DICT_VALIDATORS: ClassVar[tuple[tuple[str, Validator], ...]]

    _received: dict[str, Any] | None
    """The received data; None for an object that a caller built."""
    _changed: set[str] | None
    """Names of the attributes that were set since; None until a nested object is accessed or an attribute is set."""
    _extra: dict[str, Any]
    """The additional properties, once they were accessed."""
    _partial: bool

    def __attrs_pre_init__(self) -> None:
        _set(self, "_received", None)
        _set(self, "_changed", set())

    def __attrs_post_init__(self) -> None:
        self._validate(type(self).__name__)

    def __setattr__(self, name: str, value: Any) -> None:
        if self._changed is None and name != "_partial":
            self._parse_nested()
        _set(self, name, value)
        if self._changed is not None:
            self._changed.add(name)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            # Called for unset attributes only. Another thread may have parsed the nested objects in the meantime.
            if name in type(self).NESTED and self._changed is None:
                self._parse_nested()
            return object.__getattribute__(self, name)

    def _parse_nested(self) -> None:
        """Parse the nested objects and start change tracking, since nested objects can change in place."""
        untracked = type(self)._UNTRACKED
        _set(self, "__class__", untracked)
        self._read_nested(self._received or {})
        self._changed = set()
        _set(self, "__class__", untracked.__base__)

    def _read_nested(self, data: Any) -> None:
        """Set the attributes in ``NESTED`` from the received object. Generated classes override this."""

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON values, under wire names.

        The values are those that ``json.loads`` returns: no models, dates, tuples or members of enumerations. A number
        that no float represents exactly is an ``ExactFloat``, which is a float.
        """
        raise NotImplementedError  # pragma: no cover - generated classes override this

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Self:
        raise NotImplementedError  # pragma: no cover - generated classes override this

    @classmethod
    @clears_locals
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Parse a dictionary as if a server had sent it, without validation. The dictionary is not changed.

        Raises:
            TypeError: ``data`` is not a dictionary.
        """
        if not isinstance(data, dict):
            raise TypeError(f"{cls.__name__}.from_dict expects a dict, not {type(data).__name__}")
        return cls._parse(_deep_copy(data))

    @property
    def additional_properties(self) -> dict[str, Any]:
        """Properties that the specification does not define, by wire name. The dictionary can be changed in place."""
        try:
            return self._extra
        except AttributeError:
            self.additional_properties = self._unknown_properties()
            return self._extra

    @additional_properties.setter
    def additional_properties(self, value: dict[str, Any]) -> None:
        self._extra = value

    @property
    def is_partial(self) -> bool:
        """Whether the object was fetched with ``fields=``, so that the server may hold more properties."""
        return getattr(self, "_partial", False)

    def _unknown_properties(self) -> dict[str, Any]:
        received = self._received
        known = self._wire_names()
        return {name: value for name, value in received.items() if name not in known} if received else {}

    @classmethod
    def _wire_names(cls) -> frozenset[str]:
        names = cls.__dict__.get("_WIRE_NAMES")
        if names is None:
            names = frozenset(field.wire for field in cls.FIELDS.values())
            cls._WIRE_NAMES = names
        return names

    @classmethod
    def _expect(cls, received: dict[str, Any]) -> None:
        """Expect the properties of a received object in dictionaries too, since a caller may send back its copy."""
        if not received.keys() <= cls._EXPECTED:
            cls._EXPECTED = (cls._EXPECTED or cls._wire_names()).union(received)
        for wire, nested in cls.NESTED.values():
            if nested is not None and (value := received.get(wire)):
                for item in value[:SAMPLE] if type(value) is list else (value,):
                    if type(item) is dict:
                        nested._expect(item)

    @classmethod
    def _dict_validators(cls) -> tuple[tuple[str, Validator], ...]:
        validators = cls.__dict__.get("_DICT_VALIDATORS")
        if validators is None:
            validators = tuple((name, field.validator.in_dict()) for name, field in cls.FIELDS.items())
            cls._DICT_VALIDATORS = validators
        return validators

    def _validate(self, where: str, *, required: bool = True) -> None:
        """Validate the object before a write.

        Of a received object, only the attributes that were set since are validated: the others are sent back unchanged.

        Args:
            where: the path of the object, for error messages.
            required: whether the required properties must be present.

        Raises:
            InvalidRequestError: names all missing properties, or the first property with an invalid value.
        """
        if self._received is not None:
            self._validate_changed(where, required=required)
            return
        validators = ((name, field.validator) for name, field in self.FIELDS.items())
        self._validate_values(validators, lambda name: getattr(self, name), where, required=required)

    def _validate_changed(self, where: str, *, required: bool) -> None:
        if self._changed is None:
            return
        for name, field in self.FIELDS.items():
            value = getattr(self, name)
            if name not in self._changed:
                for path, nested in _models_in(value, f"{where}.{name}") if name in self.NESTED else ():
                    nested._validate(path)
            elif value is not None:
                field.validator.validate(value, f"{where}.{name}")
            elif field.required and required:
                raise InvalidRequestError(f"{where}: {name} is missing")

    @classmethod
    def _validate_dict(cls, data: Mapping[str, Any], where: str, *, required: bool = True) -> None:
        """Validate a dictionary that a caller passed in place of a model.

        Raises:
            InvalidRequestError: as ``_validate``; also for a key that is the Python name of a property.
        """
        fields = cls.FIELDS
        require_text_keys(data, where)
        for name in data:
            if name in fields and fields[name].wire != name:
                raise InvalidRequestError(
                    f"{where}: dictionaries use wire names; write {fields[name].wire!r} instead of {name!r}"
                )
        if required and (unknown := data.keys() - cls._wire_names()):
            missing = [field.wire for field in fields.values() if field.required and data.get(field.wire) is None]
            for name in missing:
                if similar := closest(name, unknown):
                    raise InvalidRequestError(
                        f"{where}: {cls.__name__} has no property {similar!r}. Did you mean {name!r}? It is required"
                    )
        cls._validate_values(
            cls._dict_validators(),
            lambda name: data.get(fields[name].wire),
            where,
            required=required,
            shown=lambda name: fields[name].wire,
        )

    @classmethod
    def _unknown_in_dict(cls, data: Mapping[str, Any], where: str) -> Iterator[str]:
        """A sentence about each unknown property of a valid dictionary, and of those inside it."""
        expected = cls._EXPECTED or cls._wire_names()
        for name in (one for one in data if one not in expected):
            # A key that is no identifier may be any text that a user typed, so the message does not repeat it.
            shown = f"property {name!r}" if name.isidentifier() else "such property"
            yield f"{where}: {cls.__name__} has no {shown}.{did_you_mean(name, cls._wire_names())}"
        for name, validator in cls._dict_validators():
            wire = cls.FIELDS[name].wire
            if wire not in FREE_FORM and isinstance(value := data.get(wire), dict | list | tuple):
                yield from validator.unknown(value, f"{where}.{wire}")

    @classmethod
    def _validate_values(
        cls,
        validators: Iterable[tuple[str, Validator]],
        value_of: Callable[[str], Any],
        where: str,
        *,
        required: bool,
        shown: Callable[[str], str] = str,
    ) -> None:
        """Validate the values of all properties.

        Args:
            validators: the Python name and the validator of each property.
            value_of: returns the value of a property by its Python name.
            where: the path of the object, for error messages.
            required: whether the required properties must be present.
            shown: returns the name of a property for error messages: that by which the caller gave it.
        """
        fields = cls.FIELDS
        missing = []
        for name, validator in validators:
            value = value_of(name)
            if value is not None:
                validator.validate(value, f"{where}.{shown(name)}")
            elif fields[name].required:
                missing.append(shown(name))
        if not required:
            return
        if missing:
            raise InvalidRequestError(missing_text(where, missing))
        for group in cls.ALTERNATIVES:
            names = [name for name, field in fields.items() if field.wire in group]
            if all(value_of(name) is None for name in names):
                raise InvalidRequestError(f"{where}: at least one of {', '.join(map(shown, names))} is required")

    def _start_dict(self) -> dict[str, Any]:
        # Starting from the received data keeps its order, its nulls, and the absence of missing properties.
        received, extra = self._received, _extra_of(self)
        if extra is None:
            return dict(received or {})
        known = self._wire_names()
        return {name: value for name, value in (received or {}).items() if name in known or name in extra}

    def _finish_dict(self, data: dict[str, Any]) -> dict[str, Any]:
        extra = _extra_of(self)
        return data | _extra_to_json(extra) if extra else data

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.to_dict() == other.to_dict()

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        # Names, e-mail addresses and scores are personal data of children, so only the id is shown.
        name = type(self).__name__
        sourced_id = getattr(self, "sourced_id", None)
        return f"<{name} {sourced_id}>" if isinstance(sourced_id, str) else f"<{name}>"

    def _state(self) -> dict[str, Any]:
        # The fields come first: reading them may parse the nested objects, which changes the other slots.
        state = {name: getattr(self, name) for name in self.FIELDS}
        return state | {name: getattr(self, name) for name in Model.__slots__ if hasattr(self, name)}

    def __reduce__(self) -> tuple[Any, ...]:
        return (unflatten, (flatten(self),)) if is_deep(self) else (_rebuild, (type(self), self._state()))

    def __copy__(self) -> Self:
        return _rebuild(type(self), self._state())

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        if is_deep(self):
            rebuilt: Self = unflatten(copy.deepcopy(flatten(self), memo))
            return rebuilt
        return _rebuild(type(self), copy.deepcopy(self._state(), memo))


M = TypeVar("M", bound=Model)

_read_extra: Any = Model.__dict__["_extra"].__get__


def _extra_of(model: Model) -> dict[str, Any] | None:
    # The slot itself is read, because ``__getattr__`` would make an unset one slow.
    try:
        return _read_extra(model)  # type: ignore[no-any-return]
    except AttributeError:
        return None


def _rebuild(cls: type[M], state: dict[str, Any]) -> M:
    if "_raw" in state:
        # Pickled when the slot had this name.
        state = {"_received" if name == "_raw" else name: value for name, value in state.items()}
    instance: M = restore_state(new_model(cls), state)
    return instance


def untracked_subclass(model: type[Any]) -> Any:
    """A subclass of a model without change tracking, in which parsers set attributes at full speed.

    A parser creates an instance of it, sets the attributes, and assigns the model to ``__class__``.
    """
    explained = explain(model.__name__, "property", lambda: model.FIELDS)
    model.__init__ = clears_locals(model.__init__, explained)
    model._UNTRACKED = type(f"_Untracked{model.__name__}", (model,), {"__slots__": (), "__setattr__": _set})
    return model._UNTRACKED


def parse_list(value: Any, parse: Callable[[dict[str, Any]], Any]) -> Any:
    """A list with its objects parsed; any other value unchanged."""
    if type(value) is list and value:
        return [parse(item) if type(item) is dict else item for item in value]
    return value


def parse_list_deep(value: Any, parse: Callable[[dict[str, Any], bool], Any]) -> Any:
    """As ``parse_list``, with the nested objects of the objects parsed too."""
    if type(value) is list and value:
        return [parse(item, True) if type(item) is dict else item for item in value]
    return value


def list_to_dicts(value: Any) -> Any:
    """A list with its models as dictionaries; any other value unchanged."""
    if isinstance(value, (list, tuple)):
        return [item.to_dict() if isinstance(item, Model) else to_json(item) for item in value]
    return value


def copy_payload(received: dict[str, Any], model: type[Model]) -> dict[str, Any]:
    """A copy of the data of a received object, in which nested objects are copied too."""
    out = received.copy()
    for name, nested_model in model.NESTED.values():
        if name in out:
            value = out[name]
            if nested_model is None:
                out[name] = _deep_copy(value)
            elif (cls := type(value)) is list:
                if nested_model.NESTED:
                    out[name] = [copy_payload(item, nested_model) if type(item) is dict else item for item in value]
                else:
                    out[name] = [item.copy() if type(item) is dict else item for item in value]
            elif cls is dict:
                out[name] = copy_payload(value, nested_model) if nested_model.NESTED else value.copy()
    return out


def _models_in(value: Any, where: str) -> Iterator[tuple[str, Model]]:
    """The models in a value, each with its path."""
    if isinstance(value, Model):
        yield where, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _models_in(item, f"{where}[{index}]")
    elif isinstance(value, dict):
        for item in value.values():
            yield from _models_in(item, f"{where}.*")


def _deep_copy(value: Any) -> Any:
    try:
        return _copy_recursively(value)
    except RecursionError:
        return unflatten(flatten(value)) if type(value) in (dict, list) else value


def _copy_recursively(value: Any) -> Any:
    cls = type(value)
    if cls is dict:
        return {name: item if type(item) is str else _copy_recursively(item) for name, item in value.items()}
    if cls is list:
        return [item if type(item) is str else _copy_recursively(item) for item in value]
    if cls in _IMMUTABLE:
        return value
    converted = to_json(value)
    return copy.deepcopy(value) if converted is value else converted


_IMMUTABLE = frozenset({str, int, float, bool, type(None)})


def parse_datetime(text: str) -> Any:
    """The datetime of an ISO 8601 text; the text itself if it is not one."""
    try:
        return _datetime(text)
    except ValueError:
        return _parse_with_dateutil(text)


def parse_date(text: str) -> Any:
    """The date of a text in the form YYYY-MM-DD; the text itself if it is not one."""
    try:
        return _date(text)
    except ValueError:
        return text


def _parse_with_dateutil(text: str) -> Any:
    # dateutil reads more forms of ISO 8601 than Python, and is slower.
    try:
        return isoparse(text)
    except (ValueError, OverflowError):
        return text


def format_datetime(value: Any, received: Any) -> Any:
    """A date or datetime as ISO 8601 text: the received text if it means the same, so that it goes back unchanged."""
    cls = type(value)
    if cls is datetime:
        if type(received) is str:
            parsed = parse_datetime(received)
            if type(parsed) is datetime and parsed == value and (parsed.tzinfo is None) is (value.tzinfo is None):
                return received
        return value.isoformat()
    if cls is date:
        text = value.isoformat()
        return received if type(received) is str and text != received and parse_date(received) == value else text
    return value.isoformat() if isinstance(value, date) else value


def enum_to_json(value: Any) -> Any:
    """The text of a member of an enumeration; any other value as JSON."""
    return value._value_ if isinstance(value, Enum) else to_json(value)


def to_json(value: Any) -> Any:
    """A value of a model as JSON: converts models, dates, members of enumerations, and containers of them."""
    if type(value) in _IMMUTABLE:
        return value
    if isinstance(value, Model):
        return value.to_dict()
    if isinstance(value, list | tuple):
        return [to_json(item) for item in value]
    if isinstance(value, dict):
        return {name if type(name) is str else to_json(name): to_json(item) for name, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value


def _extra_to_json(extra: dict[str, Any]) -> dict[str, Any]:
    try:
        return to_json(extra)  # type: ignore[no-any-return]
    except RecursionError:
        # A caller does not build values that are nested so deeply, so these were received and are JSON.
        return extra
