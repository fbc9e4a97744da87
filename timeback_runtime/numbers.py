"""Decode and encode JSON without loss of precision: ``loads``, ``dumps``, ``bytes_encoder``, and a float that keeps its
digits.

A double has about 16 significant digits. A number that a double represents exactly is decoded as int or float. It may
be written in another form of the same value: ``2.50`` becomes ``2.5``, and ``1e2`` becomes ``100.0``. Any other number
is decoded as an ``ExactFloat``, which is written with the digits that were received. Integers are exact at any length.
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
    import orjson
except ImportError:
    _fast_loads: Callable[[bytes], Any] | None = None
    _fast_dumps: Callable[[Any, Callable[[Any], Any], int], bytes] | None = None
    _PASS_TO_DEFAULT = 0
else:
    _fast_loads, _fast_dumps = orjson.loads, orjson.dumps
    # The json module writes no times and dataclasses either.
    _PASS_TO_DEFAULT = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS

_set = object.__setattr__
_exact_floats_exist = False
"""Whether this process has created an ExactFloat. Until then, encoding does not search for them."""
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"


class ExactFloat(float):
    """The nearest float to a JSON number that no double represents, such as ``0.1000000000000000055``, with its text.

    It compares, hashes and calculates as the float; the result of a calculation is a plain float. ``str()`` returns the
    text, so ``Decimal(str(number))`` is the exact value. A number beyond the range of a float has the float value
    infinity or zero, and keeps its text.

    Raises:
        ValueError: the text is not a JSON number.
    """

    __slots__ = ("text",)

    text: str
    """The number as written in the JSON document."""

    def __new__(cls, text: str) -> Self:
        if not re.fullmatch(_NUMBER, text):
            raise ValueError("ExactFloat: expected the text of a JSON number")
        global _exact_floats_exist
        _exact_floats_exist = True
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
    """Decode a JSON document. Uses orjson if it is installed and decodes every number of the document exactly.

    NaN and Infinity are accepted, as by the json module, although they are not valid JSON.

    Raises:
        ValueError: the document is not valid JSON.
        RecursionError: the document is nested too deeply.
    """
    if _fast_loads is not None:
        # The json module accepts more than orjson: NaN, lone surrogates, numbers beyond the range of a double.
        try:
            data, without_floats = _decode(_fast_loads, content)
            if without_floats or numbers_are_exact(content):
                return data
        except ValueError:
            pass
    text = content.decode(json.detect_encoding(content), "surrogatepass")
    if len(text) < _LARGE:
        return loads_exactly(text)
    (data,) = _call_without_collection(partial(loads_exactly, text))
    return data


def loads_exactly(text: str, *, strict: bool = False) -> Any:
    """Decode JSON text as ``loads`` does, always with the json module.

    Args:
        text: the JSON document.
        strict: refuse NaN, Infinity, and integers with more digits than int() accepts.
    """
    if strict:
        return _STRICT.decode(text)
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        # An integer with more digits than int() accepts (sys.set_int_max_str_digits).
        return json.loads(text, parse_float=parse_number, parse_int=_parse_integer)


def dumps(data: Any, **options: Any) -> str:
    """Encode as ``json.dumps`` does, but write each ExactFloat with its text. (json writes it as a plain float.)"""
    if _exact_floats_exist and (default := options.get("default")) is not None:
        options["default"] = lambda item: _mark_exact_floats(default(item))
    return encode(partial(json.dumps, **options), data)


def bytes_encoder(default: Callable[[Any], Any], *, use_orjson: bool = True) -> Callable[[Any], bytes]:
    """Return a function that encodes data as compact JSON in UTF-8, by orjson if it is installed.

    The bytes are the same with and without orjson, except for floats below 0.0001: orjson writes ``1e-05`` as
    ``0.00001``. The function writes each ExactFloat with its text, and raises what an encoder of the json module does.

    Args:
        default: converts a value that is not JSON, or raises a TypeError. It is called for times, not for members of
            enumerations and UUIDs.
        use_orjson: whether orjson is used if it is installed.
    """

    def convert(item: Any) -> Any:
        return _mark_exact_floats(default(item)) if _exact_floats_exist else default(item)

    write = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=convert).encode

    def encode_bytes(data: Any) -> bytes:
        if use_orjson and _fast_dumps is not None:
            try:
                content = _fast_dumps(data, default, _PASS_TO_DEFAULT)
                # orjson writes NaN and Infinity as null, too.
                nulls = content.count(b"null")
                if not nulls or _has_none(data, nulls):
                    return content
            except TypeError:
                # The json module writes more than orjson: ExactFloat, integers beyond 64 bits, deeper nesting.
                pass
        return encode(write, data).encode()

    return encode_bytes


def _has_none(data: Any, count: int) -> bool:
    """Whether lists and dictionaries hold None exactly so many times.

    They are searched level by level until all are found, since the nulls of most bodies are on the first two levels.
    """
    level = [data] if type(data) is dict or type(data) is list else []
    while level:
        values = [value for one in level for value in (one.values() if type(one) is dict else one)]
        count -= len([True for value in values if value is None])
        if count <= 0:
            break
        level = [value for value in values if type(value) is dict or type(value) is list]
    return count == 0


def encode(encoder: Callable[[Any], str], data: Any) -> str:
    """Encode data with any JSON encoder, and write each ExactFloat with its text."""
    if not _exact_floats_exist:
        return encoder(data)
    text = encoder(_mark_exact_floats(data))
    return text.replace(f'"{_MARK}', "").replace(f'{_MARK}"', "") if _MARK in text else text


def plain(data: Any) -> Any:
    """A copy with a plain float for each ExactFloat, for libraries that do not accept subclasses of float."""
    return _convert_exact_floats(data, float) if _exact_floats_exist else data


def equal(left: float, right: float) -> bool:
    """Whether two numbers are equal as decimal numbers, by their text. 1 equals 1.0; 2**53 + 1 does not equal 2.0**53.

    NaN equals NaN.
    """
    if isinstance(left, int) and isinstance(right, int):
        return left == right
    try:
        one, other = (str(value) for value in (left, right))
        return one == other or _signed(one) == _signed(other)
    except ValueError:  # infinity, or too many digits
        return left == right and type(left) is type(right) and not isinstance(left, ExactFloat)


def as_integer(value: float) -> int | None:
    """The integer that equals a number; None if it has a fraction, or is beyond the range of a float."""
    if isinstance(value, int):
        return value
    if not math.isfinite(value):
        return None
    if not isinstance(value, ExactFloat):
        return int(value) if value.is_integer() else None
    from decimal import Decimal  # the import takes a millisecond and is rarely needed

    if not value:
        return None
    exact = Decimal(value.text)
    return int(exact) if exact == exact.to_integral_value() else None


def parse_number(text: str) -> float:
    """Parse a JSON number that is not an integer."""
    # Without an exponent, this is at most 15 digits, which a double always represents exactly.
    if len(text) < 17 and "e" not in text and "E" not in text:
        return float(text)
    value = float(text)
    return value if _is_same(value, text) else ExactFloat(text)


def _parse_integer(text: str) -> int | float:
    try:
        return int(text)
    except ValueError:
        return ExactFloat(text)


def _is_same(value: float, text: str) -> bool:
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
    """The digits of a number without leading and trailing zeros, and the power of ten of the last digit."""
    mantissa, _, exponent = text.lower().removeprefix("-").partition("e")
    if not mantissa[0].isdigit():
        raise ValueError
    integer, _, fraction = mantissa.partition(".")
    digits = (integer + fraction).lstrip("0")
    kept = digits.rstrip("0")
    return kept, int(exponent or 0) - len(fraction) + len(digits) - len(kept) if kept else 0


def _reject_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON number")


_DECODER = json.JSONDecoder(parse_float=parse_number)
_STRICT = json.JSONDecoder(parse_float=parse_number, parse_constant=_reject_constant)
_MARK = os.urandom(16).hex()
"""Delimits the text of an ExactFloat while json writes it as a string. It is random, so that no data contains it."""


def _mark_exact_floats(data: Any) -> Any:
    return _convert_exact_floats(data, lambda exact: f"{_MARK}{exact.text}{_MARK}")


def _convert_exact_floats(data: Any, convert: Callable[[ExactFloat], Any]) -> Any:
    if isinstance(data, ExactFloat):
        return convert(data)
    if isinstance(data, dict):
        return {
            name: value if type(value) is str else _convert_exact_floats(value, convert) for name, value in data.items()
        }
    if isinstance(data, list | tuple):
        return [_convert_exact_floats(item, convert) for item in data]
    return data


def numbers_are_exact(content: bytes) -> bool:
    """Whether doubles and 64-bit integers represent all numbers of a JSON document exactly.

    False may be wrong, since digits inside a string may look like a number. True is always right.
    """
    marks = content.translate(_CHARACTER_CLASSES)
    # Numbers near zero have fewer significant digits, or none. orjson refuses numbers beyond the largest double.
    if b"e-000" in marks:
        return False
    found = marks.find(_SIXTEEN_DIGITS)
    while found >= 0:
        start, end = marks.rfind(b" ", 0, found) + 1, marks.find(b" ", found)
        end = len(content) if end < 0 else end
        text = content[start:end].decode()
        # After a quotation mark, the digits are the start of a string.
        if not _is_exact(text) and content[start - 1 : start] != b'"':
            return False
        found = marks.find(_SIXTEEN_DIGITS, end)
    return True


_SIXTEEN_DIGITS = b"0" * 16
_CHARACTER_CLASSES = bytes(
    ord("0" if chr(byte) in "0123456789." else "e" if chr(byte) in "eE" else "-" if chr(byte) in "+-" else " ")
    for byte in range(256)
)


def _is_exact(text: str) -> bool:
    try:
        if repr(float(text)) == text:
            return True
    except ValueError:  # not a number, so it is part of a string
        return True
    if not re.fullmatch(_NUMBER, text):
        return True
    if text.removeprefix("-").isdigit():
        return len(text) <= 20 and -(2**63) <= int(text) < 2**64
    return _is_same(float(text), text)


def _decode(decode: Callable[[bytes], Any], content: bytes) -> tuple[Any, bool]:
    """Decode with orjson, and tell whether it certainly created no float, so that no search for long numbers is needed.

    The search takes a tenth of the decoding time, and the numbers of most replies are integers. CPython reuses the
    memory of the last freed float for the next new float. If a float that is created before decoding and one that is
    created after it have the same address, then decoding kept no float. All steps are calls in C without Python
    bytecode between them, so no other thread creates or frees a float in the meantime, nor does the garbage collector.
    """
    float_address = map(id, map(float, _PROBE_TEXTS)).__next__
    before, data, after = _call_without_collection(float_address, partial(decode, content), float_address)
    return data, _DETECTS_FLOATS and before == after


def _call_without_collection(*steps: Callable[[], Any]) -> list[Any]:
    """Call functions one after the other, without the garbage collector, and return their results.

    Before Python 3.12 the collector also runs while a document is decoded, dozens of times for a page. It takes a fifth
    of the time, and finds nothing, since what is decoded has no cycles.
    """
    if not _PAUSES_COLLECTOR or not gc.isenabled():
        return list(map(call, steps))
    try:
        _, *results, _ = map(call, (gc.disable, *steps, gc.enable))
    except BaseException:
        gc.enable()
        raise
    return results


_LARGE = 16_000
"""Characters from which a pause of the garbage collector saves more than it costs."""
_PAUSES_COLLECTOR = sys.version_info < (3, 12)
_PROBE_TEXTS = ("0.5", "0.5")
# Other interpreters may allocate memory in another way, so there the bytes are always searched.
_DETECTS_FLOATS = sys.implementation.name == "cpython"
if _DETECTS_FLOATS and _fast_loads is not None:
    _DETECTS_FLOATS = _decode(_fast_loads, b"[1]")[1] and not _decode(_fast_loads, b"[0.5]")[1]
