"""Conversion of objects to pandas, polars and Arrow tables, for any iterable of models: pages, lists, ``iter_*``.

    from timeback.tables import to_pandas

    frame = to_pandas(client.rostering.users.iter_users())

Columns have wire names. Times are in UTC. Nested objects stay nested; a column whose values have different types is
converted to text, with nested values as JSON. An invalid value, such as an impossible date, therefore makes its column
text and raises no error.

Support for another data frame library is a function in ``frames``.
"""

from timeback.tables.frames import to_arrow as to_arrow
from timeback.tables.frames import to_dicts as to_dicts
from timeback.tables.frames import to_pandas as to_pandas
from timeback.tables.frames import to_polars as to_polars

__all__ = ["to_arrow", "to_dicts", "to_pandas", "to_polars"]
