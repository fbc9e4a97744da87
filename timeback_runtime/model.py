"""The base class of the generated models, and the functions that convert models to JSON.

Two techniques keep parsing fast:

- *Class swap.* ``Model.__setattr__`` records which attributes change. A parser must not pay for that, so it fills an
  instance of a subclass without change tracking (``untracked_subclass``) and then assigns ``__class__`` to the model.
- *Lazy nested objects.* A parser leaves attributes that hold objects or lists of objects unset. The first access to
  any of them parses all of them (``add_nested_properties``). Until then they cannot have changed in place, so
  ``to_dict`` takes them from the received data.
"""

from __future__ import annotations

import copy
import functools
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum
from typing import Any, ClassVar, Self, TypeVar, dataclass_transform

from timeback_runtime import model_parsing
from timeback_runtime.constructor_errors import missing_text, unknown_text
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.frames import clears_locals
from timeback_runtime.model_parsing import NESTED_READ, ONLY_READ, Filler, Parser, nested_slot
from timeback_runtime.nesting import Stateful, flatten, is_deep, unflatten
from timeback_runtime.records import attrs_attributes
from timeback_runtime.suggestions import closest, did_you_mean
from timeback_runtime.times import format_datetime as format_datetime
from timeback_runtime.times import parse_date as parse_date
from timeback_runtime.times import parse_datetime as parse_datetime
from timeback_runtime.unknown_properties import SAMPLE
from timeback_runtime.validators import Field, Validator, json_field, require_text_keys

new_model: Any = object.__new__
_set = object.__setattr__

FREE_FORM = frozenset({"metadata"})
"""Properties whose content belongs to the application that wrote it (OneRoster 1.2 information models: class Metadata).
Nothing inside is changed, interpreted or checked."""


class _ModelType(type):
    """Turns the properties that a class declares into slots and ``FIELDS``."""

    def __new__(mcs, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> _ModelType:
        if fields := {key: value for key, value in namespace.items() if type(value) is Field}:
            namespace = {key: value for key, value in namespace.items() if key not in fields}
            namespace |= {"__slots__": tuple(fields), "FIELDS": fields}
        if "_IS_UNTRACKED" not in namespace:
            namespace |= dict.fromkeys(("_UNTRACKED", "_PARSER", "_DEEP_PARSER", "_FILLER", "_COPIER", "_NESTED"))
        return super().__new__(mcs, name, bases, namespace)

    @property
    def __signature__(cls) -> inspect.Signature:
        kind = inspect.Parameter.KEYWORD_ONLY
        empty = inspect.Parameter.empty
        return inspect.Signature(
            [
                inspect.Parameter(
                    name,
                    kind,
                    default=empty if field.is_required_argument else field.default,
                    annotation=cls.__annotations__.get(name, empty),
                )
                for name, field in getattr(cls, "FIELDS", {}).items()
            ]
        )

    @property
    def __attrs_attrs__(cls) -> Any:
        """The properties as attributes of attrs, for ``attrs.fields``, ``attrs.evolve`` and ``attrs.asdict``."""
        return _attrs_fields(cls)


@functools.cache
def _attrs_fields(cls: Any) -> Any:
    described: dict[str, dict[str, Any]] = {}
    for name, field in cls.FIELDS.items():
        described[name] = {"kw_only": True, "eq": False, "repr": False, "type": cls.__annotations__.get(name)}
        if not field.is_required_argument:
            described[name]["default"] = field.default
    return attrs_attributes(cls.__name__, described)


@dataclass_transform(eq_default=False, kw_only_default=True, field_specifiers=(json_field,))
class Model(Stateful, metaclass=_ModelType):
    """An object of the platform.

    An attribute is None if its property is null or missing, whatever its type says: a partial or broken reply can lack
    a property that every complete object has. When the object is sent, a property that was received as null is sent as
    null, and a missing one stays missing. Properties that the specification does not define are kept in
    ``additional_properties`` and are sent back unchanged.

    Received objects are not validated: an attribute may hold a value that the specification does not permit. The
    constructor validates its arguments, and a request validates the attributes that were set.

    Nested objects are parsed together, when one of them is accessed for the first time.
    """

    __slots__ = ("_changed", "_extra", "_partial", "_pending", "_received")

    FIELDS: ClassVar[dict[str, Field]] = {}
    """Python name -> wire name, validator, and whether a write requires the property."""
    FILTERS: ClassVar[frozenset[str]] = frozenset()
    """Names that filters accept in addition to the properties."""
    ALTERNATIVES: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Groups of wire names; a write requires at least one property of each group."""

    _UNTRACKED: ClassVar[type[Model] | None]
    _PARSER: ClassVar[Parser | None]
    _DEEP_PARSER: ClassVar[Parser | None]
    _FILLER: ClassVar[Filler | None]
    _COPIER: ClassVar[Parser | None]
    _NESTED: ClassVar[dict[str, tuple[str, type[Model] | None]] | None]
    _WIRE_NAMES: ClassVar[frozenset[str]]
    _EXPECTED: ClassVar[frozenset[str]] = frozenset()
    """The wire names, and the names of additional properties that servers have sent."""
    _DICT_VALIDATORS: ClassVar[tuple[tuple[str, Validator], ...]]

    _received: dict[str, Any] | None
    """The received data; None for an object that a caller built."""
    _changed: frozenset[str] | None
    """Names of the attributes that were set since, and ``NESTED_READ`` if the nested objects were parsed; None if there
    are none."""
    _extra: dict[str, Any]
    """The additional properties, once they were accessed."""
    _partial: bool
    _pending: bool
    """Whether the nested objects are still to be parsed. A parser sets it if the model has any."""

    @clears_locals
    def __init__(self, /, *positional: Any, **values: Any) -> None:
        cls = type(self)
        fields = cls.FIELDS
        if positional:
            raise TypeError(f"{cls.__name__} takes each property by name, such as {next(iter(fields))}=...")
        if unknown := [name for name in values if name not in fields]:
            raise TypeError(unknown_text(cls.__name__, "property", unknown[0], fields))
        missing = [name for name, field in fields.items() if field.is_required_argument and name not in values]
        if missing:
            raise TypeError(missing_text(cls.__name__, missing))
        _set(self, "_received", None)
        _set(self, "_changed", frozenset())
        _set(self, "_pending", False)
        for name, field in fields.items():
            _set(self, name, values.get(name, field.default))
        self._validate(cls.__name__)

    def __setattr__(self, name: str, value: Any) -> None:
        _set(self, name, value)
        if name == "_partial":
            return
        changed = self._changed or frozenset()
        if name not in changed:
            _set(self, "_changed", changed | {name})

    def __delattr__(self, name: str) -> None:
        """Set a property to None."""
        if name not in self.FIELDS:
            object.__delattr__(self, name)
        setattr(self, name, None)

    def __replace__(self, /, **changes: Any) -> Self:
        """A shallow copy with other values, for ``copy.replace``. It keeps unknown properties; attrs does not."""
        cls = type(self)
        if unknown := [name for name in changes if name not in cls.FIELDS]:
            raise TypeError(unknown_text(cls.__name__, "property", unknown[0], cls.FIELDS))
        copied = copy.copy(self)
        for name, value in changes.items():
            setattr(copied, name, value)
        return copied

    def _read_nested(self, name: str, slot: str) -> Any:
        """The value of an attribute with nested objects, of an object whose nested objects are not parsed yet."""
        changed = self._changed
        if changed is None or name not in changed:
            with model_parsing.lock.current:
                self._parse_nested()
        return getattr(self, slot)

    def _parse_nested(self) -> None:
        """Parse the nested objects, except the attributes that were changed before."""
        changed = self._changed
        if changed is None:
            self._filler()(self, self._received or {})
        # Another thread may have parsed them in the meantime, and they may have changed in place since.
        elif NESTED_READ not in changed:
            kept = {slot: getattr(self, slot) for slot in map(nested_slot, self._nested().keys() & changed)}
            self._filler()(self, self._received or {})
            for slot, value in kept.items():
                _set(self, slot, value)

    # What is derived from the properties of a class is computed when it is first needed.

    @classmethod
    def _untracked(cls) -> type[Model]:
        return cls._UNTRACKED or untracked_subclass(cls)

    @classmethod
    def _parser(cls) -> Callable[[Any], Self]:
        """The function that makes an object of received data, which is not copied."""
        if cls._PARSER is None:
            model_parsing.add_nested_properties(cls)
            cls._PARSER = model_parsing.compile_parser(cls)
        return cls._PARSER

    @classmethod
    def _deep_parser(cls) -> Callable[[Any], Self]:
        """As ``_parser``, with the nested objects."""
        if cls._DEEP_PARSER is None:
            with model_parsing.lock.current:
                parse = model_parsing.compile_deep_parser(cls)
                # It is not the final one while the outermost of the models that contain one another is compiled.
                if cls in model_parsing.compiling:
                    return parse
                cls._DEEP_PARSER = parse
        return cls._DEEP_PARSER

    @classmethod
    def _filler(cls) -> Filler:
        """The function that parses the nested objects of an object."""
        filler = cls._FILLER
        if filler is None:
            # The class is the subclass without change tracking while another thread parses nested objects.
            model: type[Any] = cls.__mro__[1] if cls is cls._UNTRACKED else cls
            model._FILLER = filler = model_parsing.compile_filler(model)
        return filler

    @classmethod
    def _copier(cls) -> Parser:
        """The function that copies the data of a received object, with the data of its nested objects."""
        if cls._COPIER is None:
            with model_parsing.lock.current:
                copier = model_parsing.compile_copier(cls, _deep_copy)
                # As in ``_deep_parser``.
                if cls in model_parsing.compiling:
                    return copier
                cls._COPIER = copier
        return cls._COPIER

    @classmethod
    def _nested(cls) -> dict[str, tuple[str, type[Model] | None]]:
        """Python name -> wire name and model, for the properties whose values may change in place.

        The model is None if the property holds values of several types, or no models."""
        if cls._NESTED is None:
            cls._NESTED = {
                name: (field.wire, field.validator.model)
                for name, field in cls.FIELDS.items()
                if not field.validator.conversions.keys().isdisjoint((dict, list))
            }
        return cls._NESTED

    def to_dict(self) -> dict[str, Any]:
        """The object as JSON values, under wire names.

        The values are those that ``json.loads`` returns: no models, dates, tuples or members of enumerations. A number
        that no float represents exactly is an ``ExactFloat``, which is a float.
        """
        return self._to_json(copied=True)

    def _to_json(self, *, copied: bool) -> dict[str, Any]:
        """As ``to_dict``. If ``copied`` is false, the result shares data with the object, and must not be changed."""
        received, changed = self._received, self._changed
        if received is None:
            data = {}
            for name, field in self.FIELDS.items():
                if (value := getattr(self, name)) is not None:
                    data[field.wire] = to_json(value)
        elif changed is None:
            return copy_payload(received, type(self)) if copied else received
        else:
            data = self._changed_to_json(received, changed, copied)
        if (extra := getattr(self, "_extra", None)) is not None:
            known = self._wire_names()
            data = {name: value for name, value in data.items() if name in known or name in extra}
            return data | _extra_to_json(extra)
        return data

    def _changed_to_json(self, received: dict[str, Any], changed: frozenset[str], copied: bool) -> dict[str, Any]:
        # Starting from the received data keeps its order, its nulls, and the absence of missing properties.
        cls = type(self)
        if NESTED_READ in changed:
            data = received.copy()
            nested = cls._nested()
            # Most objects whose nested objects were read have no other changes.
            names = list(nested) if changed == ONLY_READ else [n for n in cls.FIELDS if n in changed or n in nested]
        else:
            data = copy_payload(received, cls) if copied else received.copy()
            names = [name for name in cls.FIELDS if name in changed]
        for name in names:
            value, wire = getattr(self, name), cls.FIELDS[name].wire
            if value is not None or wire in data:
                data[wire] = _written(value, received.get(wire), copied)
        return data

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> Self:
        return cls._parser()(data)

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
        for wire, nested in cls._nested().values():
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
        changed = self._changed
        if changed is None:
            return
        nested = self._nested() if NESTED_READ in changed else {}
        for name, field in self.FIELDS.items():
            if name in changed:
                value = getattr(self, name)
                if value is not None:
                    field.validator.validate(value, f"{where}.{name}")
                elif field.required and required:
                    raise InvalidRequestError(f"{where}: {name} is missing")
            elif name in nested:
                for path, model in _models_in(getattr(self, name), f"{where}.{name}"):
                    model._validate(path)

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

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._to_json(copied=False) == other._to_json(copied=False)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        # Names, e-mail addresses and scores are personal data of children, so only the id is shown.
        name = type(self).__name__
        sourced_id = getattr(self, "sourced_id", None)
        return f"<{name} {sourced_id}>" if isinstance(sourced_id, str) else f"<{name}>"

    def _state(self) -> dict[str, Any]:
        # The nested objects of an unchanged object can be parsed again from the received data.
        left_out = self._nested() if self._received is not None and self._changed is None else ()
        # The fields come first: reading them may parse the nested objects, which changes the other slots.
        state = {name: getattr(self, name) for name in self.FIELDS if name not in left_out}
        return state | {name: getattr(self, name) for name in Model.__slots__ if hasattr(self, name)}

    def _restore(self, state: dict[str, Any]) -> None:
        # Compiling the parser makes the properties by which the nested objects of a received object are read.
        self._parser()
        # It is missing in pickles of earlier versions.
        super()._restore({"_pending": self._nested().keys().isdisjoint(state), **state})

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


def _rebuild(cls: type[M], state: dict[str, Any]) -> M:
    if "_raw" in state:
        # Pickled when the slot had this name.
        state = {"_received" if name == "_raw" else name: value for name, value in state.items()}
    if state.get("_changed") is not None and not cls._nested().keys().isdisjoint(state):
        # Earlier versions did not note that the nested objects were parsed.
        state = state | {"_changed": ONLY_READ.union(state["_changed"])}
    instance: M = new_model(cls)
    instance._restore(state)
    return instance


def untracked_subclass(model: type[Any]) -> Any:
    """A subclass of a model without change tracking, which an object has while its received values are set."""
    # The methods are those of object, else CPython would call a method for each attribute that is set. A call of this
    # class takes less time than ``object.__new__``.
    methods = {"__init__": object.__init__, "__setattr__": _set, "__delattr__": object.__delattr__}
    name = f"_Untracked{model.__name__}"
    model._UNTRACKED = _ModelType(name, (model,), {"__slots__": (), "_IS_UNTRACKED": True, **methods})
    return model._UNTRACKED


def copy_payload(received: dict[str, Any], model: type[Model]) -> dict[str, Any]:
    """A copy of the data of a received object, in which nested objects are copied too."""
    copied: dict[str, Any] = model._copier()(received)
    return copied


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


def _written(value: Any, received: Any, copied: bool) -> Any:
    """The value of a changed attribute as JSON."""
    # What was received is JSON.
    if value is received or type(value) in _IMMUTABLE:
        return value
    if isinstance(value, Model):
        return value._to_json(copied=copied)
    if isinstance(value, list):
        return [item._to_json(copied=copied) if isinstance(item, Model) else to_json(item) for item in value]
    return format_datetime(value, received) if isinstance(value, date) else to_json(value, copied=copied)


def to_json(value: Any, *, copied: bool = True) -> Any:
    """A value of a model as JSON: converts models, dates, members of enumerations, and containers of them.

    Args:
        value: the value.
        copied: whether the result shares no data with models in the value, so that it may be changed.
    """
    if type(value) in _IMMUTABLE:
        return value
    if isinstance(value, Model):
        return value._to_json(copied=copied)
    if isinstance(value, list | tuple):
        return [to_json(item, copied=copied) for item in value]
    if isinstance(value, dict):
        return {
            name if type(name) is str else to_json(name): to_json(item, copied=copied) for name, item in value.items()
        }
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
