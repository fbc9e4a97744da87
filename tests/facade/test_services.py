"""Every document and operation of specs/ is in both clients, and modules are loaded on first access."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from timeback import AsyncTimeBackClient, TimeBackClient
from timeback._resources.declared_method import DeclaredMethod
from timeback._resources.descriptors import saving
from timeback._resources.resource import AsyncResource, SyncResource
from timeback._resources.service import declared_services
from timeback._spec import documents

PACKAGES = documents.packages()
CLIENTS = (TimeBackClient, AsyncTimeBackClient)
METHODS = {"get", "put", "post", "delete", "patch"}
SETTINGS = {"environment": "staging", "client_id": "id", "client_secret": "secret"}


@pytest.fixture(scope="module")
def client() -> Iterator[TimeBackClient]:
    with TimeBackClient(**SETTINGS) as client:
        yield client


def missing_parts(packages: Iterable[str]) -> list[str]:
    """The parts of a service that the packages with these names lack, as the place where each is written."""
    found = []
    for package in packages:
        if importlib.util.find_spec(f"timeback.services.{package}") is None:
            found.append(f"timeback/services/{package}/")
        found += [f"{client.__name__}.{package}" for client in CLIENTS if package not in declared_services(client)]
    return found


def test_each_document_has_a_service_in_both_clients() -> None:
    assert missing_parts(PACKAGES) == []
    for client in CLIENTS:
        assert sorted(declared_services(client)) == sorted(PACKAGES)


def test_a_missing_part_of_a_service_is_named() -> None:
    assert missing_parts(["no_such_service"]) == [
        "timeback/services/no_such_service/",
        "TimeBackClient.no_such_service",
        "AsyncTimeBackClient.no_such_service",
    ]


def operations(package: str) -> set[str]:
    content = documents.load(package).content
    return {item[m]["operationId"] for item in content["paths"].values() for m in METHODS & set(item)}


def resources(service: Any) -> dict[str, Any]:
    """The resources of a service by name; the service itself, without a name, if it declares its methods itself."""
    return {name: getattr(service, name) for name in type(service).__annotations__} or {"": service}


def lines(resource: Any) -> dict[str, DeclaredMethod[..., Any]]:
    members = inspect.getmembers_static(type(resource))
    # ``saving`` is a second method for an operation that has its own line.
    return {name: line for name, line in members if isinstance(line, DeclaredMethod) and not isinstance(line, saving)}


def operation_ids(line: DeclaredMethod[..., Any]) -> list[str]:
    return [str(sys.modules[build.__module__].OPERATION.id) for build in line.builds]  # type: ignore[attr-defined]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_operation_is_reachable_by_one_declared_line(client: TimeBackClient, package: str) -> None:
    service = getattr(client, package)
    declared = [
        identity
        for resource in resources(service).values()
        for name, line in lines(resource).items()
        if not name.startswith("iter_")
        for identity in operation_ids(line)
    ]
    assert operations(package) - set(declared) == set()
    assert sorted(declared) == sorted(set(declared))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_listing_can_be_iterated_by_the_same_name(client: TimeBackClient, package: str) -> None:
    for resource in resources(getattr(client, package)).values():
        declared = lines(resource)
        for name, line in declared.items():
            if name.startswith("iter_"):
                assert operation_ids(declared[name.replace("iter_", "list_", 1)]) == operation_ids(line)


@pytest.mark.parametrize("package", PACKAGES)
def test_both_clients_offer_the_same(client: TimeBackClient, package: str) -> None:
    other = getattr(AsyncTimeBackClient(**SETTINGS), package)
    mine, twins = resources(getattr(client, package)), resources(other)
    assert set(twins) == set(mine)
    for name, resource in mine.items():
        assert isinstance(resource, SyncResource)
        twin = twins[name]
        assert isinstance(twin, AsyncResource)
        assert type(twin).__name__ == f"Async{type(resource).__name__}"
        for line in lines(resource):
            sync, asynchronous = getattr(resource, line), getattr(twin, line)
            assert inspect.signature(sync).parameters == inspect.signature(asynchronous).parameters
            assert sync.__doc__ == asynchronous.__doc__
            assert sync.__name__ == asynchronous.__name__ == line


def test_a_method_shows_its_real_parameters_and_text(client: TimeBackClient) -> None:
    method = client.rostering.users.list_users
    signature = inspect.signature(method)
    assert list(signature.parameters) == ["limit", "offset", "sort", "order_by", "filter_expr", "fields", "search"]
    assert "Page" in str(signature.return_annotation)
    assert "User" in str(signature.return_annotation)
    assert "GET /ims/oneroster/rostering/v1p2/users" in (method.__doc__ or "")


def test_a_name_that_does_not_exist_is_told_with_a_suggestion(client: TimeBackClient) -> None:
    with pytest.raises(AttributeError, match="Did you mean 'users'"):
        _ = client.rostering.user  # type: ignore[attr-defined]
    assert "users" in dir(client.rostering)
    with pytest.raises(AttributeError, match="Did you mean 'get_webhook'"):
        _ = client.webhooks.get_webhok  # type: ignore[attr-defined]


def loaded_after(code: str) -> set[str]:
    script = f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    return set(json.loads(subprocess.run([sys.executable, "-c", script], check=True, capture_output=True).stdout))


def test_import_loads_neither_httpx_nor_a_model() -> None:
    loaded = loaded_after("import timeback")
    assert not {"httpx", "attrs", "attr", "asyncio"} & loaded
    assert not [name for name in loaded if name.startswith("timeback.") or ".models" in name]


def test_a_resource_loads_nothing_of_another_one() -> None:
    code = f"from timeback import TimeBackClient\nclient = TimeBackClient(**{SETTINGS!r})\nclient.rostering.users"
    loaded = loaded_after(code)
    assert "timeback_api.rostering.api.users.get_user" in loaded
    others = [n for n in loaded if n.startswith("timeback_api.rostering.api.") and ".users" not in n]
    assert others == []
    assert not [n for n in loaded if n.startswith(("timeback_api.gradebook", "timeback_api.qti", "timeback_api.power"))]


def test_a_first_call_reads_no_openapi_document() -> None:
    code = (
        "import httpx\n"
        "from timeback import F, TimeBackClient\n"
        "reply = lambda request: httpx.Response(200, json={'access_token': 't', 'users': []})\n"
        f"client = TimeBackClient(**{SETTINGS!r}, transport=httpx.MockTransport(reply))\n"
        "client.rostering.users.list_users(filter_expr=F.given_name == 'x', limit=1)"
    )
    assert "timeback._spec.documents" not in loaded_after(code)


def test_every_name_of_the_package_leads_somewhere() -> None:
    timeback = importlib.import_module("timeback")
    for name in timeback.__all__:
        assert getattr(timeback, name) is not None
    assert sorted(timeback.__all__) == dir(timeback)
    with pytest.raises(AttributeError, match="no attribute 'Clint'"):
        _ = timeback.Clint
