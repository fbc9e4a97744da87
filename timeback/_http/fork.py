"""After-fork reset hooks for objects with locks, sockets or tasks."""

from __future__ import annotations

import os
import weakref
from typing import Protocol


class ForkAware(Protocol):
    """An object with locks, sockets or tasks, which a forked process must not share with its parent."""

    def after_fork(self) -> None:
        """Reset the object. It is called in the child before any other code runs there."""
        ...


_registered: weakref.WeakSet[ForkAware] = weakref.WeakSet()


def register_fork_reset(instance: ForkAware) -> None:
    """Call ``instance.after_fork()`` in every process forked from this one while the instance is alive."""
    _registered.add(instance)


def _reset_all() -> None:
    for instance in list(_registered):
        instance.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reset_all)
