"""Objects as tables, for any iterable of models: pages, lists, ``iter_*``.

    from timeback.tables import to_pandas

    frame = to_pandas(client.rostering.users.iter_users())

Columns have wire names. Times are in UTC; nested objects stay objects, and become JSON text only where their kinds are
mixed. An odd value, such as a date that is none, makes its column text and never an error.

Another library for data frames gets its function in ``frames``.
"""

from timeback.tables.frames import to_arrow as to_arrow
from timeback.tables.frames import to_dicts as to_dicts
from timeback.tables.frames import to_pandas as to_pandas
from timeback.tables.frames import to_polars as to_polars

__all__ = ["to_arrow", "to_dicts", "to_pandas", "to_polars"]
