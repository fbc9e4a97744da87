"""Reads large collections in parallel, by ranges of ids that several threads, tasks, processes or machines read.

    from timeback import TimeBackClient, ranges

    with TimeBackClient() as client:
        for page in ranges.read_all(client, "users", ranges=4):
            print(len(page))

``plan`` splits a collection into ranges, which can be pickled and sent to workers. Each worker passes its range to
``read``. ``read_all`` does both in one process. Pages are lists of objects as the server sent them (plain JSON).

Each object that exists throughout comes exactly once, whatever others add, remove or change meanwhile: ids do not
change, ranges are disjoint, and pages are read after the last id and not after a number of objects. The server must
filter and sort by ``sourcedId`` in the same order. That is proven when the ranges are planned. A server that cannot do
it is read as one range, with a ``RangeWarning``.
"""

from timeback.ranges.listings import listed_collections
from timeback.ranges.parallel import ParallelPages, read_all
from timeback.ranges.parallel_async import AsyncParallelPages, read_all_async
from timeback.ranges.range import Range, RangeWarning
from timeback.ranges.reading import plan, plan_async, read, read_async

__all__ = [
    "AsyncParallelPages",
    "ParallelPages",
    "Range",
    "RangeWarning",
    "listed_collections",
    "plan",
    "plan_async",
    "read",
    "read_all",
    "read_all_async",
    "read_async",
]
