"""Writes the users of a server as one Parquet file, read by a number of threads.

``python -m bench.scale.to_parquet RANGES FILE`` prints the number of users. The variables of the environment name the
server.
"""

from __future__ import annotations

import sys

import pyarrow.parquet as pq  # type: ignore[import-untyped]

from timeback import TimeBackClient
from timeback.parquet import record_batch, schema
from timeback.ranges import read_all


def main() -> int:
    count, file = int(sys.argv[1]), sys.argv[2]
    written = 0
    with TimeBackClient() as client, pq.ParquetWriter(file, schema("users"), compression="zstd") as writer:
        for page in read_all(client, "users", ranges=count, page_size=1000):
            writer.write_batch(record_batch("users", page))
            written += len(page)
    print(written)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
