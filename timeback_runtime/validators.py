"""What a write must hold: one small class for each kind of value, and the check of a whole object.

Replies are never checked; see ``Model``. Errors name the property and the kind of the value, never the value.
"""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, NamedTuple

from dateutil.parser import isoparse

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.numbers import ExactFloat

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from enum import StrEnum

    from timeback_runtime.model import Model


class Kind:
    """A kind of value; ``check`` raises an ``InvalidRequestError`` that names ``where``."""

    expected = "a value"

    def accepts(self, value: Any) -> bool:
        """Whether the value itself is of this kind, without a look at what it contains."""
        raise NotImplementedError  # pragma: no cover

    def check(self, value: Any, where: str) -> None:
        if not self.accepts(value):
            raise InvalidRequestError(f"{where}: expected {self.expected}, got {kind_of(value)}")

    def on_wire(self) -> Kind:
        """The kind of the same value in a dictionary, where objects may be dictionaries too."""
        return self


class Field(NamedTuple):
    """What a model knows of one property."""

    wire: str
    kind: Kind
    required: bool = False


class _Plain(Kind):
    def __init__(self, expected: str, *types: type) -> None:
        self.expected = expected
        self._types = types

    def accepts(self, value: Any) -> bool:
        # bool is an int to Python and not to JSON.
        return isinstance(value, self._types) and (bool in self._types or not isinstance(value, bool))


class _Anything(Kind):
    def accepts(self, value: Any) -> bool:
        return True


class _Number(_Plain):
    def __init__(self) -> None:
        super().__init__("a finite number", int, float)

    def accepts(self, value: Any) -> bool:
        # A number that came and is beyond a float's range has its text, and can be sent.
        return super().accepts(value) and (isinstance(value, ExactFloat) or _is_finite(value))


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer beyond a float's range
        return True


class Limited(Kind):
    """Numbers within limits, both included."""

    def __init__(self, kind: Kind, least: float | None = None, most: float | None = None) -> None:
        self._kind, self._least, self._most = kind, least, most
        bounds = [f"at least {least}"] * (least is not None) + [f"at most {most}"] * (most is not None)
        self.expected = f"{kind.expected}, {' and '.join(bounds)}"

    def accepts(self, value: Any) -> bool:
        return (
            self._kind.accepts(value)
            and (self._least is None or value >= self._least)
            and (self._most is None or value <= self._most)
        )

    def check(self, value: Any, where: str) -> None:
        if self._kind.accepts(value) and not self.accepts(value):
            side = "smaller" if self._least is not None and value < self._least else "larger"
            raise InvalidRequestError(f"{where}: expected {self.expected}, got a {side} one")
        super().check(value, where)


class Text(Kind):
    """Text of at least ``least`` characters, matching ``pattern`` where there is one."""

    def __init__(self, least: int = 0, pattern: str | None = None) -> None:
        self._least = least
        self._pattern = _compiled(pattern)
        self.expected = "text" + (" that is not empty" if least else "") + (f" like {pattern}" if pattern else "")

    def accepts(self, value: Any) -> bool:
        return (
            isinstance(value, str)
            and len(value) >= self._least
            and (self._pattern is None or self._pattern.search(value) is not None)
        )


def _compiled(pattern: str | None) -> re.Pattern[str] | None:
    # In JSON Schema a final $ is the end of the text; in Python a line end may follow it.
    return re.compile(re.sub(r"(?<!\\)\$$", r"\\Z", pattern)) if pattern else None


class _Day(Kind):
    expected = "a date, or text such as 2025-08-31"

    def accepts(self, value: Any) -> bool:
        if isinstance(value, str):
            return _reads(date.fromisoformat, value) or _reads(isoparse, value)
        return isinstance(value, date) and not isinstance(value, datetime)


class _Moment(Kind):
    expected = "a datetime with a time zone, or text such as 2025-08-31T08:00:00Z"

    def accepts(self, value: Any) -> bool:
        if isinstance(value, str):
            return _reads(datetime.fromisoformat, value) or _reads(isoparse, value)
        return isinstance(value, datetime) and value.tzinfo is not None


def _reads(read: Any, text: str) -> bool:
    try:
        read(text)
    except (ValueError, OverflowError):
        return False
    return True


class Choice(Kind):
    """One of an enumeration's values; others only where they match the pattern for a provider's own."""

    def __init__(self, enum: type[StrEnum], pattern: str | None = None) -> None:
        self._values = frozenset(member.value for member in enum)
        self._pattern = _compiled(pattern)
        self.expected = f"one of {', '.join(member.value for member in enum)}" + (f", or {pattern}" if pattern else "")

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str) and (
            value in self._values or (self._pattern is not None and self._pattern.search(value) is not None)
        )


class One(Kind):
    """An object of a model's class."""

    def __init__(self, model: type[Model]) -> None:
        self._model = model
        self.expected = f"a {model.__name__}"

    def accepts(self, value: Any) -> bool:
        return isinstance(value, self._model)

    def check(self, value: Any, where: str) -> None:
        if isinstance(value, dict):
            raise InvalidRequestError(
                f"{where}: expected {self.expected}, got a dict; write {self._model.__name__}(...) "
                f"or {self._model.__name__}.from_dict(...)"
            )
        super().check(value, where)
        check_model(value, where)

    def on_wire(self) -> Kind:
        return _OneOnWire(self._model)


class _OneOnWire(One):
    def accepts(self, value: Any) -> bool:
        return isinstance(value, dict) or super().accepts(value)

    def check(self, value: Any, where: str) -> None:
        if isinstance(value, dict):
            check_dict(value, self._model, where)
        else:
            super().check(value, where)


class Many(Kind):
    """A list of at least ``least`` values of one kind."""

    def __init__(self, kind: Kind, least: int = 0) -> None:
        self._kind, self._least = kind, least
        self.expected = f"a list of {kind.expected}" + (f", at least {least}" if least else "")

    def accepts(self, value: Any) -> bool:
        return isinstance(value, list | tuple) and len(value) >= self._least

    def check(self, value: Any, where: str) -> None:
        if not self.accepts(value):
            size = f"{len(value)} of them" if isinstance(value, list | tuple) else kind_of(value)
            raise InvalidRequestError(f"{where}: expected {self.expected}, got {size}")
        for index, item in enumerate(value):
            self._kind.check(item, f"{where}[{index}]")

    def on_wire(self) -> Kind:
        return Many(self._kind.on_wire(), self._least)


class Named(Kind):
    """A dictionary of values of one kind under any names."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind
        self.expected = f"a dict of {kind.expected}"

    def accepts(self, value: Any) -> bool:
        return isinstance(value, dict) and all(isinstance(name, str) for name in value)

    def check(self, value: Any, where: str) -> None:
        super().check(value, where)
        for name, item in value.items():
            # The name may be anything a user typed: it is not repeated.
            if item is not None:
                self._kind.check(item, f"{where}.*" if not name.isidentifier() else f"{where}.{name}")

    def on_wire(self) -> Kind:
        return Named(self._kind.on_wire())


class Either(Kind):
    """A value of one of several kinds."""

    def __init__(self, *kinds: Kind) -> None:
        self._kinds = kinds
        self.expected = " or ".join(kind.expected for kind in kinds)

    def accepts(self, value: Any) -> bool:
        return any(kind.accepts(value) for kind in self._kinds)

    def check(self, value: Any, where: str) -> None:
        for kind in self._kinds:
            if kind.accepts(value):
                kind.check(value, where)
                return
        super().check(value, where)

    def on_wire(self) -> Kind:
        return Either(*(kind.on_wire() for kind in self._kinds))


class Variant(Kind):
    """An object whose class one property tells; a dictionary of a kind that is not known passes as it is."""

    def __init__(self, name: str, models: dict[str, type[Model]], otherwise: type[Model] | None = None) -> None:
        self._name, self._models, self._otherwise = name, models, otherwise
        classes = tuple(dict.fromkeys(models.values()))
        self._classes = classes
        self.expected = f"{' or '.join(f'a {model.__name__}' for model in classes)} or a dict"

    def accepts(self, value: Any) -> bool:
        return isinstance(value, (*self._classes, dict))

    def check(self, value: Any, where: str) -> None:
        super().check(value, where)
        if not isinstance(value, dict):
            check_model(value, where)
            return
        named = value.get(self._name)
        if named is None and self._otherwise is None:
            raise InvalidRequestError(f"{where}: {self._name} is missing; it is one of {', '.join(self._models)}")
        model = self._otherwise if named is None else self._models.get(named) if isinstance(named, str) else None
        if model is not None:
            check_dict(value, model, where)
        elif any(not isinstance(name, str) for name in value):
            raise InvalidRequestError(f"{where}: expected names of properties as text")


ANY = _Anything()
TEXT = Text()
WHOLE = _Plain("a whole number", int)
NUMBER = _Number()
FLAG = _Plain("True or False", bool)
FREE = _Plain("a dict", dict)
BYTES = _Plain("bytes", bytes)
DAY = _Day()
MOMENT = _Moment()


def kind_of(value: Any) -> str:
    """What a value is, in words that repeat nothing of it."""
    if value is None:
        return "None"
    if isinstance(value, str):
        return "text" if value else "empty text"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, int | float):
        return "a number"
    if isinstance(value, datetime) and value.tzinfo is None:
        return "a datetime without a time zone"
    return f"a {type(value).__name__}"


def check_model(model: Model, where: str, *, required: bool = True) -> None:
    """Hold an object that a caller has built against what a write needs.

    Of one that came from a server only what was set since is checked: the rest goes back as it came.

    Raises:
        InvalidRequestError: names every property that is missing, or the first whose value is of the wrong kind.
    """
    if model._raw is not None:
        _check_changed(model, where, required=required)
        return
    kinds = ((name, field.kind) for name, field in model.FIELDS.items())
    _check(type(model), kinds, lambda name: getattr(model, name), where, required=required)


def _check_changed(model: Model, where: str, *, required: bool) -> None:
    if model._changed is None:
        return
    for name, field in model.FIELDS.items():
        value = getattr(model, name)
        if name not in model._changed:
            for place, inner in _models(value, f"{where}.{name}") if name in model.INSIDE else ():
                check_model(inner, place)
        elif value is not None:
            field.kind.check(value, f"{where}.{name}")
        elif field.required and required:
            raise InvalidRequestError(f"{where}: {name} is missing")


def _models(value: Any, where: str) -> Iterator[tuple[str, Model]]:
    from timeback_runtime.model import Model

    if isinstance(value, Model):
        yield where, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _models(item, f"{where}[{index}]")
    elif isinstance(value, dict):
        for item in value.values():
            yield from _models(item, f"{where}.*")


def check_dict(data: dict[str, Any], model: type[Model], where: str, *, required: bool = True) -> None:
    """Hold a dictionary that a caller has built against what a write needs.

    Raises:
        InvalidRequestError: as ``check_model``; also for a name that is almost one of the model's.
    """
    fields = model.FIELDS
    for name in data:
        if not isinstance(name, str):
            raise InvalidRequestError(f"{where}: expected names of properties as text")
        if name in fields and fields[name].wire != name:
            raise InvalidRequestError(f"{where}: dictionaries use wire names, write {fields[name].wire!r} for {name!r}")
    _check(model, model._wire_kinds(), lambda name: data.get(fields[name].wire), where, required=required)


def _check(
    model: type[Model],
    kinds: Iterable[tuple[str, Kind]],
    value_of: Callable[[str], Any],
    where: str,
    *,
    required: bool,
) -> None:
    fields = model.FIELDS
    missing = []
    for name, kind in kinds:
        value = value_of(name)
        if value is not None:
            kind.check(value, f"{where}.{name}")
        elif fields[name].required:
            missing.append(name)
    if not required:
        return
    if missing:
        raise InvalidRequestError(f"{where}: {', '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing")
    for group in model.ALTERNATIVES:
        names = [name for name, field in fields.items() if field.wire in group]
        if all(value_of(name) is None for name in names):
            raise InvalidRequestError(f"{where}: one of {', '.join(names)} is needed")


def suggestion(name: str, known: Iterable[str]) -> str:
    """`` Did you mean 'givenName'?``, or nothing."""
    close = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f" Did you mean {close[0]!r}?" if close else ""
