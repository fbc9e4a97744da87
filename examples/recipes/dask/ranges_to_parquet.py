"""A collection as a Dask DataFrame, read by several workers at once.

    python ranges_to_parquet.py results lake/results --ranges 16

The client runs in each worker process and takes its settings from the environment there. Run ``dask worker`` with the
same ``TIMEBACK_...`` variables, and never put the secret into the graph.
"""

from __future__ import annotations

import argparse
from typing import Any

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa
from dask.distributed import Client

from timeback import TimeBackClient
from timeback.parquet import record_batch, schema
from timeback.ranges import Range, plan, read


def read_range(range_: Range) -> pd.DataFrame:
    """Return one range as a partition. A repeated task reads the same ids."""
    with TimeBackClient() as client:
        batches = [record_batch(range_.collection, page) for page in read(client, range_)]
    return as_frame(pa.Table.from_batches(batches, schema=schema(range_.collection)))


def as_frame(table: pa.Table) -> pd.DataFrame:
    """Return a frame of Arrow columns: nested objects and nulls stay what they are."""
    return table.to_pandas(types_mapper=pd.ArrowDtype)


def frame(collection: str, count: int) -> Any:
    """Return a collection as a Dask DataFrame with a partition for each range."""
    with TimeBackClient() as client:
        ranges = plan(client, collection, count)
    return dd.from_map(read_range, ranges, meta=as_frame(schema(collection).empty_table()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collection")
    parser.add_argument("folder")
    parser.add_argument("--ranges", type=int, default=8)
    parser.add_argument("--scheduler", help="address of a Dask scheduler; by default workers start on this machine")
    options = parser.parse_args()
    with (
        Client(options.scheduler)
        if options.scheduler
        else Client(n_workers=2, threads_per_worker=4, dashboard_address=None)
    ):
        frame(options.collection, options.ranges).to_parquet(
            options.folder, schema=schema(options.collection), write_index=False
        )


if __name__ == "__main__":
    main()
