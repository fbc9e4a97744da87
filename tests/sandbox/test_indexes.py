"""SQLite query plans: queries for few objects of many use an index."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx
import pytest

from timeback.sandbox import Sandbox

from .conftest import user


@pytest.fixture
def plans(box: Sandbox, http: httpx.Client, users: Callable[..., None]) -> Callable[[str, str], list[str]]:
    """SQLite's query plans for the statements of a list."""
    users(*[user(f"u{number}") for number in range(50)])

    def ask(path: str, text: str) -> list[str]:
        statements: list[str] = []
        connection = box.store._connection
        connection.set_trace_callback(statements.append)
        try:
            assert http.get(path, params={"filter": text}).status_code == 200
        finally:
            connection.set_trace_callback(None)
        selects = [statement for statement in statements if "values of" in statement]
        assert selects
        steps = [
            row[3] for statement in selects for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}").fetchall()
        ]
        # The objects are looked up by the positions of the page, which a step of its own has found.
        return [step for step in steps if step != "SCAN page"]

    return ask


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/users", "sourcedId='u7'"),
        ("/users", "sourcedId='u7' AND status='active'"),
        ("/students", "sourcedId='u7'"),
        ("/users", "dateLastModified>'2090-01-01'"),
        ("/enrollments", "userSourcedId='u7'"),
        ("/enrollments", "classSourcedId='c7' AND role='student'"),
        ("/users", "grades='5'"),
    ],
)
def test_queries_use_indexes(plans: Callable[[str, str], list[str]], path: str, text: str) -> None:
    found = plans(path, text)
    assert any("INDEX" in step or "PRIMARY KEY" in step for step in found)
    assert not [step for step in found if re.match(r"SCAN \w+$", step)], found


def test_queries_without_an_index_scan_the_table(plans: Callable[[str, str], list[str]]) -> None:
    """Shows that the test above can fail."""
    assert [step for step in plans("/users", "middleName~'x'") if re.match(r"SCAN \w+$", step)]
