"""Pages: as sequences, as tables, and in notebooks."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import httpx
import pytest

from timeback import Page, TimeBackClient, tables
from timeback.errors import InvalidRequestError
from timeback.sandbox import Sandbox
from timeback_api.rostering.models import User

pandas = pytest.importorskip("pandas")
polars = pytest.importorskip("polars")
pyarrow = pytest.importorskip("pyarrow")

ADA = {
    "sourcedId": "u1",
    "status": "active",
    "dateLastModified": "2025-01-01T12:00:00+02:00",
    "enabledUser": True,
    "givenName": "Ada <script>alert(1)</script>",
    "familyName": "Lovelace",
    "email": "ada@example.org",
    "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "o1"}}],
    "metadata": {"house": "north"},
}
BOB: dict[str, Any] = {
    "sourcedId": "u2",
    "status": "active",
    "dateLastModified": "2025-06-30T00:00:00Z",
    "enabledUser": "true",
    "givenName": "Bob",
    "familyName": None,
    "roles": [],
    "grades": ["7"],
}
ODD: dict[str, Any] = {
    "sourcedId": "u\ud800",
    "dateLastModified": "last week",
    "enabledUser": 1,
    "givenName": 7,
    "roles": [{"role": 3}, "none", None],
    "metadata": "nothing",
    "grades": {"now": 7},
    "big": 2**70,
    "far": "0001-01-01T00:00:00+05:00",
}


@pytest.fixture
def page_of(answered: Callable[..., TimeBackClient]) -> Callable[..., Page[User]]:
    def make(*users: dict[str, Any], **more: Any) -> Page[User]:
        text = json.dumps({"users": users, "totalCount": len(users), **more}).encode()
        reply = httpx.Response(200, content=text, headers={"content-type": "application/json"})
        return answered(lambda request: reply).rostering.users.list_users()

    return make


# Sequences


def test_pages_are_sequences(client: TimeBackClient) -> None:
    page = client.rostering.users.list_users(limit=7, offset=3)
    assert (len(page), page.limit, page.offset, page.total_count, page.has_next) == (7, 7, 3, 50, True)
    assert page[0] is page.items[0]
    assert page[-2:] == page.items[-2:]
    assert list(page) == page.items
    assert page[0] in page
    assert not page[len(page) :]


def test_from_page_to_page(client: TimeBackClient) -> None:
    page: Page[User] | None = client.rostering.users.list_users(limit=20)
    sizes, keys = [], []
    while page is not None:
        sizes.append((page.offset, len(page), page.has_next))
        keys += [user.sourced_id for user in page]
        page = page.next_page()
    assert sizes == [(0, 20, True), (20, 20, True), (40, 10, False)]
    assert len(set(keys)) == 50


async def test_from_page_to_page_async(box: Sandbox) -> None:
    async with box.async_client() as client:
        page = await client.rostering.users.list_users(limit=30)
        following = await page.next_page()
        assert following is not None
        assert (following.offset, len(following), await following.next_page()) == (30, 20, None)


@pytest.mark.parametrize("arguments", [{"limit": 0}, {"limit": 3001}, {"limit": -1}, {"offset": -1}, {"limit": True}])
def test_places_that_do_not_exist_are_refused(client: TimeBackClient, box: Sandbox, arguments: dict[str, int]) -> None:
    (name,) = arguments
    with pytest.raises(InvalidRequestError, match=f"{name}: .*whole number"):
        client.rostering.users.list_users(**arguments)  # type: ignore[arg-type]
    assert not box.requests


# Tables


def test_dicts_are_what_would_be_sent(page_of: Callable[..., Page[User]]) -> None:
    assert page_of(ADA, BOB, ODD).to_dicts() == [ADA, BOB, ODD]


def test_pandas(page_of: Callable[..., Page[User]]) -> None:
    frame = page_of(ADA, BOB).to_pandas()
    assert list(frame["sourcedId"]) == ["u1", "u2"]
    assert list(frame["dateLastModified"]) == [
        pandas.Timestamp("2025-01-01T10:00:00Z"),
        pandas.Timestamp("2025-06-30T00:00:00Z"),
    ]
    assert frame["roles"][0] == ADA["roles"]
    assert frame["metadata"][0] == {"house": "north"}
    assert frame["metadata"][1] is None
    assert list(frame["enabledUser"]) == ["true", "true"]
    assert frame["familyName"].isna().tolist() == [False, True]


def test_polars(page_of: Callable[..., Page[User]]) -> None:
    frame = page_of(ADA, BOB).to_polars()
    assert frame["dateLastModified"].to_list()[0] == datetime(2025, 1, 1, 10, tzinfo=UTC)
    assert frame["roles"].to_list() == [ADA["roles"], []]
    assert frame.schema["metadata"] == polars.Struct({"house": polars.String})
    assert frame["grades"].to_list() == [None, ["7"]]


def test_arrow(page_of: Callable[..., Page[User]]) -> None:
    table = page_of(ADA, BOB).to_arrow()
    assert table.schema.field("dateLastModified").type == pyarrow.timestamp("us", tz="UTC")
    rows = table.to_pylist()
    assert rows[0]["roles"] == ADA["roles"]
    assert rows[1]["grades"] == ["7"]


def of_pandas(frame: Any, name: str) -> list[Any]:
    return [None if value is None or value is pandas.NA else value for value in frame[name]]


def of_polars(frame: Any, name: str) -> list[Any]:
    values: list[Any] = frame[name].to_list()
    return values


def of_arrow(table: Any, name: str) -> list[Any]:
    values: list[Any] = table[name].to_pylist()
    return values


MAKERS = [(tables.to_pandas, of_pandas), (tables.to_polars, of_polars), (tables.to_arrow, of_arrow)]


@pytest.mark.parametrize(("make", "column"), MAKERS, ids=["pandas", "polars", "arrow"])
def test_odd_values_are_text(page_of: Callable[..., Page[User]], make: Any, column: Any) -> None:
    table = make(page_of(ADA, BOB, ODD))
    assert column(table, "sourcedId") == ["u1", "u2", "u?"]
    assert column(table, "dateLastModified") == ["2025-01-01T12:00:00+02:00", "2025-06-30T00:00:00+00:00", "last week"]
    assert column(table, "enabledUser") == ["true", "true", "1"]
    assert column(table, "givenName")[2] == "7"
    assert column(table, "metadata") == ['{"house": "north"}', None, "nothing"]
    assert column(table, "big")[2] == str(2**70)
    assert column(table, "far")[2].startswith("0001-01-01T00:00:00")


@pytest.mark.parametrize(("make", "column"), MAKERS, ids=["pandas", "polars", "arrow"])
def test_kinds_of_columns(make: Any, column: Any) -> None:
    rows: list[dict[str, Any]] = [
        {
            "truth": True,
            "whole": 1,
            "number": 1,
            "day": date(2025, 1, 31),
            "local": datetime(2025, 1, 31, 8),
            "none": None,
        },
        {"truth": None, "whole": None, "number": 0.5, "day": None, "local": None, "none": None, "late": {}},
        {"many": [[1], []], "late": {"a": {"b": 1}}},
        {"many": [[0.5]], "late": {"c": 1}},
    ]
    table = make(rows)
    assert column(table, "truth")[:2] == [True, None]
    assert column(table, "whole")[:2] == [1, None]
    assert column(table, "number")[:2] == [1.0, 0.5]
    assert str(column(table, "day")[0])[:10] == "2025-01-31"
    assert str(column(table, "local")[0]) == "2025-01-31 08:00:00"
    assert column(table, "none") == [None] * 4
    assert column(table, "many")[2:] == [[[1.0], []], [[0.5]]]
    assert column(table, "late")[2]["a"]["b"] == 1
    assert column(table, "late")[0] is None


def test_objects_by_id_do_not_become_columns_without_end() -> None:
    rows = [{"byId": {f"u{number}": 1}} for number in range(1000)]
    assert tables.to_arrow(rows)["byId"].to_pylist()[7] == '{"u7": 1}'


@pytest.mark.parametrize("make", [tables.to_pandas, tables.to_polars, tables.to_arrow])
def test_no_rows(make: Any, page_of: Callable[..., Page[User]]) -> None:
    assert make(page_of()).shape == (0, 0)


@pytest.mark.parametrize("make", [tables.to_pandas, tables.to_polars, tables.to_arrow])
def test_any_iterable(make: Any, client: TimeBackClient) -> None:
    assert make(client.rostering.users.iter_users(page_size=20)).shape[0] == 50
    assert make(client.rostering.enrollments.list_enrollments(limit=5)).shape[0] == 5


@pytest.mark.parametrize(
    ("name", "library", "extra"),
    [("to_pandas", "pandas", "pandas"), ("to_polars", "polars", "polars"), ("to_arrow", "pyarrow", "arrow")],
)
def test_what_to_install(
    name: str, library: str, extra: str, page_of: Callable[..., Page[User]], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = importlib.import_module

    def missing(wanted: str, *more: Any) -> Any:
        if wanted == library:
            raise ModuleNotFoundError(wanted)
        return usual(wanted, *more)

    monkeypatch.setattr(importlib, "import_module", missing)
    with pytest.raises(ImportError, match=rf"{library}.*timeback-client\[{extra}\]"):
        getattr(page_of(ADA), name)()


# Notebooks

PERSONAL = ["Ada", "Lovelace", "example.org", "Bob", "north", "student"]


def test_texts_show_nothing_personal(page_of: Callable[..., Page[User]]) -> None:
    page = page_of(ADA, BOB)
    assert repr(page) == "<Page: 2 User, offset 0, total 2>"
    for text in (repr(page), str(page), page._repr_html_(), repr(page.show(personal=True)), page.show()._repr_html_()):
        assert not [word for word in PERSONAL if word in text]
    html = page._repr_html_()
    assert "2 User" in html
    assert "<td>u1</td>" in html
    assert "familyName (2)" in html
    assert "email (1)" in html


def test_values_are_shown_to_who_asks_for_them_and_escaped(page_of: Callable[..., Page[User]]) -> None:
    html = page_of({**ADA, "<b>": "<i>", "sourcedId": "<u1>"}, BOB).show(personal=True)._repr_html_()
    assert "Lovelace" in html
    assert "&lt;script&gt;" in html
    assert "<td>&lt;i&gt;</td>" in html
    assert "<th>&lt;b&gt;</th>" in html
    for tag in ("<script", "<i>", "<b>", "<u1>"):
        assert tag not in html
    assert "<u1>" not in page_of({**ADA, "sourcedId": "<u1>"})._repr_html_()


def test_long_pages_and_long_values_are_cut(page_of: Callable[..., Page[User]]) -> None:
    page = page_of(*({**BOB, "sourcedId": f"u{number}", "givenName": "x" * 500} for number in range(50)))
    assert "and 30 more" in page._repr_html_()
    html = page.show(personal=True, rows=3)._repr_html_()
    assert "and 47 more" in html
    assert "x" * 100 not in html


def test_odd_pages_are_shown(page_of: Callable[..., Page[User]]) -> None:
    page_of()._repr_html_().encode()
    page_of(ODD)._repr_html_().encode()
    page_of(ODD).show(personal=True)._repr_html_().encode()
