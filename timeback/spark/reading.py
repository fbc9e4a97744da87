"""Reads one partition as Arrow record batches. Nothing here imports pyspark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import attrs

from timeback import ranges
from timeback._arrow.batches import record_batch
from timeback._arrow.column_types import SECRET, columns
from timeback._arrow.schema import OTHER
from timeback.errors import AuthenticationError
from timeback.spark.connection import client, discard
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]

    from timeback.filters import Expression
    from timeback.ranges import Range
    from timeback.spark.options import Options


@attrs.frozen
class Columns:
    """The columns of a DataFrame.

    Attributes:
        names: all of them, in their order.
        requested: the properties that are requested; None for all of the object.
    """

    names: tuple[str, ...]
    requested: tuple[str, ...] | None


def columns_of(options: Options, names: tuple[str, ...] | None = None) -> Columns:
    """Return the columns of a DataFrame.

    Args:
        options: its options. With ``fields``, the columns are those, and the one for values without a fitting column.
        names: the columns of a schema that the user passed; None for those of the options.

    Raises:
        InvalidRequestError: there is no such collection or property.
    """
    known = tuple(columns(options.collection).fields)
    for name in options.fields or ():
        if name not in known:
            hint = " Passwords are never read." if name == SECRET else did_you_mean(name, known)
            raise InvalidRequestError(f"fields: {options.collection} has no property {name!r}.{hint}")
    shown = (*known, OTHER) if options.fields is None else (*options.fields, OTHER)
    if names is None:
        return Columns(shown, options.fields)
    for name in names:
        if name not in shown:
            raise InvalidRequestError(
                f"schema: {options.collection} has no column {name!r}.{did_you_mean(name, shown)} With the "
                "option fields, only those properties are columns"
            )
    # Properties without a column can be in an object that is requested as a whole.
    return Columns(names, options.fields if OTHER in names else names)


def read_range(
    options: Options, shown: Columns, range_: Range, filter_expr: str | Expression | None
) -> Iterator[pyarrow.RecordBatch]:
    """Yield the objects of a range, a record batch for each page.

    Raises:
        APIError: the server cannot be reached, or refuses the request.
        ConfigurationError: the credentials are missing on this machine.
    """
    connection = options.task_connection
    fields = None if shown.requested is None else list(shown.requested)
    arguments: dict[str, Any] = {"filter_expr": filter_expr, "fields": fields, "page_size": options.page_size}
    try:
        for page in ranges.read(client(connection), range_, **arguments):
            yield _batch(options.collection, page).select(list(shown.names))
    except AuthenticationError:
        # The task that runs instead of this one reads the credentials again.
        discard(connection)
        raise


def _batch(collection: str, page: list[dict[str, Any]]) -> pyarrow.RecordBatch:
    try:
        return record_batch(collection, page)
    except RecursionError:
        raise InvalidRequestError(f"{collection}: an object is nested too deeply to be read") from None
