"""What a migration reads from and writes to, whatever it is: two protocols, and a server as both."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping, Set
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias
from urllib.parse import urlsplit

from timeback._spec.entities import Entity
from timeback.migration.endpoints.identity import Place
from timeback.migration.endpoints.server import Store
from timeback.parquet import ParquetFolder
from timeback.settings.environments import host_of, is_loopback, known_deployment
from timeback_runtime.errors import ConfigurationError, InvalidRequestError

if TYPE_CHECKING:
    from timeback.client import AsyncTimeBackClient, TimeBackClient

    AnyClient: TypeAlias = TimeBackClient | AsyncTimeBackClient
    AnyEnd: TypeAlias = AnyClient | str | os.PathLike[str]

OnAttempt: TypeAlias = Callable[[int | None, float], None]


class Readable(Protocol):
    """A collection to read from."""

    sorts: bool
    """Whether the smallest ids come first."""
    filters: bool
    """Whether it can be asked for what meets a condition."""

    async def count(self, filter_expr: Any = None) -> int | None:
        """How many objects there are; None where that is not known."""

    def iterate(self, filter_expr: Any = None) -> AsyncGenerator[dict[str, Any], None]:
        """All objects."""

    async def get(self, sourced_id: str) -> dict[str, Any] | None:
        """The object of this id, None where there is none."""


class Writable(Readable, Protocol):
    """A collection to write to."""

    async def after(self, sourced_id: str) -> list[dict[str, Any]]:
        """The objects with the next ids; none at the end."""

    def ids(self) -> AsyncGenerator[str, None]:
        """The ids of all objects, in the place's own order."""

    async def find(self, values: Mapping[str, str]) -> list[dict[str, Any]]:
        """Objects with these values, by the names of filters."""

    async def create(self, value: dict[str, Any]) -> str | None:
        """Create an object; the id that it was given."""

    async def update(self, sourced_id: str, value: dict[str, Any]) -> None:
        """Replace the object of this id."""

    async def hold(self, sourced_id: str, value: dict[str, Any], made: dict[str, Any]) -> bool:
        """Keep a prepared object back until it is known which of its references come.

        Args:
            value: the object with all of its references.
            made: what could be written of it now; refused here where it would be refused later.

        Returns:
            False where an object can be changed later, so that nothing has to be kept back.
        """

    async def held(self, sourced_id: str) -> dict[str, Any] | None:
        """The object that was kept back, None where none was."""


class Source(Protocol):
    """Where objects come from."""

    place: Place

    def collection(self, entity: Entity) -> Readable | None:
        """The objects of an entity; None where this place cannot hold any."""


class Target(Protocol):
    """Where objects go."""

    place: Place
    all_at_once: bool
    """Whether nothing is there before everything is, as with files."""
    as_is: bool
    """Whether objects go there as the source has them, with what servers manage themselves, and with references to
    objects that are not there."""
    implied: Mapping[str, Set[str]]
    """By entity, properties that are not written, since others say the same."""

    def collection(self, entity: Entity) -> Writable | None:
        """The objects of an entity; None where this place cannot hold any."""


class Server:
    """A server, through a client that lives in the running loop."""

    all_at_once = False
    as_is = False
    implied: Mapping[str, Set[str]] = {}

    def __init__(self, client: AsyncTimeBackClient, place: Place) -> None:
        self._client = client
        self._stores: dict[str, Store] = {}
        self.place = place

    def collection(self, entity: Entity) -> Store:
        """The objects of an entity."""
        if entity.name not in self._stores:
            self._stores[entity.name] = Store(self._client, entity)
        return self._stores[entity.name]


def _server(client: AnyClient) -> Place:
    """Which server a client reaches."""
    settings = client.settings
    home = known_deployment(settings.api_url)
    if home is not None:
        # The platform's hosts have had other names, and each environment is one server.
        name = f"{home.platform} {home.environment}"
    else:
        parts = urlsplit(settings.api_url)
        host = host_of(settings.api_url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        name = f"{'localhost' if is_loopback(host) else host}:{port}"
    addresses = {"qti": settings.qti_api_url, "api": settings.api_url}
    secret = settings.client_secret
    return Place(
        name,
        {service: url for service, url in addresses.items() if url},
        secret if isinstance(secret, str) else "",
    )


def place_of(end: AnyEnd) -> Place:
    """Which place an end is."""
    if isinstance(end, (str, os.PathLike)):
        return Place(f"bundle {Path(end).resolve()}")
    return _server(end)


def places(source: AnyEnd, target: AnyEnd) -> tuple[Place, Place]:
    """Which places both ends are; refused where they are one and the same, under whatever of its names."""
    _readable(source)
    left, right = place_of(source), place_of(target)
    if left.name == right.name:
        what = "file" if isinstance(source, (str, os.PathLike)) else "server"
        shown = Path(source).name if isinstance(source, (str, os.PathLike)) else host_of(source.settings.api_url)
        raise ConfigurationError(
            f"source and target are the same {what} ({shown}): a migration needs two, "
            + ("so look at both paths" if what == "file" else "so look at environment= and api_url= of both clients")
        )
    return left, right


def _readable(end: AnyEnd) -> None:
    if isinstance(end, ParquetFolder):
        raise InvalidRequestError(
            "Parquet files are written, and not read or compared: give a client, or a path of a CSV bundle"
        )


@asynccontextmanager
async def reading(
    end: AnyEnd, on_attempt: OnAttempt | None = None, *, root_org: str | None = None
) -> AsyncIterator[Any]:
    """An end to read from; a server through an async twin of its client.

    Args:
        root_org: of a bundle, the organisation of academic sessions where the files do not say it.

    The callers' own clients belong to another loop or to none, and stay as they are.
    """
    _readable(end)
    if isinstance(end, (str, os.PathLike)):
        from timeback.migration.endpoints.csv_bundle import BundleSource

        with BundleSource(Path(end), place_of(end), root_org=root_org) as files:
            yield files
    else:
        async with end.as_async(on_attempt=on_attempt) as client:
            yield Server(client, place_of(end))


@asynccontextmanager
async def writing(end: AnyEnd, on_attempt: OnAttempt | None = None, *, dry_run: bool) -> AsyncIterator[Target]:
    """An end to write to."""
    if isinstance(end, ParquetFolder):
        from timeback.migration.endpoints.parquet_files import ParquetTarget

        with ParquetTarget(end, place_of(end), dry_run=dry_run) as tables:
            yield tables
    elif isinstance(end, (str, os.PathLike)):
        from timeback.migration.endpoints.csv_bundle import BundleTarget

        with BundleTarget(Path(end), place_of(end), dry_run=dry_run) as files:
            yield files
    else:
        async with reading(end, on_attempt) as server:
            yield server
