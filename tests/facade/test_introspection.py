"""What tools and users see of classes and objects: signatures, help texts, reprs, module names and the version."""

from __future__ import annotations

import importlib.metadata
import inspect
import pickle
import pydoc
from typing import Any

import pytest

import timeback
import timeback.errors
from tests.facade.test_services import lines
from timeback import AsyncTimeBackClient, TimeBackClient
from timeback._resources.collection import Collection
from timeback._resources.service import declared_services
from timeback.errors import NotFoundError
from timeback.sandbox import Sandbox
from timeback.services.rostering.users import AsyncUsers, Users
from timeback_api.rostering.errors import NotFoundError as LowLevelNotFoundError

SETTINGS: dict[str, Any] = {"environment": "staging", "client_id": "id", "client_secret": "secret"}
SHARED = ("first", "exists", "find", "get_many", "create_many", "upsert", "modified_since", "changes")


@pytest.mark.parametrize("service", declared_services(TimeBackClient))
def test_each_method_has_the_same_signature_on_its_class(service: str) -> None:
    with TimeBackClient(**SETTINGS) as client:
        owner = getattr(client, service)
        for resource in (owner, *(getattr(owner, name) for name in type(owner).__annotations__)):
            for name in lines(resource):
                on_class, on_object = getattr(type(resource), name), getattr(resource, name)
                first, *others = inspect.signature(on_class).parameters.values()
                assert (first.name, others) == ("self", list(inspect.signature(on_object).parameters.values()))
                assert inspect.signature(on_class).return_annotation == inspect.signature(on_object).return_annotation
                assert (on_class.__module__, on_class.__qualname__) == (on_object.__module__, on_object.__qualname__)
                assert on_class.__doc__ == on_object.__doc__


@pytest.mark.parametrize("name", SHARED)
def test_shared_methods_have_the_model_in_the_signature_on_a_class(name: str) -> None:
    assert next(iter(inspect.signature(getattr(Users, name)).parameters)) == "self"
    sync, other = (str(inspect.signature(getattr(kind, name)).return_annotation) for kind in (Users, AsyncUsers))
    assert "T" not in sync.replace("TimeBack", "").split("[")[-1]
    assert other.startswith(("Coroutine[Any, Any, ", "AsyncIterator[", "AsyncChanges["))


def test_a_method_of_a_class_is_called_with_the_resource(box: Sandbox) -> None:
    with box.client() as client:
        assert Users.get_user(client.rostering.users, "user-000001").sourced_id == "user-000001"  # type: ignore
        assert Users.exists(client.rostering.users, "user-000001")  # type: ignore


@pytest.mark.parametrize("name", SHARED)
def test_a_class_that_both_clients_share_gives_the_descriptor(name: str) -> None:
    assert getattr(Collection, name) is inspect.getattr_static(Collection, name)


def test_help_of_a_class_lists_its_methods() -> None:
    text = pydoc.render_doc(Users, renderer=pydoc.plaintext)
    assert "get_user(self, /, sourced_id: str" in text
    assert "descriptors.operation object" not in text


def test_reprs_name_the_resource_and_the_client() -> None:
    with TimeBackClient(**SETTINGS) as client:
        assert repr(client.rostering) == "<rostering of TimeBackClient staging>"
        assert repr(client.rostering.users) == "<users of TimeBackClient staging>"
        assert repr(client.rostering.users.with_raw_response) == (
            "<with_raw_response of <users of TimeBackClient staging>>"
        )
    with TimeBackClient(api_url="http://127.0.0.1:9", client_id="id", client_secret="secret") as client:
        assert repr(client.qti.stimuli) == "<stimuli of TimeBackClient custom>"


async def test_reprs_name_the_async_client() -> None:
    async with AsyncTimeBackClient(**SETTINGS) as client:
        assert repr(client.powerpath.attempts) == "<attempts of AsyncTimeBackClient staging>"


def test_errors_name_the_module_that_users_import() -> None:
    for name in timeback.errors.__all__:
        assert getattr(timeback.errors, name).__module__ == "timeback.errors"
    assert repr(NotFoundError) == "<class 'timeback.errors.NotFoundError'>"
    assert LowLevelNotFoundError is NotFoundError
    again = pickle.loads(pickle.dumps(NotFoundError("missing", status=404)))
    assert (type(again), again.status) == (NotFoundError, 404)
    assert pickle.loads(b"ctimeback_runtime.errors\nNotFoundError\n.") is NotFoundError


@pytest.mark.parametrize("name", timeback.__all__)
def test_public_names_have_public_modules(name: str) -> None:
    module = getattr(getattr(timeback, name), "__module__", "timeback")
    assert not any(part.startswith("_") for part in module.split(".")), module


def test_the_version_is_the_installed_one() -> None:
    assert timeback.__version__ == importlib.metadata.version("timeback-client")


def test_all_models_of_a_package_can_be_imported_at_once() -> None:
    import timeback_api.clr.models as models

    names: dict[str, object] = {}
    exec("from timeback_api.clr.models import *", names)
    assert set(dir(models)) == names.keys() - {"__builtins__"}
    assert names["ClrCredential"] is models.ClrCredential
