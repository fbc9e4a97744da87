"""Module attributes that are loaded on first access (PEP 562), and modules that have moved."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy(package: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """A ``__getattr__`` for the package: from a public name to the module that holds it."""

    def load(name: str) -> Any:
        module = names.get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(module, package), name)
        setattr(sys.modules[package], name, value)
        return value

    return load


def moved(module: str, *targets: str) -> Callable[[str], Any]:
    """A ``__getattr__`` for a deprecated module: its names are in the targets now.

    Each access gives a DeprecationWarning that names the new module.
    """

    def load(name: str) -> Any:
        from timeback_runtime.frames import warn_caller

        found = [importlib.import_module(target) for target in targets]
        if name == "__all__":
            return [name for target in found for name in vars(target) if not name.startswith("_")]
        for target in found:
            if hasattr(target, name):
                if not name.startswith("__"):
                    warn_caller(f"{module} is deprecated: import {name} from {target.__name__}", DeprecationWarning)
                return getattr(target, name)
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return load
