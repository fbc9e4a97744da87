"""The classes of the Python Data Source API, called as Spark calls them. Needs pyspark, and no Java."""

from __future__ import annotations

import inspect
import json
import pickle
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from timeback.errors import InvalidRequestError
from timeback.sandbox import Sandbox
from timeback.spark import connection, planning

if TYPE_CHECKING:
    from timeback.spark.data_source import TimeBackDataSource

pytest.importorskip("pyspark")


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with Sandbox(users=200) as box:
        yield box


@pytest.fixture
def box(server: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", server.client_id)
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", server.client_secret)
    monkeypatch.setenv("TIMEBACK_API_URL", server.url)
    monkeypatch.setattr(planning, "FIRST_BACKOFF", 0.0)
    yield server
    server.faults.clear()
    for key in list(connection._clients):
        connection.discard(key[1])


def source(**options: str) -> TimeBackDataSource:
    from timeback.spark.data_source import TimeBackDataSource

    return TimeBackDataSource({"collection": "users", "pageSize": "50", "numPartitions": "4", **options})


def rows(reader: Any, partitions: list[Any]) -> list[dict[str, Any]]:
    """Return the rows of partitions, which were pickled on the way, as the reader was before they were planned."""
    return [
        row for one in pickle.loads(pickle.dumps(partitions)) for batch in reader.read(one) for row in batch.to_pylist()
    ]


def since(offset: dict[str, Any]) -> str:
    return str(offset["since"])


def test_batches_have_the_schema_that_spark_expects(box: Sandbox) -> None:
    """Spark 4.3 compares the types of the batches with those of the schema."""
    from pyspark.sql.pandas.types import to_arrow_schema

    from timeback.ranges import listed_collections

    for collection in ("users", "demographics", "enrollments", "classes", "orgs"):
        assert collection in listed_collections()
        one = source(collection=collection)
        reader = one.reader(one.schema())
        (first, *_) = reader.partitions()
        batch = next(reader.read(first))
        assert to_arrow_schema(one.schema(), timezone="UTC").equals(batch.schema)


def test_a_reader_that_was_pickled_before_the_plan_reads_each_object_once(box: Sandbox) -> None:
    one = source(fields="sourcedId,status")
    reader = one.reader(one.schema())
    copy = pickle.loads(pickle.dumps(reader))
    partitions = reader.partitions()
    assert isinstance(partitions, list)
    assert len(partitions) == 4
    found = [row["sourcedId"] for row in rows(copy, partitions)]
    assert len(found) == len(set(found)) == 200
    assert box.client_secret.encode() not in pickle.dumps((one, reader, partitions))
    assert "user-" not in repr(partitions)


def test_only_the_reader_with_pushdown_takes_filters(box: Sandbox) -> None:
    from pyspark.sql.datasource import DataSourceReader

    if not hasattr(DataSourceReader, "pushFilters"):
        pytest.skip("pyspark 4.0 has no filters")
    one, pushing = source(), source(pushdown="true")
    assert type(one.reader(one.schema())).pushFilters is DataSourceReader.pushFilters
    reader: Any = pushing.reader(pushing.schema())
    assert type(reader).pushFilters is not DataSourceReader.pushFilters


def test_filters_are_pushed_and_given_back(box: Sandbox) -> None:
    datasource = pytest.importorskip("pyspark.sql.datasource")
    if not hasattr(datasource, "EqualTo"):
        pytest.skip("pyspark 4.0 has no filters")
    one = source(pushdown="true")
    reader: Any = one.reader(one.schema())
    filters = [
        datasource.EqualTo(("status",), "active"),
        datasource.IsNotNull(("status",)),
        datasource.Not(datasource.EqualTo(("status",), "x")),
        datasource.In(("status",), ("a", "b")),
        datasource.EqualTo(("primaryOrg", "sourcedId"), "o"),
        datasource.GreaterThan(("familyName",), "M"),
    ]
    assert list(reader.pushFilters(filters)) == filters
    copy = pickle.loads(pickle.dumps(reader))
    partitions = reader.partitions()
    assert {str(partition.filter_expr) for partition in partitions} == {"status='active'"}
    assert len(rows(copy, partitions)) == 200


def test_a_stream_reads_what_was_changed(box: Sandbox) -> None:
    one = source(overlapSeconds="0", fields="sourcedId,familyName")
    reader: Any = one.streamReader(one.schema())
    start = json.loads(json.dumps(reader.initialOffset()))
    # Spark 4.0 and 4.1 pass nothing.
    end = json.loads(json.dumps(reader.latestOffset()))
    assert len(rows(pickle.loads(pickle.dumps(reader)), reader.partitions(start, end))) == 200
    assert reader.partitions(end, end) == []
    with box.client() as client:
        client.rostering.users.patch_user("user-000007", {"familyName": "Hopper"})
    # The change may have been made in the second in which the batch before ended, or after it.
    following = {**end, "since": "2999-01-01T00:00:00Z"}
    assert since(reader.latestOffset(end, object())) >= since(end)
    found = {row["sourcedId"]: row["familyName"] for row in rows(reader, reader.partitions(end, following))}
    assert found["user-000007"] == "Hopper"
    assert len(found) < 200
    reader.commit(following)
    reader.stop()
    # Since 4.2 two parameters say that the reader takes the start.
    assert len(inspect.signature(reader.latestOffset).parameters) == 2


def test_a_schema_of_the_user_is_checked(box: Sandbox) -> None:
    from pyspark.sql.types import IntegerType, StringType, StructField, StructType

    reader = source().reader(StructType([StructField("status", StringType())]))
    assert rows(reader, list(reader.partitions()))[0] == {"status": "active"}
    for wrong in (StructField("status", IntegerType()), StructField("status", StringType(), nullable=False)):
        with pytest.raises(InvalidRequestError, match=r"schema: the column 'status' of users is string"):
            source().reader(StructType([wrong]))
