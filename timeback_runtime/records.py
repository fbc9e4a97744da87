"""Classes of named values: ``frozen`` and ``define`` write a class's ``__init__`` from its annotations, as attrs does.

attrs compiles several methods for each class when its module is imported. That was a third of the time that the first
call of a process took. Here a class costs next to nothing until its first instance, which compiles its ``__init__``.
The functions of attrs, such as ``attrs.evolve`` and ``attrs.fields``, work on these classes, too.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform, overload

if TYPE_CHECKING:
    import attrs

T = TypeVar("T")

_set = object.__setattr__
REQUIRED: Any = object()
"""No default, or no argument."""


class Field:
    """A property of a class; see ``field``."""

    __slots__ = ("converter", "default", "eq", "factory", "init", "kw_only", "name", "repr", "type")

    def __init__(self, default: Any, factory: Any, converter: Any, flags: tuple[bool, bool, bool, bool]) -> None:
        self.default, self.factory, self.converter = default, factory, converter
        self.init, self.repr, self.eq, self.kw_only = flags
        self.name = ""
        self.type: Any = ""


def field(
    *,
    default: Any = REQUIRED,
    factory: Callable[[], Any] | None = None,
    converter: Callable[[Any], Any] | None = None,
    init: bool = True,
    repr: bool = True,  # noqa: A002 - as in attrs
    eq: bool = True,
    kw_only: bool = False,
) -> Any:
    """Describe a property beyond its type and default, as ``attrs.field`` does.

    Args:
        default: the value of an argument that is not given.
        factory: called for the value of an argument that is not given.
        converter: called with the argument; its result is the value.
        init: whether it is an argument. If not, ``__attrs_post_init__`` of the class sets it, unless it has a default.
        repr: whether the ``repr`` shows it.
        eq: whether ``==`` compares it.
        kw_only: whether the argument is given by its name only.
    """
    return Field(default, factory, converter, (init, repr, eq, kw_only))


@overload
def frozen(cls: type[T], /) -> type[T]: ...
@overload
def frozen(*, kw_only: bool = False, repr: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Any] | None = None, /, *, kw_only: bool = False, repr: bool = True) -> Any:  # noqa: A002
    """Make a class whose instances do not change. They are equal, and have the same hash, if their values are."""

    def make(cls: type[T]) -> type[T]:
        _prepare(cls, kw_only, repr)
        members: Any = cls
        members.__setattr__, members.__delattr__ = _refuse_set, _refuse_delete
        members.__eq__, members.__hash__ = _equal, _hash
        return cls

    return make if cls is None else make(cls)


@overload
def define(cls: type[T], /) -> type[T]: ...
@overload
def define(*, kw_only: bool = False, eq: bool = True) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(field_specifiers=(field,))
def define(cls: type[Any] | None = None, /, *, kw_only: bool = False, eq: bool = True) -> Any:
    """Make a class whose instances can change. They are equal if their values are, or only if identical (``eq``)."""

    def make(cls: type[T]) -> type[T]:
        _prepare(cls, kw_only, True)
        if eq:
            members: Any = cls
            members.__eq__, members.__hash__ = _equal, None
        return cls

    return make if cls is None else make(cls)


def evolve(instance: T, **changes: Any) -> T:
    """Return a copy with other values."""
    made: Any = type(instance)
    given = {one.name: getattr(instance, one.name) for one in made.__record_fields__ if one.init}
    copied: T = made(**given | changes)
    return copied


def fields(cls: type[Any]) -> dict[str, Field]:
    """Return the fields of a class that ``frozen`` or ``define`` made, by their names."""
    return {one.name: one for one in cls.__record_fields__}


def _read_fields(cls: type[Any], names: dict[str, Any], members: dict[str, Any], *, kw_only: bool) -> tuple[Field, ...]:
    """Return the fields of a class: those of its bases, then its own.

    Args:
        cls: the class, or its base if it is not made yet.
        names: its annotations.
        members: what its body assigned.
        kw_only: whether all own arguments are given by name only.
    """
    found: dict[str, Field] = {one.name: one for one in getattr(cls, "__record_fields__", ())}
    for name, annotation in names.items():
        if "ClassVar" in str(annotation):
            continue
        value = members.get(name, REQUIRED)
        made: Field = value if type(value) is Field else field(default=value)
        made.name, made.type = name, annotation
        made.kw_only = made.kw_only or kw_only
        found[name] = made
    return tuple(found.values())


def _prepare(cls: type[Any], kw_only: bool, with_repr: bool) -> None:
    own = vars(cls)
    members: Any = cls
    found = _read_fields(cls, cls.__annotations__, dict(own), kw_only=kw_only)
    for one in found:
        if type(own.get(one.name)) is Field:
            if one.default is REQUIRED:
                delattr(cls, one.name)
            else:
                setattr(cls, one.name, one.default)
    members.__record_fields__ = found
    members.__attrs_attrs__ = _AttrsFields()
    setattr(cls, "__match_args__", tuple(one.name for one in found if one.init and not one.kw_only))  # noqa: B010 - mypy
    members.__init__ = _InitOnDemand(cls)
    members.__replace__ = evolve
    if with_repr and "__repr__" not in own:
        members.__repr__ = _repr


class _InitOnDemand:
    """The ``__init__`` of a class, which the first instance compiles."""

    def __init__(self, cls: type[Any]) -> None:
        self._cls: Any = cls

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        init = _compile_init(self._cls)
        self._cls.__init__ = init
        return init.__get__(instance, owner)


def _compile_init(cls: Any) -> Any:
    """Compile the ``__init__`` of a class from its fields."""
    # The name of the module makes tracebacks of errors drop the arguments; see ``timeback_runtime.frames``.
    names: dict[str, Any] = {"__name__": __name__, "REQUIRED": REQUIRED, "_set": _set}
    is_frozen = cls.__setattr__ is _refuse_set
    positional: list[str] = []
    keywords: list[str] = []
    body: list[str] = []
    for one in cls.__record_fields__:
        name = value = one.name
        if one.init:
            default = ""
            if one.factory is not None:
                names[f"_f_{name}"] = one.factory
                default, value = "=REQUIRED", f"_f_{name}() if {name} is REQUIRED else {name}"
            elif one.default is not REQUIRED:
                names[f"_d_{name}"] = one.default
                default = f"=_d_{name}"
            if one.converter is not None:
                names[f"_c_{name}"] = one.converter
                value = f"_c_{name}({value})"
            (keywords if one.kw_only else positional).append(name + default)
        elif one.factory is not None:
            names[f"_f_{name}"] = one.factory
            value = f"_f_{name}()"
        elif one.default is not REQUIRED:
            names[f"_d_{name}"] = one.default
            value = f"_d_{name}"
        else:
            continue
        body.append(f"_set(self, {name!r}, {value})" if is_frozen else f"self.{name} = {value}")
    if hasattr(cls, "__attrs_post_init__"):
        body.append("self.__attrs_post_init__()")
    arguments = ", ".join(["self", *positional, *(["*"] if keywords else []), *keywords])
    exec(f"def __init__({arguments}):\n " + "\n ".join(body or ["pass"]), names)  # noqa: S102 - only names of attributes are put into the text
    init = names["__init__"]
    init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    init.__annotations__ = {one.name: one.type for one in cls.__record_fields__ if one.init} | {"return": None}
    return init


class _AttrsFields:
    """``__attrs_attrs__``, by which the functions of attrs know the fields of a class."""

    def __get__(self, instance: Any, owner: Any) -> tuple[attrs.Attribute[Any], ...]:
        return _attrs_fields(owner)


@functools.cache
def _attrs_fields(cls: Any) -> tuple[attrs.Attribute[Any], ...]:
    described: dict[str, dict[str, Any]] = {}
    for one in cls.__record_fields__:
        described[one.name] = {
            "factory": one.factory,
            "converter": one.converter,
            "init": one.init,
            "repr": one.repr,
            "eq": one.eq,
            # attrs refuses a required argument after an optional one, which the order of the bases may give.
            "kw_only": one.kw_only,
            "type": one.type,
            **({} if one.default is REQUIRED else {"default": one.default}),
        }
    return attrs_attributes(cls.__name__, described)


def attrs_attributes(name: str, described: Mapping[str, Mapping[str, Any]]) -> tuple[attrs.Attribute[Any], ...]:
    """The attributes of a class as attrs describes them.

    Args:
        name: the name of the class.
        described: the arguments of ``attrs.field`` for each of its fields.
    """
    import attrs

    fields = {field_name: attrs.field(alias=field_name, **options) for field_name, options in described.items()}
    made: Any = attrs.make_class(name, fields, collect_by_mro=True)
    attributes: tuple[attrs.Attribute[Any], ...] = attrs.fields(made)
    return attributes


def _values(instance: Any) -> tuple[Any, ...]:
    return tuple([getattr(instance, one.name) for one in instance.__record_fields__ if one.eq])


def _equal(self: Any, other: object) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash((type(self), _values(self)))


def _repr(self: Any) -> str:
    shown = [f"{one.name}={getattr(self, one.name)!r}" for one in self.__record_fields__ if one.repr]
    return f"{type(self).__qualname__.rpartition('>.')[2]}({', '.join(shown)})"


def _refuse_set(self: Any, name: str, value: Any) -> None:
    # typing sets this attribute on an instance of a generic class, and ignores the refusal.
    raise AttributeError(f"a {type(self).__name__} cannot be changed: make a copy with another {name}")


def _refuse_delete(self: Any, name: str) -> None:
    raise AttributeError(f"a {type(self).__name__} cannot be changed")
