"""Options of the data source: names, values, suggestions, and secrets, which are refused."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeback.errors import InvalidRequestError
from timeback.spark.connection import Connection
from timeback.spark.options import Options, parse_options


def test_the_names_of_options_have_no_case() -> None:
    for key in ("numPartitions", "numpartitions", "NUMPARTITIONS", "num_partitions"):
        assert parse_options({"collection": "users", key: "3"}).partitions == 3


def test_options_have_defaults() -> None:
    assert parse_options({"collection": "users"}) == Options("users", Connection())
    assert Options("users", Connection()).partitions == 8


def test_every_option_is_parsed() -> None:
    options = parse_options(
        {
            "collection": "results",
            "profile": "production",
            "apiUrl": "https://or.example.org",
            "numPartitions": "16",
            "pageSize": "500",
            "filter": "status='active'",
            "modifiedSince": "2026-01-31T01:00:00+01:00",
            "fields": "sourcedId, score",
            "overlapSeconds": "1.5",
            "requestsPerSecond": "20",
            "parallelism": "4",
            "pushdown": "True",
            "maxRetries": "0",
        }
    )
    assert options == Options(
        "results",
        Connection("production", "https://or.example.org", max_retries=0),
        partitions=16,
        page_size=500,
        filter_expr="status='active'",
        modified_since=datetime(2026, 1, 31, tzinfo=UTC),
        fields=("sourcedId", "score"),
        overlap=timedelta(seconds=1.5),
        requests_per_second=20,
        parallelism=4,
        pushdown=True,
    )


@pytest.mark.parametrize(
    ("given_options", "part"),
    [
        ({"numPartitons": "3"}, "Did you mean 'numPartitions'"),
        ({"modified_sinse": "x"}, "Did you mean 'modifiedSince'"),
        ({"quux": "1"}, "numPartitions, pageSize"),
        ({"environment": "staging"}, "profile"),
        ({"numPartitions": "0"}, "numPartitions: expected a whole number from 1"),
        ({"numPartitions": "-1"}, "numPartitions"),
        ({"numPartitions": "99999999"}, "numPartitions"),
        ({"numPartitions": "٣"}, "numPartitions"),
        ({"pageSize": "many"}, "pageSize"),
        ({"pushdown": "yes"}, "pushdown: expected true or false"),
        ({"modifiedSince": "yesterday"}, "modifiedSince: expected a time"),
        ({"modifiedSince": "2026-01-31T00:00:00"}, "time zone"),
        ({"fields": "sourcedId,,role"}, "fields"),
        ({"overlapSeconds": "-1"}, "overlapSeconds"),
        ({"overlapSeconds": "nan"}, "overlapSeconds"),
        ({"requestsPerSecond": "0"}, "requestsPerSecond"),
        ({"requestsPerSecond": "inf"}, "requestsPerSecond"),
        ({"parallelism": "4"}, "requestsPerSecond"),
        ({"profile": "  "}, "profile: the option is empty"),
        ({"pageSize": "5", "page_size": "6"}, "pageSize: the option is passed twice"),
        ({"path": "orgs"}, "collection"),
    ],
)
def test_an_invalid_option_is_refused(given_options: dict[str, str], part: str) -> None:
    with pytest.raises(InvalidRequestError) as caught:
        parse_options({"collection": "users", **given_options})
    assert part in str(caught.value)


def test_the_collection_is_an_option_or_the_argument_of_load() -> None:
    assert parse_options({"path": "users"}).collection == "users"
    assert parse_options({"path": "users", "collection": "users"}).collection == "users"
    with pytest.raises(InvalidRequestError, match=r"collection: the option is missing"):
        parse_options({"profile": "staging"})


@pytest.mark.parametrize(
    "name", ["clientSecret", "client_secret", "CLIENTSECRET", "clientId", "password", "token", "apiKey", "extraHeaders"]
)
def test_a_secret_is_refused_and_not_repeated(name: str) -> None:
    with pytest.raises(InvalidRequestError, match=r"profile") as caught:
        parse_options({"collection": "users", name: "s3cr3t-value"})
    assert "s3cr3t-value" not in str(caught.value)
    assert name in str(caught.value)


def test_tasks_share_the_rate_limit() -> None:
    options = parse_options({"collection": "users", "requestsPerSecond": "20", "numPartitions": "8"})
    assert options.task_connection.requests_per_second == 2.5
    assert options.planning_connection.requests_per_second == 20
    options = parse_options({"collection": "users", "requestsPerSecond": "20", "parallelism": "4"})
    assert options.task_connection.requests_per_second == 5
    assert parse_options({"collection": "users"}).task_connection == Connection()


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=12), max_size=4))
def test_any_options_are_parsed_or_refused_with_a_text_that_has_no_value(given_options: dict[str, str]) -> None:
    marked = {key: f"<{text}|" for key, text in given_options.items()}
    problem = ""
    try:
        parsed = parse_options({"collection": "users", **marked})
        assert pickle.loads(pickle.dumps(parsed)) == parsed
    except InvalidRequestError as error:
        problem = str(error)
    names = "".join(given_options)
    assert not any(text in problem and text not in names for text in marked.values())


@given(st.integers(1, 10_000))
def test_numbers_are_read_as_they_are_written(count: int) -> None:
    assert parse_options({"collection": "users", "numPartitions": str(count)}).partitions == count


def test_the_repr_of_options_has_no_filter() -> None:
    options = parse_options({"collection": "users", "filter": "familyName='Müller'"})
    assert "Müller" not in repr(options)
