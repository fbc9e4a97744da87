"""Every operation of the standard, through the client; and no other."""

from __future__ import annotations

import inspect
import json
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import ANY

import httpx
import pytest

from timeback import TimeBackClient
from timeback._resources.declared_method import DeclaredMethod
from timeback._resources.descriptors import saving
from timeback._spec.schemas import Schema
from timeback.sandbox import Sandbox
from timeback.sandbox.spec.openapi import Api, Operation, load, load_standard
from timeback.sandbox.spec.validation import Validators
from timeback.sandbox.storage.query import condition_of_select
from timeback_api.gradebook.models import LineItem, Result

from .conftest import CLASS, GRADEBOOK, SCHOOL, SESSION, STUDENT

STANDARD = {operation.id: operation for operation in load_standard().operations}
READS = sorted(name for name, operation in STANDARD.items() if operation.method == "GET")
WRITES = sorted(set(STANDARD) - set(READS))
EXTENSIONS = sorted(operation.id for operation in load().operations if operation.id not in STANDARD)
PLATFORM = {operation.id: operation for operation in load().operations}
IDS = {
    "classSourcedId": CLASS, "schoolSourcedId": SCHOOL, "studentSourcedId": STUDENT, "userSourcedId": STUDENT,
    "academicSessionSourcedId": SESSION, "lineItemSourcedId": "l1", "courseSourcedId": "course-ela-kg",
    "teacherSourcedId": "user-000004", "termSourcedId": "session-2025-t1",
}  # fmt: skip


@pytest.fixture(scope="module")
def client(provider: Sandbox) -> Iterator[TimeBackClient]:
    with provider.client() as client:
        yield client


@pytest.fixture(scope="module")
def methods(client: TimeBackClient) -> dict[str, Callable[..., Any]]:
    return methods_of(client)


def methods_of(client: TimeBackClient) -> dict[str, Callable[..., Any]]:
    """The client's methods, by the id of their operation."""
    found: dict[str, Callable[..., Any]] = {}
    for service in (client.rostering, client.gradebook, client.resources):
        for name in type(service).__annotations__:
            resource = getattr(service, name)
            for method, line in inspect.getmembers_static(type(resource)):
                if isinstance(line, DeclaredMethod) and not isinstance(line, saving) and method[:5] != "iter_":
                    found[sys.modules[line.build.__module__].OPERATION.id] = getattr(resource, method)
    return found


def path_values(box: Sandbox, operation: Operation) -> list[str]:
    """The ids in the path, in its order: of existing objects that the operation is about."""
    names = [part[1:-1] for part in operation.path.split("/") if part.startswith("{")]
    return [own_id(box, operation) if name == operation.own_parameter else IDS[name] for name in names]


def own_id(box: Sandbox, operation: Operation) -> str:
    entity = operation.entity or ""
    if entity in GRADEBOOK:
        return str(GRADEBOOK[entity]["sourcedId"])
    select = operation.select
    condition = None if select is None else condition_of_select(box.store.layouts, entity, select, {})
    _, texts = box.store.page(entity, condition, "v.position", 1, 0)
    return str(json.loads(texts[0])["sourcedId"])


def test_the_standard_has_its_operations(api: Api) -> None:
    counts = {base: sum(operation.document.base_path == base for operation in api.operations) for base in api.prefixes}
    assert {base.split("/")[3]: count for base, count in counts.items()} == {
        "gradebook": 35, "resources": 5, "rostering": 41,
    }  # fmt: skip
    assert {operation.id for operation in api.operations if operation.method != "GET"} == set(WRITES)
    assert {operation.document.name for operation in api.operations if operation.method != "GET"} == {"gradebook"}


@pytest.mark.parametrize("name", READS)
def test_every_read_through_the_client(
    provider: Sandbox, http: httpx.Client, methods: dict[str, Callable[..., Any]], name: str
) -> None:
    operation = STANDARD[name]
    ids = path_values(provider, operation)
    found = methods[name](*ids)
    path = operation.path
    for value in ids:
        path = path.replace(path[path.index("{") : path.index("}") + 1], value, 1)
    reply = http.get(operation.document.base_path + path)
    body = reply.json()
    # In the standard a list has the name of its collection, and nothing beside it.
    assert list(body) == [operation.entity if operation.collection else operation.unwrap[0]]
    assert Validators().problems(operation.document, closed(operation, operation.reply or {}), body) == []
    if operation.collection:
        objects = body[operation.collection]
        assert found.total_count == int(reply.headers["X-Total-Count"]) == len(objects) or len(objects) == 100
        assert [one.sourced_id for one in found] == [one["sourcedId"] for one in objects]
        assert objects or name == "getCoursesForSchool"  # the courses of the district belong to no school
        assert 'rel="first"' in reply.headers["Link"]
    else:
        assert found.sourced_id == body[operation.unwrap[0]]["sourcedId"] == ids[-1]


def closed(operation: Operation, schema: Schema) -> Schema:
    """The schema of a reply, in which the objects have no other properties. The components are closed in place."""
    for component in operation.document.content["components"]["schemas"].values():
        if "properties" in component:
            component.setdefault("additionalProperties", False)
    return schema


@pytest.mark.parametrize("name", WRITES)
def test_every_write_through_the_client(name: str) -> None:
    operation = STANDARD[name]
    entity = operation.entity or ""
    with Sandbox(provider="oneroster", users=20) as box, box.client() as client:
        for collection, value in GRADEBOOK.items():
            box.store.load(collection, [value])
        own = box.store.get(entity, str(GRADEBOOK[entity]["sourcedId"])) or {}
        method = methods_of(client)[name]
        if operation.method == "DELETE":
            method(own["sourcedId"])
            assert (box.store.get(entity, own["sourcedId"]) or {})["status"] == "tobedeleted"
        elif operation.method == "PUT":
            method("new", {**own, "sourcedId": "new"})
            changed = {"sourcedId": "new", "dateLastModified": ANY}
            assert box.store.get(entity, "new") == {**own, **changed}
            assert box.requests[-1].status == 201
        else:
            model = {"lineItems": LineItem, "results": Result}[entity]
            sent = [model.from_dict({**own, "sourcedId": sourced_id}) for sourced_id in ("x", "y")]
            pairs = method(*path_values(box, operation), sent)
            assert [pair.supplied_sourced_id for pair in pairs] == ["x", "y"]
            assert all(box.store.get(entity, pair.allocated_sourced_id) for pair in pairs)


def test_the_extensions_of_the_platform_are_not_served(http: httpx.Client) -> None:
    wrong = []
    for operation in map(PLATFORM.__getitem__, EXTENSIONS):
        path = operation.document.base_path + operation.path.replace("{", "").replace("}", "")
        reply = http.request(operation.method, path)
        known = methods_at(path)
        # A part of the path, such as /courses/components, can be an id.
        expected = 405 if known - {operation.method} and operation.method not in known else 404
        allowed = ", ".join(sorted(known)) if expected == 405 else None
        if (reply.status_code, reply.headers.get("Allow")) != (expected, allowed):
            wrong.append((operation.id, reply.status_code, expected))
    assert wrong == []
    assert len(EXTENSIONS) > 170


def methods_at(path: str) -> set[str]:
    """The methods of the standard at a path."""
    return {
        operation.method
        for operation in STANDARD.values()
        if re.fullmatch(re.sub(r"{\w+}", "[^/]+", operation.document.base_path + operation.path), path)
    }
