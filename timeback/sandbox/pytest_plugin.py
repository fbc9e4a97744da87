"""pytest plugin: fixtures for a sandbox of its own for each test, and for clients of it.

    @pytest.mark.timeback_sandbox(users=50, seed=3)
    def test_roster(timeback_client):
        assert timeback_client.rostering.users.list_users(limit=1).total_count == 50

The marker takes the arguments of `Sandbox`. On a class or module it applies to all tests in it, and the nearest marker
takes precedence. Other defaults come from the pytest configuration (`timeback_sandbox_users`, `timeback_sandbox_seed`,
`timeback_sandbox_auth`, `timeback_sandbox_provider`). Without these a sandbox starts empty. pytest imports this module
in every run, so the module imports the sandbox only when a fixture is used.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Generator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from timeback import AsyncTimeBackClient, TimeBackClient
    from timeback.sandbox import Sandbox

__all__ = ["timeback_async_client", "timeback_client", "timeback_sandbox"]

_MARKER = "timeback_sandbox"
_ASYNC_CLIENT = "timeback_async_client"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addini(
        "timeback_sandbox_users", "number of people in the generated district that a sandbox starts with", default="0"
    )
    parser.addini("timeback_sandbox_seed", "seed of the generated district", default="1")
    parser.addini(
        "timeback_sandbox_provider", "the server that a sandbox behaves like: platform or oneroster", default="platform"
    )
    parser.addini("timeback_sandbox_auth", "whether requests to a sandbox need a token", type="bool", default=True)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", f"{_MARKER}(users=0, seed=1, auth=True, ...): arguments of the Sandbox that the fixtures start"
    )


def _settings(request: pytest.FixtureRequest) -> dict[str, Any]:
    settings: dict[str, Any] = {
        name: request.config.getini(f"timeback_sandbox_{name}") for name in ("auth", "provider")
    }
    for name in ("users", "seed"):
        text = request.config.getini(f"timeback_sandbox_{name}")
        try:
            settings[name] = int(text)
        except ValueError:
            raise pytest.UsageError(f"timeback_sandbox_{name} must be an integer, not {text!r}") from None
    for marker in reversed(list(request.node.iter_markers(_MARKER))):
        if marker.args:
            raise pytest.UsageError(f"the marker {_MARKER} takes keyword arguments only, as Sandbox does")
        if "bundle" in marker.kwargs:
            settings.pop("users", None)
        settings.update(marker.kwargs)
    return settings


@pytest.fixture
def timeback_sandbox(request: pytest.FixtureRequest) -> Generator[Sandbox]:
    """A sandbox of its own for this test."""
    from timeback.sandbox import Sandbox

    with Sandbox(**_settings(request)) as box:
        yield box


@pytest.fixture
def timeback_client(timeback_sandbox: Sandbox) -> Generator[TimeBackClient]:
    """A client of the sandbox of this test."""
    with timeback_sandbox.client() as client:
        yield client


@pytest.fixture
def timeback_async_client(timeback_sandbox: Sandbox) -> AsyncTimeBackClient:
    """An async client of the sandbox of this test.

    It is closed at the end of the test function, in the event loop of the test.
    """
    return timeback_sandbox.async_client()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Close the async client in the event loop of the test function.

    A fixture would have to be a coroutine for that, and pytest-asyncio and anyio declare and run such fixtures
    differently. The test function is a coroutine with both of them.
    """
    client = getattr(item, "funcargs", {}).get(_ASYNC_CLIENT)
    function = getattr(item, "obj", None)
    if client is None or not inspect.iscoroutinefunction(function):
        return (yield)
    assert isinstance(item, pytest.Function)
    item.obj = _closing(client, function)
    try:
        return (yield)
    finally:
        item.obj = function


def _closing(client: AsyncTimeBackClient, function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    async def run(*args: Any, **arguments: Any) -> None:
        try:
            await function(*args, **arguments)
        finally:
            await client.aclose()

    return run
