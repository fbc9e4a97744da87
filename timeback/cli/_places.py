"""From ``users`` or ``gradebook/results`` to the resource that serves it. Derived from the services' declarations."""

from __future__ import annotations

import importlib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from timeback import TimeBackClient

SERVICES = {
    "rostering": "Rostering",
    "gradebook": "Gradebook",
    "resources": "Resources",
    "qti": "QTI",
    "powerpath": "PowerPath",
}


def places() -> dict[str, tuple[str, str]]:
    """Every collection by its name, and by service and name where two services have one of that name."""
    found: dict[str, tuple[str, str]] = {}
    for service, kind in SERVICES.items():
        declared = getattr(importlib.import_module(f"timeback.services.{service}"), kind).__annotations__
        for resource in declared:
            name = resource.replace("_", "-")
            found.setdefault(name, (service, resource))
            found[f"{service}/{name}"] = (service, resource)
    return found


def place(client: TimeBackClient, path: str) -> tuple[Any, str, str | None]:
    """The resource, the name of its collection, and the id where the path has one.

    Raises:
        click.UsageError: no such collection.
    """
    known = places()
    parts = path.strip("/").split("/", 1)
    name, rest = _wire(parts[0]), parts[1] if len(parts) > 1 else None
    if name in SERVICES and rest is not None:
        second, _, rest_of = rest.partition("/")
        if (key := f"{name}/{_wire(second)}") in known:
            name, rest = key, rest_of or None
    if name not in known:
        close = get_close_matches(name, known, n=1)
        hint = (
            f" Did you mean {close[0]!r}?" if close else f" There are: {', '.join(k for k in known if '/' not in k)}."
        )
        raise click.UsageError(f"No collection {parts[0]!r}.{hint}")
    service, attribute = known[name]
    resource = getattr(getattr(client, service), attribute)
    if not hasattr(type(resource), "_names"):
        raise click.UsageError(f"{parts[0]!r} is no collection of its own.")
    return resource, attribute, rest


def verb(resource: Any, name: str) -> Any:
    """The method of a collection for ``get``, ``list``, ``iter``, ``create``, ``update``, ``patch`` or ``delete``."""
    singular, plural = type(resource)._names
    method = getattr(resource, f"{name}_{plural if name in ('list', 'iter') else singular}", None)
    if method is None:
        raise click.UsageError(f"The platform has no {name} for {plural.replace('_', ' ')}.")
    return method


def _wire(name: str) -> str:
    """``academicSessions`` and ``academic_sessions`` are ``academic-sessions``."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).replace("_", "-")
