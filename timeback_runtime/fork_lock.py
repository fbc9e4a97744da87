"""A lock that a forked process does not inherit."""

from __future__ import annotations

import os
import threading


class ForkLock:
    """A reentrant lock: ``with lock.current: ...``. A forked process has a new one.

    The thread that holds the lock of the parent does not exist in the child, which would wait for it forever.
    """

    def __init__(self) -> None:
        self._renew()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._renew)

    def _renew(self) -> None:
        self.current = threading.RLock()
