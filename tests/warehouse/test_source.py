"""The source for dlt, with DuckDB and a sandbox over real HTTP."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

import httpx
import pyarrow as pa
import pytest
from dlt.pipeline.exceptions import PipelineStepFailed

from tests.changes.kit import Server, without_filter
from timeback import TimeBackClient
from timeback.dlt import columns, timeback_source
from timeback.errors import FullReadWarning, InvalidRequestError
from timeback.events import Activity, Actor, TimeSpentEvent
from timeback.parquet import schema
from timeback.ranges import listed_collections
from timeback.sandbox import Sandbox
from timeback.sandbox.events.storage import EVENTS

from .kit import duckdb_pipeline, ids, loaded, rows, stored_ids


@pytest.fixture
def box() -> Iterator[Sandbox]:
    with Sandbox(users=120, seed=3) as made:
        yield made


@pytest.fixture
def client(box: Sandbox) -> Iterator[TimeBackClient]:
    with box.client() as made:
        yield made


FAULTS: dict[str, list[dict[str, Any]]] = {
    "none": [],
    "pages are capped": [{"cap": 30}],
    "no counters": [{"no_counters": True}],
    "capped without counters": [{"cap": 30, "no_counters": True}],
    "order is not stable": [{"shuffle": True}],
    "token is revoked": [{"revoke_token": True, "times": 1}],
    "a page of HTML": [{"html": True, "status": 200, "times": 1}],
    "unavailable twice": [{"status": 503, "times": 2}],
    "truncated": [{"truncate": True, "times": 1}],
}


# A server without counters, or whose order is not stable, is read as one range.
@pytest.mark.filterwarnings("ignore::timeback.ranges.RangeWarning")
@pytest.mark.slow
@pytest.mark.parametrize("ranges", [1, 3])
@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_of_a_server_gives_all_rows(
    box: Sandbox, client: TimeBackClient, tmp_path: Path, fault: str, ranges: int
) -> None:
    for rule in FAULTS[fault]:
        box.faults.add("GET", "*/users", **rule)
    pipeline = duckdb_pipeline(tmp_path)
    pipeline.run(timeback_source(client, collections=["users"], page_size=50, ranges=ranges))
    assert ids(pipeline, "users") == stored_ids(box, "users")


def test_the_second_run_loads_only_what_has_changed(box: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    pipeline = duckdb_pipeline(tmp_path)

    def run(**options: Any) -> dict[str, int]:
        options = {"collections": ["users", "orgs"], "overlap": timedelta(), **options}
        pipeline.run(timeback_source(client, **options))
        return loaded(pipeline)

    assert run() == {"users": 120, "orgs": 4}
    changed, deleted, *_ = stored_ids(box, "users")[50:]
    client.rostering.users.patch_user(changed, {"familyName": "Changed"})
    client.rostering.users.delete_user(deleted)
    assert run() == {"users": 2}
    names = dict(rows(pipeline, "users", "sourced_id, family_name"))
    assert names[changed] == "Changed"
    assert dict(rows(pipeline, "users", "sourced_id, status"))[deleted] == "tobedeleted"
    assert len(names) == 120
    # The overlap of a run is read again by the next one, and changes nothing.
    run(overlap=timedelta(days=2))
    assert run() == {"users": 2}
    assert dict(rows(pipeline, "users", "sourced_id, family_name")) == names
    assert run(incremental=False) == {"users": 120, "orgs": 4}


@pytest.mark.slow
def test_what_was_read_last_replaces_what_has_a_newer_stamp(
    box: Sandbox, client: TimeBackClient, tmp_path: Path
) -> None:
    pipeline = duckdb_pipeline(tmp_path)
    source = timeback_source(client, collections=["orgs"], incremental=False)
    pipeline.run(source)
    org = next(iter(box.store.all("orgs")))
    box.store.put("orgs", {**org, "name": "Late", "dateLastModified": "2001-01-01T00:00:00.000Z"})
    pipeline.run(source)
    assert dict(rows(pipeline, "orgs", "sourced_id, name"))[org["sourcedId"]] == "Late"


@pytest.mark.slow
def test_rows_of_deleted_objects_are_removed_on_demand(box: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    pipeline = duckdb_pipeline(tmp_path)
    source = timeback_source(client, collections=["users"], deletes="remove")
    pipeline.run(source)
    deleted, *others = stored_ids(box, "users")
    client.rostering.users.delete_user(deleted)
    pipeline.run(source)
    assert ids(pipeline, "users") == others


@pytest.mark.slow
def test_a_failed_run_keeps_the_state(box: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    pipeline = duckdb_pipeline(tmp_path)
    source = timeback_source(client, collections=["users"], overlap=timedelta())
    pipeline.run(source)
    before = pipeline.state["sources"]
    (changed, *_) = stored_ids(box, "users")
    client.rostering.users.patch_user(changed, {"familyName": "Changed"})
    box.faults.add("GET", "*/users", status=403)
    with pytest.raises(PipelineStepFailed):
        pipeline.run(source)
    box.faults.clear()
    assert pipeline.state["sources"] == before
    pipeline.run(source)
    assert dict(rows(pipeline, "users", "sourced_id, family_name"))[changed] == "Changed"


@pytest.mark.slow
def test_an_empty_collection_has_its_table(box: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    pipeline = duckdb_pipeline(tmp_path)
    for nested in ("json", "tables"):
        pipeline.run(timeback_source(client, collections=["results"], nested=nested), dataset_name=nested)
        assert rows(pipeline, "results", "sourced_id, score_status, metadata") == []
        assert {"line_item", "_other"} <= set(
            pipeline.default_schema.tables["results"]["columns"]
        ) or nested == "tables"
    filled = duckdb_pipeline(tmp_path / "filled")
    source = timeback_source(client, collections=["results"])
    filled.run(source)
    client.gradebook.categories.create_category({"sourcedId": "c1", "status": "active", "title": "Quizzes"})
    client.gradebook.line_items.create_line_item(_line_item(box))
    client.gradebook.results.create_result(
        {
            "sourcedId": "r1",
            "status": "active",
            "lineItem": {"sourcedId": "l1"},
            "student": {"sourcedId": next(one["sourcedId"] for one in client_students(client))},
            "scoreStatus": "fully graded",
            "score": 7,
            "scoreDate": "2026-01-01T00:00:00Z",
        }
    )
    filled.run(source)
    assert rows(filled, "results", "sourced_id, score") == [("r1", 7.0)]


def client_students(client: TimeBackClient) -> Iterator[dict[str, Any]]:
    return (one.to_dict() for one in client.rostering.students.iter_students())


def _line_item(box: Sandbox) -> dict[str, Any]:
    clazz = next(iter(box.store.all("classes")))
    return {
        "sourcedId": "l1",
        "status": "active",
        "title": "Quiz",
        "class": {"sourcedId": clazz["sourcedId"]},
        "school": {"sourcedId": clazz["school"]["sourcedId"]},
        "category": {"sourcedId": "c1"},
        "assignDate": "2026-01-01T00:00:00Z",
        "dueDate": "2026-01-02T00:00:00Z",
        "resultValueMin": 0,
        "resultValueMax": 10,
    }


@pytest.mark.slow
def test_values_have_the_types_of_the_specification(box: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    (first, *_) = box.store.all("users")
    odd = {**first, "enabledUser": "true", "grades": ["9"], "shoeSize": {"eu": 38, "password": "open sesame"}}
    box.store.put("users", {**odd, "password": "open sesame"})
    pipeline = duckdb_pipeline(tmp_path)
    pipeline.run(timeback_source(client, collections=["users", "academicSessions"]))
    found = {row[0]: row[1:] for row in rows(pipeline, "users", "sourced_id, enabled_user, grades, _other")}
    assert found[first["sourcedId"]] == (True, '["9"]', '{"shoeSize":{"eu":38}}')
    ((day, *_), *_) = rows(pipeline, "academic_sessions", "typeof(start_date), typeof(date_last_modified)")
    assert day == "DATE"
    assert "sesame" not in str(rows(pipeline, "users"))
    assert not [name for name in pipeline.default_schema.tables["users"]["columns"] if "password" in name]


@pytest.mark.slow
def test_nested_lists_are_tables_on_demand(box: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    (first, *_) = box.store.all("users")
    box.store.put("users", {**first, "password": "open sesame", "shoeSize": 38})
    pipeline = duckdb_pipeline(tmp_path)
    source = timeback_source(client, collections=["users"], nested="tables", deletes="remove", overlap=timedelta())
    pipeline.run(source)
    assert ids(pipeline, "users") == stored_ids(box, "users")
    expected = sum(len(user["roles"]) for user in box.store.all("users"))
    assert len(rows(pipeline, "users__roles", "role, org__sourced_id")) == expected
    assert len([other for (other,) in rows(pipeline, "users", "_other") if other is not None]) == 1
    assert "sesame" not in str(rows(pipeline, "users"))
    client.rostering.users.delete_user(first["sourcedId"])
    pipeline.run(source)
    assert ids(pipeline, "users") == [one for one in stored_ids(box, "users") if one != first["sourcedId"]]
    assert len(rows(pipeline, "users__roles", "role")) == expected - len(first["roles"])


ARROW = {
    "text": pa.string(),
    "bool": pa.bool_(),
    "bigint": pa.int64(),
    "double": pa.float64(),
    "timestamp": pa.timestamp("us", tz="UTC"),
    "date": pa.date32(),
}


@pytest.mark.parametrize("collection", listed_collections())
def test_hints_are_those_of_the_parquet_columns(collection: str) -> None:
    hints, fields = columns(collection), schema(collection)
    assert list(hints) == fields.names
    for field in fields:
        kind = hints[field.name]["data_type"]
        is_json = pa.types.is_nested(field.type) or (kind == "json" and field.type == pa.string())
        assert is_json or ARROW[kind] == field.type, field
    assert "password" not in hints


@pytest.mark.slow
def test_all_listed_collections_can_be_loaded(box: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    pipeline = duckdb_pipeline(tmp_path)
    pipeline.run(timeback_source(client, collections=listed_collections()))
    counts = loaded(pipeline)
    assert counts["users"] == 120
    assert counts["students"] + counts["teachers"] <= 120
    tables = set(pipeline.default_schema.tables)
    assert {"events", "cf_items", "assessment_items", "stimuli", "results"} <= tables


@pytest.mark.slow
@pytest.mark.parametrize("nested", ["json", "tables"])
def test_weekly_facts_are_replaced_by_week(
    box: Sandbox, client: TimeBackClient, tmp_path: Path, nested: Literal["json", "tables"]
) -> None:
    first, second, third = [one["sourcedId"] for one in client_students(client)][:3]
    for student in (first, second):
        address = (box.store.get("users", student) or {})["email"]
        event = TimeSpentEvent(
            actor=Actor(id=student, email=address),
            activity=Activity(id="a1", name="Fractions", course_id="c1", course_name="Math", subject="Math", app="App"),
            active=60,
        )
        client.events.send(event, sensor="https://app.example")
    pipeline = duckdb_pipeline(tmp_path)
    source = timeback_source(client, collections=["weeklyFacts"], students=[first, second, third], nested=nested)

    def students() -> list[str]:
        pipeline.run(source)
        return sorted(student for (student,) in rows(pipeline, "weekly_facts", "_student"))

    assert students() == sorted([first, second])
    assert students() == sorted([first, second])
    (_, gone) = box.store.all(EVENTS)
    box.store.remove(EVENTS, gone["sourcedId"])
    assert students() == [first]
    assert pipeline.state["sources"]["timeback"]["resources"]["weeklyFacts"]["facts"]["week"]


@pytest.mark.slow
def test_a_server_that_ignores_the_time_is_read_whole_with_a_warning(
    box: Sandbox, client: TimeBackClient, tmp_path: Path
) -> None:
    pipeline = duckdb_pipeline(tmp_path)
    pipeline.run(timeback_source(client, collections=["users"]))
    with box.client(transport=Server(request=without_filter).sync_transport()) as odd:
        with pytest.warns(FullReadWarning, match=r"users: the server ignores the filter"):
            pipeline.run(timeback_source(odd, collections=["users"]))
        assert loaded(pipeline) == {"users": 120}
        with warnings.catch_warnings():
            warnings.simplefilter("error", FullReadWarning)
            pipeline.run(timeback_source(odd, collections=["users"], incremental=False))
    assert ids(pipeline, "users") == stored_ids(box, "users")


@pytest.mark.slow
def test_a_second_run_of_a_pipeline_is_refused_while_one_reads(
    box: Sandbox, client: TimeBackClient, tmp_path: Path
) -> None:
    reading, refused = threading.Event(), threading.Event()

    def wait(_: httpx.Request) -> None:
        reading.set()
        refused.wait(30)

    pipeline = duckdb_pipeline(tmp_path)

    def run(source: Any) -> None:
        duckdb_pipeline(tmp_path).run(source)

    with box.client(transport=Server(page=wait).sync_transport()) as slow, ThreadPoolExecutor(1) as pool:
        first = pool.submit(run, timeback_source(slow, collections=["users"]))
        try:
            assert reading.wait(30)
            with pytest.raises(PipelineStepFailed, match="Another run of the pipeline roster is in progress"):
                run(timeback_source(client, collections=["users"]))
        finally:
            refused.set()
        first.result()
    pipeline.run(timeback_source(client, collections=["users"]))
    assert ids(pipeline, "users") == stored_ids(box, "users")


def test_no_secret_is_on_disk_or_in_a_log(
    box: Sandbox, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("SOURCES__TIMEBACK__API_URL", box.url)
    monkeypatch.setenv("SOURCES__TIMEBACK__CLIENT_ID", box.client_id)
    monkeypatch.setenv("SOURCES__TIMEBACK__CLIENT_SECRET", box.client_secret)
    pipeline = duckdb_pipeline(tmp_path)
    with caplog.at_level(logging.DEBUG):
        info = pipeline.run(timeback_source(collections=["orgs"]))
        box.faults.add("GET", "*/orgs", status=403)
        with pytest.raises(PipelineStepFailed) as failed:
            pipeline.run(timeback_source(collections=["orgs"]))
    assert ids(pipeline, "orgs") == stored_ids(box, "orgs")
    texts = [caplog.text, str(info), repr(info.asdict()), str(failed.value), str(pipeline.last_trace.asdict())]
    assert [text for text in texts if box.client_secret in text] == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if box.client_secret.encode() in path.read_bytes()] == []
    assert len(files) > 5


def test_the_source_is_made_without_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = timeback_source(profile="none-such")
    assert "users" in made.resources
    with pytest.raises(PipelineStepFailed, match="profile"):
        duckdb_pipeline(tmp_path).run(made)


@pytest.mark.slow
def test_a_function_makes_the_client_once(box: Sandbox, tmp_path: Path) -> None:
    made: list[TimeBackClient] = []

    def make() -> TimeBackClient:
        made.append(box.client())
        return made[-1]

    source = timeback_source(make, collections=["orgs", "users"])
    assert made == []
    duckdb_pipeline(tmp_path).run(source)
    assert len(made) == 1


@pytest.mark.slow
def test_the_state_of_another_server_is_refused(client: TimeBackClient, tmp_path: Path) -> None:
    pipeline = duckdb_pipeline(tmp_path)
    pipeline.run(timeback_source(client, collections=["orgs"]))
    before = ids(pipeline, "orgs")
    with Sandbox(users=60, seed=9) as other, other.client() as there:
        with pytest.raises(PipelineStepFailed, match="belongs to another server"):
            pipeline.run(timeback_source(there, collections=["orgs"]))
        assert ids(pipeline, "orgs") == before
        pipeline.run(timeback_source(there, collections=["orgs"]), refresh="drop_sources")
        assert ids(pipeline, "orgs") == stored_ids(other, "orgs")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"collections": ["user"]}, "Did you mean 'users'"),
        ({"collections": ["nothing like it"]}, "Choose from"),
        ({"collections": "users"}, "list of names"),
        ({"collections": []}, "empty"),
        ({"deletes": "maybe"}, "deletes"),
        ({"nested": "xml"}, "nested"),
        ({"ranges": 0}, "ranges"),
        ({"page_size": 0}, "page_size"),
        ({"overlap": 5}, "overlap"),
        ({"client": "staging"}, "client"),
        ({"client": TimeBackClient.from_profile, "profile": "staging"}, "profile"),
    ],
)
def test_mistakes_are_told_when_the_source_is_made(arguments: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidRequestError, match=says):
        timeback_source(**arguments)


def test_dlt_is_imported_on_use_only() -> None:
    code = "import sys, timeback, timeback.cli.app; assert not {'dlt', 'pyarrow', 'duckdb'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dlt", None)
    with pytest.raises(ImportError, match=r"timeback-client\[dlt\]"):
        timeback_source()


@pytest.mark.slow
def test_a_source_can_be_run_by_two_pipelines(box: Sandbox, client: TimeBackClient, tmp_path: Path) -> None:
    source = timeback_source(client, collections=["users"])
    for name in ("first", "second"):
        pipeline = duckdb_pipeline(tmp_path / name, name)
        pipeline.run(source)
        assert ids(pipeline, "users") == stored_ids(box, "users")
