"""What every test may rely on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes depends on what else the machine does: none has a deadline.
# Tests that draw whole documents or files take the number of examples from here; `make soak` runs them with the other.
settings.register_profile("tests", deadline=None, max_examples=50)
settings.register_profile("soak", deadline=None, max_examples=1000)
settings.load_profile("tests")

# With these at the end, one process would still be busy when the others have nothing left to do.
LONGEST = (
    "sandbox/test_contract.py",
    "docs/test_pages.py",
    "migration/test_roster.py",
    "drift/test_comparing.py",
    "facade/test_every_method.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, longest of all first; the others stay in their order."""
    rank = {Path(__file__).parent / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture(autouse=True)
def unconfigured() -> Iterator[None]:
    """A developer's own TIMEBACK_* and proxy variables reach no test, and what a test sets reaches no other."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("TIMEBACK_") or name.lower().endswith("_proxy")]:
        del os.environ[name]
    yield
    os.environ.clear()
    os.environ.update(before)
