"""Exports rosters as Parquet files for analysis: one file for each collection, with a fixed schema.

    from timeback.migration import Migration
    from timeback.parquet import ParquetFolder

    Migration(staging, ParquetFolder("roster")).run()

The columns come from the OpenAPI documents, not from the first objects, so that files of two days or two districts can
be read together. Nested objects and lists are Arrow structs and lists. Times are timestamps in UTC. Properties that are
not in the documents, and values that do not fit their column, are JSON text in the column ``_other``, so that no value
is lost. Passwords are never written. Requires the extra ``parquet``.

The columns and the conversion of values are those of ``timeback._arrow``.
"""

from timeback._arrow.batches import record_batch
from timeback._arrow.schema import OTHER, schema
from timeback.parquet.folder import ParquetFolder
from timeback.parquet.report import Aside, ParquetReport
from timeback.parquet.writer import ParquetWriter

__all__ = ["OTHER", "Aside", "ParquetFolder", "ParquetReport", "ParquetWriter", "record_batch", "schema"]
