"""The source: one resource for each collection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal, get_args

from timeback._arrow.column_types import columns as column_types
from timeback._pagination.change_state import DEFAULT_OVERLAP, checked_overlap
from timeback._spec import entities
from timeback._spec.status import is_deleted
from timeback.client import TimeBackClient
from timeback.dlt.conversion import Conversion, DeletionMark, conversion
from timeback.dlt.expected_warnings import drop_expected_warnings
from timeback.dlt.hints import Nested, key_of, load_dlt
from timeback.dlt.lazy_client import LazyClient
from timeback.dlt.reading import Reading
from timeback.dlt.run_lock import RunLock
from timeback.dlt.weekly_facts import FACTS, STUDENT, WEEK, FactReading, fact_columns, is_tombstone
from timeback.ranges.listings import is_listed, listed_collections
from timeback_runtime.arguments import whole_number
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from dlt.extract import DltSource

_MERGE = {"disposition": "merge", "strategy": "delete-insert"}


def timeback_source(
    client: TimeBackClient | Callable[[], TimeBackClient] | None = None,
    *,
    profile: str | None = None,
    collections: Sequence[str] | None = None,
    incremental: bool = True,
    overlap: timedelta = DEFAULT_OVERLAP,
    deletes: Literal["keep", "remove"] = "keep",
    nested: Nested = "json",
    ranges: int = 1,
    page_size: int | None = None,
    students: Sequence[str] | None = None,
    facts_from: date | None = None,
) -> DltSource:
    """A dlt source with one resource for each collection. Nothing is read, not even settings, before it is extracted.

    Rows are merged: the row of an id is replaced by what was read last. The state, which dlt stores with the rows, has
    the time from which the next run reads, by the clock of the server.

    Args:
        client: a client, or a function that returns one. Without it, settings are read from dlt's section
            ``sources.timeback`` (``profile``, ``client_secret`` and so on), from the profile and from the environment.
        profile: name of a profile of the configuration file.
        collections: names in the API, such as ``users`` or ``results``. Default: the roster and the gradebook.
            ``events`` are learning events, ``weeklyFacts`` the facts of students by week.
        incremental: read only what has changed since the last run. Collections without a time of change are read as a
            whole by each run.
        overlap: a time longer than the longest write on the server. Changes of this time are read again.
        deletes: ``keep`` rows of objects that are marked as deleted, or ``remove`` them.
        nested: ``json`` to load nested objects and lists as JSON, ``tables`` for child tables, which is slower. Use the
            same for all runs of a pipeline.
        ranges: how many ranges of a collection are read at once, if everything is read.
        page_size: objects in each request. Default: that of the client.
        students: ids of the students of ``weeklyFacts``. Default: all students.
        facts_from: a day of the first week of ``weeklyFacts``. Default: last week. Later runs begin with the week
            before that of the previous run.

    Raises:
        InvalidRequestError: an argument is invalid.
        ImportError: dlt or pyarrow is not installed.
    """
    dlt = load_dlt()
    names = _checked_collections(collections)
    checked_overlap(overlap)
    whole_number("ranges", ranges, 1)
    if page_size is not None:
        whole_number("page_size", page_size, 1)
    _check_choice("deletes", deletes, ("keep", "remove"))
    _check_choice("nested", nested, get_args(Nested))
    lazy, lock = LazyClient(client, profile), RunLock()
    resources = []
    for name in names:
        reading: Reading | FactReading
        hints: dict[str, Any]
        if name == FACTS:
            reading, struct = FactReading(students, facts_from, incremental), fact_columns()
            hints = {"merge_key": [WEEK, STUDENT]}
            marked: DeletionMark | None = is_tombstone
        else:
            reading, struct = Reading(name, incremental, overlap, ranges, page_size), column_types(name)
            hints = {"primary_key": key_of(name)}
            marked = is_deleted if deletes == "remove" and "status" in struct.fields else None
        convert, hints["columns"] = conversion(struct, nested, marked)
        resources.append(_resource(dlt, name, lazy, lock, reading, convert, nested, hints))
    # Inner function: dlt would read the parameters of this one as its configuration, when the source is made.
    made: DltSource = dlt.source(lambda: resources, name="timeback", max_table_nesting=None)()
    return made


def _resource(
    dlt: Any,
    name: str,
    client: LazyClient,
    lock: RunLock,
    reading: Reading | FactReading,
    convert: Conversion,
    nested: Nested,
    hints: dict[str, Any],
) -> Any:
    def pages() -> Iterator[Any]:
        drop_expected_warnings(name)
        # A collection without objects has a table, too. dlt adds columns of its own to tables that rows of dictionaries
        # begin, which record batches do not have.
        yield convert([]) if nested == "json" else dlt.mark.materialize_table_schema()
        with lock.hold(dlt.current.pipeline()):
            for page in reading.pages(client.get(), dlt.current.resource_state()):
                yield convert(page)

    return dlt.resource(pages, name=name, write_disposition=_MERGE, **hints)


def _checked_collections(collections: Sequence[str] | None) -> list[str]:
    """The names without repetition.

    Raises:
        InvalidRequestError: there is no such collection, or the list is empty.
    """
    if collections is None:
        return list(entities.roster())
    if isinstance(collections, str):
        raise InvalidRequestError("collections: expected a list of names, such as ['users'], not a str")
    if not collections:
        raise InvalidRequestError("collections: the list is empty; leave it out to load the roster and the gradebook")
    for name in collections:
        if not isinstance(name, str) or not (name == FACTS or is_listed(name)):
            known = [*listed_collections(), FACTS]
            hint = did_you_mean(name, known) if isinstance(name, str) else ""
            hint = hint or f" Choose from {', '.join(known)}."
            raise InvalidRequestError(f"collections: {str(name)[:60]!r} is not a collection.{hint}")
    return list(dict.fromkeys(collections))


def _check_choice(argument: str, value: object, choices: tuple[str, ...]) -> None:
    if value not in choices:
        raise InvalidRequestError(f"{argument}: expected {' or '.join(map(repr, choices))}, got {str(value)[:60]!r}")
