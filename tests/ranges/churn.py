"""Users that are added and removed in a sandbox while somebody reads them."""

from __future__ import annotations

import itertools
import random
import threading
from typing import Any, Self

from timeback.sandbox import Sandbox


class Churn:
    """Adds and removes one user at a time, in one transaction, so that the number of users stays the same.

    In a ``with`` block a thread does it, about ``rate`` times a second.

    Attributes:
        stable: the ids of the users that exist throughout.
    """

    def __init__(self, box: Sandbox, *, rate: float = 100, seed: int = 0) -> None:
        self._box, self._rate, self._draw = box, rate, random.Random(seed)
        everybody = list(box.store.all("users"))
        self._template: dict[str, Any] = dict(everybody[0])
        ids = sorted(user["sourcedId"] for user in everybody)
        # Every other one may be removed.
        self._removable = ids[::2]
        self.stable = set(ids[1::2])
        self._numbers = itertools.count(1)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.changes = 0

    def change(self) -> None:
        """Remove a user, and add one anywhere."""
        gone = self._removable.pop(self._draw.randrange(len(self._removable)))
        near = self._draw.choice(self._removable)
        new = f"{near}-{next(self._numbers)}"
        with self._box.store.transaction():
            self._box.store.remove("users", gone)
            self._box.store.put("users", {**self._template, "sourcedId": new, "username": new})
        self._removable.append(new)
        self.changes += 1

    def _run(self) -> None:
        while not self._stopped.wait(1 / self._rate):
            self.change()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stopped.set()
        self._thread.join()

    def check(self, ids: list[str]) -> None:
        """Assert that the ids that a reader got have each of the stable ones, and none twice."""
        assert self.changes > 0
        assert len(ids) == len(set(ids))
        assert self.stable - set(ids) == set()
