"""The modules of ``timeback_api._core`` that were imported before the runtime became a package of its own."""

import importlib
import json
import subprocess
import sys
import warnings

import pytest

# The public names of each module at the time of the move.
NAMES = {
    "client": ("AuthenticatedClient", "Client"),
    "errors": (
        *("APIConnectionError", "APIError", "APIStatusError", "APITimeoutError", "AuthenticationError"),
        *("BadRequestError", "ConfigurationError", "ConflictError", "DecodingError", "InvalidRequestError"),
        *("NotFoundError", "PermissionDeniedError", "RateLimitError", "ServerError", "TimeBackError"),
        *("UnprocessableEntityError", "error_from_reply", "retry_after_seconds", "status_class"),
    ),
    "model": ("Model", "fresh", "from_moment", "new", "seed", "to_date", "to_datetime", "to_json"),
    "wire": (
        *("Iteration", "Operation", "PAGES", "Package", "Query", "RawPage", "Reader", "Reply", "Request"),
        *("Response", "T", "T_co", "echo"),
    ),
}
PAIRS = [(module, name) for module, names in NAMES.items() for name in names]


@pytest.mark.parametrize(("module", "name"), PAIRS, ids=[f"{module}.{name}" for module, name in PAIRS])
def test_an_old_name_is_importable_with_a_warning(module: str, name: str) -> None:
    old = importlib.import_module(f"timeback_api._core.{module}")
    with pytest.warns(DeprecationWarning, match=rf"timeback_api\._core\.{module} .* from timeback_") as caught:
        found = getattr(old, name)
    assert found is not None
    assert caught[0].filename == __file__


def test_the_package_itself_forwards_too() -> None:
    core = importlib.import_module("timeback_api._core")
    for name in ("AuthenticatedClient", "Client", "Iteration", "Model", "Operation", "RawPage", "Reply", "Request"):
        with pytest.warns(DeprecationWarning, match=name):
            getattr(core, name)


@pytest.mark.parametrize("module", NAMES)
def test_an_unknown_name_is_an_attribute_error(module: str) -> None:
    old = importlib.import_module(f"timeback_api._core.{module}")
    with pytest.raises(AttributeError, match="Nothing"):
        old.Nothing  # noqa: B018 - the access is tested


def test_public_names_of_the_low_level_client_do_not_warn() -> None:
    code = """
import json
from timeback_api import Model, Reply, Request, Response
from timeback_api.rostering import AuthenticatedClient, Client
from timeback_api.rostering.errors import NotFoundError
from timeback_api.rostering.types import Operation
print(json.dumps([thing.__module__ for thing in (Model, Reply, AuthenticatedClient, NotFoundError, Operation)]))
"""
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert {name.partition(".")[0] for name in json.loads(done.stdout)} == {"timeback_runtime"}


def test_importing_an_old_module_does_not_warn() -> None:
    """The warning names what to import instead, so it comes with the name."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for module in NAMES:
            sys.modules.pop(f"timeback_api._core.{module}", None)
            importlib.import_module(f"timeback_api._core.{module}")


@pytest.mark.parametrize("module", NAMES)
def test_all_names_the_public_names(module: str) -> None:
    old = importlib.import_module(f"timeback_api._core.{module}")
    assert sorted(old.__all__) == sorted(NAMES[module])


@pytest.mark.parametrize(("module", "name"), PAIRS, ids=[f"{module}.{name}" for module, name in PAIRS])
def test_the_warning_names_the_module_that_defines_it(module: str, name: str) -> None:
    old = importlib.import_module(f"timeback_api._core.{module}")
    with pytest.warns(DeprecationWarning, match="is deprecated") as caught:
        found = getattr(old, name)
    new_name, _, place = str(caught[0].message).partition("; import ")[2].partition(" from ")
    assert getattr(importlib.import_module(place), new_name) is found
    if place != "timeback_api" and hasattr(found, "__module__") and isinstance(found, type):
        # The facade names its own module in the errors that it exports.
        assert found.__module__ in (place, "timeback.errors")


def test_a_pickle_of_an_earlier_version_loads() -> None:
    """Models were pickled as ``_core.model._rebuild`` and the values of their slots, one of which was ``_raw``."""
    org = importlib.import_module("timeback_api.rostering.models").Org
    raw = {"sourcedId": "o1", "name": "Lakeside", "extra": 1}
    state = dict.fromkeys(org.FIELDS) | {"sourced_id": "o1", "name": "Lakeside", "_changed": None, "_raw": raw}
    rebuild = importlib.import_module("timeback_api._core.model")._rebuild
    model = rebuild(org, state)
    assert model.to_dict() == raw
    assert repr(model) == "<Org o1>"


@pytest.mark.parametrize("name", ["sync", "sync_detailed"])
def test_a_wrong_keyword_names_the_function_that_was_called(name: str) -> None:
    module = importlib.import_module("timeback_api.rostering.api.orgs.get_all_orgs")
    with pytest.raises(TypeError, match=rf"^{name}\(\) .*'colour'"):
        getattr(module, name)(client=None, colour="red")


@pytest.mark.parametrize("name", ["asyncio", "asyncio_detailed"])
async def test_a_wrong_keyword_names_the_coroutine_function(name: str) -> None:
    module = importlib.import_module("timeback_api.rostering.api.orgs.get_all_orgs")
    with pytest.raises(TypeError, match=rf"^{name}\(\) .*'colour'"):
        await getattr(module, name)(client=None, colour="red")
