"""Reads collections into Apache Spark, with the Python Data Source API: a batch reader and a streaming reader.

    from timeback.spark import register

    register(spark)
    users = spark.read.format("timeback").options(collection="users", profile="production").load()

Each partition is a range of ids, so that tasks read in parallel, and each object comes once, whatever is inserted,
removed or changed meanwhile. Columns are those of ``timeback.parquet``. Passwords are never read into a DataFrame.

Requires the extra ``spark``, which installs pyarrow. pyspark 4.0 or newer and Java 17 or newer are those of the
installation of Spark. Credentials are read by each process from a profile or from environment variables; they are no
options, since options are visible in query plans and event logs.

Options are added in ``options``. ``planning`` splits a collection into partitions, ``reading`` reads one, ``changes``
has the offsets of a stream, and ``conditions`` the filters. Only ``data_source`` imports pyspark.
"""

from timeback.spark.registration import register

__all__ = ["register"]
