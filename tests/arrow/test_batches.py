"""Record batches built by columns hold what a conversion of each value gives."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback._arrow.batches import batch_converter, record_batch
from timeback._arrow.coercion import Rejected, as_json, converters, row
from timeback._arrow.column_types import columns
from timeback._arrow.schema import OTHER, schema
from timeback.errors import InvalidRequestError
from timeback.sandbox.fake_data.district import generate
from timeback_runtime.numbers import loads


def by_rows(collection: str, objects: list[dict[str, Any]]) -> tuple[pa.RecordBatch, dict[int, Rejected]]:
    """The same conversion, one value after the other."""
    fields = converters(columns(collection))
    rows, aside = [], {}
    for index, one in enumerate(objects):
        values, rejected = row(fields, one)
        if rejected:
            values[OTHER] = as_json({part.path: part.value for part in rejected})
            aside[index] = rejected
        rows.append(values)
    return pa.RecordBatch.from_pylist(rows, schema=schema(collection)), aside


def assert_same(collection: str, objects: list[dict[str, Any]]) -> None:
    expected, expected_aside = by_rows(collection, objects)
    batch, aside = batch_converter(collection).convert(objects)
    batch.validate(full=True)
    assert batch.schema.equals(schema(collection))
    # The texts of NaN are compared, since NaN does not equal itself.
    assert repr(batch.to_pylist()) == repr(expected.to_pylist())
    assert repr(aside) == repr(expected_aside)
    assert repr([[part.value for part in found] for found in aside.values()]) == repr(
        [[part.value for part in found] for found in expected_aside.values()]
    )


TIMES = st.sampled_from(
    [
        "2025-07-01T08:30:00Z",
        "2025-07-01T08:30:00.250+02:00",
        "2025-07-01T08:30:00.1234567Z",
        "2025-07-01T08:30:00.123456000Z",
        "2025-07-01T08:30:00",
        "2025-07-01 08:30:00Z",
        "2025-07-01T08:30Z",
        "2025-07-01T24:00:00Z",
        "2025-07-01T08:30:60Z",
        "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+02:00",
        "9999-12-31T23:59:59-05:00",
        "2025-02-30T00:00:00Z",
        "2025-07-01T08:30:00+23:59",
        "2025-07-01T08:30:00+24:00",
        "2025-07-01T08:30:00Z\n",
        "20250701T083000Z",
        "",
    ]
)
DAYS = st.sampled_from(["2025-08-01", "2025-02-30", "2025-W01-1", "20250801", "0000-01-01", "9999-12-31", "1-1-1", ""])
NUMBERS = st.sampled_from([0, 1, -1, 2**53, 2**53 + 1, -(2**53) - 1, 2**63 - 1, 2**63, 1.0, 1.5, 1e300, 10**400, True])
EXACT = st.sampled_from([b"0.1000000000000000055", b"1e400", b"1e-400", b"NaN"]).map(loads)
TEXTS = st.text(max_size=4) | st.sampled_from(["true", "passWord", "\ud83d"])
ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | EXACT | TIMES | DAYS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def fitting(type_: Any) -> st.SearchStrategy[Any]:
    """Values that fit a column type, or nearly do."""
    if hasattr(type_, "element"):
        return st.lists(st.none() | fitting(type_.element), max_size=3)
    if hasattr(type_, "fields"):
        return st.fixed_dictionaries({}, optional={name: fitting(inner) for name, inner in type_.fields.items()})
    return {
        "boolean": st.sampled_from([True, False, "true", "false"]),
        "integer": NUMBERS,
        "number": NUMBERS | EXACT,
        "datetime": TIMES,
        "date": DAYS,
        "json": ANYTHING,
    }.get(type_, st.sampled_from(["", "a", "ü", "9"]))


COLLECTIONS = ["users", "results", "demographics", "academicSessions", "assessmentItems", "classes"]


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    collection = draw(st.sampled_from(COLLECTIONS))
    fields = columns(collection).fields
    one = st.fixed_dictionaries({}, optional={name: st.none() | fitting(type_) for name, type_ in fields.items()})
    page = draw(st.lists(one, max_size=4))
    names = st.sampled_from([*fields, "password", "unheardOf", "Üben", "a.b", "x[0]"])
    for index in draw(st.sets(st.integers(0, 3), max_size=2)):
        if index < len(page):
            page[index].update(draw(st.dictionaries(names, ANYTHING, max_size=3)))
    return collection, page


@pytest.mark.generated
@given(pages())
def test_columns_hold_what_single_values_give(drawn: tuple[str, list[dict[str, Any]]]) -> None:
    assert_same(*drawn)


@pytest.mark.parametrize(
    "user",
    [
        {},
        {"enabledUser": 1},
        {"enabledUser": "perhaps"},
        {"dateLastModified": "2025-07-01T08:30:00.1234567Z"},
        {"dateLastModified": "2025-02-30T00:00:00Z"},
        {"givenName": "half a \ud83d", "familyName": None},
        {"grades": ["9", 10, None], "agents": "nobody", "roles": ["student", {"role": "parent", "since": 1999}]},
        {"grades": ("9", "10"), "roles": None},
        {"userProfiles": [{"credentials": [{"id": "c", "password": "not this"}]}], "password": "nor this"},
        {"shoeSize": {"eu": 38, "password": "not this"}, "primaryOrg": {"sourcedId": "o", "more": 1}},
        {"metadata": {"deep": [{"Password": "not this"}], "about": "the word password"}},
    ],
    ids=lambda user: "-".join(user) or "empty",
)
def test_one_odd_object_among_others_changes_only_its_row(user: dict[str, Any]) -> None:
    plain = {"sourcedId": "u0", "enabledUser": "true", "grades": ["9"], "roles": [{"role": "student"}]}
    objects = [plain, {"sourcedId": "u1", **user}, plain]
    assert_same("users", objects)
    first, odd, last = record_batch("users", objects).to_pylist()
    assert first == last
    assert "this" not in str(odd)
    assert first["enabledUser"] is True


def test_properties_that_every_object_has_and_no_column_are_kept() -> None:
    objects = [{"shoeSize": number, "password": "not this", "a b": None} for number in range(3)]
    assert_same("users", objects)
    assert [json.loads(one) for one in record_batch("users", objects)[OTHER].to_pylist()] == [
        {"shoeSize": number, "['a b']": None} for number in range(3)
    ]


def test_a_whole_district() -> None:
    for name, objects in generate(5, 40):
        assert_same(name, list(objects))


def test_an_empty_page_has_the_columns() -> None:
    batch = record_batch("users", [])
    assert (batch.num_rows, batch.schema) == (0, schema("users"))
    with pytest.raises(InvalidRequestError, match="did you mean 'users'"):
        record_batch("user", [])
