"""Contract tests: generated valid and invalid requests; every response must be valid by the OpenAPI document."""

from __future__ import annotations

import json
import random
import uuid
from collections import Counter
from collections.abc import Container, Iterable, Iterator
from functools import cache
from typing import Any

import hypothesis
import pytest
import requests
from hypothesis import strategies as st

from timeback._spec.references import Step, references
from timeback.sandbox import Sandbox
from timeback.sandbox.spec.openapi import Operation, load
from timeback.sandbox.storage.query import condition_of_select

# All requests go to one sandbox, in order, so that operations read what others have created.
# schemathesis is imported by the first test, since that takes long and other processes collect this file as well.

# Services on which existing ids are enough for a request to succeed. The others have tests of their own.
PLAIN = ("rostering", "gradebook", "resources")
# They succeed only for a pair of ids that belong together.
UNREACHABLE = {"decryptCredential", "removeAgentFromUser"}
TIME = "2026-03-02T10:00:00.000Z"
# One valid request is enough to see that an operation works; more of them, and invalid ones, find rare faults.
EXAMPLES = {"positive": (1, 4), "negative": (1, 2)}
OPERATIONS = {operation.id: operation for operation in load().operations}


@cache
def described() -> dict[str, Any]:
    import schemathesis

    found: dict[str, Any] = {}
    for document in {operation.document.name: operation.document for operation in OPERATIONS.values()}.values():
        for result in schemathesis.openapi.from_dict(dict(document.content)).get_all_operations():
            operation = result.ok()
            found[operation.definition.raw["operationId"]] = operation
    return found


@cache
def conformance() -> list[Any]:
    from schemathesis import checks

    return [
        checks.not_a_server_error,
        checks.status_code_conformance,
        checks.content_type_conformance,
        checks.response_headers_conformance,
        checks.response_schema_conformance,
    ]


@pytest.fixture(scope="module")
def box() -> Iterator[Sandbox]:
    with Sandbox(users=30, auth=False) as box:
        for collection in ("webhooks", "webhookFilters", "CFDocuments"):
            box.store.load(collection, [stored(collection, number) for number in range(20)])
        box.store.load("resources", [{"sourcedId": "r1", "title": "One", "vendorResourceId": "v1"}])
        yield box


def stored(collection: str, number: int) -> dict[str, Any]:
    """An object that no generated request can create: webhooks have an address on this machine, for example."""
    own = str(uuid.UUID(int=number))
    other = {"sourcedId": own, "title": "t", "uri": "https://x.example"}
    times = {"createdAt": TIME, "updatedAt": TIME, "deletedAt": None}
    webhook = {"name": "n", "targetUrl": "http://127.0.0.1:9/", "secret": "s", "active": False, **times}
    condition = {"filterKey": "type", "filterValue": "x", "filterType": "string", "filterOperation": "eq"}
    document = {**other, "creator": "c", "lastChangeDateTime": TIME, "CFPackageURI": other}
    by_collection: dict[str, dict[str, Any]] = {
        "webhooks": {"id": own, **webhook},
        "webhookFilters": {"id": own, "owner": own, "webhookId": own, "active": True, **condition, **times},
        "CFDocuments": document,
    }
    return {"sourcedId": own, **by_collection[collection]}


@pytest.fixture(scope="module")
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def cases(mode: str, names: Iterable[str], usual: Container[str]) -> pytest.MarkDecorator:
    """Each operation with many requests, which is slow, and those that are run as usual with few too."""
    few, many = EXAMPLES[mode]
    return pytest.mark.parametrize(
        ("name", "examples"),
        [
            *((name, few) for name in sorted(names) if name in usual),
            *(pytest.param(name, many, marks=pytest.mark.slow) for name in sorted(names)),
        ],
    )


WITH_INPUT = [name for name, operation in OPERATIONS.items() if operation.content_types or operation.parameters]
# One of each method, document and kind of input, since requests of a kind are validated by the same code.
ONE_OF_A_KIND = {
    (operation.method, operation.document.name, bool(operation.content_types), bool(operation.parameters)): name
    for name, operation in sorted(OPERATIONS.items())
}


def test_every_operation_is_covered() -> None:
    assert len(OPERATIONS) == len(load().operations)
    assert described().keys() == OPERATIONS.keys()
    assert len(OPERATIONS) > 250
    assert OPERATIONS.keys() >= UNREACHABLE


@cases("positive", OPERATIONS, OPERATIONS)
def test_valid_requests(box: Sandbox, session: requests.Session, name: str, examples: int) -> None:
    statuses = send(box, session, name, "positive", examples)
    if OPERATIONS[name].document.name in PLAIN and name not in UNREACHABLE:
        if min(statuses) >= 300:
            # The server rightly refuses some of them, such as an id that exists; more of them have one that it takes.
            statuses = send(box, session, name, "positive", 10 * examples)
        assert min(statuses) < 300, f"no request succeeded: {dict(statuses)}"


@cases("negative", WITH_INPUT, set(ONE_OF_A_KIND.values()))
def test_invalid_requests(box: Sandbox, session: requests.Session, name: str, examples: int) -> None:
    send(box, session, name, "negative", examples)


def send(box: Sandbox, session: requests.Session, name: str, mode: str, examples: int) -> Counter[int]:
    from schemathesis.generation import GenerationMode

    statuses: Counter[int] = Counter()
    operation = OPERATIONS[name]
    cases = described()[name].as_strategy(generation_mode=GenerationMode(mode))

    @hypothesis.settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )  # fmt: skip
    @hypothesis.given(case=cases, seed=st.integers(0, 10_000))
    def run(case: Any, seed: int) -> None:
        if mode == "positive":
            lead_somewhere(box, operation, case, random.Random(seed))
        # The default limit of ten seconds is too short for a machine under load.
        reply = case.call(base_url=box.url + operation.document.base_path, session=session, timeout=60)
        statuses[reply.status_code] += 1
        case.validate_response(reply, checks=conformance())

    run()
    return statuses


def lead_somewhere(box: Sandbox, operation: Operation, case: Any, rng: random.Random) -> None:
    """Let the path and the references of a body name existing objects; otherwise all responses would be 404 or 422."""
    for name, collection in operation.parents.items():
        case.path_parameters[name] = an_id(box, collection, rng)
    if operation.own_parameter is not None and operation.entity is not None:
        case.path_parameters[operation.own_parameter] = an_own_id(box, operation, case.path_parameters, rng)
    for name in ("filter", "sort", "fields"):
        # By the document they are any string. Other tests cover their syntax.
        (case.query or {}).pop(name, None)
    if isinstance(case.body, dict) and operation.written is not None:
        if "courseStructure" in case.body:
            # By the document it has any properties.
            case.body["courseStructure"] = {"components": [{"title": "Unit"}]}
        if "agentSourcedId" in case.body:
            case.body["agentSourcedId"] = an_id(box, "users", rng)
        paths = [path for path in references(operation.document.schemas, operation.written) if not path.deferred]
        for wrapper in operation.wrapped or ("",):
            part = case.body.get(wrapper) if wrapper else case.body
            for value in part if isinstance(part, list) else [part]:
                for path in paths:
                    point(box, value, path.steps, path.collection, rng)
                if operation.method == "POST" and isinstance(value, dict) and "sourcedId" in value:
                    if "x-identity-of" not in operation.written:
                        value["sourcedId"] = str(rng.getrandbits(64))  # an id that does not exist yet
                settle(operation, case, value)


def an_id(box: Sandbox, collection: str, rng: random.Random) -> str:
    ids = [found["sourcedId"] for found in box.store.latest(collection, 20)]
    return str(rng.choice(ids)) if ids else "none"


def an_own_id(box: Sandbox, operation: Operation, path: dict[str, Any], rng: random.Random) -> str:
    """The id of an object that the operation selects: at /teachers, that of a teacher."""
    store, entity = box.store, operation.entity or ""
    select = operation.select
    condition = None if select is None else condition_of_select(store.layouts, entity, select, path)
    _, texts = store.page(entity, condition, "v.position DESC", 20, 0)
    return str(json.loads(rng.choice(texts))["sourcedId"]) if texts else "none"


def point(box: Sandbox, value: Any, steps: tuple[Step, ...], collection: str, rng: random.Random) -> None:
    """Let every reference at the end of the steps name an existing object of the collection."""
    if not isinstance(value, dict) or steps[0].name not in value:
        return
    held = value[steps[0].name]
    for index, each in enumerate(held if steps[0].many and isinstance(held, list) else [held]):
        if len(steps) > 1:
            point(box, each, steps[1:], collection, rng)
        elif isinstance(each, dict):
            each["sourcedId"] = an_id(box, collection, rng)
        elif isinstance(each, str):
            if steps[0].many:
                held[index] = an_id(box, collection, rng)
            else:
                value[steps[0].name] = an_id(box, collection, rng)


def settle(operation: Operation, case: Any, value: Any) -> None:
    """Let the body agree with the path."""
    if not isinstance(value, dict):
        return
    if operation.method in ("PUT", "PATCH") and operation.own_parameter:
        value["sourcedId"] = case.path_parameters[operation.own_parameter]
    if operation.select is not None:
        for comparison in operation.select.where.fill(case.path_parameters or {}).comparisons():
            first, _, rest = comparison.name.partition(".")
            value[first] = {rest: comparison.value} if rest else comparison.value
