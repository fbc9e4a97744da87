"""Reads users by one thread, and by two jobs of a Spark session with four workers. Prints the seconds as JSON.

``python -m bench.scale.spark_job COUNT``; the environment names the server.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

from pyspark.sql import SparkSession

from timeback import TimeBackClient
from timeback.spark import register

WORKERS = 4


def by_thread(count: int) -> None:
    with TimeBackClient() as client:
        found = sum(1 for _ in client.rostering.users.iter_users())
    if found != count:
        raise RuntimeError(f"one thread read {found} users of {count}")


def by_spark(spark: SparkSession) -> None:
    """Read all columns, and write nothing."""
    frame = spark.read.format("timeback").options(collection="users", numPartitions=WORKERS).load()
    frame.write.format("noop").mode("overwrite").save()


def check(spark: SparkSession, count: int) -> None:
    ids = spark.read.format("timeback").options(collection="users", fields="sourcedId").load().select("sourcedId")
    found = ids.count(), ids.distinct().count()
    if found != (count, count):
        raise RuntimeError(f"Spark read {found} users of {count}")


def seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    count = int(sys.argv[1])
    spark = SparkSession.builder.master(f"local[{WORKERS}]").config("spark.ui.enabled", "false").getOrCreate()
    register(spark)
    # The first jobs start the workers.
    check(spark, count)
    print(json.dumps({"ours": seconds(lambda: by_spark(spark)), "one thread": seconds(lambda: by_thread(count))}))
    spark.stop()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
