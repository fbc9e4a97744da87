"""Bodies are the same whether orjson or the json module writes them."""

import json
import math
from collections import OrderedDict, UserDict
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

import hypothesis
import pytest
from hypothesis import strategies as st

from timeback_api.rostering.api.users import update_user
from timeback_api.rostering.models import User
from timeback_runtime import numbers
from timeback_runtime.encoding import to_json_bytes
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.numbers import ExactFloat, loads_exactly


class Level(StrEnum):
    HIGH = "high"


class Grade(Enum):
    FIRST = 1


def both(data: Any) -> tuple[bytes | str, bytes | str]:
    """The body, or the error, with orjson and without it."""
    written: list[bytes | str] = []
    for fast in (numbers._fast_dumps, None):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(numbers, "_fast_dumps", fast)
            try:
                written.append(to_json_bytes("user", data))
            except InvalidRequestError as error:
                written.append(str(error))
    return written[0], written[1]


@pytest.fixture(autouse=True)
def _needs_orjson() -> None:
    pytest.importorskip("orjson")


# orjson writes smaller ones in another form of the same value.
FLOATS = st.floats().filter(lambda number: not 0 < abs(number) < 1e-4)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(2**63, 2**65), FLOATS, st.text(),
    st.sampled_from(["null", "\ud800"]), st.binary(max_size=2), st.uuids(),
    st.datetimes(timezones=st.sampled_from([None, UTC])), st.dates(), st.times(),
    st.sampled_from([*Level, *Grade, Decimal("1.5"), ExactFloat("0.10000000000000001"), ExactFloat("1e400")]),
)  # fmt: skip
KEYS = st.one_of(st.text(), st.text(), st.text(), st.integers(), st.none(), st.sampled_from(Level))
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner),
        st.lists(inner).map(tuple),
        st.dictionaries(st.text(), inner),
        st.dictionaries(KEYS, inner),
        st.dictionaries(st.text(), inner).map(OrderedDict),
        st.dictionaries(st.text(), inner).map(UserDict),
        st.dictionaries(st.text(), inner).map(lambda extra: User.from_dict({"familyName": "Rée", "extra": extra})),
    ),
    max_leaves=15,
)


@hypothesis.settings(max_examples=300, deadline=None)
@hypothesis.given(data=DATA)
def test_orjson_and_json_write_the_same_bytes_or_refuse_the_same_data(data: Any) -> None:
    fast, plain = both(data)
    assert fast == plain


@hypothesis.settings(max_examples=300, deadline=None)
@hypothesis.given(number=st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_is_written_with_its_value(number: float) -> None:
    for content in both([number]):
        assert repr(json.loads(content)) == repr([number])


@pytest.mark.parametrize("place", [[], {}, {"a": {"b": None}}, {"user": {"a": None, "b": [{"c": None}]}}])
@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_not_a_number_is_refused_beside_any_nulls(place: Any, number: float) -> None:
    for data in ({"place": place, "score": number}, [place, [{"deep": number}], None]):
        fast, plain = both(data)
        assert fast == plain
        assert isinstance(fast, str)
        assert "not JSON compliant" in fast or "Out of range" in fast


class Lines(Mapping[str, Any]):
    """A mapping that is no dict, with a value that is no JSON number."""

    def __getitem__(self, key: str) -> Any:
        return {"a": None, "b": math.nan}[key]

    def __iter__(self) -> Iterator[str]:
        return iter("ab")

    def __len__(self) -> int:
        return 2


def test_not_a_number_is_refused_in_values_that_are_converted() -> None:
    for data in ({"a": None, "b": Lines()}, [None, Lines()], Lines()):
        fast, plain = both(data)
        assert fast == plain
        assert isinstance(fast, str)


def deep(levels: int) -> Any:
    data: Any = 1
    for _ in range(levels):
        data = [data]
    return data


def endless() -> Any:
    data: dict[str, Any] = {}
    data["self"] = data
    return data


@pytest.mark.parametrize(
    ("data", "written"),
    [
        (2**64, b"18446744073709551616"),
        (-(2**63) - 1, b"-9223372036854775809"),
        ({1: "one", None: 2}, b'{"1":"one","null":2}'),
        (deep(400), b"[" * 400 + b"1" + b"]" * 400),
        ({"a": "\x00\x1f\x7f\u2028/é\\\"\n"}, '{"a":"\\u0000\\u001f\x7f\u2028/é\\\\\\"\\n"}'.encode()),
        ([UUID(int=7), Grade.FIRST, Level.HIGH], b'["00000000-0000-0000-0000-000000000007",1,"high"]'),
        ([datetime(2026, 1, 2, tzinfo=UTC), date(2026, 1, 2)], b'["2026-01-02T00:00:00+00:00","2026-01-02"]'),
        ([None, "null", {"null": None}], b'[null,"null",{"null":null}]'),
    ],
    ids=["integer", "negative integer", "keys", "deep", "characters", "values", "times", "nulls"],
)  # fmt: skip
def test_both_write(data: Any, written: bytes) -> None:
    assert both(data) == (written, written)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("\ud800", "lone surrogates"),
        (deep(100_000), "nested too deeply"),
        (endless(), "contains itself"),
        (time(8), "a time is not a JSON value"),
        (b"x", "a bytes is not a JSON value"),
    ],
    ids=["surrogate", "deep", "circular", "time", "bytes"],
)
def test_both_refuse(data: Any, reason: str) -> None:
    fast, plain = both(data)
    assert fast == plain
    assert isinstance(fast, str)
    assert reason in fast


def test_numbers_that_no_float_holds_are_sent_digit_for_digit() -> None:
    user = User.from_dict(loads_exactly('{"sourcedId":"u1","metadata":{"n":0.10000000000000001,"middleName":null}}'))
    fast, plain = both(user)
    assert fast == plain == b'{"sourcedId":"u1","metadata":{"n":0.10000000000000001,"middleName":null}}'


def test_a_user_with_nulls_is_written_by_both() -> None:
    user = User.from_dict(
        {"familyName": "Ångström", "middleName": None, "givenName": "Null", "metadata": {"null": None}}
    )
    fast, plain = both({"user": user})
    assert fast == plain


def test_stored_digests_do_not_depend_on_orjson() -> None:
    assert to_json_bytes("items", [0.00001, {"a": 1e-7}], stable=True) == b'[1e-05,{"a":1e-07}]'


def test_the_body_of_an_operation_refuses_not_a_number() -> None:
    user = User.from_dict({"sourcedId": "u1", "middleName": None, "metadata": {"n": math.nan}})
    with pytest.raises(InvalidRequestError, match="JSON"):
        update_user.build("u1", user)
