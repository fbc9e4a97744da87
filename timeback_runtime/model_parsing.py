"""Compile the functions that parse and copy the objects of a model: straight-line code, one line for each property.

A loop over the properties would take twice as long. The code of each model is compiled from its ``FIELDS`` when the
first object is parsed, as ``dataclasses`` does with constructors. Each model has code of its own because CPython
specialises an attribute access for one class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MemberDescriptorType
from typing import Any

from timeback_runtime.fork_lock import ForkLock
from timeback_runtime.validators import Choice, ListOf, Validator

ModelType = type[Any]
"""A subclass of ``Model``, which needs this module."""
NESTED_READ = "*"
"""Among the names of changed attributes: the nested objects were parsed, so they may have changed in place."""
ONLY_READ = frozenset({NESTED_READ})

Parser = Callable[[Any], Any]
"""Makes an object of received data, which is not copied."""
Filler = Callable[[Any, dict[str, Any]], None]
"""Sets the attributes with nested objects of an object from its received data."""

compiling: set[ModelType] = set()
"""The models whose deep parsers or copiers are being compiled."""

lock = ForkLock()
"""Held to compile a function, and to parse nested objects. It is reentrant because models contain one another, and
because the garbage collector may call code that reads a model."""


def nested_slot(name: str) -> str:
    """The name of the slot of an attribute with nested objects."""
    return f"_nested_{name}"


def add_nested_properties(model: ModelType) -> None:
    """Make each attribute with nested objects a property, which parses them if they are still to be parsed.

    Its slot gets another name. The property reads a flag, because for an unset slot CPython raises an exception, which
    takes longer than parsing three objects.
    """
    lines = []
    members: dict[str, tuple[Any, Any]] = {}
    for name in model._nested():
        owner = _class_with(model, name)
        member = vars(owner)[name]
        # Otherwise it is a property already, or one of a subclass that a caller wrote.
        if isinstance(member, MemberDescriptorType):
            members[name] = owner, member
            lines += [
                f"def {name}(instance):",
                "    if instance._pending:",
                f"        return instance._read_nested({name!r}, {nested_slot(name)!r})",
                f"    return instance.{nested_slot(name)}",
            ]
    getters = _run(model, lines, {})
    for name, (owner, member) in members.items():
        setattr(owner, nested_slot(name), member)
        setattr(owner, name, property(getters[name], member.__set__))


def compile_parser(model: ModelType) -> Parser:
    """The function that makes an object and leaves its nested objects for the first access."""
    namespace: dict[str, Any] = {}
    pending = ["    instance._pending = True"] if model._nested() else []
    lines = [*_START, "    instance._changed = None", *pending, *_assignments(model, _scalars(model), namespace), *_END]
    parse: Parser = _compile(model, lines, namespace)
    return parse


def compile_deep_parser(model: ModelType) -> Parser:
    """The function that makes an object with its nested objects."""
    parse: Parser = model._parser()
    if not model._nested():
        return parse
    if model in compiling:
        return lambda data: model._deep_parser()(data)
    compiling.add(model)
    try:
        namespace: dict[str, Any] = {"ONLY_READ": ONLY_READ}
        lines = [
            *_START,
            "    instance._changed = ONLY_READ",
            "    instance._pending = False",
            *_assignments(model, list(model.FIELDS), namespace),
            *_END,
        ]
        parse = _compile(model, lines, namespace)
    finally:
        compiling.discard(model)
    return parse


def compile_filler(model: ModelType) -> Filler:
    """The function that parses the nested objects of an object."""
    namespace: dict[str, Any] = {"ONLY_READ": ONLY_READ, "set_class": object.__setattr__}
    lines = [
        "def run(instance, data):",
        '    set_class(instance, "__class__", untracked)',
        "    try:",
        *(f"    {line}" for line in _assignments(model, list(model._nested()), namespace)),
        "        instance._changed = (instance._changed or ONLY_READ) | ONLY_READ",
        "        instance._pending = False",
        "    finally:",
        "        instance.__class__ = model",
    ]
    fill: Filler = _compile(model, lines, namespace)
    return fill


def compile_copier(model: ModelType, copy_value: Parser) -> Parser:
    """The function that copies the data of a received object, with the data of its nested objects.

    Args:
        model: the model.
        copy_value: copies the value of a property that may hold several types.
    """
    if model in compiling:
        return lambda data: model._copier()(data)
    compiling.add(model)
    try:
        namespace: dict[str, Any] = {"copy_value": copy_value}
        lines = ["def run(data):", "    out = data.copy()"]
        for number, (wire, inner) in enumerate(model._nested().values()):
            lines.append(f"    if (value := out.get({wire!r})) is not None:")
            if inner is None:
                lines.append(f"        out[{wire!r}] = copy_value(value)")
                continue
            copy_one = "{}.copy()"
            if inner._nested():
                namespace[f"copy_{number}"] = inner._copier()
                copy_one = f"copy_{number}({{}})"
            item, value = copy_one.format("item"), copy_one.format("value")
            lines += [
                "        if type(value) is list:",
                f"            out[{wire!r}] = [{item} if type(item) is dict else item for item in value]",
                "        elif type(value) is dict:",
                f"            out[{wire!r}] = {value}",
            ]
        run: Parser = _compile(model, [*lines, "    return out"], namespace)
    finally:
        compiling.discard(model)
    return run


_START = ("def run(data):", "    instance = untracked()", "    instance._received = data")
_END = ("    instance.__class__ = model", "    return instance")


def direct(convert: Parser) -> Parser:
    """The compiled parser of a model in place of its method ``_parse``, which saves a call for each object."""
    owner = _owner(convert)
    if owner is None:
        return convert
    parse: Parser = owner._parser()
    return parse


def _owner(convert: Parser) -> ModelType | None:
    owner = getattr(convert, "__self__", None)
    return owner if isinstance(owner, type) and hasattr(owner, "_deep_parser") else None


def _class_with(model: ModelType, name: str) -> ModelType | None:
    """The class that defines an attribute of a model; None if it has no such attribute."""
    return next((one for one in model.__mro__ if name in vars(one)), None)


def _scalars(model: ModelType) -> list[str]:
    nested = model._nested()
    return [name for name in model.FIELDS if name not in nested]


def _assignments(model: ModelType, names: list[str], namespace: dict[str, Any]) -> Iterator[str]:
    for number, name in enumerate(names):
        field = model.FIELDS[name]
        # A subclass that a caller wrote may have another property in place of the one that reads the slot.
        slot = nested_slot(name)
        if _class_with(model, slot) is not _class_with(model, name):
            slot = name
        yield f"    instance.{slot} = {_expression(field.validator, f'data.get({field.wire!r})', number, namespace)}"


def _expression(validator: Validator, received: str, number: int, namespace: dict[str, Any]) -> str:
    """The expression that converts a received value; the functions that it calls are put into the namespace."""
    conversions = validator.conversions
    out = "value"
    for json_type, convert in reversed(list(conversions.items())):
        name = f"convert_{number}_{json_type.__name__}"
        converted = f"{name}(value)"
        if isinstance(validator, Choice):
            # The default of the lookup is the text itself: an unknown value stays text.
            convert, converted = validator.members.get, f"{name}(value, value)"
        elif isinstance(validator, ListOf) and set(inner := validator.item.conversions) == {dict}:
            convert = inner[dict]
            converted = f"([{name}(item) if type(item) is dict else item for item in value] if value else value)"
        owner = _owner(convert)
        # Nested objects of nested objects are parsed at once, since all of them are parsed on first access.
        namespace[name] = convert if owner is None else owner._deep_parser()
        out = f"{converted} if type(value) is {json_type.__name__} else {out}"
    # The value is assigned in the first condition, which is evaluated first.
    return out.replace("type(value)", f"type(value := {received})", 1) if conversions else received


def _compile(model: ModelType, lines: list[str], namespace: dict[str, Any]) -> Any:
    namespace |= {"untracked": model._untracked(), "model": model}
    return _run(model, lines, namespace)["run"]


def _run(model: ModelType, lines: list[str], namespace: dict[str, Any]) -> dict[str, Any]:
    """Run the code of functions, and return the namespace with them."""
    # The name of this module makes errors clear the local variables of the functions; see ``frames``.
    namespace["__name__"] = __name__
    code = compile("\n".join(lines), f"<parser of {model.__module__}.{model.__name__}>", "exec")
    exec(code, namespace)  # noqa: S102 - its text is names and literals of the generated models
    return namespace
