"""What a forked process must begin anew."""

from __future__ import annotations

import os
import weakref
from typing import Protocol


class Forkable(Protocol):
    """What holds locks, sockets or tasks, which a forked process must not share with its parent."""

    def after_fork(self) -> None:
        """Begin anew; runs in the child before anything else does."""
        ...


_living: weakref.WeakSet[Forkable] = weakref.WeakSet()


def register_fork_reset(thing: Forkable) -> None:
    """Have ``after_fork`` called in every process that is forked from this one, as long as the thing lives."""
    _living.add(thing)


def _in_child() -> None:
    for thing in list(_living):
        thing.after_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
