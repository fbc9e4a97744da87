"""The plan of a push: what a server lacks, what differs there, and what it has that the file does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from timeback._spec.equality import contains
from timeback._spec.status import is_deleted
from timeback.cli.courses.file import Objects, merged, parents_first, raise_problems, reference_id
from timeback.cli.courses.tables import TABLES, collection_of
from timeback_runtime.model import FREE_FORM
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback import TimeBackClient
    from timeback.errors import TimeBackError

_CONCURRENCY: Final = 8


@frozen
class Change:
    """What a push does with one object.

    Attributes:
        action: ``create``, ``update``, ``unchanged``, or ``not-in-file`` for an object that is only on the server.
        table: its table in the file.
        identity: its id.
        properties: the properties that differ, such as ``title`` or ``metadata.xp``.
        data: the whole object that is sent; None if nothing is.
    """

    action: str
    table: str
    identity: str
    properties: tuple[str, ...] = ()
    data: dict[str, Any] | None = field(default=None, repr=False)

    def to_dict(self) -> dict[str, Any]:
        """Return the row of the plan."""
        return {
            "action": self.action,
            "table": self.table,
            "sourcedId": self.identity,
            "changes": list(self.properties),
        }


def make_plan(client: TimeBackClient, objects: Objects, file: str) -> list[Change]:
    """Compare a course file with a server. Nothing is written.

    Args:
        objects: the objects of the file with the overrides of the server's environment.
        file: the name of the file, for errors.

    Raises:
        click.UsageError: an object refers to one that is neither in the file nor on the server.
        TimeBackError: the server cannot be read.
    """
    _check_references(client, objects, file)
    plan = compare(client, objects)
    plan += _not_in_file(client, objects)
    return plan


def compare(client: TimeBackClient, objects: Objects) -> list[Change]:
    """Return what a push does with each object of the file, each after those that it refers to."""
    plan: list[Change] = []
    for name, table in TABLES.items():
        wanted = objects.get(name, {})
        found = table.collection(client).get_many(list(wanted))
        stored = {one.sourced_id: one.to_dict() for one in found}
        order = [identity for level in parents_first(wanted) for identity in level]
        for identity in order:
            data = wanted[identity]
            if identity not in stored and is_deleted(data):
                plan.append(Change("unchanged", name, identity))
                continue
            if identity not in stored:
                plan.append(Change("create", name, identity, (), _without_nulls(data, data)))
                continue
            changes = tuple(_differences(stored[identity], data))
            if changes:
                replaced = {one.split(".")[0] for one in changes}
                sent = merged(stored[identity], {key: data[key] for key in data if key in replaced})
                plan.append(Change("update", name, identity, changes, _without_nulls(sent, data)))
            else:
                plan.append(Change("unchanged", name, identity))
    return plan


def push(client: TimeBackClient, plan: list[Change], objects: Objects) -> list[tuple[Change, TimeBackError]]:
    """Write the changes of a plan, and return those that failed.

    Objects are written after those that they refer to. If one fails, those of later groups are not sent.
    """
    changes = {(change.table, change.identity): change for change in plan if change.data is not None}
    for name, table in TABLES.items():
        for level in parents_first(objects.get(name, {})):
            group = [changes[name, identity] for identity in level if (name, identity) in changes]
            if not group:
                continue
            report = table.collection(client).upsert_many([change.data for change in group])
            if report.failed:
                return [(group[index], error) for index, error in report.failed]
    return []


def _without_nulls(data: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object without the properties that are null in the file. A server may refuse a null."""
    return {
        name: _without_nulls(value, wanted[name])
        if isinstance(value, Mapping) and isinstance(wanted.get(name), Mapping)
        else value
        for name, value in data.items()
        if name not in wanted or wanted[name] is not None
    }


def _differences(stored: Mapping[str, Any], wanted: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """Yield the properties of the file that the server has not, or with another value.

    Properties that are not in the file are not compared: the server and other programs may set them.
    """
    for name, value in wanted.items():
        found = stored.get(name)
        if value is None:
            if found is not None:
                yield f"{path}{name}"
        elif (path or name in FREE_FORM) and isinstance(found, Mapping) and isinstance(value, Mapping):
            yield from _differences(found, value, f"{path}{name}.")
        elif not (contains(found, value) or (not path and name == "primaryApp" and _is_same_app(found, value))):
            yield f"{path}{name}"


def _is_same_app(found: Any, wanted: Any) -> bool:
    """Return whether two applications have the same id. A server returns one of them as an object, or its id alone."""
    ids = [app.get("id") if isinstance(app, Mapping) else app for app in (found, wanted)]
    return isinstance(found, str) != isinstance(wanted, str) and ids[0] == ids[1]


def _check_references(client: TimeBackClient, objects: Objects, file: str) -> None:
    """Check that each reference leads to an object of the file or of the server."""
    elsewhere: dict[str, dict[str, list[str]]] = {}
    for name, of_table in objects.items():
        for identity, data in of_table.items():
            for prop, target in TABLES[name].references.items():
                to = reference_id(data.get(prop))
                if to is not None and to not in objects.get(target, {}):
                    elsewhere.setdefault(target, {}).setdefault(to, []).append(f"{name}.{identity}.{prop}")
    problems = []
    for target, places in elsewhere.items():
        table = TABLES.get(target)
        collection = collection_of(client, target) if table is None else table.collection(client)
        for to in collection.get_many(list(places)).missing:
            hint = did_you_mean(to, objects.get(target, {}))
            where = "is not on the server" if table is None else "is neither in the file nor on the server"
            problems += [f"{file}: {place}: {to!r} {where}.{hint}" for place in places[to]]
    raise_problems(problems)


def _not_in_file(client: TimeBackClient, objects: Objects) -> list[Change]:
    """Return the components of the courses in the file, and what they contain, that only the server has."""
    found: list[Change] = []
    courses = list(objects.get("courses", {}))
    components = _below(client, "components", "course", courses)
    # Components of the file may belong to a course that another file describes.
    parents = list(dict.fromkeys([*components, *objects.get("components", {})]))
    places = _below(client, "component-resources", "courseComponent", parents)
    for table, identities in (("components", components), ("component-resources", places)):
        known = objects.get(table, {})
        found += [Change("not-in-file", table, identity) for identity in identities if identity not in known]
    return found


def _below(client: TimeBackClient, table: str, prop: str, parents: list[str]) -> list[str]:
    """Return the ids of the objects of a table that refer to one of the parents, without deleted ones."""
    from timeback import F

    collection = TABLES[table].collection(client)
    iterate = getattr(collection, f"iter_{TABLES[table].attribute}")

    def children(parent: str) -> list[str]:
        listed = [one.to_dict() for one in iterate(filter_expr=F[f"{prop}.sourcedId"] == parent)]
        return [
            one["sourcedId"]
            for one in listed
            # A server may ignore the filter.
            if reference_id(one.get(prop)) == parent and not is_deleted(one)
        ]

    if len(parents) < 2:
        return [identity for parent in parents for identity in children(parent)]
    # The client can be shared by threads.
    with ThreadPoolExecutor(_CONCURRENCY) as pool:
        return [identity for identities in pool.map(children, parents) for identity in identities]
