"""Every method of the clients is called once sync and once async, over real HTTP; the list comes from specs/."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.contract.documents import Operation, operations
from tests.facade.test_services import PACKAGES, lines, operation_ids, resources
from timeback import AsyncTimeBackClient, TimeBackClient
from timeback.errors import APIStatusError
from timeback.sandbox import Sandbox

BY_ID = {(operation.document.package, operation.node["operationId"]): operation for operation in operations()}


def table() -> list[tuple[str, str, str, Operation]]:
    """Package, resource, method and operation of every declared method."""
    client = TimeBackClient(environment="staging", client_id="id", client_secret="secret")
    return [
        (package, name, method, BY_ID[package, identity])
        for package in PACKAGES
        for name, resource in resources(getattr(client, package)).items()
        for method, line in lines(resource).items()
        if not method.startswith("iter_")
        for identity in operation_ids(line)
    ]


TABLE = table()
IDS = [
    ".".join(filter(None, (package, name, method))) + ("-at-school" if "{schoolId}" in operation.path else "")
    for package, name, method, operation in TABLE
]


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(users=30, seed=6) as running:
        yield running


@pytest.fixture(scope="module")
def client(box: Sandbox) -> Iterator[TimeBackClient]:
    with box.client(max_retries=0) as made:
        yield made


def arguments(box: Sandbox, operation: Operation) -> dict[str, Any]:
    """Ids of existing objects, and the required parameters of the operation."""
    parents = operation.node.get("x-parents", {})
    given = {}
    for wire, name in operation.python_names().items():
        collection = parents.get(wire) or (
            operation.node.get("x-entity") if wire in ("sourcedId", "identifier") else None
        )
        if collection and "{" + wire + "}" in operation.path and (found := next(iter(box.store.all(collection)), None)):
            given[name] = found.get("sourcedId") or found.get("identifier")
    if "/analytics/" in operation.path and "student_id" in operation.python_names().values():
        # One of two parameters is required, which the document cannot say.
        given["student_id"] = next(iter(box.store.all("users")))["sourcedId"]
    return operation.arguments(**given)


def acceptable(error: APIStatusError, operation: Operation) -> bool:
    """A 4xx status is accepted, since a minimal valid request need not make sense; a 5xx status is not."""
    return error.status in (400, 404, 409, 422)


@pytest.mark.parametrize(("package", "name", "method", "operation"), TABLE, ids=IDS)
async def test_it_reaches_the_server_in_both_worlds(
    box: Sandbox, client: TimeBackClient, package: str, name: str, method: str, operation: Operation
) -> None:
    given = arguments(box, operation)
    before = len(box.requests)
    refused: list[APIStatusError] = []
    try:
        getattr(resources(getattr(client, package))[name], method)(**given)
    except APIStatusError as error:
        refused.append(error)
    async with box.async_client(max_retries=0) as other:
        try:
            await getattr(resources(getattr(other, package))[name], method)(**given)
        except APIStatusError as error:
            refused.append(error)
    assert [error for error in refused if not acceptable(error, operation)] == []
    sent = [request for request in box.requests[before:] if not request.path.endswith("/token")]
    assert [request.method for request in sent] == [operation.method.upper()] * 2


def test_async_clients_are_what_the_sandbox_gives(box: Sandbox) -> None:
    assert isinstance(box.async_client(), AsyncTimeBackClient)
