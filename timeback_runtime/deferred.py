"""Modules that run at their first use."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any

from timeback_runtime.fork_lock import ForkLock


class _DeferredModule(ModuleType):
    """A module that has not run yet. The first access to an attribute runs it, and makes it an ordinary module."""

    def __getattribute__(self, name: str) -> Any:
        if name not in _KNOWN_BEFORE:
            _run(self)
        return object.__getattribute__(self, name)


# What the import system and ``inspect`` ask of all modules.
_KNOWN_BEFORE = frozenset(
    {"__cached__", "__class__", "__file__", "__loader__", "__name__", "__package__", "__path__", "__spec__"}
)
_running_lock = ForkLock()


def _run(module: ModuleType) -> None:
    # A second thread waits until the module is complete. Before Python 3.12, importlib's LazyLoader lets it go on.
    with _running_lock.current:
        known = object.__getattribute__(module, "__dict__")
        if type(module) is _DeferredModule and "_runs" not in known:
            known["_runs"] = True
            try:
                module.__loader__.exec_module(module)  # type: ignore[union-attr]
                module.__class__ = ModuleType  # type: ignore[assignment]
            finally:
                del known["_runs"]


def defer_submodules(package: str) -> None:
    """Let ``from package import submodule`` return the submodule before it has run; its first use runs it.

    A resource names the endpoints of its collection, and a program calls a few of them. Each of the others would import
    its models. To type checkers they are ordinary submodules.
    """
    parent: Any = sys.modules[package]

    def submodule(name: str) -> ModuleType:
        spec = None if name.startswith("__") else importlib.util.find_spec(f"{package}.{name}")
        if spec is None or spec.loader is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if spec.name not in sys.modules:
            deferred = importlib.util.module_from_spec(spec)
            deferred.__class__ = _DeferredModule
            sys.modules.setdefault(spec.name, deferred)
        # Waits for a thread that has begun to import the module in the usual way.
        made = importlib.import_module(spec.name)
        setattr(parent, name, made)
        return made

    parent.__getattr__ = submodule
