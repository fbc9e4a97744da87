"""The collections that a migration can copy, with their references, natural keys and order of creation."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeAlias

import attrs

from timeback._spec.documents import Document, load, packages
from timeback._spec.migration_order import creation_order
from timeback._spec.operations import Operation, operations
from timeback._spec.references import ReferencePath, references
from timeback._spec.schemas import Schema, Schemas
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model
from timeback_runtime.suggestions import closest

PropertyPath: TypeAlias = tuple[str, ...]


@attrs.frozen(eq=False)
class Entity:
    """One collection that a migration can copy.

    Attributes:
        name: its name in the API, such as ``users``.
        singular: name of one object, in the wrapper of a request body.
        service: the service that it is part of.
        resource: the attribute of the service.
        schema: name of the schema, and of the model.
        id_name: the property that has the id: ``sourcedId``, or ``identifier`` in QTI.
        natural_keys: properties by which an object can be found, as names in a filter (``x-natural-key``).
        strong_keys: those of ``natural_keys`` that identify an object. The others only narrow the search.
        identity_of: the collection whose ids these objects have (``x-identity-of``).
        enumerated: properties that are lists of enumeration values.
        filters: the path of the property for each name that a filter may use.
        alternatives: properties with the same meaning. A write needs the first, a reply may have another one.
        is_owner: whether objects that refer to these objects belong to them (``x-owner``).
        created_after: collections that must be created before (``x-created-after``).
    """

    name: str
    singular: str
    service: str
    resource: str
    schema: str
    id_name: str
    references: tuple[ReferencePath, ...] = ()
    natural_keys: tuple[tuple[str, ...], ...] = ()
    strong_keys: frozenset[tuple[str, ...]] = frozenset()
    identity_of: str | None = None
    enumerated: frozenset[str] = frozenset()
    filters: Mapping[str, PropertyPath] = attrs.field(factory=dict)
    alternatives: tuple[tuple[str, ...], ...] = ()
    is_owner: bool = False
    created_after: tuple[str, ...] = ()

    def id_of(self, value: Mapping[str, Any]) -> str:
        """The id of an object; empty if it has none."""
        found = value.get(self.id_name)
        return found if isinstance(found, str) else ""

    def model(self, value: dict[str, Any]) -> Model:
        """Parse an object like a reply: unknown properties are kept. The model uses the value without a copy."""
        parsed: Model = self.model_class()._parse(value)
        return parsed

    def model_class(self) -> type[Model]:
        """The class of its objects. The first call imports it."""
        found: type[Model] = getattr(importlib.import_module(f"timeback_api.{self.service}.models"), self.schema)
        return found


def roster() -> dict[str, Entity]:
    """The collections of OneRoster, each after the collections that it refers to."""
    return dict(_part("roster"))


def content() -> dict[str, Entity]:
    """The collections of QTI content, in the order in which they can be created."""
    return dict(_part("content"))


@cache
def owners() -> frozenset[str]:
    """Collections whose objects own the objects that refer to them (``x-owner``).

    A term, a score scale or a resource is not an owner: unrelated objects share it.
    """
    return frozenset(name for name, entity in roster().items() if entity.is_owner)


def selected_entities(names: Iterable[str] | None, *, qti: bool) -> dict[str, Entity]:
    """The entities with these names, or all of them, in the order of creation.

    Raises:
        InvalidRequestError: there is no such entity, or the list is empty.
    """
    known = roster() | (content() if qti else {})
    if names is None:
        return known
    if isinstance(names, str):
        raise InvalidRequestError("entities: expected a list of names, such as ['users'], not a str")
    wanted = list(names)
    for name in wanted:
        if name not in known:
            raise InvalidRequestError(f"entities: {_unknown(name, known)}")
    if not wanted:
        raise InvalidRequestError("entities: the list is empty; leave it out to copy all entities")
    return {name: entity for name, entity in known.items() if name in wanted}


def reaches(name: str, entities: Mapping[str, Entity], included: Iterable[str]) -> bool:
    """Whether a collection is copied: as one of the entities, or because they refer to it, directly or not.

    Args:
        included: collections that are copied if an object refers to them.
    """
    known, allowed = roster(), frozenset(included)
    seen, pending = set(entities), list(entities)
    while pending:
        entity = known.get(pending.pop())
        referred = {path.collection for path in entity.references} & allowed - seen if entity is not None else set()
        seen |= referred
        pending += referred
    return name in seen


def _unknown(name: object, known: Iterable[str]) -> str:
    if name in content():
        return f"{name} is QTI content; copy it with qti=True"
    lowered = {one.lower(): one for one in known}
    guess = closest(name.lower().replace("_", ""), lowered) if isinstance(name, str) else None
    hint = f"; choose from {', '.join(known)}" if guess is None else f"; did you mean {lowered[guess]!r}?"
    return f"{str(name)[:60]!r} is not an entity{hint}"


def check_names(argument: str, names: Iterable[str], known: Mapping[str, Entity]) -> None:
    """Check the names in an argument.

    Raises:
        InvalidRequestError: a name is not in ``known``.
    """
    for name in names:
        if name not in known:
            raise InvalidRequestError(f"{argument}: {_unknown(name, known)}")


@cache
def _part(part: Literal["roster", "content"]) -> dict[str, Entity]:
    """The collections of the documents with this part in ``info.x-migration``."""
    documents = [(found, load(name)) for name in packages() if (found := load(name).info.get("x-migration"))]
    selected = sorted((found["position"], document.name) for found, document in documents if found["part"] == part)
    found = {name: entity for _, package in selected for name, entity in _read(load(package)).items()}
    return {name: found[name] for name in creation_order({name: _needs(one) for name, one in found.items()})}


def _needs(entity: Entity) -> set[str]:
    needed = {path.collection for path in entity.references if not path.deferred}
    return needed.union(entity.created_after, [entity.identity_of] if entity.identity_of else ())


def _read(document: Document) -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    declared = list(operations(document))
    creates = {operation.path: operation for operation in declared if operation.method == "POST"}
    for listing in declared:
        create = creates.get(listing.path)
        # Listings of a part of a collection have a path parameter or a selection.
        is_whole = listing.method == "GET" and "{" not in listing.path and "x-select" not in listing.declared
        if is_whole and create is not None and listing.entity is not None and listing.collection is not None:
            found.setdefault(listing.entity, _entity(document, listing, create))
    return found


def _entity(document: Document, listing: Operation, create: Operation) -> Entity:
    schemas, name, collection = document.schemas, listing.entity, listing.collection
    assert name is not None
    assert collection is not None
    declared = schemas.properties(listing.reply or {})[collection]["items"]
    item = schemas.resolve(declared)
    schema = schemas.name_of(declared)
    keys = [(key,) if isinstance(key, str) else tuple(key) for key in item.get("x-natural-key", ())]
    alternatives = tuple(one for group in item.get("anyOf", ()) for one in group.get("required", ()))
    return Entity(
        name=name,
        singular=create.wrapped[0] if create.wrapped else schema[:1].lower() + schema[1:],
        service=document.name,
        resource=re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name),
        schema=schema,
        id_name="sourcedId" if "sourcedId" in schemas.properties(item) else "identifier",
        references=tuple(references(schemas, item)),
        natural_keys=tuple(keys),
        strong_keys=frozenset((key,) for key in item.get("x-natural-key", ()) if isinstance(key, str)),
        identity_of=item.get("x-identity-of"),
        enumerated=frozenset(_enumerated(schemas, item)),
        filters={name: tuple(path.split(".")) for name, path in schemas.filter_paths(item).items()},
        alternatives=(alternatives,) if alternatives else (),
        is_owner=bool(item.get("x-owner")),
        created_after=tuple(item.get("x-created-after", ())),
    )


def _enumerated(schemas: Schemas, schema: Schema) -> Iterator[str]:
    for name, declared in schemas.properties(schema).items():
        element = schemas.element(declared)
        if element is not None and any("enum" in variant for variant in schemas.variants(element)):
            yield name
