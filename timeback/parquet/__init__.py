"""Rosters as Parquet files, for whoever counts and joins: one file for each collection, with fixed columns.

    from timeback.migration import Migration
    from timeback.parquet import ParquetFolder

    Migration(staging, ParquetFolder("roster")).run()

The columns come from the specifications, not from what the first objects happen to hold, so that files of two days or
two districts go together. Nested objects and lists are Arrow structs and lists, moments are timestamps in UTC. What the
specifications do not know, or what does not fit its column, is JSON text in the column ``_other``, so that nothing is
lost but passwords, which are never written. It needs the extra ``parquet``.
"""

from timeback.parquet.folder import ParquetFolder
from timeback.parquet.report import OTHER, Aside, ParquetReport
from timeback.parquet.writer import ParquetWriter, schema

__all__ = ["OTHER", "Aside", "ParquetFolder", "ParquetReport", "ParquetWriter", "schema"]
