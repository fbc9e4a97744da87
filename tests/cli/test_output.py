"""-o, --query and --fields: formats, tables that fit the terminal, expressions, and properties of nested objects."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jmespath
import pytest
import yaml
from click import UsageError
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tests.golden import check_golden
from timeback.cli.app import timeback
from timeback.cli.output import table
from timeback.cli.output.field_paths import select
from timeback.cli.output.query import Query
from timeback.sandbox import Sandbox
from timeback_runtime.numbers import loads

GOLDEN = Path(__file__).parent / "golden" / "tables"
TIME = "2026-01-31T08:00:00.000Z"


def org(identity: str, name: str, **more: Any) -> dict[str, Any]:
    return {
        "sourcedId": identity,
        "status": "active",
        "dateLastModified": TIME,
        "name": name,
        "type": "school",
        "identifier": f"no. {len(identity)}",
        "parent": {"sourcedId": "district", "type": "org", "href": "https://roster.example/orgs/district"},
        **more,
    }


ORGS = [
    org("district", "Lakeside Unified School District", type="district", parent=None),
    org("0b5f7a0e-9c0c-4a62-8f3e-2f5b1c7d9e10", "北京市朝阳区实验小学"),
    org("emoji", "Sch👩‍👩‍👧‍👦l 🏫 with a name that is much longer than the others, and that fits nowhere"),
    org("combining", "E\u0301cole Zoe\u0308"),
    org("hostile", "\x1b[2JReset\u202e\nline"),
    org("nested", "Nested", metadata={"a": {"b": [1, 2]}, "tags": ["x", "y"]}),
]


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(users=12, seed=4) as made:
        yield made


@pytest.fixture(scope="module")
def orgs() -> Iterator[Sandbox]:
    with Sandbox() as made:
        made.store.load("orgs", ORGS)
        yield made


def run(box: Sandbox, *arguments: str, **variables: str) -> Result:
    environment = {
        "TIMEBACK_API_URL": box.url,
        "TIMEBACK_CLIENT_ID": box.client_id,
        "TIMEBACK_CLIENT_SECRET": box.client_secret,
        **variables,
    }
    return CliRunner().invoke(timeback, arguments, env=environment, prog_name="timeback")


def output(box: Sandbox, *arguments: str, **variables: str) -> str:
    result = run(box, *arguments, **variables)
    assert result.exit_code == 0, result.output
    return result.stdout


# Tables


@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("listing", ["orgs", "--sort", "sourcedId"]),
        ("chosen", ["orgs", "--sort", "sourcedId", "--fields", "name,parent,metadata.a.b,identifier"]),
        ("object", ["orgs/nested"]),
        ("query", ["orgs", "--sort", "sourcedId", "--query", "[].[sourcedId, name]"]),
    ],
)
def test_tables_at_each_width(orgs: Sandbox, width: int, name: str, arguments: list[str]) -> None:
    result = run(orgs, "get", *arguments, "-o", "table", COLUMNS=str(width))
    assert result.exit_code == 0, result.output
    assert all(cell_len(line) <= width for line in result.stdout.splitlines())
    notes = f"--- standard error\n{result.stderr}" if result.stderr else ""
    check_golden(GOLDEN / f"{name}-{width}.txt", result.stdout + notes)


def test_nothing_is_cut_in_a_pipe(orgs: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    # The workers of a parallel run of tests set it.
    monkeypatch.delenv("COLUMNS", raising=False)
    text = output(orgs, "get", "orgs", "-o", "table", COLUMNS="")
    assert "fits nowhere" in text
    assert "0b5f7a0e-9c0c-4a62-8f3e-2f5b1c7d9e10" in text


def test_a_table_without_rows_says_so(orgs: Sandbox) -> None:
    result = run(orgs, "get", "orgs", "-f", "sourcedId='nobody'", "-o", "table")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "The result is empty.\n")
    assert run(orgs, "get", "orgs", "-f", "sourcedId='nobody'", "-o", "table", "--quiet").output == ""


CELLS = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("中👩\u200d👩🏽\u0301é\u200b🇨🇭\x1b\u202e")))


@given(
    natural=st.dictionaries(st.sampled_from([*"abcdefg", "sourcedId"]), st.integers(1, 300), min_size=1),
    width=st.integers(20, 200),
    chosen=st.booleans(),
)
def test_columns_fit(natural: dict[str, int], width: int, chosen: bool) -> None:
    widths = table.fit(natural, width, chosen=chosen)
    assert sum(widths.values()) + 2 * (len(widths) - 1) <= width
    assert all(0 < widths[name] <= natural[name] for name in widths)
    assert [name for name in natural if name in widths] == list(widths)
    if "sourcedId" in natural and not chosen:
        assert "sourcedId" in widths
    if sum(natural.values()) + 2 * (len(natural) - 1) <= width:
        assert widths == natural


@given(value=CELLS, width=st.integers(2, 30))
def test_a_cell_is_cut_to_its_width(value: str, width: int) -> None:
    text = table.cell_text(value)
    line = table.row([text, "|"], [width, 1], cut=True)
    assert line.endswith("  |")
    assert "\n" not in line
    assert cell_len(line) == width + 3


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (2.5, "2.5"),
        ({"sourcedId": "o1", "href": "https://x", "type": "org"}, "o1"),
        ([{"sourcedId": "o1"}, {"sourcedId": "o2", "type": "org"}], "o1, o2"),
        ([{"role": "student", "org": {"sourcedId": "o1", "type": "org"}}], "{role: student, org: o1}"),
        ({"a": [1, {"b": None}]}, "a: [1, {b: }]"),
        ([], ""),
    ],
)
def test_nested_values_are_readable(value: Any, text: str) -> None:
    assert table.cell_text(value) == text


# Formats


def test_ndjson_is_another_name_of_jsonl(box: Sandbox) -> None:
    lines = output(box, "get", "users", "--sort", "sourcedId", "-o", "ndjson")
    assert lines == output(box, "get", "users", "--sort", "sourcedId")
    assert len([json.loads(line) for line in lines.splitlines()]) == 12


def test_an_unknown_format_is_refused_with_a_suggestion(box: Sandbox) -> None:
    result = run(box, "get", "users", "-o", "jsno")
    assert result.exit_code == 2
    assert "Did you mean 'json'?" in result.stderr


def test_yaml_reads_as_the_same_objects(box: Sandbox) -> None:
    listing = ["get", "users", "--sort", "sourcedId"]
    assert yaml.safe_load(output(box, *listing, "-o", "yaml")) == json.loads(output(box, *listing, "-o", "json"))
    one = yaml.safe_load(output(box, "get", "orgs/org-district", "-o", "yaml"))
    assert one == json.loads(output(box, "get", "orgs/org-district", "-o", "json"))
    assert yaml.safe_load(output(box, *listing, "-f", "sourcedId='nobody'", "-o", "yaml")) == []


@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | CELLS, lambda inner: st.lists(inner) | st.dictionaries(CELLS, inner)
    )
)
def test_any_value_as_yaml(value: Any) -> None:
    from timeback._escaping.terminal import clean
    from timeback.cli.output.yaml_text import _text

    text = clean(_text(value))
    assert yaml.safe_load(text) == value


def test_numbers_with_many_digits_are_yaml_numbers() -> None:
    from timeback.cli.output.yaml_text import _text

    assert _text(loads(b'{"score": 0.1000000000000000055}')) == "score: 0.1000000000000000055\n"


@pytest.mark.parametrize(
    ("package", "arguments"),
    [
        ("jmespath", ["get", "users", "--query", "[]"]),
        ("yaml", ["get", "users", "-o", "yaml"]),
        ("tomlkit", ["config", "set", "staging", "timeout=5"]),
    ],
)
def test_a_missing_package_is_named(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch, package: str, arguments: list[str]
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, "timeback.cli.output.yaml_text", raising=False)
    result = run(box, *arguments)
    assert result.exit_code == 2
    assert "pip install 'timeback-client[cli]'" in result.stderr


def test_a_terminal_that_lacks_characters_gets_a_table_that_fits(
    orgs: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table, "displayable", lambda text: text.encode("ascii", "backslashreplace").decode())
    result = run(orgs, "get", "orgs", "-o", "table", COLUMNS="60")
    assert result.stdout.isascii()
    assert "~" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 60


# --fields


def test_nested_properties_are_columns_in_every_format(box: Sandbox) -> None:
    arguments = ["get", "users", "--sort", "sourcedId", "-n", "3", "--fields", "sourcedId,roles.0.org,roles.role"]
    rows = [json.loads(line) for line in output(box, *arguments).splitlines()]
    assert [list(row) for row in rows] == [["sourcedId", "roles.0.org", "roles.role"]] * 3
    assert rows[0]["roles.0.org"]["type"] == "org"
    stored = box.store.get("users", rows[0]["sourcedId"]) or {}
    assert rows[0]["roles.role"] == [role["role"] for role in stored["roles"]]
    csv = output(box, *arguments, "-o", "csv").splitlines()
    assert csv[0] == "sourcedId,roles.0.org,roles.role"
    heading = output(box, *arguments, "-o", "table").splitlines()[0]
    assert heading.split() == ["sourcedId", "roles.0.org", "roles.role"]
    # The standard has no names below a property.
    sent = [request for request in box.requests if request.path.endswith("/users")]
    assert {dict(request.query)["fields"] for request in sent[-3:]} == {"sourcedId,roles"}
    one = json.loads(output(box, "get", f"users/{rows[0]['sourcedId']}", "--fields", "roles.0.org.sourcedId"))
    assert one == {"roles.0.org.sourcedId": rows[0]["roles.0.org"]["sourcedId"]}


def test_a_nested_property_that_no_object_has_is_told(box: Sandbox) -> None:
    result = run(box, "get", "users", "--fields", "sourcedId,roles.0.rank")
    assert result.exit_code == 0
    assert result.stderr == "No object has roles.0.rank.\n"
    wrong = run(box, "get", "users", "--fields", "rolse.0.org")
    assert wrong.exit_code == 2
    assert "Did you mean 'roles'?" in wrong.stderr


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("a.b", {"a.b": 1}),
        ("list.0.x", {"list.0.x": 1}),
        ("list.x", {"list.x": [1, 2]}),
        ("list.5.x", {}),
        ("list.y", {}),
        ("text.0", {}),
        ("null", {"null": None}),
        ("null.x", {}),
        ("with.dot", {"with.dot": "own"}),
    ],
)
def test_dotted_names(name: str, found: dict[str, Any]) -> None:
    record = {"a": {"b": 1}, "list": [{"x": 1}, {"x": 2}], "text": "abc", "null": None, "with.dot": "own"}
    assert select(record, [name]) == found


# --query


def test_an_expression_is_applied_to_the_whole_list(box: Sandbox) -> None:
    assert output(box, "get", "users", "--query", "length(@)") == "12\n"
    first = output(box, "get", "users", "--sort", "sourcedId", "--query", "[0].sourcedId", "-o", "table")
    ids = output(box, "get", "users", "--sort", "sourcedId", "--query", "[].sourcedId", "-o", "csv")
    assert ids.splitlines()[0] == first.strip()
    assert len(ids.split()) == 12
    assert output(box, "get", "users", "--sort", "sourcedId", "--query", "[].sourcedId", "-o", "table") == ids
    rows = output(box, "get", "users", "--query", "[].{id: sourcedId, role: roles[0].role}", "-o", "csv")
    assert rows.splitlines()[0] == "id,role"
    students = json.loads(output(box, "get", "users", "--query", "[?roles[0].role=='student'] | length(@)"))
    assert 0 < students < 12
    one = output(box, "get", "orgs/org-district", "--query", "{id: sourcedId}", "-o", "json")
    assert json.loads(one) == {"id": "org-district"}
    assert output(box, "get", "orgs/org-district", "--query", "missing") == "null\n"
    assert output(box, "get", "orgs/org-district", "--query", "missing", "-o", "csv") == ""


def test_objects_are_written_before_the_listing_ends() -> None:
    query = Query("[?status=='active'].sourcedId")
    read: list[int] = []

    def records() -> Iterator[dict[str, Any]]:
        for number in range(100):
            read.append(number)
            yield {"sourcedId": str(number), "status": "active" if number % 2 else "tobedeleted"}

    results = query.apply_to_each(records())
    assert next(results) == "1"
    assert read == [0, 1]


EXPRESSIONS = [
    "[]",
    "[*]",
    "@[]",
    "[].a",
    "[*].a.b",
    "[?a]",
    "[?b > `1`].b",
    "[].list[]",
    "[].list[].x",
    "[].list[0]",
    "[].list[?x==`1`].x[]",
    "[].[a, b]",
    "[][]",
    "[].{n: length(list || `[]`)}",
    "[*].list[*]",
    "[].a.*",
]
VALUES = st.recursive(
    st.none() | st.integers(0, 3) | st.sampled_from(["", "x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b", "x", "list"]), inner),
    max_leaves=8,
)
RECORDS = st.fixed_dictionaries(
    {"a": VALUES, "b": VALUES}, optional={"list": st.lists(st.fixed_dictionaries({"x": VALUES}), max_size=3)}
)


@given(expression=st.sampled_from(EXPRESSIONS), records=st.lists(RECORDS, max_size=5))
def test_object_by_object_selects_the_same(expression: str, records: list[dict[str, Any]]) -> None:
    query = Query(expression)
    assert query.is_record_by_record
    assert list(query.apply_to_each(records)) == query.apply(records)
    try:
        assert query.apply(records) == jmespath.search(expression, records)
    except TypeError:
        # jmespath cannot compare a text with a number.
        pass


def test_a_text_is_not_greater_than_a_number() -> None:
    records = [{"a": "x", "b": 1}, {"a": 2, "b": 2}, {"a": None, "b": 3}]
    assert Query("[?a > `1`].b").apply(records) == [2]


@pytest.mark.parametrize(
    "expression", ["[0]", "[:3]", "[:3].a", "length(@)", "[] | [0]", "sort_by([], &a)", "a", "[].a || `1`", "{n: []}"]
)
def test_what_needs_the_whole_list(expression: str) -> None:
    assert not Query(expression).is_record_by_record


@pytest.mark.parametrize(
    ("expression", "told"),
    [
        ("[].{id: sourcedId", "the expression ends too early at position 18"),
        ("[]name", "unexpected 'name' at position 3"),
        ("[?a = 'b']", "position 5"),
        ("'open", "unclosed ' delimiter at position 1"),
        ("", "empty"),
        ("len(@)", "no function 'len' (position 1"),
        ("[].legnth(@)", "Did you mean 'length'?"),
        ("length()", "length() takes 1 argument, not 0"),
        ("[::0]", "the step of a slice cannot be 0"),
        ("[].{a: roles[1:2:0]}", "the step of a slice cannot be 0"),
        ("(" * 3000, "too many nested parts"),
        ("!" * 20_000 + "a", "too many nested parts"),
        ("contains(@)", "contains() takes 2 arguments, not 1 (position 1"),
    ],
)
def test_a_wrong_expression_is_refused_before_anything_is_sent(box: Sandbox, expression: str, told: str) -> None:
    before = len(box.requests)
    result = run(box, "get", "users", "--query", expression)
    assert result.exit_code == 2
    assert "--query" in result.stderr
    assert told in result.stderr
    assert len(box.requests) == before


def test_a_function_on_the_wrong_type_names_no_value(box: Sandbox) -> None:
    result = run(box, "get", "orgs/org-district", "--query", "sum(name)")
    assert result.exit_code == 2
    assert "sum() takes an array of numbers, not string" in result.stderr
    assert json.loads(output(box, "get", "orgs/org-district", "-o", "json"))["name"] not in result.stderr


def test_the_types_of_an_expression_are_those_of_json() -> None:
    for expression, told in (("sum(@)", "not object"), ("length(`true`)", "not boolean"), ("keys(`null`)", "not null")):
        with pytest.raises(UsageError, match=told):
            Query(expression).apply({"a": 1})


def test_numbers_with_many_digits_are_numbers_of_an_expression() -> None:
    (value,) = loads(b"[0.1000000000000000055]")
    assert Query("sum(@)").apply([value, 1]) == pytest.approx(1.1)
    assert Query("type([0])").apply([value]) == "number"


def test_fields_of_a_collection_whose_server_returns_whole_objects(box: Sandbox) -> None:
    box.store.load("stimuli", [])
    wrong = run(box, "get", "stimuli", "--fields", "titel")
    assert wrong.exit_code == 2
    assert "Did you mean 'title'?" in wrong.stderr
    assert run(box, "get", "stimuli", "--fields", "title").exit_code == 0
