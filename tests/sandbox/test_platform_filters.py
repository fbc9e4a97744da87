"""Filters that the platform has beyond the standard: the operator @, and properties of the metadata."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.sandbox.conftest import org
from timeback import F, TimeBackClient
from timeback.errors import BadRequestError, InvalidRequestError
from timeback.filters import Expression
from timeback.sandbox import Sandbox

METADATA = [
    {"appName": "Alpha", "level": 5, "open": True},
    {"appName": "Beta", "level": "5", "tags": ["x", "y"]},
    {"appName": "O'Hara", "level": 12.5, "nested": {"app-id": "n"}},
    None,
]


@pytest.fixture(scope="module")
def client() -> Iterator[TimeBackClient]:
    with Sandbox() as box, box.client(max_retries=0) as client:
        box.store.load("orgs", [org(f"o{n}", metadata=found) for n, found in enumerate(METADATA)])
        yield client


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (F.sourced_id.is_one_of_list(["o1", "o3", "none"]), "o1 o3"),
        (F.type.is_one_of_list(["school"]) & (F.sourced_id != "o0"), "o1 o2 o3"),
        (F.metadata.app_name == "Alpha", "o0"),
        (F.metadata.app_name == "O'Hara", "o2"),
        (F.metadata.app_name != "Alpha", "o1 o2 o3"),
        (F.metadata.app_name.contains("a"), "o0 o1 o2"),
        (F.metadata.app_name.is_one_of_list(["Alpha", "Beta"]), "o0 o1"),
        (F.metadata.app_name > "B", "o1 o2"),
        (F.metadata.level == 5, "o0 o1"),
        (F.metadata.level > 5, "o2"),
        (F.metadata.level <= 12.5, "o0 o2"),
        (F.metadata.open == True, "o0"),  # noqa: E712
        (F.metadata.tags == "y", "o1"),
        (F["metadata.nested.app-id"] == "n", "o2"),
        (F.metadata.absent == "x", ""),
    ],
)
def test_what_they_find(client: TimeBackClient, condition: Expression, found: str) -> None:
    assert [each.sourced_id for each in client.rostering.orgs.iter_orgs(filter_expr=condition)] == found.split()


def test_the_text_of_a_list() -> None:
    assert str(F.role.is_one_of_list(["student", "O'Hara", "student", 3])) == "role@'student,O''Hara,3'"
    with pytest.raises(InvalidRequestError, match="comma"):
        F.name.is_one_of_list(["a,b"])
    with pytest.raises(InvalidRequestError, match="empty"):
        F.name.is_one_of_list([])


def test_the_standard_has_no_such_operator() -> None:
    with Sandbox(provider="oneroster") as box, box.client(max_retries=0) as client, pytest.raises(BadRequestError):
        client.rostering.orgs.list_orgs(filter_expr=F.type.is_one_of_list(["school"]))
