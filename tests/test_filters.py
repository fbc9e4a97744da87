"""What F writes, and what it refuses to write."""

from __future__ import annotations

import copy
import enum
import importlib
import pickle
import re
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback import filters
from timeback._spec import documents
from timeback.filters import Expression, F, FilterWarning
from timeback_runtime.errors import InvalidRequestError


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "_warned", True)


class Role(enum.StrEnum):
    STUDENT = "student"


class OldRole(str, enum.Enum):  # noqa: UP042 - older code has such members
    STUDENT = "student"


def test_an_attribute_is_the_property_of_the_models_with_that_name() -> None:
    names: dict[str, set[str]] = {}
    for package in (*documents.packages(), "common"):
        models = importlib.import_module(f"timeback_api.{package}.models")
        for name in models.__all__:
            for python, declared in getattr(getattr(models, name), "FIELDS", {}).items():
                names.setdefault(python, set()).add(declared.wire)
    # A filter does not know its model: with several properties to choose from, it takes the one in camel case.
    known = {python: wires.pop() for python, wires in names.items() if len(wires) == 1}
    assert len(known) > 400
    different = {}
    for python, wire in known.items():
        try:
            sent = getattr(F, python).__property__()
        except InvalidRequestError:
            assert not wire.isidentifier()
        else:
            different |= {python: (sent, wire)} if sent != wire else {}
    assert different == {}


@pytest.mark.parametrize(
    ("build", "wire"),
    [
        (lambda: F.role == "student", "role='student'"),
        (lambda: F.role != "student", "role!='student'"),
        (lambda: F.score > 3, "score>'3'"),
        (lambda: F.score >= 3.5, "score>='3.5'"),
        (lambda: F.score < -3, "score<'-3'"),
        (lambda: F.score <= 1e-7, "score<='0.0000001'"),
        (lambda: F.score == 1e22, "score='10000000000000000000000'"),
        (lambda: F.score == Decimal("2.50"), "score='2.50'"),
        (lambda: 5 < F.score, "score>'5'"),  # noqa: SIM300 - the other way round is another method
        (lambda: F.email.contains("@"), "email~'@'"),
        (lambda: F.enabled_user == True, "enabledUser='true'"),  # noqa: E712
        (lambda: F.enabled_user == False, "enabledUser='false'"),  # noqa: E712
        (lambda: F.given_name == "Zoë", "givenName='Zoë'"),
        (lambda: F.item_value_lhs == "x", "itemValueLHS='x'"),
        (lambda: F.givenName == "Zoë", "givenName='Zoë'"),
        (
            lambda: F.date_last_modified > datetime(2024, 1, 2, 3, 4, 5, tzinfo=UTC),
            "dateLastModified>'2024-01-02T03:04:05Z'",
        ),
        (
            lambda: F.dateLastModified > datetime(2024, 1, 2, 3, 4, 5, 60, tzinfo=timezone(timedelta(hours=2))),
            "dateLastModified>'2024-01-02T01:04:05.000060Z'",
        ),
        (lambda: F.start_date == date(2024, 1, 2), "startDate='2024-01-02'"),
        (lambda: F.role == Role.STUDENT, "role='student'"),
        (lambda: F.role == OldRole.STUDENT, "role='student'"),
        (lambda: F["org.sourcedId"] == "o1", "org.sourcedId='o1'"),
        (lambda: F.org.sourcedId == "o1", "org.sourcedId='o1'"),
        (lambda: F.class_.sourced_id == "c1", "class.sourcedId='c1'"),
        (lambda: F.metadata["my_key"] == "x", "metadata.my_key='x'"),
        (lambda: F.familyName == "O'Neil' OR 'a'='a", "familyName='O''Neil'' OR ''a''=''a'"),
        (lambda: F.role.is_in(["student", "aide", "student"]), "role='student' OR role='aide'"),
        (lambda: F.role.is_in(name for name in ("student", "aide")), "role='student' OR role='aide'"),
        (lambda: (F.a == 1) & (F.b == 2), "a='1' AND b='2'"),
        (lambda: (F.a == 1) | (F.b == 2), "a='1' OR b='2'"),
        (lambda: ((F.a == 1) | (F.b == 2)) & (F.c == 3), "a='1' AND c='3' OR b='2' AND c='3'"),
        (lambda: (F.c == 3) & F.a.is_in([1, 2]), "c='3' AND a='1' OR c='3' AND a='2'"),
        (lambda: (F.a == 1) | (F.b == 2) & (F.c == 3), "a='1' OR b='2' AND c='3'"),
        (lambda: (F.a == 1) & (F.a == 1), "a='1'"),
    ],
)
def test_wire_form(build: Callable[[], Expression], wire: str) -> None:
    assert str(build()) == wire
    assert build().__filter__() == wire


@pytest.mark.parametrize(
    "name", ["name", "type", "status", "title", "identifier", "names", "mro", "keys", "count", "index"]
)
def test_no_attribute_of_f_hides_a_field(name: str) -> None:
    assert str(getattr(F, name) == "x") == f"{name}='x'"


def test_names_are_wire_names_each_once() -> None:
    assert ((F.given_name == "x") & F.org.sourced_id.is_in(["a", "b"])).names == ("givenName", "org.sourcedId")


@pytest.mark.parametrize(
    "build",
    [
        lambda: F.role == None,  # noqa: E711
        lambda: F.role.is_in([]),
        lambda: F.role.is_in(iter(())),
        lambda: F.role.is_in(["student", None]),
        lambda: F.role.is_in("student"),
        lambda: F.role.is_in({"student": 1}),
        lambda: F.role.is_in(7),
        lambda: F.role.is_in(str(number) for number in range(201)),
        lambda: F.role.contains(""),
        lambda: F.role == ["student"],
        lambda: F.role == b"student",
        lambda: F.role == object(),
        lambda: F.role == F.name,
        lambda: F.score == float("nan"),
        lambda: F.score == float("inf"),
        lambda: F.score == Decimal("-inf"),
        lambda: F.score == Decimal("1e500000000"),
        lambda: F.score == 10**5000,
        lambda: F.begin == datetime(2024, 1, 1),
        lambda: F.begin == datetime.max.replace(tzinfo=timezone(timedelta(hours=-2))),
        lambda: F.name == "\ud800",
        lambda: F.name == "a\0b",
        lambda: F.a + 1,
        lambda: 1 - F.a,
        lambda: ~F.a,
        lambda: ~(F.a == 1),
        lambda: F.role("student"),
        lambda: F.a & F.b,
        lambda: F.a == 1 & F.b == 2,
        lambda: F.a == "x" | F.b == "y",
        lambda: (F.a == 1) & None,
        lambda: (F.a == 1) | "b='2'",
        lambda: "b='2'" & (F.a == 1),
        lambda: True | (F.a == 1),
        lambda: F["a b"],
        lambda: F["a='1' OR b"],
        lambda: F[""],
        lambda: F["a..b"],
        lambda: F["OR"],
        lambda: F["naïve"],
        lambda: F[0],
        lambda: F.org__sourced_id,
    ],
)
def test_refused_with_what_to_do(build: Callable[[], object]) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        build()
    assert re.search(r"\.$", str(caught.value))


def test_refusals_say_nothing_of_the_value() -> None:
    for build in (
        lambda: F.name == ["Zoë"],
        lambda: F.name == "Zoë\0",
        lambda: F.name.is_in("Zoë"),
        lambda: (F.a == 1) & "Zoë",
    ):
        with pytest.raises(InvalidRequestError) as caught:
            build()
        assert "Zoë" not in str(caught.value)


@pytest.mark.parametrize(
    "use",
    [
        lambda: bool(F.a == 1),
        lambda: (F.a == 1) and (F.b == 2),
        lambda: not (F.a == 1),  # noqa: SIM201 - what a user would write
        lambda: 1 < F.a < 5,
        lambda: bool(F.a),
        lambda: "x" in F.a,
        lambda: list(F.a),
        lambda: list(F),
        lambda: {F.a},
    ],
)
def test_what_python_would_cut_in_half_is_a_type_error(use: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        use()


def test_distribution_is_bounded_before_it_is_built() -> None:
    wide = F.a.is_in(range(100))
    with pytest.raises(InvalidRequestError, match="20000 comparisons"):
        wide & F.b.is_in(range(100))
    with pytest.raises(InvalidRequestError, match="201 comparisons"):
        wide | F.b.is_in(range(100)) | (F.c == 1)


def test_repr_shows_names_and_operators_without_values() -> None:
    expression = (F.given_name == "Zoë") & F.email.contains("@") | (F.org.sourced_id != "o1")
    assert repr(expression) == "<Expression givenName=? AND email~? OR org.sourcedId!=?>"
    assert repr(F.org.sourced_id) == "F.org.sourcedId"


def test_expressions_are_values() -> None:
    one, same, other = F.a == 1, F.a == 1, F.a == 2
    assert (one == same) is True
    assert (one == other) is False
    assert (one != other) is True
    assert {one: "x"}[same] == "x"
    assert len({one, same, other}) == 2
    assert (one == "a='1'") is False
    for twin in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert twin == one
    with pytest.raises(AttributeError):
        one.names = ()  # type: ignore[misc]
    with pytest.raises(AttributeError):
        one._terms = ()
    with pytest.raises(AttributeError):
        del one._terms


def test_f_and_fields_copy_and_pickle() -> None:
    assert copy.deepcopy(F) is F
    assert pickle.loads(pickle.dumps(F)) is F
    assert str(pickle.loads(pickle.dumps(F.org.sourced_id)) == "x") == "org.sourcedId='x'"
    assert not hasattr(F, "__array__")
    assert not hasattr(F.a, "_repr_html_")
    with pytest.raises(AttributeError, match="=="):
        F.role = "student"
    with pytest.raises(AttributeError, match="=="):
        F.org.name = "x"


def test_more_than_one_logical_operator_warns_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filters, "_warned", False)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        (F.a == 1) | (F.b == 2)
        assert not caught
        F.a.is_in([1, 2, 3])
        (F.a == 1) & (F.b == 2) & (F.c == 3)
    assert [warning.category for warning in caught] == [FilterWarning]
    assert caught[0].filename == __file__


def test_filters_are_cheap_to_import() -> None:
    code = (
        "import sys; from timeback.filters import F; str((F.a == 1) & (F.b == 2));"
        "sys.exit(any(m.split('.')[0] in ('httpx', 'attrs', 'attr') or 'models' in m for m in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# An independent reader of the wire form: what a server sees, and whom it would find.

_TOKEN = re.compile(
    r"(?P<name>[A-Za-z][A-Za-z.]*)(?P<op>!=|>=|<=|=|>|<|~)'(?P<value>(?:[^']|'')*)'(?P<next> AND | OR |$)", re.DOTALL
)


def parse(text: str) -> list[list[tuple[str, str, str]]]:
    ors: list[list[tuple[str, str, str]]] = [[]]
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        assert match, "not in the grammar"
        ors[-1].append((match["name"], match["op"], match["value"].replace("''", "'")))
        if match["next"] == " OR ":
            ors.append([])
        assert match["next"] or match.end() == len(text)
        position = match.end()
    return ors


VALUES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
NASTY = st.sampled_from(["'", "''", "' OR a='", " AND ", "a='b' OR ", "\n", "(", "\u2028", "😀", "' ", "~"])
NAMES = st.sampled_from("abc")


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> tuple[Expression, Callable[[dict[str, str]], bool]]:
    """An expression, and what it means in Python."""
    kind = draw(st.sampled_from(["leaf", "in", "and", "or"])) if depth else "leaf"
    if kind in ("and", "or"):
        (left, left_means), (right, right_means) = draw(trees(depth - 1)), draw(trees(depth - 1))
        if kind == "and":
            return left & right, lambda row: left_means(row) and right_means(row)
        return left | right, lambda row: left_means(row) or right_means(row)
    name = draw(NAMES)
    if kind == "in":
        values = draw(st.lists(VALUES | NASTY, min_size=1, max_size=3))
        return getattr(F, name).is_in(values), lambda row: row[name] in values
    value = draw(VALUES | NASTY)
    if draw(st.booleans()):
        return getattr(F, name) == value, lambda row: row[name] == value
    return getattr(F, name) != value, lambda row: row[name] != value


def rows(ors: list[list[tuple[str, str, str]]]) -> Iterator[dict[str, str]]:
    seen: dict[str, list[str]] = {name: ["none of them"] for name in "abc"}
    for term in ors:
        for name, _, value in term:
            seen[name].append(value)
    for a in seen["a"][:6]:
        for b in seen["b"][:6]:
            for c in seen["c"][:6]:
                yield {"a": a, "b": b, "c": c}


@given(VALUES | NASTY)
def test_any_value_comes_back_as_it_went_in(value: str) -> None:
    assert parse(str(F.name == value)) == [[("name", "=", value)]]
    assert parse(str((F.name == value) & (F.a != value))) == [[("name", "=", value), ("a", "!=", value)]]


@given(trees())
def test_the_text_means_what_the_expression_means(tree: tuple[Expression, Callable[[dict[str, str]], bool]]) -> None:
    expression, means = tree
    ors = parse(str(expression))
    compare: dict[str, Callable[[Any, Any], bool]] = {"=": lambda a, b: a == b, "!=": lambda a, b: a != b}
    for row in rows(ors):
        assert any(all(compare[op](row[name], value) for name, op, value in term) for term in ors) == means(row)


def test_fields_are_kept_up_to_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = type(F)()
    monkeypatch.setattr(filters, "MAX_KEPT_FIELDS", 2)
    for name in ("status", "given_name", "family_name", "org"):
        assert getattr(fresh, name).__property__() == getattr(F, name).__property__()
    assert list(vars(fresh)) == ["status", "given_name"]
    assert fresh.status is fresh.status


@pytest.mark.parametrize(
    "use",
    [lambda: F.given_name == "Zo\0ë", lambda: F.org.name >= "Zo\0ë", lambda: (F.given_name == "Zoë") & "Zo\0ë"],  # type: ignore[operator]
)
def test_operators_clear_the_values_from_tracebacks(use: Callable[[], object]) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        use()
    trace = caught.value.__traceback__
    while trace is not None:
        if trace.tb_frame.f_globals["__name__"] == "timeback.filters":
            assert trace.tb_frame.f_locals.keys() <= {"error", "method"}
        trace = trace.tb_next
