"""The options of the data source, as text that a user passes to Spark. Nothing here imports pyspark."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, NoReturn

import attrs

from timeback.spark.connection import Connection
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.suggestions import closest, did_you_mean

DEFAULT_PARTITIONS: Final = 8

_PATH: Final = "path"
"""The option in which Spark passes the argument of ``load()``."""
_MAX_PARTITIONS: Final = 10_000
_SECRETS: Final = re.compile(
    r"secret|password|token|credential|authorization|api_?key|client_?id|header|proxy", re.IGNORECASE
)
_BOOLEANS: Final = {"true": True, "false": False}


@attrs.frozen
class Options:
    """The options of one DataFrame. They are pickled into tasks and appear in plans, so they contain no secret.

    Attributes:
        collection: the wire name of the collection.
        connection: which server, and with which profile; the credentials are read where a client is created.
        partitions: the largest number of partitions.
        page_size: objects in a request; None for the default of the client.
        filter_expr: a filter of OneRoster, as text.
        modified_since: only objects that were changed at or after this time of the server's clock.
        fields: wire names of the properties to read; None for all.
        overlap: how long before a time changes are read again; None for the default of the reader.
        requests_per_second: rate limit of all tasks together.
        parallelism: how many tasks can run at once.
        pushdown: whether filters of a query are sent to the server.
    """

    collection: str
    connection: Connection
    partitions: int = DEFAULT_PARTITIONS
    page_size: int | None = None
    filter_expr: str | None = attrs.field(default=None, repr=False)
    modified_since: datetime | None = None
    fields: tuple[str, ...] | None = None
    overlap: timedelta | None = None
    requests_per_second: float | None = None
    parallelism: int | None = None
    pushdown: bool = False

    @property
    def task_connection(self) -> Connection:
        """The connection of one task, which gets its part of the rate limit."""
        if self.requests_per_second is None:
            return self.connection
        share = self.requests_per_second / (self.parallelism or self.partitions)
        return attrs.evolve(self.connection, requests_per_second=share)

    @property
    def planning_connection(self) -> Connection:
        """The connection with which partitions are planned. No task of the same query runs meanwhile."""
        return attrs.evolve(self.connection, requests_per_second=self.requests_per_second)


def parse_options(given: Mapping[str, str]) -> Options:
    """Return the options of a DataFrame. Spark ignores the case of their names.

    Raises:
        InvalidRequestError: an option is unknown, missing, or has an invalid value; or it is a secret, which would be
            visible in query plans and event logs.
    """
    texts = _by_name(given)
    values: dict[str, Any] = {}
    for name, (attribute, parse) in _OPTIONS.items():
        if name in texts:
            values[attribute] = parse(name, texts[name])
    if "collection" not in values:
        raise InvalidRequestError(
            "collection: the option is missing; pass the name of a collection, such as .option('collection', 'users')"
        )
    connection = {name: values.pop(name) for name in ("profile", "api_url", "max_retries") if name in values}
    if "parallelism" in values and "requests_per_second" not in values:
        raise InvalidRequestError("parallelism: it divides requestsPerSecond; pass both, or neither")
    return Options(connection=Connection(**connection), **values)


def _by_name(given: Mapping[str, str]) -> dict[str, str]:
    """Return the options by their documented names."""
    known = {name.lower(): name for name in _OPTIONS}
    texts: dict[str, str] = {}
    for key, text in given.items():
        plain = key.lower().replace("_", "")
        if plain == _PATH:
            continue
        if plain not in known:
            _refuse(key, known)
        if known[plain] in texts:
            raise InvalidRequestError(f"{known[plain]}: the option is passed twice, in two spellings")
        texts[known[plain]] = text
    path = next((text for key, text in given.items() if key.lower() == _PATH), None)
    if path is not None:
        if texts.setdefault("collection", path) != path:
            raise InvalidRequestError("collection: load() names another collection than the option; pass one of them")
    return texts


def _refuse(key: str, known: Mapping[str, str]) -> NoReturn:
    match = closest(key.lower().replace("_", ""), known)
    if _SECRETS.search(key):
        raise InvalidRequestError(
            f"{key}: options are visible in query plans and event logs, so credentials and headers are no options. Put "
            "them into a profile on every machine and pass its name as profile, or into the environment of the workers"
        )
    if match is not None:
        raise InvalidRequestError(f"{key}: unknown option.{did_you_mean(known[match], [known[match]])}")
    raise InvalidRequestError(
        f"{key}: unknown option. Other settings of a client belong in a profile. The options are {', '.join(_OPTIONS)}"
    )


def _text(name: str, text: str) -> str:
    found = text.strip()
    if not found:
        raise InvalidRequestError(f"{name}: the option is empty; leave it out, or pass a value")
    return found


def _whole(minimum: int, maximum: int | None = None) -> Callable[[str, str], int]:
    def parse(name: str, text: str) -> int:
        # No sign, and no digits of other scripts.
        value = int(text) if re.fullmatch(r"\s*[0-9]{1,9}\s*", text) else -1
        if value < minimum or (maximum is not None and value > maximum):
            bound = f"of {minimum:,} or more" if maximum is None else f"from {minimum:,} to {maximum:,}"
            raise InvalidRequestError(f"{name}: expected a whole number {bound}")
        return value

    return parse


def _rate(name: str, text: str) -> float:
    value = _number(text)
    if not 0 < value < float("inf"):
        raise InvalidRequestError(f"{name}: expected a number above 0, such as 50 or 2.5")
    return value


def _seconds(name: str, text: str) -> timedelta:
    value = _number(text)
    if not 0 <= value <= timedelta(days=365).total_seconds():
        raise InvalidRequestError(f"{name}: expected a number of seconds from 0 to one year, such as 300")
    return timedelta(seconds=value)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0


def _boolean(name: str, text: str) -> bool:
    value = _BOOLEANS.get(text.strip().lower())
    if value is None:
        raise InvalidRequestError(f"{name}: expected true or false")
    return value


def _time(name: str, text: str) -> datetime:
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError:
        raise InvalidRequestError(f"{name}: expected a time of ISO 8601, such as 2026-01-31T00:00:00Z") from None
    if when.tzinfo is None:
        raise InvalidRequestError(f"{name}: the time has no time zone; add one, as in 2026-01-31T00:00:00Z")
    return when.astimezone(UTC)


def _names(name: str, text: str) -> tuple[str, ...]:
    names = [part.strip() for part in text.split(",")]
    if not all(names):
        raise InvalidRequestError(f"{name}: expected names with commas between them, as in sourcedId,role")
    return tuple(dict.fromkeys(names))


_OPTIONS: Final[dict[str, tuple[str, Callable[[str, str], Any]]]] = {
    "collection": ("collection", _text),
    "profile": ("profile", _text),
    "apiUrl": ("api_url", _text),
    "numPartitions": ("partitions", _whole(1, _MAX_PARTITIONS)),
    "pageSize": ("page_size", _whole(1)),
    "filter": ("filter_expr", _text),
    "modifiedSince": ("modified_since", _time),
    "fields": ("fields", _names),
    "overlapSeconds": ("overlap", _seconds),
    "requestsPerSecond": ("requests_per_second", _rate),
    "parallelism": ("parallelism", _whole(1)),
    "pushdown": ("pushdown", _boolean),
    "maxRetries": ("max_retries", _whole(0, 100)),
}
"""The attribute of each option, and the function that parses its text."""
