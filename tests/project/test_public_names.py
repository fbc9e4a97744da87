"""Every name in tests/public_names.txt can be imported: what docs/deprecation.md promises stays where it is."""

from __future__ import annotations

import importlib
import warnings
from collections import defaultdict
from pathlib import Path

import pytest

LIST = Path(__file__).parents[1] / "public_names.txt"


def listed() -> dict[str, list[str]]:
    """Return the public names of each module. A line is ``module:name``; one without a name is the module alone."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in LIST.read_text(encoding="utf-8").splitlines():
        module, _, name = line.partition(":")
        found[module] += [name] if name else []
    return found


def test_the_list_is_sorted_and_names_the_public_packages() -> None:
    lines = LIST.read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))
    assert {"timeback", "timeback.migration", "timeback.sandbox.faults", "timeback_client"} <= set(listed())
    assert any(module.startswith("timeback_api.rostering.api.") for module in listed())


@pytest.mark.parametrize("root", ["timeback", "timeback_api", "timeback_client"])
def test_public_names_can_be_imported(root: str) -> None:
    missing = []
    for module, names in listed().items():
        if module.partition(".")[0] != root:
            continue
        with warnings.catch_warnings():
            # A deprecated name is still a public name.
            warnings.simplefilter("ignore", DeprecationWarning)
            try:
                loaded = importlib.import_module(module)
            except ModuleNotFoundError:
                missing.append(module)
                continue
            missing += [f"{module}:{name}" for name in names if not hasattr(loaded, name)]
    assert missing == []
