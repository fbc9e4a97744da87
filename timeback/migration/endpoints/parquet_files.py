"""Parquet files as the target of a migration."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from timeback._spec.entities import Entity
from timeback.migration.endpoints.file_target import FileTarget, WriteOnlyCollection
from timeback.migration.endpoints.identity import EndpointIdentity
from timeback.parquet import ParquetFolder, ParquetReport, ParquetWriter
from timeback.parquet.writer import NestingError
from timeback_runtime.errors import InvalidRequestError


class ParquetTarget(FileTarget[ParquetReport]):
    """A folder of Parquet files, one file for each entity."""

    copies_verbatim = True
    implied_properties: Mapping[str, Set[str]] = {}

    def __init__(self, folder: ParquetFolder, identity: EndpointIdentity, *, dry_run: bool) -> None:
        self._writer = None if dry_run else ParquetWriter(folder)
        super().__init__(identity, self._writer)

    def collection(self, entity: Entity) -> ParquetTargetCollection:
        """The file of an entity."""
        return ParquetTargetCollection(self._writer, entity)


class ParquetTargetCollection(WriteOnlyCollection):
    """One Parquet file."""

    def __init__(self, writer: ParquetWriter | None, entity: Entity) -> None:
        self._writer = writer
        self._entity = entity

    async def create(self, value: dict[str, Any]) -> str | None:
        """Write an object."""
        assert self._writer is not None
        # The migration does not change it any more.
        self._writer.write(self._entity.name, value, copy=False)
        return self._entity.id_of(value)

    def create_all(self, objects: Mapping[str, dict[str, Any]]) -> Mapping[str, InvalidRequestError]:
        """Write objects, as ``create`` does."""
        assert self._writer is not None
        try:
            self._writer.write_page(self._entity.name, list(objects.values()))
        except NestingError as error:
            ids = list(objects)
            return {ids[index]: error for index in error.indexes}
        return {}
