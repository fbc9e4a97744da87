"""Parquet files as the target of a migration."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from timeback._spec.entities import Entity
from timeback.migration.endpoints.csv_bundle import FileTarget, Unread
from timeback.migration.endpoints.identity import Place
from timeback.parquet import ParquetFolder, ParquetReport, ParquetWriter


class ParquetTarget(FileTarget[ParquetReport]):
    """A folder of Parquet files to write."""

    as_is = True
    implied: Mapping[str, Set[str]] = {}

    def __init__(self, folder: ParquetFolder, place: Place, *, dry_run: bool) -> None:
        self._writer = None if dry_run else ParquetWriter(folder)
        super().__init__(place, self._writer)

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
