"""Extensions of the platform: the marks in the specifications, the docs, the errors and the warning of a client."""

from __future__ import annotations

import asyncio
import inspect
import re
import warnings
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.facade.test_services import resources
from tests.http.kit import Server
from timeback import AsyncTimeBackClient, TimeBackClient
from timeback._resources.declared_method import DeclaredMethod
from timeback._spec.documents import load, packages
from timeback._spec.operations import Operation, operations, standard_operations
from timeback.errors import APIStatusError, ExtensionWarning
from timeback_api.common.models import Reference
from timeback_api.gradebook.models import AssessmentLineItem
from timeback_api.rostering.models import AcademicSession, CourseComponent, User
from timeback_runtime.error_responses import status_error

NOTE = "extension of the platform"
_ATTRIBUTES = re.compile(r"^        (\w+): (.*\n(?: {12}.*\n)*)", re.MULTILINE)
STANDARD_WRITES = {
    *(
        f"{method} /{collection}/{{sourcedId}}"
        for method in ("PUT", "DELETE")
        for collection in (
            "assessmentLineItems",
            "assessmentResults",
            "categories",
            "lineItems",
            "results",
            "scoreScales",
        )
    ),
    "POST /classes/{classSourcedId}/academicSessions/{academicSessionSourcedId}/results",
    "POST /classes/{classSourcedId}/lineItems",
    "POST /lineItems/{lineItemSourcedId}/results",
    "POST /schools/{schoolSourcedId}/lineItems",
}
EXTENDED_READS = {
    "GET /classes/{classSourcedId}/enrollments",
    "GET /courses/components",
    "GET /courses/components/{sourcedId}",
    "GET /courses/component-resources",
    "GET /courses/component-resources/{sourcedId}",
    "GET /users/{sourcedId}/demographics",
    "GET /users/{userSourcedId}/agentFor",
    "GET /users/{userSourcedId}/agents",
    "GET /lineItems/{lineItemSourcedId}/results",
    "GET /schools/{schoolSourcedId}/lineItems",
    "GET /resources/classes/{classSourcedId}/resources",
    "GET /resources/courses/{courseSourcedId}/resources",
    "GET /resources/users/{userSourcedId}/resources",
}
EXTENDED_PROPERTIES = {
    "AcademicSession": {"org", "tenantId", "clientAppId"},
    "AssessmentLineItem": {"course", "component", "componentResource"},
    "Class": {"org"},
    "Course": {"academicSession", "level", "gradingScheme", "primaryApp"},
    "Credential": {"id"},
    "Enrollment": {"course"},
    "Reference": {"name"},
    "ScoreScaleValue": {"value", "description"},
    "User": {"orgs", "demographics"},
    "Role": {"metadata"},
    "UserProfile": {"app"},
}


def name_of(operation: Operation) -> str:
    return f"{operation.method} {operation.path}"


def test_the_operations_of_the_standard() -> None:
    standard = {name_of(one) for one in standard_operations()}
    assert {name for name in standard if not name.startswith("GET ")} == STANDARD_WRITES
    services = ("rostering", "gradebook", "resources")
    declared = {name_of(one) for name in services for one in operations(load(name))}
    assert {name for name in declared - standard if name.startswith("GET ")} == EXTENDED_READS
    assert {one.document.name for one in standard_operations()} == set(services)


def test_the_properties_of_the_standard() -> None:
    found: dict[str, set[str]] = {}
    for service in ("rostering", "gradebook", "resources"):
        schemas = load(service).schemas
        for name in load(service).content["components"]["schemas"]:
            schema = schemas.at(f"#/components/schemas/{name}")
            if extended := set(schemas.properties(schema)) - set(schemas.standard_properties(schema)):
                found[name] = extended
    assert {name: found[name] for name in EXTENDED_PROPERTIES} == EXTENDED_PROPERTIES
    # Lists have counters, and the lists and objects that the standard names otherwise.
    others = found.keys() - EXTENDED_PROPERTIES
    assert {name for name in others if not name.endswith("List")} == {
        *("ImsxError", "SingleGradingPeriod", "SingleTerm", "UpdatedGradingPeriod", "UpdatedTerm", "UserMetadata"),
        *("SingleComponentResource", "SingleCourseComponent", "UpdatedComponentResource", "UpdatedCourseComponent"),
    }
    listing = next(one for one in standard_operations() if one.id == "getAllUsers")
    assert listing.extension_parameters == {"search"}


@pytest.mark.parametrize("kind", [TimeBackClient, AsyncTimeBackClient])
def test_the_help_of_every_method_says_whether_it_is_an_extension(kind: type[Any]) -> None:
    client = kind(environment="staging", client_id="id", client_secret="secret")
    declared = {(name, one.id): one for name in packages() for one in operations(load(name))}
    seen = set()
    for service in packages():
        for resource_name, resource in resources(getattr(client, service)).items():
            for name in dir(type(resource)):
                line = inspect.getattr_static(type(resource), name, None)
                if not isinstance(line, DeclaredMethod):
                    continue
                said = (getattr(resource, name).__doc__ or "").partition("Args:")[0]
                for build in line.builds:
                    operation = declared[service, build.__globals__["OPERATION"].id]  # type: ignore[attr-defined]
                    seen.add(operation)
                    assert (NOTE in said) is operation.is_extension, (service, resource_name, name)
    assert len(seen) > 200


@pytest.mark.parametrize(
    ("model", "attribute", "extended"),
    [
        (AcademicSession, "org", True),
        (AcademicSession, "title", False),
        (AssessmentLineItem, "component_resource", True),
        (Reference, "name", True),
        (User, "orgs", True),
        (User, "roles", False),
    ],
)
def test_the_help_of_a_property_says_whether_it_is_an_extension(model: Any, attribute: str, extended: bool) -> None:
    described = dict(_ATTRIBUTES.findall(model.__doc__))
    assert (NOTE in " ".join(described[attribute].split())) is extended
    assert NOTE in (CourseComponent.__doc__ or "").partition("Attributes:")[0]


@pytest.mark.parametrize(
    ("status", "code", "path", "said"),
    [
        (404, None, "/users/{sourcedId}", True),
        (405, None, "/users", True),
        (501, None, "/users", True),
        (404, "unknownobject", "/users", True),
        (404, "unknownobject", "/classes/{classSourcedId}/enrollments", True),
        # The object is missing, not the operation.
        (404, "unknownobject", "/users/{sourcedId}", False),
        (422, "invaliddata", "/users", False),
    ],
)
@pytest.mark.parametrize("is_extension", [True, False])
def test_errors_say_that_the_operation_may_be_missing(
    status: int, code: str | None, path: str, said: bool, is_extension: bool
) -> None:
    content = b"" if code is None else b'{"imsx_codeMinor": "%s"}' % code.encode()
    error = status_error(status, {}, content, method="POST", path=path, is_extension=is_extension)
    assert (f"{NOTE}: another provider may answer 404 or 405" in str(error)) is (said and is_extension)


class Provider:
    """A client, sync or async, of a provider whose host is reached through a proxy on this machine."""

    def __init__(self, kind: str, server: Server, runner: asyncio.Runner) -> None:
        self._runner = runner
        settings: dict[str, Any] = {
            "client_id": "id",
            "client_secret": "secret",
            "api_url": "http://roster.example.org",
            "token_url": "http://roster.example.org/token",
            "allow_http": True,
            "proxy": server.url,
            "max_retries": 0,
        }
        self.client: Any = (TimeBackClient if kind == "sync" else AsyncTimeBackClient)(**settings)
        self.server = server

    def run(self, result: Any) -> Any:
        return self._runner.run(_awaited(result)) if asyncio.iscoroutine(result) else result

    def close(self) -> None:
        self.run(self.client.close() if isinstance(self.client, TimeBackClient) else self.client.aclose())


async def _awaited(coroutine: Any) -> Any:
    return await coroutine


@pytest.fixture(params=["sync", "async"])
def provider(request: pytest.FixtureRequest) -> Iterator[Provider]:
    server = Server()
    with asyncio.Runner() as runner:
        made = Provider(request.param, server, runner)
        yield made
        made.close()
    server.stop()


def test_a_client_of_another_provider_warns_once(provider: Provider) -> None:
    users = provider.client.rostering.users
    with warnings.catch_warnings(record=True) as given:
        warnings.simplefilter("always")
        assert provider.run(users.get_user("u1")).sourced_id == "u1"
        assert given == []
        provider.server.behave = ["405", "404", "404"]
        for other in (users, users, provider.client.with_options(timeout=5.0).rostering.users):
            with pytest.raises(APIStatusError, match="another provider may answer 404 or 405"):
                provider.run(other.delete_user("u1"))
    (warning,) = given
    assert warning.category is ExtensionWarning
    assert "DELETE /users/{sourcedId}" in str(warning.message)
    assert "roster.example.org" in str(warning.message)
    if isinstance(provider.client, TimeBackClient):
        assert warning.filename == __file__


def test_a_health_check_of_another_provider_does_not_warn(provider: Provider) -> None:
    # Warnings are errors in tests.
    provider.server.behave = ["404"] * 5
    report = provider.run(provider.client.check(["rostering", "powerpath"]))
    assert [line.status for line in report if line.service in ("rostering", "powerpath")] == [404, 404]


@pytest.mark.parametrize("host", ["https://platform.timeback.com", "https://api.alpha-1edtech.com", "http://[::1]:9"])
def test_a_client_of_the_platform_or_of_this_machine_does_not_warn(host: str) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        token = {"access_token": "t", "expires_in": 3600}
        return httpx.Response(200, json=token) if "token" in request.url.path else httpx.Response(204)

    settings = {"client_id": "id", "client_secret": "secret", "api_url": host, "token_url": f"{host}/token"}
    with TimeBackClient(**settings, transport=httpx.MockTransport(answer)) as client:  # type: ignore[arg-type]
        client.rostering.users.delete_user("u1")


def test_threads_give_one_warning(answered: Any) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        return httpx.Response(405)

    url = "https://roster.example.org"
    client = answered(answer, environment=None, api_url=url, token_url=f"{url}/oauth2/token")
    people = [{"enabledUser": True, "givenName": "A", "familyName": "B", "roles": [_role()]} for _ in range(40)]
    with pytest.warns(ExtensionWarning) as given:
        created = client.rostering.users.create_many(people)
    assert (len(created.failed), len(given)) == (40, 1)


def _role() -> dict[str, Any]:
    return {"roleType": "primary", "role": "student", "org": {"sourcedId": "o1"}}
