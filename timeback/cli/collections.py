"""Collections by their names on the command line: from ``users`` or ``gradebook/results`` to the resource class.

The names are derived from the annotations of the services.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, get_args

import click

from timeback._resources.naming import method_name
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback import TimeBackClient


@cache
def collections() -> dict[str, tuple[str, str]]:
    """Return the service and the attribute of each collection, by its name.

    The name is ``users``, and also ``rostering/users``. If two services have a collection of the same name, the short
    name means that of the first service.
    """
    found: dict[str, tuple[str, str]] = {}
    for service, resources in declared_resources().items():
        for resource in resources:
            name = resource.replace("_", "-")
            found.setdefault(name, (service, resource))
            found[f"{service}/{name}"] = (service, resource)
    return found


def find_collection(name: str) -> tuple[str, str] | None:
    """Return the service and the attribute of a collection by its name, as ``collections()`` does; None if unknown.

    Only the services up to the one that has the collection are imported.
    """
    service, _, attribute = name.replace("-", "_").rpartition("/")
    for known in [service] if service else service_names():
        if known in service_names() and attribute in resources_of(known):
            return known, attribute
    return None


def parse_path(path: str) -> tuple[str, str | None]:
    """Split a path into the name of its collection and the id, if it has one.

    Raises:
        click.UsageError: there is no such collection.
    """
    parts = path.strip("/").split("/", 1)
    name, rest = kebab_case(parts[0]), parts[1] if len(parts) > 1 else None
    if name in service_names() and rest is not None:
        second, _, identity = rest.partition("/")
        if find_collection(qualified := f"{name}/{kebab_case(second)}") is not None:
            name, rest = qualified, identity or None
    if find_collection(name) is None:
        known = collections()
        available = ", ".join(name for name in known if "/" not in name)
        hint = did_you_mean(name, known) or f" Available: {available}."
        if "?" in name:
            hint = " Parameters are options: --limit 5, --filter, --sort, --fields."
        raise click.UsageError(f"No collection {parts[0]!r}.{hint}")
    return name, rest


def resource_class(name: str) -> type[Any]:
    """Import and return the resource class of a collection, by its name in ``collections()``."""
    service, attribute = _found(name)
    class_name = resources_of(service)[attribute]
    found: type[Any] = getattr(importlib.import_module(f"timeback.services.{service}.{attribute}"), class_name)
    return found


def has_method(resource: type[Any], verb: str) -> bool:
    """Return whether a resource class is a collection that has a method for the verb."""
    return hasattr(resource, "_names") and hasattr(resource, method_name(verb, resource._names))


def properties_of(name: str) -> dict[str, str]:
    """Return the wire names of the properties of a collection's objects by their Python names.

    The result is empty if the collection cannot be listed.
    """
    resource = resource_class(name)
    if not has_method(resource, "list"):
        return {}
    return listed_properties(inspect.getattr_static(resource, method_name("list", resource._names)).build)


def listed_properties(build: Callable[..., Any]) -> dict[str, str]:
    """Return the wire names of the properties of the objects that a listing returns, by their Python names.

    Args:
        build: the generated function of the listing, or that of its iteration.
    """
    # The return annotation of build is Iteration[User] or Request[list[User]].
    (model,) = get_args(inspect.signature(build).return_annotation)
    (model,) = get_args(model) or (model,)
    return {python: field.wire for python, field in model.FIELDS.items()}


def resolve_collection(client: TimeBackClient, path: str) -> tuple[Any, str, str | None]:
    """Return the resource of a path, the attribute name of its collection, and the id, if the path has one.

    Raises:
        click.UsageError: there is no such collection.
    """
    name, identity = parse_path(path)
    service, attribute = _found(name)
    resource = getattr(getattr(client, service), attribute)
    if not hasattr(type(resource), "_names"):
        raise click.UsageError(f"{name!r} is not a collection whose objects can be read or written.")
    return resource, attribute, identity


def collection_method(resource: Any, verb: str) -> Any:
    """Return the method of a collection for a verb.

    Args:
        resource: a resource that ``resolve_collection`` returned.
        verb: ``get``, ``list``, ``iter``, ``create``, ``update``, ``patch`` or ``delete``.

    Raises:
        click.UsageError: the collection does not support the verb.
    """
    method = getattr(resource, method_name(verb, type(resource)._names), None)
    if method is None:
        _, plural = type(resource)._names
        raise click.UsageError(f"The platform does not support {verb} for {plural.replace('_', ' ')}.")
    return method


def declared_resources() -> dict[str, dict[str, str]]:
    """Return the class name of each resource by attribute name, by service, in the order of the client."""
    return {name: resources_of(name) for name in service_names()}


@cache
def service_names() -> tuple[str, ...]:
    """Return the names of the services, in the order of the client. None of them is imported."""
    from timeback import TimeBackClient
    from timeback._resources.service import declared_services

    return tuple(declared_services(TimeBackClient))


@cache
def resources_of(service: str) -> dict[str, str]:
    """Return the class name of each resource of a service, by its attribute name."""
    from timeback import TimeBackClient
    from timeback._resources.service import service_class

    return service_class(TimeBackClient, service).__annotations__


def _found(name: str) -> tuple[str, str]:
    found = find_collection(name)
    assert found is not None
    return found


def kebab_case(name: str) -> str:
    """Return a name as it is on the command line: ``academic-sessions`` for ``academicSessions``."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).replace("_", "-")
