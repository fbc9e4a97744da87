"""Course files: courses, components, resources and component resources by id, and their overrides by environment.

    [courses.fractions]
    title = "Fractions"
    org = "org-district"

    [components.unit-1]
    course = "fractions"
    title = "What a fraction is"

    [environments.staging.courses.fractions]
    title = "Fractions (staging)"

The properties have the names of the OneRoster documents. A property that refers to another object is the id of that
object. The status is ``active`` if the file has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

import click
from attrs import frozen

from timeback.cli.courses.parsing import parse
from timeback.cli.courses.tables import TABLES, Table
from timeback.errors import InvalidRequestError
from timeback_runtime.model import FREE_FORM
from timeback_runtime.suggestions import did_you_mean

Objects = dict[str, dict[str, dict[str, Any]]]
"""Objects by id, by table."""

_OVERRIDES: Final = "environments"


@frozen
class CourseFile:
    """A course file whose properties are valid.

    Attributes:
        name: the path of the file, for messages.
        objects: the objects without overrides. References are ``{"sourcedId": id}``.
        overrides: the properties that differ in an environment, by its name.
    """

    name: str
    objects: Objects
    overrides: Mapping[str, Objects]

    def for_environment(self, environment: str | None) -> Objects:
        """Return the objects with the overrides of an environment, if it has some.

        Tables inside metadata are merged; any other property is replaced.

        Raises:
            click.UsageError: a required property is missing, or the components do not form a tree in one course.
        """
        overrides = self.overrides.get(environment or "", {})
        found: Objects = {
            table: {
                identity: {
                    "sourcedId": identity,
                    "status": "active",
                    **merged(data, overrides.get(table, {}).get(identity, {})),
                }
                for identity, data in objects.items()
            }
            for table, objects in self.objects.items()
        }
        raise_problems([*_missing(found, self.name), *_wrong_parents(found, self.name)])
        return found


def read_course_file(file: BinaryIO, name: str) -> CourseFile:
    """Read a course file and check its tables and properties.

    Raises:
        click.UsageError: names every error with the file, the table and the property.
        ConfigurationError: the package that reads YAML is missing.
    """
    data = parse(file, name)
    problems: list[str] = []
    given_overrides = data.pop(_OVERRIDES, None) or {}
    objects = _read_objects(data, f"{name}: ", [*TABLES, _OVERRIDES], problems)
    overrides: dict[str, Objects] = {}
    if not isinstance(given_overrides, dict):
        problems.append(f"{name}: {_OVERRIDES}: expected a table for each environment, such as environments.staging")
        given_overrides = {}
    for environment, tables in given_overrides.items():
        where = f"{name}: {_OVERRIDES}.{environment}"
        if not isinstance(tables, dict | None):
            problems.append(f"{where}: expected tables, such as {_OVERRIDES}.{environment}.courses")
            continue
        overrides[environment] = _read_objects(tables or {}, f"{where}.", list(TABLES), problems)
        for table, changed in overrides[environment].items():
            known = objects.get(table, {})
            for identity in (one for one in changed if one not in known):
                hint = did_you_mean(identity, known) or f" Add it to {table}; an override changes an object."
                problems.append(f"{where}.{table}.{identity}: {table} of the file has no {identity!r}.{hint}")
    if not problems and not any(objects.values()):
        problems.append(f"{name}: the file has no objects. It needs at least one, such as courses.math-3")
    raise_problems(problems)
    return CourseFile(name, objects, overrides)


def merged(data: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return properties with changes. Tables inside metadata are merged; any other property is replaced."""
    found = {**data, **changes}
    for name in FREE_FORM & changes.keys() & data.keys():
        found[name] = _merge_tables(data[name], changes[name])
    return found


def reference_id(value: Any) -> str | None:
    """Return the id of a reference; None if the object has none."""
    identity = value.get("sourcedId") if isinstance(value, Mapping) else None
    return identity if isinstance(identity, str) else None


def parents_first(components: Mapping[str, Mapping[str, Any]]) -> list[list[str]]:
    """Return the ids of components by level: those without a parent among the others first.

    Components in a cycle of parents are left out.
    """
    levels: list[list[str]] = []
    placed: set[str] = set()
    waiting = dict(components)
    while ready := [
        identity for identity, data in waiting.items() if (reference_id(data.get("parent")) not in waiting)
    ]:
        levels.append(ready)
        placed.update(ready)
        waiting = {identity: data for identity, data in waiting.items() if identity not in placed}
    return levels


def _merge_tables(data: Any, changes: Any) -> Any:
    if not (isinstance(data, Mapping) and isinstance(changes, Mapping)):
        return changes
    return {**data, **{name: _merge_tables(data.get(name), value) for name, value in changes.items()}}


def _read_objects(data: Mapping[str, Any], where: str, names: list[str], problems: list[str]) -> Objects:
    """Return the objects of tables, and add what is wrong to ``problems``."""
    found: Objects = {}
    for name, objects in data.items():
        if name not in TABLES:
            hint = did_you_mean(name, names) or f" Tables: {', '.join(names)}."
            problems.append(f"{where}{name}: there is no such table.{hint}")
        elif not isinstance(objects, dict | None):
            problems.append(f"{where}{name}: expected a table for each object, such as {name}.ID")
        else:
            found[name] = {}
            for identity, properties in (objects or {}).items():
                place = f"{where}{name}.{identity}"
                if not identity.strip():
                    problems.append(f"{place}: the id is empty")
                elif not isinstance(properties, dict | None):
                    problems.append(f"{place}: expected a table of properties. Objects are {name}.ID")
                else:
                    found[name][identity] = dict(_properties(TABLES[name], identity, properties or {}, place, problems))
    return found


def _properties(
    table: Table, identity: str, given: Mapping[str, Any], where: str, problems: list[str]
) -> Iterator[tuple[str, Any]]:
    """Yield the properties that are valid."""
    validators = {field.wire: field.validator.in_dict() for field in table.model.FIELDS.values()}
    accepted = validators.keys() - table.refused.keys() - {"dateLastModified", "sourcedId"}
    for name, value in given.items():
        place = f"{where}.{name}"
        if name == "sourcedId":
            if value != identity:
                problems.append(f"{place}: differs from the id in the name of the table; remove it")
        elif name == "dateLastModified":
            problems.append(f"{place}: the server sets it; remove it")
        elif name in table.refused:
            problems.append(f"{place}: {table.refused[name]}")
        elif name not in accepted:
            problems.append(f"{place}: {table.model.__name__} has no such property.{_hint(name, value, accepted)}")
        elif value is None:
            yield name, None
        elif name in table.references:
            if (target := _reference(value)) is None:
                problems.append(f"{place}: expected the id of an object, as text")
            else:
                yield name, target
        else:
            try:
                validators[name].validate(value, place)
            except InvalidRequestError as error:
                problems.append(_file_words(str(error)))
                continue
            if name not in FREE_FORM and isinstance(value, dict | list):
                problems += validators[name].unknown(value, place)
            yield name, value


def _hint(name: str, value: Any, accepted: Iterable[str]) -> str:
    if hint := did_you_mean(name, sorted(accepted)):
        return hint
    if isinstance(value, dict):
        return " An id with a dot must be in quotes."
    return " Properties of your own belong in metadata."


def _reference(value: Any) -> dict[str, Any] | None:
    """Return a reference for an id, or for a table with an id alone."""
    if isinstance(value, dict) and value.keys() == {"sourcedId"}:
        value = value["sourcedId"]
    return {"sourcedId": value} if isinstance(value, str) and value.strip() else None


def _file_words(text: str) -> str:
    """Return an error about a value in the words of TOML and YAML."""
    hint = "; write it in quotes" if text.endswith(("text, got a number", "text, got a boolean")) else ""
    return text.replace("a dict", "a table").replace("True or False", "true or false") + hint


def _missing(objects: Objects, file: str) -> Iterator[str]:
    for table, of_table in objects.items():
        required = [field.wire for field in TABLES[table].model.FIELDS.values() if field.required]
        for identity, data in of_table.items():
            for name in required:
                if data.get(name) is None:
                    yield f"{file}: {table}.{identity}.{name} is missing"


def _wrong_parents(objects: Objects, file: str) -> Iterator[str]:
    components = objects.get("components", {})
    in_order = {identity for level in parents_first(components) for identity in level}
    for identity, data in components.items():
        parent = reference_id(data.get("parent"))
        if identity not in in_order:
            yield f"{file}: components.{identity}.parent: the component is below itself"
        elif parent in components and reference_id(components[parent].get("course")) != reference_id(
            data.get("course")
        ):
            yield f"{file}: components.{identity}.course differs from that of its parent {parent!r}"


def raise_problems(problems: list[str]) -> None:
    """Report all problems of a file at once.

    Raises:
        click.UsageError: there is one.
    """
    if problems:
        raise click.UsageError("\n".join(problems))
