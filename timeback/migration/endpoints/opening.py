"""Opening of migration endpoints: turns a client or a path into a source or a target, and compares their identities."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from timeback.migration.endpoints.base import TargetEndpoint
from timeback.migration.endpoints.identity import EndpointIdentity
from timeback.migration.endpoints.server import ServerEndpoint
from timeback.parquet import ParquetFolder
from timeback.settings.environments import host_of, is_loopback, known_deployment
from timeback_runtime.errors import ConfigurationError, InvalidRequestError

if TYPE_CHECKING:
    from timeback.client import AsyncTimeBackClient, TimeBackClient

    AnyClient: TypeAlias = TimeBackClient | AsyncTimeBackClient
    EndpointLike: TypeAlias = AnyClient | str | os.PathLike[str]

OnAttempt: TypeAlias = Callable[[int | None, float], None]


def identify(endpoint: EndpointLike) -> EndpointIdentity:
    """The identity of an endpoint."""
    if isinstance(endpoint, (str, os.PathLike)):
        return EndpointIdentity(f"bundle {Path(endpoint).resolve()}")
    return _identify_server(endpoint)


def identify_pair(source: EndpointLike, target: EndpointLike) -> tuple[EndpointIdentity, EndpointIdentity]:
    """The identities of source and target.

    Raises:
        ConfigurationError: both are the same server or file.
        InvalidRequestError: the source cannot be read.
    """
    _check_readable(source)
    left, right = identify(source), identify(target)
    if left.name == right.name:
        if isinstance(source, (str, os.PathLike)):
            raise ConfigurationError(
                f"source and target are the same file ({Path(source).name}); a migration needs two, so check both paths"
            )
        raise ConfigurationError(
            f"source and target are the same server ({host_of(source.settings.api_url)}); a migration needs two, so "
            "check environment= and api_url= of both clients"
        )
    return left, right


@asynccontextmanager
async def open_source(
    endpoint: EndpointLike,
    on_attempt: OnAttempt | None = None,
    *,
    root_org: str | None = None,
    verbatim: bool = False,
    is_target: bool = False,
    ranges: int = 1,
) -> AsyncIterator[Any]:
    """Open an endpoint for reading.

    A server is accessed through a new async client with the same settings. The caller's client belongs to another event
    loop, or to none, and is not used.

    Args:
        on_attempt: called after each attempt of a request, with its status and duration.
        root_org: the organisation of objects for which the endpoint names none.
        verbatim: whether objects of a server are left as it has them.
        is_target: whether a server is the one that objects are written to.
        ranges: how many ranges of ids of a collection of a server are read at once.
    """
    _check_readable(endpoint)
    if isinstance(endpoint, (str, os.PathLike)):
        from timeback.migration.endpoints.csv_bundle import CSVSource

        with CSVSource(Path(endpoint), identify(endpoint), root_org=root_org) as files:
            yield files
    else:
        # The report contains what the server does not serve, so that a warning would say it twice.
        async with endpoint._without_warnings().as_async(on_attempt=on_attempt) as client:
            identity = identify(endpoint)
            with ServerEndpoint(
                client, identity, root_org=root_org, verbatim=verbatim, is_target=is_target, ranges=ranges
            ) as server:
                yield server


@asynccontextmanager
async def open_target(
    endpoint: EndpointLike, on_attempt: OnAttempt | None = None, *, dry_run: bool
) -> AsyncIterator[TargetEndpoint]:
    """Open an endpoint for writing."""
    if isinstance(endpoint, ParquetFolder):
        from timeback.migration.endpoints.parquet_files import ParquetTarget

        with ParquetTarget(endpoint, identify(endpoint), dry_run=dry_run) as tables:
            yield tables
    elif isinstance(endpoint, (str, os.PathLike)):
        from timeback.migration.endpoints.csv_bundle import CSVTarget

        with CSVTarget(Path(endpoint), identify(endpoint), dry_run=dry_run) as files:
            yield files
    else:
        async with open_source(endpoint, on_attempt, is_target=True) as server:
            yield server


def _identify_server(client: AnyClient) -> EndpointIdentity:
    settings = client.settings
    deployment = known_deployment(settings.api_url)
    if deployment is not None:
        # The hosts of the platform have older names, and each environment is one server.
        name = f"{deployment.platform} {deployment.environment}"
    else:
        parts = urlsplit(settings.api_url)
        host = host_of(settings.api_url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        name = f"{'localhost' if is_loopback(host) else host}:{port}"
    base_urls = {"qti": settings.qti_api_url, "api": settings.api_url}
    secret = settings.client_secret
    return EndpointIdentity(
        name,
        {service: url for service, url in base_urls.items() if url},
        secret if isinstance(secret, str) else "",
    )


def _check_readable(endpoint: EndpointLike) -> None:
    if isinstance(endpoint, ParquetFolder):
        raise InvalidRequestError(
            "Parquet files can only be written, not read or compared; use a client or the path of a CSV bundle"
        )
