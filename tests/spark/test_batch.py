"""DataFrames of a real Spark: rows, faults, killed workers, filters, and secrets that are nowhere."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from tests.spark.conftest import Machine
from timeback.sandbox import Sandbox

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

pytestmark = pytest.mark.spark
pytest.importorskip("pyspark")

Load = Callable[..., "DataFrame"]
USERS = 20_000
PAGE = 500


@pytest.fixture(scope="module")
def large(machine: Machine) -> Iterator[tuple[Sandbox, str]]:
    with machine.sandbox(USERS) as found:
        yield found


@pytest.fixture(scope="module")
def small_server(machine: Machine) -> Iterator[tuple[Sandbox, str]]:
    with machine.sandbox(200) as found:
        yield found


@pytest.fixture
def small(small_server: tuple[Sandbox, str]) -> Iterator[tuple[Sandbox, str]]:
    yield small_server
    small_server[0].faults.clear()


def ids(frame: DataFrame) -> list[str]:
    return [row[0] for row in frame.select("sourcedId").collect()]


def assert_each_once(found: list[str], count: int) -> None:
    assert (len(found), len(set(found))) == (count, count)


def test_each_object_comes_once_despite_faults(large: tuple[Sandbox, str], load: Load) -> None:
    box, profile = large
    box.faults.add("GET", "*/users", status=503, probability=0.05, seed=1)
    box.faults.add("GET", "*/users", truncate=True, probability=0.03, seed=2)
    box.faults.add("GET", "*/users", cut="after", probability=0.03, seed=3)
    box.faults.add("GET", "*/users", revoke_token=True, times=3)
    box.faults.add("GET", "*/users", shuffle=True, cap=400)
    try:
        frame = load(profile, numPartitions=8, pageSize=PAGE, fields="sourcedId,status")
        assert frame.rdd.getNumPartitions() == 8
        assert_each_once(ids(frame), USERS)
    finally:
        box.faults.clear()


def python_workers() -> list[psutil.Process]:
    """Return the Python processes of the executors of this JVM, without the daemons that fork them."""
    found = []
    for process in psutil.Process().children(recursive=True):
        try:
            command = process.cmdline()
            if "pyspark.daemon" in command and "pyspark.daemon" in process.parent().cmdline():  # type: ignore[union-attr]
                found.append(process)
        except (psutil.NoSuchProcess, AttributeError):
            continue
    return found


def test_a_killed_worker_changes_nothing(large: tuple[Sandbox, str], load: Load) -> None:
    """The tasks of the killed workers run again, on the same ranges."""
    box, profile = large
    frame = load(profile, numPartitions=4, pageSize=PAGE, fields="sourcedId")
    box.faults.add("GET", "*/users", latency=0.15)
    killed: list[int] = []

    def kill() -> None:
        end = time.monotonic() + 300
        while time.monotonic() < end and not killed:
            # The plan takes fewer than 20 requests, so that about half of the pages have been read.
            if len(box.requests) > before + 20 + USERS // PAGE // 2:
                for process in python_workers():
                    try:
                        os.kill(process.pid, signal.SIGKILL)
                        killed.append(process.pid)
                    except ProcessLookupError:
                        continue
            time.sleep(0.02)

    before = len(box.requests)
    thread = threading.Thread(target=kill)
    thread.start()
    try:
        found = ids(frame)
    finally:
        box.faults.clear()
        thread.join()
    assert killed
    assert_each_once(found, USERS)


def test_a_task_that_fails_runs_again(small: tuple[Sandbox, str], load: Load) -> None:
    box, profile = small
    frame = load(profile, numPartitions=4, pageSize=20, maxRetries=0)
    before = ids(frame)
    # The requests of the plan come first, and are tried again by themselves.
    box.faults.add("GET", "*/users", status=500, probability=0.06, seed=5, times=3)
    assert sorted(ids(frame)) == sorted(before)
    assert_each_once(before, 200)


def test_values_have_the_types_of_their_columns(small: tuple[Sandbox, str], load: Load) -> None:
    box, profile = small
    with box.client() as client:
        expected = {user.sourced_id: user for user in client.rostering.users.iter_users()}
    frame = load(profile, numPartitions=2, pageSize=100)
    for row in frame.collect():
        user = expected.pop(row.sourcedId)
        assert row.enabledUser is (str(user.enabled_user).lower() == "true")
        assert row.roles[0].role == str(user.roles[0].role)
        assert row.dateLastModified.timestamp() == user.date_last_modified.timestamp()  # type: ignore[union-attr]
    assert expected == {}
    assert "password" not in frame.schema.simpleString()
    assert frame.where("roles[0].role = 'student'").count() > 100


def test_other_collections_and_services_are_read(small: tuple[Sandbox, str], load: Load) -> None:
    box, profile = small
    with box.client() as client:
        count = client.rostering.enrollments.list_enrollments(limit=1).total_count
    assert load(profile, "enrollments").count() == count
    birth_dates = load(profile, "demographics").select("birthDate").dropna().collect()
    assert all(isinstance(row.birthDate, date) for row in birth_dates)
    assert birth_dates
    # A collection without objects has no rows, and its columns.
    results = load(profile, "results")
    assert results.count() == 0
    assert dict(results.dtypes)["score"] == "double"


def test_filters_of_options_reach_the_server(small: tuple[Sandbox, str], load: Load) -> None:
    box, profile = small
    before = len(box.requests)
    frame = load(profile, filter="role='teacher'", modifiedSince="2001-01-01T00:00:00Z", fields="sourcedId,roles")
    assert frame.columns == ["sourcedId", "roles", "_other"]
    assert {row.roles[0].role for row in frame.collect()} == {"teacher"}
    sent = [one.query for one in box.requests[before:] if one.path.endswith("/users")]
    assert all("role='teacher' AND dateLastModified>='2001" in one["filter"] for one in sent)
    assert sent[-1]["fields"] == "sourcedId,roles"


def test_a_default_session_reads_everything_itself(small: tuple[Sandbox, str], load: Load) -> None:
    """Spark refuses readers that take filters, unless it is told otherwise."""
    box, profile = small
    before = len(box.requests)
    assert load(profile).where("status = 'tobedeleted'").count() == 0
    assert not any("status" in one.query.get("filter", "") for one in box.requests[before:])


def test_conditions_of_a_query_are_pushed(small: tuple[Sandbox, str], spark: SparkSession, load: Load) -> None:
    box, profile = small
    setting = "spark.sql.python.filterPushdown.enabled"
    with pytest.raises(Exception, match="DATA_SOURCE_PUSHDOWN_DISABLED"):
        load(profile, pushdown=True).count()
    spark.conf.set(setting, "true")
    try:
        frame = load(profile, pushdown=True)
        before = len(box.requests)
        assert frame.where("status = 'active' AND familyName > 'A' AND username IS NOT NULL").count() > 0
        sent = [one.query.get("filter", "") for one in box.requests[before:] if one.path.endswith("/users")]
        assert sent
        assert all(one.startswith("status='active'") and "familyName" not in one for one in sent)
        since = "dateLastModified >= TIMESTAMP '2001-01-01 00:00:00.5+00:00'"
        before = len(box.requests)
        assert frame.where(since).count() == 200
        assert "dateLastModified>='2001-01-01T00:00:00Z'" in box.requests[-1].query["filter"]
        # A server that rejects the conditions is read as a whole.
        box.faults.add("GET", "*/users", status=400, times=2)
        assert frame.where("status = 'active'").count() == 200
        assert load(profile, pushdown=True).where("status != 'active' OR email IS NULL").count() >= 0
    finally:
        spark.conf.unset(setting)


def test_a_schema_selects_columns(small: tuple[Sandbox, str], spark: SparkSession) -> None:
    _, profile = small
    reader = spark.read.format("timeback").option("profile", profile)
    frame = reader.schema("familyName string, sourcedId string").load("users")
    assert frame.columns == ["familyName", "sourcedId"]
    assert_each_once(ids(frame), 200)
    with pytest.raises(Exception, match="the column 'familyName' of users is string"):
        reader.schema("familyName int").load("users").count()
    with pytest.raises(Exception, match=r"no column 'famlyName'.*Did you mean 'familyName'"):
        reader.schema("famlyName string").load("users").count()


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"collection": "usres"}, "users"),
        ({"numPartitons": "4"}, "Did you mean 'numPartitions'"),
        ({"clientSecret": "s3cr3t-value"}, "options are visible in query plans"),
        ({"profile": "nowhere"}, "there is no profile 'nowhere'"),
        ({"filter": "famlyName='x'"}, "invalid_filter_field"),
    ],
)
def test_an_error_says_what_to_do(
    small: tuple[Sandbox, str], spark: SparkSession, options: dict[str, str], part: str
) -> None:
    given = {"collection": "users", "profile": small[1], **options}
    with pytest.raises(Exception) as caught:
        spark.read.format("timeback").options(**given).load().count()
    assert part in str(caught.value)
    assert "s3cr3t-value" not in str(caught.value)


def test_plans_have_no_secret(small: tuple[Sandbox, str], load: Load) -> None:
    box, profile = small
    frame: Any = load(profile)
    plan = frame._jdf.queryExecution().toString()
    assert "timeback" in plan
    assert box.client_secret not in plan
    assert box.client_id not in plan


@pytest.mark.soak
def test_200_000_users_come_once_despite_faults(machine: Machine) -> None:
    with machine.sandbox(200_000) as (box, profile):
        box.faults.add("GET", "*/users", status=503, probability=0.05, seed=1)
        box.faults.add("GET", "*/users", truncate=True, probability=0.03, seed=2)
        box.faults.add("GET", "*/users", cut="after", probability=0.03, seed=3)
        box.faults.add("GET", "*/users", revoke_token=True, times=3)
        box.faults.add("GET", "*/users", shuffle=True, cap=400)
        reader = machine.session().read.format("timeback").options(collection="users", profile=profile)
        assert_each_once(ids(reader.load()), 200_000)
