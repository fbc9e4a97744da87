"""Planning and reading partitions over HTTP, as the processes of Spark do it."""

from __future__ import annotations

import gc
import os
import pickle
import time
import warnings
from collections.abc import Iterator

import attrs
import pytest

from timeback.errors import (
    APIConnectionError,
    AuthenticationError,
    ConfigurationError,
    InvalidRequestError,
    ServerError,
    UnprocessableEntityError,
)
from timeback.filters import F
from timeback.ranges import RangeWarning
from timeback.sandbox import Sandbox
from timeback.spark import connection, planning
from timeback.spark.connection import Connection
from timeback.spark.options import Options, parse_options
from timeback.spark.planning import Plan, plan_read
from timeback.spark.reading import columns_of, read_range


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with Sandbox(users=300) as box:
        yield box


@pytest.fixture
def box(server: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sandbox]:
    """The sandbox, with the variables that the environment of a worker has, and without backoff between attempts."""
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", server.client_id)
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", server.client_secret)
    monkeypatch.setenv("TIMEBACK_API_URL", server.url)
    monkeypatch.setattr(planning, "FIRST_BACKOFF", 0.0)
    yield server
    server.faults.clear()
    for key in list(connection._clients):
        connection.discard(key[1])


def options(**given: str) -> Options:
    return parse_options({"collection": "users", "pageSize": "50", "numPartitions": "4", "maxRetries": "0", **given})


def read(given: Options, plan: Plan | None = None) -> list[dict[str, object]]:
    """Return the rows of all partitions, which were pickled on the way."""
    found = plan_read(given) if plan is None else plan
    rows: list[dict[str, object]] = []
    for one in found.ranges:
        range_, filter_expr = pickle.loads(pickle.dumps((one, found.filter_expr)))
        for batch in read_range(given, columns_of(given), range_, filter_expr):
            rows += batch.to_pylist()
    return rows


def ids(rows: list[dict[str, object]]) -> list[object]:
    return [row["sourcedId"] for row in rows]


def test_each_object_comes_once(box: Sandbox) -> None:
    plan = plan_read(options())
    assert len(plan.ranges) == 4
    rows = read(options(), plan)
    assert len(rows) == len(set(ids(rows))) == 300
    assert tuple(rows[0]) == columns_of(options()).names


def test_there_are_no_more_partitions_than_pages(box: Sandbox) -> None:
    before = len(box.requests)
    assert len(plan_read(options(pageSize="150", numPartitions="100")).ranges) == 2
    (whole,) = plan_read(options(pageSize="300")).ranges
    assert whole.expected == 300
    # Besides the token, the small one took a single request.
    paths = [request.query.get("limit") for request in box.requests[before:] if request.path.endswith("/users")]
    assert paths[-1:] == ["1"]
    assert len(read(options(pageSize="300"))) == 300


def test_options_reach_the_server(box: Sandbox) -> None:
    given = options(filter="role='student'", fields="familyName")
    plan = plan_read(given)
    with box.client() as client:
        expected = {user.sourced_id: user.family_name for user in client.rostering.users.iter_users(
            filter_expr=F.role == "student"
        )}  # fmt: skip
    rows = read(given, plan)
    assert sorted(map(str, (row["familyName"] for row in rows))) == sorted(map(str, expected.values()))
    assert all(tuple(row) == ("familyName", "_other") for row in rows)


def test_a_filter_with_or_is_read_as_one_partition(box: Sandbox) -> None:
    given = options(filter="role='student' OR role='teacher'")
    with pytest.warns(RangeWarning, match="OR"):
        plan = plan_read(given)
    assert len(plan.ranges) == 1
    with box.client() as client:
        wanted = (F.role == "student") | (F.role == "teacher")
        assert len(read(given, plan)) == len(list(client.rostering.users.iter_users(filter_expr=wanted)))


def test_conditions_of_a_query_are_sent_if_the_server_takes_them(box: Sandbox) -> None:
    plan = plan_read(options(), F.status == "active", pushed=F.role == "teacher")
    assert str(plan.filter_expr) == "status='active' AND role='teacher'"
    box.faults.add("GET", "*/users", status=400, times=2)
    plan = plan_read(options(), F.status == "active", pushed=F.role == "teacher")
    assert str(plan.filter_expr) == "status='active'"
    assert len(plan.ranges) == 4


def test_a_plan_is_tried_again(box: Sandbox) -> None:
    """Nobody repeats a plan: the token is revoked more often in a row than a request renews it."""
    box.faults.add("GET", "*/users", revoke_token=True, times=5)
    box.faults.add("GET", "*/users", status=503, times=1)
    assert len(read(options())) == 300


def test_a_server_that_stays_down_is_an_error(box: Sandbox) -> None:
    box.faults.add("GET", "*/users", status=503)
    before = len(box.requests)
    with pytest.raises(ServerError):
        plan_read(options())
    assert sum(request.path.endswith("/users") for request in box.requests[before:]) == planning.ATTEMPTS


def test_a_refused_request_is_not_repeated(box: Sandbox) -> None:
    box.faults.add("GET", "*/users", status=403)
    before = len(box.requests)
    with pytest.raises(Exception, match="403"):
        plan_read(options())
    assert sum(request.path.endswith("/users") for request in box.requests[before:]) == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"cap": 20},
        {"no_counters": True},
        {"shuffle": True},
        {"status": 503, "probability": 0.1},
        {"truncate": True, "probability": 0.1},
        {"cut": "after", "probability": 0.1},
        {"revoke_token": True, "times": 3},
    ],
    ids=lambda fault: next(iter(fault)),
)
def test_faults_lose_and_repeat_nothing(box: Sandbox, fault: dict[str, object]) -> None:
    given = options(maxRetries="8")
    box.faults.add("GET", "*/users", seed=3, **fault)  # type: ignore[arg-type]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RangeWarning)
        found = ids(read(given))
    assert len(found) == len(set(found)) == 300


def test_a_server_without_filters_is_read_as_one_partition(box: Sandbox) -> None:
    """The first request has no filter; those with conditions on the id are refused."""
    plan = plan_read(options())
    assert len(plan.ranges) == 4
    box.faults.add("GET", "*/users", no_counters=True)
    with pytest.warns(RangeWarning):
        plan = plan_read(options())
    assert len(plan.ranges) == 1
    assert len(read(options(), plan)) == 300


def test_a_process_has_one_client_for_all_tasks(box: Sandbox) -> None:
    before = len(box.requests)
    rows = read(options())
    assert len(rows) == 300
    assert sum("token" in request.path for request in box.requests[before:]) == 1
    assert connection.client(Connection(max_retries=0)) is connection.client(Connection(max_retries=0))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork")
def test_a_forked_process_has_a_client_of_its_own(box: Sandbox) -> None:
    given = Connection(max_retries=0)
    mine = connection.client(given)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.write(writing, b"same" if connection.client(given) is mine else b"other")
        os._exit(0)
    os.close(writing)
    assert os.read(reading, 10) == b"other"
    os.close(reading)
    os.waitpid(child, 0)
    assert connection.client(given) is mine


def test_a_rejected_token_makes_the_next_task_read_the_credentials_again(
    box: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = plan_read(options())
    connection.discard(options().task_connection)
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", "out-of-date")
    with pytest.raises(AuthenticationError):
        read(options(), plan)
    monkeypatch.setenv("TIMEBACK_CLIENT_SECRET", box.client_secret)
    assert len(read(options(), plan)) == 300


def test_tasks_keep_to_their_part_of_the_rate(box: Sandbox) -> None:
    given = options(requestsPerSecond="40", parallelism="2")
    plan = plan_read(given)
    api = connection.client(given.task_connection)
    assert api.settings.max_requests_per_second == 20
    assert len(read(given, plan)) == 300


def test_errors_say_what_to_do(box: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InvalidRequestError, match=r"users"):
        columns_of(options(collection="usres"))
    with pytest.raises(InvalidRequestError, match=r"fields: users has no property 'familyNme'.*familyName"):
        columns_of(options(fields="familyNme"))
    with pytest.raises(InvalidRequestError, match=r"Passwords are never read"):
        columns_of(options(fields="password"))
    with pytest.raises(UnprocessableEntityError, match=r"GET /users"):
        plan_read(options(filter="famlyName='x'"))
    with pytest.raises(ConfigurationError, match=r"profile"):
        plan_read(options(profile="nowhere"))
    monkeypatch.delenv("TIMEBACK_CLIENT_ID")
    with pytest.raises(ConfigurationError, match=r"client_id"):
        plan_read(options(maxRetries="1"))
    monkeypatch.setenv("TIMEBACK_CLIENT_ID", "x")
    with pytest.raises(APIConnectionError):
        plan_read(options(apiUrl="http://127.0.0.1:9"))


def test_a_schema_of_the_user_selects_columns(box: Sandbox) -> None:
    shown = columns_of(options(), ("familyName", "sourcedId"))
    assert shown.names == shown.requested == ("familyName", "sourcedId")
    assert columns_of(options(), ("sourcedId", "_other")).requested is None
    with pytest.raises(InvalidRequestError, match=r"schema: users has no column 'nope'"):
        columns_of(options(), ("nope",))
    (plan,) = [plan_read(options())]
    batch = next(read_range(options(), shown, plan.ranges[0], plan.filter_expr))
    assert batch.schema.names == ["familyName", "sourcedId"]


def test_an_abandoned_read_leaves_nothing_behind(box: Sandbox) -> None:
    plan = plan_read(options(pageSize="10"))
    batches = read_range(options(pageSize="10"), columns_of(options()), plan.ranges[0], None)
    next(batches)
    del batches
    gc.collect()
    time.sleep(0.2)
    before = len(box.requests)
    time.sleep(0.2)
    assert len(box.requests) == before


def test_what_is_pickled_has_no_secret(box: Sandbox) -> None:
    given = options(profile="x")
    plan = plan_read(options())
    for one in (given, columns_of(given), plan.ranges, plan.filter_expr):
        assert box.client_secret.encode() not in pickle.dumps(one)
    assert "user-" not in repr(plan)
    assert attrs.evolve(given, filter_expr="a='Müller'") != given
