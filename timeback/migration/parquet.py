"""Parquet files as the target of a migration."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

from timeback.parquet import ParquetFolder, ParquetReport, ParquetWriter

from .catalog import Entity
from .files import Unread
from .place import Place


class ParquetTarget:
    """A folder of Parquet files to write. It is there, whole, when all is done, and not at all before."""

    in_any_order = True
    as_is = True

    def __init__(self, folder: ParquetFolder, place: Place, *, dry_run: bool) -> None:
        self.place = place
        self._writer = None if dry_run else ParquetWriter(folder)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.__exit__(kind, error, trace)

    @property
    def written(self) -> ParquetReport | None:
        """What became of what was to be written."""
        return None if self._writer is None else self._writer.report

    def collection(self, entity: Entity) -> ParquetSheet:
        """The file of an entity."""
        return ParquetSheet(self._writer, entity)


class ParquetSheet(Unread):
    """One file that is being written."""

    def __init__(self, writer: ParquetWriter | None, entity: Entity) -> None:
        self._writer = writer
        self._entity = entity

    async def create(self, value: dict[str, Any]) -> str | None:
        """Write it."""
        assert self._writer is not None
        self._writer.write(self._entity.name, value)
        return self._entity.id_of(value)
