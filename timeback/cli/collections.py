"""From ``users`` or ``gradebook/results`` to the resource that serves it. Derived from the services' declarations."""

from __future__ import annotations

import importlib
import inspect
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import click

from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback import TimeBackClient

SERVICES = {
    "rostering": "Rostering",
    "gradebook": "Gradebook",
    "resources": "Resources",
    "qti": "QTI",
    "powerpath": "PowerPath",
}


@cache
def places() -> dict[str, tuple[str, str]]:
    """Every collection by its name, and by service and name where two services have one of that name."""
    found: dict[str, tuple[str, str]] = {}
    for service in SERVICES:
        for resource in _declared(service):
            name = resource.replace("_", "-")
            found.setdefault(name, (service, resource))
            found[f"{service}/{name}"] = (service, resource)
    return found


def named(path: str) -> tuple[str, str | None]:
    """The key in ``places()``, and the id where the path has one.

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
        hint = did_you_mean(name, known) or f" There are: {', '.join(k for k in known if '/' not in k)}."
        raise click.UsageError(f"No collection {parts[0]!r}.{hint}")
    return name, rest


def kind_of(name: str) -> type[Any]:
    """The class of the resource that a key of ``places()`` stands for."""
    service, attribute = places()[name]
    declared = _declared(service)[attribute]
    kind: type[Any] = getattr(importlib.import_module(f"timeback.services.{service}.{attribute}"), declared)
    return kind


def has(kind: type[Any], name: str) -> bool:
    """Whether a resource is a collection with a method for a verb."""
    return hasattr(kind, "_names") and hasattr(kind, _method(kind, name))


def properties_of(name: str) -> list[str]:
    """The properties of a collection's objects, as on the wire; none where it is no collection."""
    kind = kind_of(name)
    if not has(kind, "list"):
        return []
    build = getattr(kind, _method(kind, "list")).build
    # Its result is annotated as Request[list[User]].
    ((model,),) = map(get_args, get_args(inspect.signature(build).return_annotation))
    return [field.wire for field in model.FIELDS.values()]


def place(client: TimeBackClient, path: str) -> tuple[Any, str, str | None]:
    """The resource, the name of its collection, and the id where the path has one.

    Raises:
        click.UsageError: no such collection.
    """
    name, rest = named(path)
    service, attribute = places()[name]
    resource = getattr(getattr(client, service), attribute)
    if not hasattr(type(resource), "_names"):
        raise click.UsageError(f"{name!r} is no collection of its own.")
    return resource, attribute, rest


def verb(resource: Any, name: str) -> Any:
    """The method of a collection for ``get``, ``list``, ``iter``, ``create``, ``update``, ``patch`` or ``delete``."""
    method = getattr(resource, _method(type(resource), name), None)
    if method is None:
        _, plural = type(resource)._names
        raise click.UsageError(f"The platform has no {name} for {plural.replace('_', ' ')}.")
    return method


def _method(kind: type[Any], verb: str) -> str:
    singular, plural = kind._names
    return f"{verb}_{plural if verb in ('list', 'iter') else singular}"


def _declared(service: str) -> dict[str, str]:
    kind = getattr(importlib.import_module(f"timeback.services.{service}"), SERVICES[service])
    found: dict[str, str] = kind.__annotations__
    return found


def _wire(name: str) -> str:
    """``academicSessions`` and ``academic_sessions`` are ``academic-sessions``."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).replace("_", "-")
