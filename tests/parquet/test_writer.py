"""Parquet files: fixed columns, nothing lost, no password, whole or not at all."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import stat
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback._arrow.coercion import as_json
from timeback._spec import entities as catalog
from timeback.errors import InvalidRequestError
from timeback.parquet import OTHER, Aside, ParquetFolder, ParquetWriter, schema, writer
from timeback.sandbox.fake_data.district import generate

from .kit import assert_all_there, read

USER: dict[str, Any] = {
    "sourcedId": "u1",
    "status": "active",
    "dateLastModified": "2025-07-01T08:30:00.250+02:00",
    "enabledUser": "true",
    "givenName": "Ada",
    "familyName": "Lovelace",
    "roles": [
        {"roleType": "primary", "role": "student", "org": {"sourcedId": "o1", "type": "org"}, "beginDate": "2025-08-01"}
    ],
    "grades": ["9"],
    "metadata": {"house": "Byron", "deep": [{"password": "not this"}, 1.5, None]},
}


def written(tmp_path: Path, *entities: dict[str, Any], collection: str = "users") -> tuple[list[dict[str, Any]], Any]:
    with ParquetWriter(tmp_path / "out") as made:
        made.write_all(collection, entities)
    return read(tmp_path / "out" / f"{collection}.parquet"), made.report


def test_values_have_the_kinds_of_the_specification(tmp_path: Path) -> None:
    (row,), report = written(tmp_path, USER)
    assert row["dateLastModified"] == datetime(2025, 7, 1, 6, 30, 0, 250_000, UTC)
    assert row["enabledUser"] is True
    assert row["roles"][0]["org"]["sourcedId"] == "o1"
    assert row["roles"][0]["beginDate"] == date(2025, 8, 1)
    assert row["grades"] == ["9"]
    assert json.loads(row["metadata"]) == {"house": "Byron", "deep": [{}, 1.5, None]}
    assert row[OTHER] is None
    assert (dict(report.objects), report.aside) == ({"users": 1}, [])


def test_what_does_not_fit_is_set_aside_and_counted(tmp_path: Path) -> None:
    odd = {
        **USER,
        "dateLastModified": "yesterday",
        "enabledUser": "perhaps",
        "grades": ["9", 10, None],
        "agents": "nobody",
        "roles": [*USER["roles"], "student", {"role": "parent", "since": 1999}],
        "shoeSize": {"eu": 38, "password": "not this"},
        "a key": 1,
    }
    (row, other), report = written(tmp_path, odd, {**USER, "sourcedId": "u2", "shoeSize": 39})
    assert json.loads(row[OTHER]) == {
        "dateLastModified": "yesterday",
        "enabledUser": "perhaps",
        "grades[1]": 10,
        "agents": "nobody",
        "roles[1]": "student",
        "roles[2].since": 1999,
        "shoeSize": {"eu": 38},
        "['a key']": 1,
    }
    assert (row["dateLastModified"], row["grades"], row["agents"]) == (None, ["9", None, None], None)
    assert row["roles"][1] is None
    assert json.loads(other[OTHER]) == {"shoeSize": 39}
    assert Aside("users", "shoeSize", "unknown", 2, "u1") in report.aside
    assert Aside("users", "grades[]", "odd", 1, "u1") in report.aside
    told = "\n".join(report.lines())
    assert "users shoeSize is not in the specification (2 times); see the column _other" in told
    assert "users grades[] does not fit its column (once)" in told
    assert not [value for value in ("yesterday", "perhaps", "nobody", "1999", "38") if value in told]


@pytest.mark.parametrize(
    ("collection", "entity", "path"),
    [
        ("results", {"score": 10**400}, "score"),
        ("results", {"score": 2**53 + 1}, "score"),
        ("results", {"score": True}, "score"),
        ("results", {"score": "9"}, "score"),
        ("results", {"scoreDate": "2025-09-01T00:00:00"}, "scoreDate"),
        ("results", {"scoreDate": "2025-09-01T00:00:00.1234567Z"}, "scoreDate"),
        ("results", {"scoreDate": "9999-12-31T23:59:59-05:00"}, "scoreDate"),
        ("results", {"scoreDate": 1756684800}, "scoreDate"),
        ("demographics", {"birthDate": "2010-02-30"}, "birthDate"),
        ("demographics", {"sex": 1}, "sex"),
        ("orgs", {"name": "half a \ud83d"}, "name"),
        ("orgs", {"parent": ["o1"]}, "parent"),
        ("orgs", {"children": {"sourcedId": "o1"}}, "children"),
        ("academicSessions", {"schoolYear": {"year": 2025}}, "schoolYear"),
        ("assessmentItems", {"interaction": {"minChoices": 1.5}}, "interaction.minChoices"),
        ("assessmentItems", {"interaction": {"minChoices": 2**63}}, "interaction.minChoices"),
    ],
)
def test_no_value_ends_the_writing(tmp_path: Path, collection: str, entity: dict[str, Any], path: str) -> None:
    (row,), report = written(tmp_path, {"sourcedId": "x", **entity}, collection=collection)
    assert_all_there(
        {"sourcedId": "x", **entity} if collection != "assessmentItems" else entity, _known(row, collection)
    )
    assert [(one.path, one.why) for one in report.aside if one.path != "sourcedId"] == [(path, "odd")]


def _known(row: dict[str, Any], collection: str) -> dict[str, Any]:
    if collection == "assessmentItems":
        aside = json.loads(row[OTHER])
        del aside["sourcedId"]
        row[OTHER] = json.dumps(aside)
    return row


def test_a_year_is_text_however_it_is_sent(tmp_path: Path) -> None:
    rows, report = written(tmp_path, {"schoolYear": 2026}, {"schoolYear": "2026"}, collection="academicSessions")
    assert [row["schoolYear"] for row in rows] == ["2026", "2026"]
    assert report.aside == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from([*schema("users").names[:-1], "password", "unheardOf", "Üben", "a.b", "x[0]"])
SHAPED = st.fixed_dictionaries(
    {},
    optional={
        "roles": st.lists(st.dictionaries(st.sampled_from(["role", "org", "beginDate", "x"]), JSON, max_size=3)),
        "userProfiles": st.lists(
            st.fixed_dictionaries({"credentials": st.lists(st.dictionaries(st.sampled_from(["id", "password"]), JSON))})
        ),
        "dateLastModified": st.datetimes(timezones=st.timezones()).map(datetime.isoformat) | JSON,
        "enabledUser": st.sampled_from([True, False, "true", "false", "TRUE", 1, ""]),
        "primaryOrg": st.dictionaries(st.sampled_from(["sourcedId", "href", "name", "more"]), JSON),
    },
)


@pytest.mark.slow
@pytest.mark.generated
@given(st.lists(st.tuples(st.dictionaries(NAMES, JSON, max_size=6), SHAPED), min_size=1, max_size=4))
def test_whatever_a_server_sends_is_there(entities: list[tuple[dict[str, Any], dict[str, Any]]]) -> None:
    given_ = [{**anything, **shaped} for anything, shaped in entities]
    with tempfile.TemporaryDirectory() as folder:
        rows, _ = written(Path(folder), *given_)
    assert len(rows) == len(given_)
    for entity, row in zip(given_, rows, strict=True):
        assert_all_there(entity, row)


def test_the_columns_do_not_depend_on_what_is_written(tmp_path: Path) -> None:
    for name in catalog.roster() | catalog.content():
        with ParquetWriter(tmp_path / name) as made:
            made.write(name, {})
        found = pq.read_schema(tmp_path / name / f"{name}.parquet")
        assert found.equals(schema(name)), name
        assert "password" not in str(found)
        assert found.names[-1] == OTHER


def test_a_whole_district_and_back(tmp_path: Path) -> None:
    district = {name: list(objects) for name, objects in generate(3, 60)}
    with ParquetWriter(tmp_path / "out") as made:
        for name, objects in district.items():
            made.write_all(name, objects)
    assert {path.stem for path in (tmp_path / "out").iterdir()} == district.keys()
    for name, objects in district.items():
        for entity, row in zip(objects, read(tmp_path / "out" / f"{name}.parquet"), strict=True):
            assert_all_there(entity, row)
            assert row[OTHER] is None


@pytest.mark.slow
def test_rows_are_written_in_groups_of_bounded_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "GROUP_BYTES", 200_000)

    def peak_of(count: int) -> int:
        gc.collect()
        before = pa.total_allocated_bytes()
        highest = 0
        with ParquetWriter(tmp_path / str(count)) as made:
            for number in range(count):
                made.write("users", {**USER, "sourcedId": f"u{number}"})
                highest = max(highest, pa.total_allocated_bytes() - before)
        return highest

    few, many = peak_of(2_000), peak_of(10_000)
    found = pq.ParquetFile(tmp_path / "10000" / "users.parquet")
    assert found.metadata.num_rows == 10_000
    assert found.num_row_groups > 5
    assert many < few * 1.5
    assert [row["sourcedId"] for row in read(tmp_path / "10000" / "users.parquet")] == [f"u{n}" for n in range(10_000)]


def test_only_the_owner_can_read_the_files(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        with ParquetWriter(tmp_path / "out") as made:
            made.write("users", USER)
            (unfinished,) = tmp_path.iterdir()
            assert stat.S_IMODE(unfinished.stat().st_mode) == 0o700
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "out").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "out" / "users.parquet").stat().st_mode) == 0o600


def test_an_error_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), ParquetWriter(tmp_path / "out") as made:
        made.write("users", USER)
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="closed"):
        made.write("users", USER)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert len(written(tmp_path, USER)[0]) == 1


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("out.zip", "folder"),
        ("users.parquet", "folder"),
        ("no/where", "parent folder"),
        ("full", "full exists"),
        ("file", "file exists"),
    ],
)
def test_places_that_will_not_do(tmp_path: Path, name: str, says: str) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").touch()
    (tmp_path / "file").touch()
    before = sorted(tmp_path.rglob("*"))
    for make in (ParquetWriter, ParquetFolder):
        with pytest.raises(InvalidRequestError, match=says):
            make(tmp_path / name)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("copy", [True, False])
def test_what_cannot_be_written_is_told(tmp_path: Path, copy: bool) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    with ParquetWriter(tmp_path / "out") as made:
        with pytest.raises(InvalidRequestError, match="did you mean 'users'"):
            made.write("user", USER)
        with pytest.raises(InvalidRequestError, match="nested too deep"):
            made.write("users", {**USER, "metadata": {"deep": deep}}, copy=copy)
        made.write("users", USER, copy=copy)
    assert [row["sourcedId"] for row in read(tmp_path / "out" / "users.parquet")] == ["u1"]


def test_names_that_nobody_declared_are_counted_together_in_the_end(tmp_path: Path) -> None:
    _, report = written(tmp_path, *({"sourcedId": "u", f"x{number}": 1} for number in range(1_500)))
    assert len(report.aside) == 1_001
    assert report.aside[-1] == Aside("users", "*", "unknown", 500, "u")


def test_json_can_be_read_by_anybody() -> None:
    assert as_json({"a": "ü\ud83d", "PassWord": 1}) == '{"a":"\\u00fc\\ud83d"}'
    assert as_json("ü") == '"ü"'


def test_a_page_is_written_as_its_objects_are(tmp_path: Path) -> None:
    odd = {**USER, "sourcedId": "u2", "shoeSize": 38}
    with ParquetWriter(tmp_path / "page") as by_page:
        by_page.write_page("users", [USER, odd])
    rows, report = written(tmp_path, USER, odd)
    assert read(tmp_path / "page" / "users.parquet") == rows
    assert (by_page.report.objects, by_page.report.aside) == (report.objects, report.aside)


def test_an_object_may_be_changed_once_it_is_written(tmp_path: Path) -> None:
    reused = {**USER, "grades": ["9"]}
    with ParquetWriter(tmp_path / "out") as made:
        made.write("users", reused)
        reused["sourcedId"] = "u2"
        reused["grades"][0] = "10"
        made.write("users", reused)
    rows = read(tmp_path / "out" / "users.parquet")
    assert [(row["sourcedId"], row["grades"]) for row in rows] == [("u1", ["9"]), ("u2", ["10"])]


def test_a_page_loses_only_the_object_that_is_nested_too_deeply(tmp_path: Path) -> None:
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    page = [USER, {"sourcedId": "u2", "metadata": {"deep": deep}}, {"sourcedId": "u3"}]
    with ParquetWriter(tmp_path / "out") as made, contextlib.ExitStack() as refused:
        refused.enter_context(pytest.raises(InvalidRequestError, match="users: the object is nested too deep"))
        made.write_page("users", page)
    assert [row["sourcedId"] for row in read(tmp_path / "out" / "users.parquet")] == ["u1", "u3"]
    assert made.report.objects["users"] == 2
