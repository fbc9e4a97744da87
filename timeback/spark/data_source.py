"""The classes of the Python Data Source API. Spark pickles them into its Python workers, so they are never closures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pyspark.sql import datasource
from pyspark.sql.datasource import DataSource, DataSourceReader, DataSourceStreamReader, InputPartition
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from timeback._arrow.schema import schema as arrow_schema
from timeback.filters import F
from timeback.spark.changes import ChangeFeed
from timeback.spark.conditions import Condition, pushed_filter
from timeback.spark.options import Options, parse_options
from timeback.spark.planning import Plan, plan_read
from timeback.spark.reading import Columns, columns_of, read_range
from timeback_runtime.errors import InvalidRequestError

if TYPE_CHECKING:
    import pyarrow  # type: ignore[import-untyped, import-not-found, unused-ignore]
    from pyspark.sql.streaming.datasource import SupportsTriggerAvailableNow

    from timeback.filters import Expression
    from timeback.ranges import Range
else:
    try:
        from pyspark.sql.streaming.datasource import SupportsTriggerAvailableNow
    except ImportError:
        # Before Spark 4.2, a query with availableNow runs one batch.
        SupportsTriggerAvailableNow = object

_OPERATORS = {
    "EqualTo": "=",
    "GreaterThan": ">",
    "GreaterThanOrEqual": ">=",
    "LessThan": "<",
    "LessThanOrEqual": "<=",
}
"""The operator of each class of filters of which the server can evaluate some."""


class TimeBackDataSource(DataSource):
    """A collection of the platform, or of another provider of OneRoster 1.2."""

    def __init__(self, options: Mapping[str, str]) -> None:
        """Check the options.

        Raises:
            InvalidRequestError: an option is unknown, missing, or has an invalid value.
        """
        # The dictionary is not kept, so that no pickle has more than the known options.
        self._options = parse_options(options)

    @classmethod
    def name(cls) -> str:
        """Return the name of the format."""
        return "timeback"

    def schema(self) -> StructType:
        """Return the columns, which depend on the options alone. No request is sent.

        Raises:
            InvalidRequestError: there is no such collection or property.
        """
        return _spark_schema(self._options.collection, columns_of(self._options).names)

    def reader(self, schema: StructType) -> DataSourceReader:
        """Return the reader of a query, with the columns of the schema."""
        reader = PushdownReader if self._options.pushdown else Reader
        return reader(self._options, _checked_columns(self._options, schema))

    def streamReader(self, schema: StructType) -> DataSourceStreamReader:  # noqa: N802 - the name of the interface
        """Return the reader of a stream, with the columns of the schema."""
        return StreamReader(self._options, _checked_columns(self._options, schema))


class RangePartition(InputPartition):
    """A range of ids, which one task reads. Its repr has no ids."""

    def __init__(self, range_: Range, filter_expr: str | Expression | None) -> None:
        self.range = range_
        self.filter_expr = filter_expr

    def __repr__(self) -> str:
        return f"RangePartition({self.range!r})"


class Reader(DataSourceReader):
    """Reads a collection once. It sends no filters of the query: Spark refuses such a reader by default."""

    def __init__(self, options: Options, columns: Columns) -> None:
        self._options = options
        self._columns = columns
        self._pushed: Expression | None = None

    def partitions(self) -> list[RangePartition]:
        """Ask the server for bounds of ranges.

        Raises:
            APIError: the server cannot be reached, or refuses the request.
            ConfigurationError: the credentials are missing on the machine of the driver.
        """
        return _partitions(plan_read(self._options, _modified_since(self._options), self._pushed))

    def read(self, partition: RangePartition) -> Iterator[pyarrow.RecordBatch]:
        """Yield the objects of a partition."""
        return read_range(self._options, self._columns, partition.range, partition.filter_expr)


class PushdownReader(Reader):
    """Also sends conditions of the query, with the option ``pushdown``.

    Spark must allow it: ``spark.sql.python.filterPushdown.enabled``, since Spark 4.1.
    """

    def pushFilters(self, filters: list[Any]) -> Iterable[Any]:  # noqa: N802 - the name of the interface
        """Keep the conditions that the server can evaluate. Spark evaluates all of them again."""
        found = [
            Condition(tuple(one.attribute), operator, one.value)
            for one in filters
            if (operator := _operator(one)) is not None
        ]
        self._pushed = pushed_filter(self._options.collection, found)
        return filters


class StreamReader(DataSourceStreamReader, SupportsTriggerAvailableNow):
    """Reads the changes of a collection. An offset is a time of the server's clock, and the server that it is of."""

    def __init__(self, options: Options, columns: Columns) -> None:
        self._options = options
        self._columns = columns
        self._feed = ChangeFeed(options)

    def initialOffset(self) -> dict[str, Any]:  # noqa: N802
        """Return the offset of a new stream, which reads everything, or what changed since ``modifiedSince``."""
        return self._feed.initial()

    def latestOffset(self, start: dict[str, Any] | None = None, limit: object = None) -> dict[str, Any]:  # noqa: N802
        """Ask the server for its time.

        Args:
            start: where the next batch starts, since Spark 4.2. It is returned if nothing has changed since then.
            limit: ignored: a batch has all changes.
        """
        return self._feed.latest(start)

    def prepareForTriggerAvailableNow(self) -> None:  # noqa: N802
        """Fix the end of a stream that ends when it has read what there is now. Spark calls it since 4.2."""
        self._feed.fix_end()

    def partitions(self, start: dict[str, Any], end: dict[str, Any]) -> list[RangePartition]:
        """Ask the server for the ranges of a batch. An empty batch has none."""
        condition = self._feed.condition(start, end)
        return [] if start == end else _partitions(plan_read(self._options, condition))

    def read(self, partition: RangePartition) -> Iterator[pyarrow.RecordBatch]:
        """Yield the objects of a partition."""
        return read_range(self._options, self._columns, partition.range, partition.filter_expr)

    def stop(self) -> None:
        """Close the connections of the driver."""
        self._feed.close()


def _partitions(plan: Plan) -> list[RangePartition]:
    return [RangePartition(one, plan.filter_expr) for one in plan.ranges]


def _modified_since(options: Options) -> Expression | None:
    since = options.modified_since
    return None if since is None else F["dateLastModified"] >= since - (options.overlap or timedelta())


def _spark_schema(collection: str, names: Iterable[str]) -> StructType:
    whole: StructType = from_arrow_schema(arrow_schema(collection))
    return StructType([whole[name] for name in names])


def _checked_columns(options: Options, schema: StructType) -> Columns:
    """Return the columns of a schema, which may be one that the user passed.

    Raises:
        InvalidRequestError: a column does not exist or has another type.
    """
    found = columns_of(options, tuple(schema.names))
    for expected in _spark_schema(options.collection, found.names):
        given = schema[expected.name]
        if given.dataType != expected.dataType or not given.nullable:
            raise InvalidRequestError(
                f"schema: the column {expected.name!r} of {options.collection} is "
                f"{expected.dataType.simpleString()} and may be null; leave out the schema, or cast the column later"
            )
    return found


def _operator(one: Any) -> str | None:
    operator = _OPERATORS.get(type(one).__name__)
    return operator if isinstance(one, getattr(datasource, "Filter", ())) else None
