"""Progress of a run: how many objects of the current entity are done, and the texts of an interrupted run."""

from __future__ import annotations

import os
from pathlib import Path

from timeback._spec.entities import Entity
from timeback.migration.execution.concurrency import AdaptiveConcurrency
from timeback.migration.execution.context import MigrationOptions
from timeback.migration.reporting.report import Progress


class ProgressTracker:
    """Counts the objects of the entity that is being transferred, and calls the progress callback."""

    def __init__(self, options: MigrationOptions, concurrency: AdaptiveConcurrency, entity: Entity) -> None:
        self._callback = options.progress
        self._concurrency = concurrency
        self.entity = entity
        self.expected: int | None = None
        """How many objects of the entity the source has; None if it is unknown."""
        self._done = 0
        self._failed = 0
        self.total_done = 0
        """How many objects of all entities were processed, whatever their outcome."""

    def start(self, entity: Entity) -> None:
        """Count the objects of another entity from 0."""
        self.entity, self.expected, self._done, self._failed = entity, None, 0, 0

    def advance(self, *, failed: bool) -> None:
        """Count one object that was processed."""
        self.total_done += 1
        self._failed += failed
        self.count()

    def count(self) -> None:
        """Count one object for the entity only, and call the callback."""
        self._done += 1
        if self._callback is not None:
            self._callback(
                Progress(
                    entity=self.entity.name,
                    done=self._done,
                    total=self.expected or None,  # The number of postponed objects is not known in advance.
                    failed=self._failed,
                    concurrency=self._concurrency.limit,
                )
            )

    def __str__(self) -> str:
        of_total = "" if self.expected is None else f" of {self.expected}"
        return f"{self._done}{of_total} {self.entity.name} were processed."


def resume_hint(journal: str | os.PathLike[str] | None, *, writes_files: bool = False) -> str:
    """How to resume an interrupted run."""
    if writes_files:
        return "No file was written. Run it again to start over."
    if journal is None:
        return "Run it again to resume; objects that are equal on both sides are not sent again."
    return f"Run it again with the journal {Path(journal).name} to resume; completed objects are not sent again."
