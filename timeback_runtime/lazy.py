"""Imports on first access, of module attributes (PEP 562) and of modules; deprecated modules that forward to others."""

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
        names: public name -> module that defines it. They are ``__all__`` of a package that has no other.
    """

    def load(name: str) -> Any:
        if name == "__all__":
            return list(names)
        module = names.get(name)
        if module is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(module, package), name)
        setattr(sys.modules[package], name, value)
        return value

    return load


class _LazyModule:
    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, name: str) -> Any:
        # Of a module that is imported already, this is a lookup in ``sys.modules``; it waits for an import in another
        # thread. The module is not taken from the result: with a list of names that makes it the module and not the
        # package that it is in, Python looks for a submodule with an empty name at each access.
        __import__(self._name)
        return getattr(sys.modules[self._name], name)


def lazy_module(name: str) -> Any:
    """A stand-in for a module, which imports it when one of its attributes is accessed.

    For modules that take long to import, and that only some of the functions of a module need: a synchronous client
    needs no asyncio. Type checkers see the import in a block ``if TYPE_CHECKING``.
    """
    return _LazyModule(name)


def moved(module: str, names: Mapping[str, str]) -> Callable[[str], Any]:
    """A module ``__getattr__`` that forwards the names of a deprecated module to the modules that define them now.

    Each access issues a DeprecationWarning that names the new place. Private names give no warning: pickles refer to
    them.

    Args:
        module: the name of the deprecated module.
        names: old name -> new place, as ``module`` or, if the name has changed too, as ``module:name``.
    """

    def load(name: str) -> Any:
        if name == "__all__":
            return [old for old in names if not old.startswith("_")]
        if name not in names:
            raise AttributeError(f"module {module!r} has no attribute {name!r}")
        target, _, new_name = names[name].partition(":")
        new_name = new_name or name
        if not name.startswith("_"):
            from timeback_runtime.frames import warn_caller

            warn_caller(f"{module} is deprecated; import {new_name} from {target}", DeprecationWarning)
        return getattr(importlib.import_module(target), new_name)

    return load
