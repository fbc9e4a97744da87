"""A collection as a Ray dataset, read by several workers at once, and written as Parquet files.

    python ranges_to_parquet.py results lake/results --ranges 16

The client runs in each worker process and takes its settings from the environment there. Give remote workers the
``TIMEBACK_...`` variables where the cluster is started, and never put the secret into the job.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import ray

from timeback import TimeBackClient
from timeback.parquet import record_batch, schema
from timeback.ranges import plan, read


def dataset(collection: str, count: int) -> ray.data.Dataset:
    """Return a collection as a dataset with a block or more for each range."""
    with TimeBackClient() as client:
        ranges = plan(client, collection, count)
    columns = schema(collection)

    def read_ranges(batch: dict[str, Any]) -> Iterator[pa.Table]:
        # Sent to the workers together with the ranges, which hold no secret. A repeated task reads the same ids.
        with TimeBackClient() as client:
            for index in batch["range"]:
                yield columns.empty_table()
                for page in read(client, ranges[index]):
                    yield pa.Table.from_batches([record_batch(collection, page)])

    indexes = ray.data.from_items([{"range": index} for index in range(len(ranges))], override_num_blocks=len(ranges))
    return indexes.map_batches(read_ranges, batch_size=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection")
    parser.add_argument("folder")
    parser.add_argument("--ranges", type=int, default=8)
    options = parser.parse_args()
    dataset(options.collection, options.ranges).write_parquet(options.folder)


if __name__ == "__main__":
    main()
