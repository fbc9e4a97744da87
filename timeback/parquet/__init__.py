"""Exports rosters as Parquet files for analysis: one file for each collection, with a fixed schema.

    from timeback.migration import Migration
    from timeback.parquet import ParquetFolder

    Migration(staging, ParquetFolder("roster")).run()

The columns come from the OpenAPI documents, not from the first objects, so that files of two days or two districts can
be read together. Nested objects and lists are Arrow structs and lists. Times are timestamps in UTC. Properties that are
not in the documents, and values that do not fit their column, are JSON text in the column ``_other``, so that no value
is lost. Passwords are never written. Requires the extra ``parquet``.

Column types are added in ``schema``, the conversion of their values in ``coercion``.
"""

from timeback.parquet.folder import ParquetFolder
from timeback.parquet.report import OTHER, Aside, ParquetReport
from timeback.parquet.writer import ParquetWriter, schema

__all__ = ["OTHER", "Aside", "ParquetFolder", "ParquetReport", "ParquetWriter", "schema"]
