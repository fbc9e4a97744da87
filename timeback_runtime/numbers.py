"""JSON whose numbers go back as they came: decoding, encoding, and the float that keeps its text.

A double holds about 16 significant digits. A number that a double holds is read as int or float and may be written in
another form of the same value: ``2.50`` goes back as ``2.5`` and ``1e2`` as ``100.0``. A number that no double holds is
read as an ``ExactFloat``, which is written with the digits that came. Integers are exact at any length.
"""

from __future__ import annotations

import gc
import json
import math
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from operator import call
from typing import Any, NoReturn, Self

try:
    from orjson import loads as _orjson_loads
except ImportError:
    _quick_loads: Callable[[bytes], Any] | None = None
else:
    _quick_loads = _orjson_loads

_set = object.__setattr__
_met = False
"""Whether this process has made an ExactFloat; until then nothing looks for one."""
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


class ExactFloat(float):
    """A number of JSON that no double holds, such as ``0.1000000000000000055``: the nearest float, with its text.

    It counts, compares and hashes as the float; what is computed from it is a plain float. ``str()`` gives the text, so
    ``Decimal(str(number))`` is the exact value. Beyond the range of a float it is infinite or zero, and the text stays.

    Raises:
        ValueError: the text is no number of JSON.
    """

    __slots__ = ("text",)

    text: str
    """The number as it stands in the JSON."""

    def __new__(cls, text: str) -> Self:
        if not _NUMBER.fullmatch(text):
            raise ValueError("ExactFloat: expected a number as JSON writes it")
        global _met
        _met = True
        self = super().__new__(cls, text)
        _set(self, "text", text)
        return self

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise AttributeError("an ExactFloat cannot be changed")

    __delattr__ = __setattr__  # type: ignore[assignment]

    def __repr__(self) -> str:
        return self.text

    __str__ = __repr__

    def __reduce__(self) -> tuple[type[Self], tuple[str]]:
        return type(self), (self.text,)

    def __copy__(self) -> Self:
        return self

    def __deepcopy__(self, memo: object) -> Self:
        return self


def loads(content: bytes) -> Any:
    """The value of a JSON document, by orjson where it is installed and reads every number exactly.

    As with the json module, NaN and Infinity are read, though no JSON has them.

    Raises:
        ValueError: the bytes are no JSON.
        RecursionError: it is nested too deeply.
    """
    if _quick_loads is not None:
        # What orjson refuses (NaN, lone surrogates, numbers beyond a double) has a second chance.
        try:
            data, without_floats = _decode(_quick_loads, content)
            if without_floats or keeps_numbers(content):
                return data
        except ValueError:
            pass
    return loads_exactly(content.decode(json.detect_encoding(content), "surrogatepass"))


def loads_exactly(text: str, *, strict: bool = False) -> Any:
    """As ``loads``, from text and by the json module.

    Args:
        strict: refuse NaN, Infinity, and integers of more digits than int() takes.
    """
    if strict:
        return _STRICT.decode(text)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        # An integer of more digits than int() takes: sys.set_int_max_str_digits.
        return json.loads(text, parse_float=number, parse_int=_whole)


def dumps(data: Any, **options: Any) -> str:
    """As ``json.dumps``, with the text of each ExactFloat. (json writes subclasses of float as plain floats.)"""
    if _met and (default := options.get("default")) is not None:
        options["default"] = lambda item: _marked(default(item))
    return encode(partial(json.dumps, **options), data)


def encode(encoder: Callable[[Any], str], data: Any) -> str:
    """What an encoder of JSON writes, with the text of each ExactFloat in ``data``."""
    if not _met:
        return encoder(data)
    text = encoder(_marked(data))
    return text.replace(f'"{_MARK}', "").replace(f'{_MARK}"', "") if _MARK in text else text


def plain(data: Any) -> Any:
    """The same with a float for each ExactFloat, for libraries that refuse subclasses of float."""
    return _replaced(data, float) if _met else data


def equal(left: float, right: float) -> bool:
    """Whether two numbers are the same by the text in which they are written: 1 and 1.0 are, 2**53 + 1 and 2.0**53 not.

    NaN equals NaN.
    """
    if isinstance(left, int) and isinstance(right, int):
        return left == right
    try:
        one, other = (str(value) for value in (left, right))
        return one == other or _signed(one) == _signed(other)
    except ValueError:  # infinite, or too many digits
        return left == right and type(left) is type(right) and not isinstance(left, ExactFloat)


def whole(value: float) -> int | None:
    """A number as the integer that it is; None where it has a fraction, or is beyond the range of a float."""
    if isinstance(value, int):
        return value
    if not math.isfinite(value):
        return None
    if not isinstance(value, ExactFloat):
        return int(value) if value.is_integer() else None
    from decimal import Decimal  # costs a millisecond, and is rarely needed

    if not value:
        return None
    exact = Decimal(value.text)
    return int(exact) if exact == exact.to_integral_value() else None


def number(text: str) -> float:
    """A number of JSON that is no integer."""
    # Without an exponent this is at most 15 digits, all of which a double holds.
    if len(text) < 17 and "e" not in text and "E" not in text:
        return float(text)
    value = float(text)
    return value if _same(value, text) else ExactFloat(text)


def _whole(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return ExactFloat(text)


def _same(value: float, text: str) -> bool:
    written = repr(value)
    if written == text:
        return True
    try:
        return _digits(written) == _digits(text)
    except ValueError:  # "inf", or an exponent of thousands of digits
        return False


def _signed(text: str) -> tuple[bool, str, int]:
    digits, exponent = _digits(text)
    return bool(digits) and text.startswith("-"), digits, exponent


def _digits(text: str) -> tuple[str, int]:
    """A number as its digits without zeros around them, and the power of ten of the last one."""
    mantissa, _, exponent = text.lower().removeprefix("-").partition("e")
    if not mantissa[0].isdigit():
        raise ValueError
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    kept = digits.rstrip("0")
    return kept, int(exponent or 0) - len(fraction) + len(digits) - len(kept) if kept else 0


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number of JSON")


_DECODER = json.JSONDecoder(parse_float=number)
_STRICT = json.JSONDecoder(parse_float=number, parse_constant=_refuse)
_MARK = os.urandom(16).hex()
"""Stands around the text of a number while json writes it as a string."""


def _marked(data: Any) -> Any:
    return _replaced(data, lambda exact: f"{_MARK}{exact.text}{_MARK}")


def _replaced(data: Any, by: Callable[[ExactFloat], Any]) -> Any:
    if isinstance(data, ExactFloat):
        return by(data)
    if isinstance(data, dict):
        return {name: value if type(value) is str else _replaced(value, by) for name, value in data.items()}
    if isinstance(data, list | tuple):
        return [_replaced(item, by) for item in data]
    return data


def keeps_numbers(content: bytes) -> bool:
    """Whether doubles and integers of 64 bits hold all numbers of a JSON document.

    False is a guess on the safe side: what looks like a number may stand in a text.
    """
    marks = content.translate(_MARKS)
    # Numbers near zero have fewer digits, or none. Those beyond a double's largest are refused by orjson.
    if b"e-000" in marks:
        return False
    found = marks.find(_LONG)
    while found >= 0:
        start, end = marks.rfind(b" ", 0, found) + 1, marks.find(b" ", found)
        end = len(content) if end < 0 else end
        text = content[start:end].decode()
        # Right after a quotation mark begins a text.
        if not _is_kept(text) and content[start - 1 : start] != b'"':
            return False
        found = marks.find(_LONG, end)
    return True


_LONG = b"0" * 16
_MARKS = bytes(
    ord("0" if chr(byte) in "0123456789." else "e" if chr(byte) in "eE" else "-" if chr(byte) in "+-" else " ")
    for byte in range(256)
)


def _is_kept(text: str) -> bool:
    try:
        if repr(float(text)) == text:
            return True
    except ValueError:  # no number, so it stands in a text
        return True
    if not _NUMBER.fullmatch(text):
        return True
    if text.removeprefix("-").isdigit():
        return len(text) <= 20 and -(2**63) <= int(text) < 2**64
    return _same(float(text), text)


def _decode(decode: Callable[[bytes], Any], content: bytes) -> tuple[Any, bool]:
    """What orjson reads, and whether it surely made no float of it, so that nothing needs to be searched.

    Searching the bytes costs a tenth of reading them, and most replies hold no number but whole ones. CPython gives the
    memory of the float that was freed last to the next one that is made. So no float was kept in between where one that
    is made before and one that is made after have the same address. All of it is calls in C without a step of Python
    between them, so no other thread makes or frees a float meanwhile. The garbage collector, which before Python 3.12
    may run within such a call, is off for that time.
    """
    probe = map(id, map(float, _TEXTS)).__next__
    steps: tuple[Callable[[], Any], ...] = (probe, partial(decode, content), probe)
    if not _PAUSES_COLLECTOR or not gc.isenabled():
        before, data, after = map(call, steps)
        return data, _PROBES and before == after
    try:
        _, before, data, after, _ = map(call, (gc.disable, *steps, gc.enable))
    except BaseException:
        gc.enable()
        raise
    return data, _PROBES and before == after


_PAUSES_COLLECTOR = sys.version_info < (3, 12)
_TEXTS = ("0.5", "0.5")
# Another interpreter may hand out memory in another way: then the bytes are always searched.
_PROBES = sys.implementation.name == "cpython"
if _PROBES and _quick_loads is not None:
    _PROBES = _decode(_quick_loads, b"[1]")[1] and not _decode(_quick_loads, b"[0.5]")[1]
