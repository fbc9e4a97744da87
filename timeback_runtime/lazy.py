"""Lazy module attributes (PEP 562): import on first access, and deprecated modules that forward to new ones."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def lazy(package: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """A module ``__getattr__`` that imports public names on first access.

    Args:
        package: the name of the package.
        names: public name -> module that defines it.
    """

    def load(name: str) -> Any:
        module = names.get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(module, package), name)
        setattr(sys.modules[package], name, value)
        return value

    return load


def moved(module: str, *targets: str, renamed: Mapping[str, str] | None = None) -> Callable[[str], Any]:
    """A module ``__getattr__`` that forwards the names of a deprecated module to the modules that define them now.

    Each access issues a DeprecationWarning that names the new module.

    Args:
        module: the name of the deprecated module.
        targets: the modules to look in.
        renamed: old name -> new name in one of the targets.
    """
    new_names = renamed or {}

    def load(name: str) -> Any:
        from timeback_runtime.frames import warn_caller

        modules = [importlib.import_module(target) for target in targets]
        if name == "__all__":
            return [*new_names, *(name for target in modules for name in vars(target) if not name.startswith("_"))]
        new_name = new_names.get(name, name)
        for target in modules:
            if hasattr(target, new_name):
                if not name.startswith("__"):
                    warn_caller(f"{module} is deprecated; import {new_name} from {target.__name__}", DeprecationWarning)
                return getattr(target, new_name)
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return load
