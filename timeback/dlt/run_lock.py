"""The lock of a pipeline: one run of it reads at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from timeback._storage.errors import storage_error
from timeback._storage.file_locks import hold_lock
from timeback.errors import ClientStateError


class RunLock:
    """Holds a lock file in the folder of the pipeline while resources of one source are extracted.

    A file system without locks gives none: dlt works there, too.
    """

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._held: dict[Path, tuple[ExitStack, int]] = {}

    @contextmanager
    def hold(self, pipeline: Any) -> Iterator[None]:
        """Hold the lock. Several resources of the source may hold it at once.

        Args:
            pipeline: a pipeline of dlt.

        Raises:
            ClientStateError: another run of the pipeline is reading.
            StorageError: the lock file cannot be created.
        """
        path = Path(pipeline.working_dir) / "timeback.lock"
        with self._guard:
            stack, count = self._held.get(path) or (lock_pipeline(path, pipeline.pipeline_name), 0)
            self._held[path] = (stack, count + 1)
        try:
            yield
        finally:
            with self._guard:
                stack, count = self._held.pop(path)
                if count > 1:
                    self._held[path] = (stack, count - 1)
                else:
                    stack.close()


def lock_pipeline(path: Path, name: str) -> ExitStack:
    """Lock the file of a pipeline until the result is closed.

    Raises:
        ClientStateError: another run of the pipeline holds it.
        StorageError: the file cannot be created.
    """
    stack = ExitStack()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stack.enter_context(hold_lock(path, timeout=0))
    except TimeoutError:
        raise ClientStateError(
            f"Another run of the pipeline {name} is in progress; wait for its end. In an orchestrator, limit the runs "
            "of its job to one"
        ) from None
    except OSError as error:
        raise storage_error(path, "lock the pipeline", error) from error
    return stack
