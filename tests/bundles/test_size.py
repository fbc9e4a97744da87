"""Constant memory for bundles of any size, and no imports of the client."""

from __future__ import annotations

import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from timeback.bundles import Bundle, BundleWriter


def people(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        yield {
            "sourcedId": f"user-{number}",
            "status": "active",
            "enabledUser": "true",
            "username": f"name{number}",
            "givenName": "Given",
            "familyName": f"Family {number}",
            "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "s", "type": "org"}}],
        }


def peak_of_writing_and_reading(path: Path, count: int) -> int:
    tracemalloc.start()
    try:
        with BundleWriter(path) as writer:
            writer.write("orgs", {"sourcedId": "s", "name": "S", "type": "school"})
            writer.write_all("users", people(count))
        with Bundle.open(path) as bundle:
            assert sum(len(user["roles"]) for user in bundle.read("users")) == count
            assert {problem.rule for problem in bundle.check()} == {"incomplete"}
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_users(tmp_path: Path) -> None:
    peak_of_writing_and_reading(tmp_path / "first.zip", 10)
    few = peak_of_writing_and_reading(tmp_path / "few.zip", 500)
    many = peak_of_writing_and_reading(tmp_path / "many.zip", 2_500)
    # In memory, 2,000 more users with their roles would take more than 1.5 MB.
    assert many < few + 500_000


def test_bundles_need_no_client() -> None:
    code = "import sys, timeback.bundles; sys.exit(any(m in sys.modules for m in ('httpx', 'attrs', 'dateutil')))"
    assert (
        subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": ":".join(sys.path)}, check=False).returncode
        == 0
    )
