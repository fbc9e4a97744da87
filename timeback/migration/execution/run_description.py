"""Describes a run for its report: both endpoints, and the arguments that say which objects were chosen."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from timeback._spec import entities as catalog
from timeback.migration.execution.context import MigrationOptions
from timeback.migration.execution.selection import Selection
from timeback.migration.reporting.run_details import RunDetails, describe_filter, describe_ids
from timeback.parquet import ParquetFolder
from timeback.settings.environments import host_of
from timeback_runtime.version import __version__

if TYPE_CHECKING:
    from timeback.migration.endpoints.opening import EndpointLike


def describe_run(
    source: EndpointLike,
    target: EndpointLike,
    selection: Selection,
    options: MigrationOptions,
    *,
    more: Mapping[str, str | None],
) -> RunDetails:
    """Describe a run that begins now.

    Args:
        selection: with pseudonyms, if the objects have them.
        more: further arguments with their text; None for those that were not given.
    """
    chosen = {"entities": _entities(selection)}
    chosen |= dict(_selected(selection))
    chosen |= dict(_treated(options))
    chosen |= {name: text for name, text in more.items() if text is not None}
    return RunDetails(
        source=describe_endpoint(source),
        target=describe_endpoint(target),
        started=datetime.now(UTC),
        version=__version__,
        chosen=chosen,
    )


def describe_endpoint(endpoint: EndpointLike) -> str:
    """An endpoint as text. Of files it is the last part of the path, since folders are often named after persons."""
    if isinstance(endpoint, ParquetFolder):
        return f"Parquet files {endpoint.path.resolve().name}"
    if isinstance(endpoint, (str, os.PathLike)):
        return f"CSV bundle {Path(endpoint).resolve().name}"
    parts = urlsplit(endpoint.settings.api_url)
    address = host_of(endpoint.settings.api_url) + (f":{parts.port}" if parts.port else "")
    return f"{endpoint.environment} ({address})" if endpoint.environment else address


def _entities(selection: Selection) -> str:
    names = selection.entities.keys()
    if names == catalog.roster().keys():
        return "all"
    if names == catalog.roster().keys() | catalog.content().keys():
        return "all, with QTI content"
    return ", ".join(selection.entities)


def _selected(selection: Selection) -> Iterator[tuple[str, str]]:
    if selection.orgs:
        yield "organisations", describe_ids(selection.orgs)
    if selection.courses:
        yield "courses", describe_ids(selection.courses)
    for name, condition in selection.filters.items():
        yield f"filter of {name}", describe_filter(selection.entities[name], condition)
    if selection.modified_since is not None:
        since = selection.modified_since.astimezone(UTC)
        yield "modified since", f"{since:%Y-%m-%d %H:%M:%S} UTC"
    if selection.sample is not None:
        yield "sample", f"at most {selection.sample:,} objects of each entity"


def _treated(options: MigrationOptions) -> Iterator[tuple[str, str]]:
    yield (
        "objects that differ on the target",
        {"skip": "skipped", "update": "updated", "fail": "counted as failed"}[options.on_conflict],
    )
    if options.include_deleted:
        yield "objects that are marked as deleted", "migrated"
    if options.delete_marked:
        yield "objects that are marked as deleted", "deleted on the target"
    if options.resend_unknown:
        yield "objects with an unknown result", "sent again, unless they are found"
