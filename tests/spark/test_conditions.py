"""Conditions of a query as filters of OneRoster, and filters joined to one."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from timeback.filters import F
from timeback.spark.conditions import Condition, combined, pushed_filter

LAST_CHANGE = datetime(2026, 1, 31, 12, 0, 0, 123_456, tzinfo=UTC)


def pushed(name: str, operator: str, value: Any, collection: str = "users") -> str | None:
    found = pushed_filter(collection, [Condition((name,), operator, value)])
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("name", "operator", "value", "expected"),
    [
        ("status", "=", "active", "status='active'"),
        ("enabledUser", "=", True, "enabledUser='true'"),
        ("enabledUser", "=", False, "enabledUser='false'"),
        ("dateLastModified", ">=", LAST_CHANGE, "dateLastModified>='2026-01-31T12:00:00Z'"),
        ("dateLastModified", ">", LAST_CHANGE, "dateLastModified>='2026-01-31T12:00:00Z'"),
        ("dateLastModified", "<", LAST_CHANGE, "dateLastModified<='2026-01-31T12:00:01Z'"),
        (
            "dateLastModified",
            "<=",
            LAST_CHANGE.replace(microsecond=0).astimezone(timezone(timedelta(hours=2))),
            "dateLastModified<='2026-01-31T12:00:00Z'",
        ),
    ],
)
def test_a_condition_is_sent(name: str, operator: str, value: Any, expected: str) -> None:
    assert pushed(name, operator, value) == expected


def test_numbers_and_days_are_sent() -> None:
    assert pushed("score", ">", 70.5, "results") == "score>'70.5'"
    assert pushed("startDate", "<=", date(2026, 1, 31), "academicSessions") == "startDate<='2026-01-31'"


@pytest.mark.parametrize(
    ("name", "operator", "value"),
    [
        ("familyName", ">", "M"),  # servers order text in different ways
        ("sourcedId", "<", "x"),
        ("familyName", "=", "O'Brien"),  # servers read a quote in different ways
        ("familyName", "=", ""),
        ("familyName", "=", "a\0b"),
        ("familyName", "=", None),
        ("dateLastModified", ">=", datetime(2026, 1, 31)),
        ("dateLastModified", "=", LAST_CHANGE),
        ("roles", "=", "student"),
        ("metadata", "=", "{}"),
        ("_other", "=", "x"),
        ("unknown", "=", "x"),
    ],
)
def test_a_condition_is_left_to_spark(name: str, operator: str, value: Any) -> None:
    assert pushed(name, operator, value) is None


@pytest.mark.parametrize("value", [float("nan"), float("inf"), True])
def test_odd_numbers_are_left_to_spark(value: Any) -> None:
    assert pushed("score", ">", value, "results") is None


def test_a_nested_property_is_left_to_spark() -> None:
    assert pushed_filter("users", [Condition(("primaryOrg", "sourcedId"), "=", "org-1")]) is None


def test_several_conditions_are_joined() -> None:
    conditions = [Condition(("status",), "=", "active"), Condition(("givenName",), ">", "A")]
    assert str(pushed_filter("users", conditions)) == "status='active'"
    conditions.append(Condition(("role",), "=", "student"))
    assert str(pushed_filter("users", conditions)) == "status='active'"
    conditions.append(Condition(("username",), "=", "x"))
    assert str(pushed_filter("users", conditions)) == "status='active' AND username='x'"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("status='active'", "status='active' AND role='x'"),
        ("a='1' OR b='2'", "a='1' AND role='x' OR b='2' AND role='x'"),
        ("a='1 OR b=2'", "a='1 OR b=2' AND role='x'"),
        ("a='it''s OR' OR b='2'", "a='it''s OR' AND role='x' OR b='2' AND role='x'"),
        ("a='1' AND ORDER='2'", "a='1' AND ORDER='2' AND role='x'"),
    ],
)
def test_a_filter_given_as_text_gets_a_further_condition(text: str, expected: str) -> None:
    assert combined(text, F.role == "x") == expected


def test_one_filter_stays_as_it_is() -> None:
    assert combined(None, None) is None
    assert combined("a='1'", None) == "a='1'"
    assert combined(None, F.role == "x") == (F.role == "x")
