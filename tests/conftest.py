"""Settings of hypothesis, the order of the test files, names of parameters, and an empty environment for every test."""

from __future__ import annotations

import gc
import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# Examples have no deadline, because their time depends on the load of the machine.
# Tests that generate documents or files use the number of examples of the profile. `make soak` and `make coverage`
# select their own. For coverage the examples are the same in each run, so that the figure does not vary.
settings.register_profile("tests", deadline=None, max_examples=20)
settings.register_profile("soak", deadline=None, max_examples=1000)
settings.register_profile("coverage", deadline=None, max_examples=10, derandomize=True)
settings.load_profile("tests")

# These run first, so that no process is still busy with one of them when the others have finished.
LONGEST = (
    "sandbox/test_contract.py",
    "docs/test_pages.py",
    "migration/test_roster.py",
    "migration/standard_provider/test_objects.py",
    "migration/standard_provider/test_not_served.py",
    "migration/undo/test_deleting.py",
    "drift/test_comparing.py",
    "facade/test_every_method.py",
)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect no garbage meanwhile, since almost all objects are kept: it took a quarter of the time."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first, starting with the longest. The others keep their order."""
    rank = {Path(__file__).parent / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Keep the collected tests out of garbage collections, which otherwise visit all of them each time."""
    gc.collect()
    gc.freeze()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Skip the folders whose tests are not selected, because importing them takes long."""
    folder = collection_path.name
    wanted = folder in ("browser", "soak") and collection_path.parent == Path(__file__).parent
    return True if wanted and f"not {folder}" in config.option.markexpr else None


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Number binary parameters. Compressed ones contain the time, and xdist needs the same names in all processes."""
    return argname if isinstance(val, bytes) and not val.isascii() else None


@pytest.fixture(autouse=True)
def unconfigured() -> Iterator[None]:
    """Remove TIMEBACK_* and proxy variables for each test, and restore the environment after it.

    The width of a terminal is removed, too: xdist sets it in its processes.
    """
    before = dict(os.environ)
    for name in before:
        if name in ("COLUMNS", "LINES") or name.startswith("TIMEBACK_") or name.lower().endswith("_proxy"):
            del os.environ[name]
    yield
    # pytest itself has changed one by now, and setting all of them again would cost more than many of the tests.
    after = dict(os.environ)
    for name in after.keys() - before.keys():
        del os.environ[name]
    for name, value in before.items() - after.items():
        os.environ[name] = value
