"""Paging, order, projection, search and filters of lists, over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeback.sandbox import Sandbox

from .conftest import code_minor, description, org, user

LoadUsers = Callable[..., None]


def ids(reply: httpx.Response) -> list[str]:
    assert reply.status_code == 200, reply.text
    return [found["sourcedId"] for found in next(v for v in reply.json().values() if isinstance(v, list))]


def links(reply: httpx.Response) -> dict[str, str]:
    return {name: url for url, name in re.findall(r'<([^>]*)>; rel="(\w+)"', reply.headers["Link"])}


class TestPages:
    def test_counters_and_links_cover_the_whole_list(self, http: httpx.Client, users: LoadUsers) -> None:
        users(*[user(f"u{number}") for number in range(25)])
        reply = http.get("/users", params={"limit": 10, "filter": "role='student'"})
        seen = ids(reply)
        assert {k: v for k, v in reply.json().items() if k != "users"} == {
            "totalCount": 25,
            "pageCount": 3,
            "pageNumber": 1,
            "offset": 0,
            "limit": 10,
        }
        assert reply.headers["X-Total-Count"] == "25"
        assert set(links(reply)) == {"first", "last", "next"}
        while "next" in links(reply):
            reply = http.get(links(reply)["next"])
            seen += ids(reply)
        assert seen == [f"u{number}" for number in range(25)]
        assert reply.json()["pageNumber"] == 3
        assert set(links(reply)) == {"first", "last", "prev"}
        assert ids(http.get(links(reply)["last"])) == seen[20:]
        assert ids(http.get(links(reply)["prev"])) == seen[10:20]
        beyond = http.get("/users", params={"offset": 1000})
        assert ids(beyond) == []
        assert beyond.json()["totalCount"] == 25

    def test_the_default_is_100(self, http: httpx.Client, users: LoadUsers) -> None:
        users(*[user(f"u{number}") for number in range(120)])
        assert len(ids(http.get("/users"))) == 100
        assert len(ids(http.get("/users", params={"limit": 3000}))) == 120

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("limit", "0"),
            ("limit", "3001"),
            ("limit", "-1"),
            ("limit", "999999"),
            ("limit", "ten"),
            ("limit", ""),
            ("limit", "1.5"),
            ("limit", "9" * 400),
            ("offset", "-1"),
            ("offset", "x"),
            ("orderBy", "up"),
        ],
    )
    def test_numbers_out_of_bounds_are_named(self, http: httpx.Client, name: str, value: str) -> None:
        reply = http.get("/users", params={name: value})
        assert reply.status_code == 400
        assert description(reply).startswith(f"{name}:")

    def test_a_repeated_parameter_is_rejected(self, http: httpx.Client) -> None:
        assert http.get("/users?limit=1&limit=2").status_code == 400
        assert http.get("/users?filter=%ff").status_code == 400
        assert http.get("/users?filter=familyName='%00'").status_code == 400

    def test_deleted_objects_stay_in_lists(self, http: httpx.Client, users: LoadUsers) -> None:
        users(user("u1"), user("u2"))
        http.delete("/users/u1")
        assert ids(http.get("/users")) == ["u1", "u2"]
        assert ids(http.get("/users", params={"filter": "status='active'"})) == ["u2"]


class TestOrder:
    def test_text_sorts_by_code_point_and_missing_values_last(self, http: httpx.Client, users: LoadUsers) -> None:
        names = ["b", "a", "Z", "é", "z", "😀", "\uff5e"]
        users(*[user(name, middleName=name) for name in names], user("null", middleName=None), user("none"))
        up = ids(http.get("/users", params={"sort": "middleName"}))
        assert up == [*sorted(names), "null", "none"]
        down = ids(http.get("/users", params={"sort": "middleName", "orderBy": "desc"}))
        assert down == [*sorted(names, reverse=True), "null", "none"]

    def test_numbers_and_dates_sort_by_value(self, http: httpx.Client, box: Sandbox) -> None:
        box.store.load("courseComponents", [{"sourcedId": str(n), "sortOrder": n} for n in (10, 9, 100, 1.5)])
        assert ids(http.get("/courses/components", params={"sort": "sortOrder"})) == ["1.5", "9", "10", "100"]
        years = [2026, "2025", "1e3", "Year 3", 999]
        box.store.load("academicSessions", [{"sourcedId": str(year), "schoolYear": year} for year in years])
        assert ids(http.get("/academicSessions", params={"sort": "schoolYear"})) == [
            "999",
            "1e3",
            "2025",
            "2026",
            "Year 3",
        ]
        stamps = {"late": "2025-01-01T01:00:00+00:00", "early": "2025-01-01T01:30:00+02:00", "last": "2025-01-02"}
        box.store.load("orgs", [{**org(name), "dateLastModified": stamp} for name, stamp in stamps.items()])
        assert ids(http.get("/orgs", params={"sort": "dateLastModified"})) == ["early", "late", "last"]

    def test_lists_sort_by_their_smallest_or_largest_value(self, http: httpx.Client, users: LoadUsers) -> None:
        users(user("a", grades=["5", "3"]), user("b", grades=["4"]), user("c", grades=[]))
        assert ids(http.get("/users", params={"sort": "grades"})) == ["a", "b", "c"]
        assert ids(http.get("/users", params={"sort": "grades", "orderBy": "desc"})) == ["a", "b", "c"]

    def test_an_unknown_name_is_rejected(self, http: httpx.Client) -> None:
        reply = http.get("/users", params={"sort": "shoeSize"})
        assert reply.status_code == 422
        assert "shoeSize" in description(reply)


class TestFields:
    def test_only_the_selected_fields(self, http: httpx.Client, users: LoadUsers) -> None:
        users(user("u1", middleName=None))
        wanted = {"sourcedId": "u1", "middleName": None}
        assert http.get("/users", params={"fields": "middleName,sourcedId,email"}).json()["users"] == [wanted]
        assert http.get("/users?fields=middleName&fields=sourcedId").json()["users"] == [wanted]
        assert http.get("/users/u1", params={"fields": "sourcedId,middleName"}).json() == {"user": wanted}

    @pytest.mark.parametrize("path", ["/users", "/users/u1", "/users/u1/demographics"])
    def test_an_unknown_name_is_rejected(self, http: httpx.Client, users: LoadUsers, path: str) -> None:
        users(user("u1"))
        reply = http.get(path, params={"fields": "sourcedId,givenname"})
        assert (reply.status_code, code_minor(reply)) == (400, "invalid_selection_field")
        assert "givenname" in description(reply)
        assert http.get(path, params={"fields": ""}).status_code == 400


class TestSearch:
    def test_users_and_courses(self, http: httpx.Client, box: Sandbox, users: LoadUsers) -> None:
        users(
            user("u1", middleName="ANNÉLISE"), user("u2", email="annélise@example.org"), user("u3", password="annélise")
        )
        assert ids(http.get("/users", params={"search": "Annélise"})) == ["u1", "u2"]
        assert ids(http.get("/students", params={"search": "Annélise"})) == ["u1", "u2"]
        assert ids(http.get("/users", params={"search": "student"})) == []
        box.store.load("courses", [{"sourcedId": "c1", "title": "Algebra"}, {"sourcedId": "c2", "title": "Botany"}])
        assert ids(http.get("/courses", params={"search": "ALG"})) == ["c1"]

    def test_search_is_ignored_on_other_collections(self, http: httpx.Client, box: Sandbox) -> None:
        box.store.load("orgs", [org("o1"), org("o2")])
        assert ids(http.get("/orgs", params={"search": "nothing like it"})) == ["o1", "o2"]


class TestFilters:
    @pytest.fixture
    def people(self, http: httpx.Client, box: Sandbox, users: LoadUsers) -> httpx.Client:
        box.store.load("orgs", [org("o2")])
        users(
            user("ann", familyName="O'Neil", middleName="A AND B", grades=["9", "10"], enabledUser="true"),
            user("bob", role="teacher", familyName="(x) OR 'y'", at="o2", enabledUser=False),
            user("cem", familyName="Öz", enabledUser=True, grades=["K"]),
        )
        return http

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("role='student'", "ann cem"),
            ("role!='student'", "bob"),
            ("familyName='O''Neil'", "ann"),
            ("familyName='(x) OR ''y'''", "bob"),
            ("middleName='A AND B'", "ann"),
            ("middleName!='A AND B'", "bob cem"),
            ("familyName~'z'", "cem"),
            ("familyName~'Z'", ""),
            ("familyName~''", "ann bob cem"),
            ("familyName>'P'", "cem"),
            ("org.sourcedId='o2'", "bob"),
            ("orgSourcedId='o2'", "bob"),
            ("enabledUser='true'", "ann cem"),
            ("enabledUser='false'", "bob"),
            ("grades='10'", "ann"),
            ("grades!='10'", "bob cem"),
            ("grades~'1'", "ann"),
            ("role='teacher' OR role='student' AND familyName='Öz'", "bob cem"),
            ("role='student' AND familyName='Öz' OR role='teacher'", "bob cem"),
            ("role='student' AND familyName='x' OR sourcedId='ann' AND status='active'", "ann"),
            ("  role  =  'student'   AND sourcedId='cem'  ", "cem"),
            ("sourcedId>='bob' AND sourcedId<='bob'", "bob"),
            ("dateLastModified>'2020-01-01'", "ann bob cem"),
            ("dateLastModified<'2020-01-01T00:00:00Z'", ""),
        ],
    )
    def test_results_of_filters(self, people: httpx.Client, text: str, expected: str) -> None:
        assert ids(people.get("/users", params={"filter": text})) == expected.split()

    @pytest.mark.parametrize(
        ("text", "position"),
        [
            ("", 1),
            ("role", 5),
            ("role=", 6),
            ("role=student", 6),
            ("role='student", 6),
            ('role="student"', 6),
            ("role=='student'", 6),
            ("role='student' and status='active'", 16),
            ("role='student'AND status='active'", 15),
            ("role='student' AND", 16),
            ("role='student' AND ", 20),
            ("role='student' status='active'", 16),
            ("(role='student')", 1),
            ("role='student' AND (status='active')", 20),
            ("role='O'Neil'", 9),
            ("='x'", 1),
            ("role LIKE 'x'", 6),
            ("role='x'; DROP TABLE objects", 9),
        ],
    )
    def test_syntax_errors_have_a_position(self, people: httpx.Client, text: str, position: int) -> None:
        reply = people.get("/users", params={"filter": text})
        assert reply.status_code == 400, reply.text
        assert f"at position {position};" in description(reply)

    @pytest.mark.parametrize(
        "name", ["shoeSize", "roles", "metadata", "roles.role", "position", "rowid", "password.x", "ROLE"]
    )
    def test_names_that_cannot_be_filtered_on(self, people: httpx.Client, name: str) -> None:
        reply = people.get("/users", params={"filter": f"{name}='x'"})
        assert (reply.status_code, code_minor(reply)) == (422, "invalid_filter_field")
        assert name in description(reply)

    @pytest.mark.parametrize(
        "text", ["dateLastModified>'soon'", "enabledUser='yes'", "dateLastModified~'2025'", "enabledUser~'t'"]
    )
    def test_values_of_the_wrong_type(self, people: httpx.Client, text: str) -> None:
        reply = people.get("/users", params={"filter": text})
        assert reply.status_code == 422
        assert "filter" in description(reply)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("metadata.appName='Reader'", "a"),
            ("metadata.appName!='Reader'", "b c d"),
            ("metadata.appName~'ead'", "a"),
            ("metadata.appName~''", "a b"),
            ("metadata.level='10'", "a"),
            ("metadata.level='10.0'", "a"),
            ("metadata.level>'9'", "a"),
            ("metadata.level<'a'", "b"),
            ("metadata.level='ten'", ""),
            ("metadata.done='true'", "a"),
            ("metadata.done='false'", "b"),
            ("metadata.done!='true'", "b c d"),
            ("metadata.tags='x'", "a"),
            ("metadata.tags!='x'", "b c d"),
            ("metadata.goal.xp>='30'", "b"),
            ("metadata.goal='30'", ""),
            ("metadata.house.colour='red'", "d"),
            ("metadata.house.colour!='red'", "a b c"),
            ("metadata.app-name='it''s'", "c"),
            ("metadata.none='x'", ""),
            ("metadata.none!='x'", "a b c d"),
            ("metadata.nothing='null'", ""),
            ("metadata.appName='Reader' AND role='student' OR metadata.goal.xp='30'", "a b"),
        ],
    )
    def test_metadata_is_compared_by_its_keys(
        self, http: httpx.Client, users: LoadUsers, text: str, expected: str
    ) -> None:
        users(
            user("a", metadata={"appName": "Reader", "level": 10, "done": True, "tags": ["x", "y"]}),
            user("b", metadata={"appName": "Writer", "level": "9", "done": False, "goal": {"xp": 30}, "nothing": None}),
            user("c", metadata={"app-name": "it's"}),
            user("d", metadata={"house.colour": "red"}),
        )
        assert ids(http.get("/users", params={"filter": text})) == expected.split()

    def test_metadata_is_no_property_of_other_collections(self, http: httpx.Client, users: LoadUsers) -> None:
        users(user("a", metadata={"appName": "Reader"}))
        reply = http.get("/users", params={"filter": "metadat.appName='x'"})
        assert (reply.status_code, code_minor(reply)) == (422, "invalid_filter_field")
        assert "metadata.KEY" in description(reply)
        assert http.get("/users", params={"sort": "metadata.appName"}).status_code == 422

    def test_numbers_compare_by_value(self, http: httpx.Client, box: Sandbox) -> None:
        box.store.load("courseComponents", [{"sourcedId": str(n), "sortOrder": n} for n in (9, 10, 10.5)])
        path = "/courses/components"
        assert ids(http.get(path, params={"filter": "sortOrder>'9'"})) == ["10", "10.5"]
        assert ids(http.get(path, params={"filter": "sortOrder='10.0'"})) == ["10"]
        assert http.get(path, params={"filter": "sortOrder='many'"}).status_code == 422


def test_an_id_is_found_by_an_index(http: httpx.Client, box: Sandbox, users: LoadUsers) -> None:
    users(user("u1"), user("u2"))
    statements: list[str] = []
    box.store._connection.set_trace_callback(statements.append)
    try:
        assert ids(http.get("/users", params={"filter": "sourcedId='u2' AND status='active'"})) == ["u2"]
    finally:
        box.store._connection.set_trace_callback(None)
    plans = [
        step
        for statement in statements
        if '"values of users"' in statement
        for *_, step in box.store._connection.execute(f"EXPLAIN QUERY PLAN {statement}")
        if step != "SCAN page"  # of the positions that the other steps find
    ]
    assert plans
    assert not any("SCAN" in step for step in plans), plans
    assert any("SEARCH v USING" in step and "INDEX" in step for step in plans), plans


NAMES = {
    "middleName": st.none() | st.sampled_from(["", "a", "B", "'", "a'b", "ä", "😀", "a AND b='c'"]),
    "enabledUser": st.sampled_from([True, False, "true", "false"]),
    "grades": st.lists(st.sampled_from(["1", "2", "K"]), max_size=3),
    "dateLastModified": st.sampled_from(
        ["2025-01-01T00:00:00.000Z", "2025-01-01T01:00:00+02:00", "2025-01-01", "2025-06-01T12:00:00.000001Z", "odd"]
    ),
}
LITERALS = {
    "middleName": ["", "a", "B", "'", "a'b", "ä", "😀", "a AND b='c'"],
    "enabledUser": ["true", "false"],
    "grades": ["1", "2", "K", "X"],
    "dateLastModified": ["2025-01-01", "2024-12-31T23:00:00Z", "2025-06-01T14:00:00.000001+02:00"],
}
COMPARISONS = st.sampled_from(sorted(NAMES)).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.sampled_from(["=", "!=", "<", "<=", ">", ">=", *(["~"] if name in ("middleName", "grades") else [])]),
        st.sampled_from(LITERALS[name]),
    )
)


def reference(value: Any, name: str, operator: str, literal: str) -> bool:
    """A comparison in plain Python, independent of the sandbox."""

    def known(raw: Any) -> Any:
        if name == "enabledUser":
            return str(raw).lower()
        if name != "dateLastModified":
            return raw
        try:
            moment = datetime.fromisoformat(raw)
        except ValueError:
            return None
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    raw = value.get(name)
    candidates = [known(one) for one in (raw if isinstance(raw, list) else [raw])]
    candidates = [one for one in candidates if one is not None]
    wanted = known(literal)
    if operator == "!=":
        return wanted not in candidates
    tests: dict[str, Callable[[Any], bool]] = {
        "=": lambda one: one == wanted,
        "<": lambda one: one < wanted,
        "<=": lambda one: one <= wanted,
        ">": lambda one: one > wanted,
        ">=": lambda one: one >= wanted,
        "~": lambda one: wanted in one,
    }
    return any(tests[operator](one) for one in candidates)


@pytest.mark.slow
@settings(max_examples=120, deadline=None)
@given(
    objects=st.lists(st.fixed_dictionaries(NAMES), min_size=1, max_size=6),
    expression=st.lists(st.lists(COMPARISONS, min_size=1, max_size=3), min_size=1, max_size=3),
)
def test_filters_agree_with_plain_python(
    running: tuple[Sandbox, httpx.Client], objects: list[dict[str, Any]], expression: list[list[tuple[str, str, str]]]
) -> None:
    box, http = running
    people = [{**user(f"u{number}"), **value} for number, value in enumerate(objects)]
    with box.store.transaction():
        box.store.clear()
        box.store.load("users", people)
    text = " OR ".join(
        " AND ".join(f"{name}{operator}'{literal.replace(chr(39), chr(39) * 2)}'" for name, operator, literal in part)
        for part in expression
    )
    expected = [p["sourcedId"] for p in people if any(all(reference(p, *one) for one in part) for part in expression)]
    assert ids(http.get("/users", params={"filter": text})) == expected


def test_the_response_is_json_for_any_text(http: httpx.Client, users: LoadUsers) -> None:
    odd = 'quote " backslash \\ newline \n tab \t \u2028 </script> 😀 \x7f'
    users(user("u1", middleName=odd))
    assert json.loads(http.get("/users").content)["users"][0]["middleName"] == odd
    assert json.loads(http.get("/users/u1").content)["user"]["middleName"] == odd
