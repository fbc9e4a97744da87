"""The collections that a migration can copy, with their references, natural keys and order of creation."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Literal, TypeAlias

import attrs

from timeback._spec.documents import Document, load, packages
from timeback._spec.operations import Operation, operations
from timeback._spec.references import ReferencePath, references
from timeback._spec.schemas import Schema, Schemas
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model
from timeback_runtime.suggestions import closest

PropertyPath: TypeAlias = tuple[str, ...]


@attrs.frozen(eq=False)
class Entity:
    """One collection of the platform."""

    name: str
    """The collection's wire name, such as ``users``."""
    singular: str
    service: str
    resource: str
    """The attribute of the service that serves it."""
    schema: str
    id_name: str
    references: tuple[ReferencePath, ...] = ()
    natural_keys: tuple[tuple[str, ...], ...] = ()
    """Names to filter by. One name alone says who it is; several only narrow the search."""
    strong_keys: frozenset[tuple[str, ...]] = frozenset()
    identity_of: str | None = None
    """The collection whose objects' ids these objects have."""
    enumerated: frozenset[str] = frozenset()
    """Properties that hold lists of enumeration values."""
    filters: Mapping[str, PropertyPath] = attrs.field(factory=dict)
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Properties that say the same; a write needs the first of them, a reply may have another."""
    is_owner: bool = False
    created_after: tuple[str, ...] = ()

    def id_of(self, value: Mapping[str, Any]) -> str:
        """The object's id; empty where it has none."""
        found = value.get(self.id_name)
        return found if isinstance(found, str) else ""

    def model(self, value: dict[str, Any]) -> Model:
        """The object as its model, read as a reply is read: unknown values are kept, since the source has them.

        The model holds on to the value itself.
        """
        module = importlib.import_module(f"timeback_api.{self.service}.models")
        parsed: Model = getattr(module, self.schema)._parse(value)
        return parsed


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


def chosen(names: Iterable[str] | None, *, qti: bool) -> dict[str, Entity]:
    """These entities, or all, in the order of their creation.

    Raises:
        InvalidRequestError: a name is none of an entity.
    """
    known = roster() | (content() if qti else {})
    if names is None:
        return known
    if isinstance(names, str):
        raise InvalidRequestError("entities: expected a list of names, such as ['users'], not one text")
    wanted = list(names)
    for name in wanted:
        if name not in known:
            raise InvalidRequestError(f"entities: {_unknown(name, known)}")
    if not wanted:
        raise InvalidRequestError("entities: the list is empty, so nothing would be moved; leave it out to move all")
    return {name: entity for name, entity in known.items() if name in wanted}


def reaches(name: str, entities: Mapping[str, Entity], brought: Iterable[str]) -> bool:
    """Whether a collection is among the entities, or one of those that come along since others refer to them."""
    known, allowed = roster(), frozenset(brought)
    seen, ahead = set(entities), list(entities)
    while ahead:
        found = known.get(ahead.pop())
        named = {path.collection for path in found.references} & allowed - seen if found is not None else set()
        seen |= named
        ahead += named
    return name in seen


def _unknown(name: object, known: Iterable[str]) -> str:
    if name in content():
        return f"{name} is QTI content, which is moved with qti=True"
    lowered = {one.lower(): one for one in known}
    guess = closest(name.lower().replace("_", ""), lowered) if isinstance(name, str) else None
    hint = f"; there are {', '.join(known)}" if guess is None else f"; did you mean {lowered[guess]!r}?"
    return f"{str(name)[:60]!r} is no entity{hint}"


def check_names(argument: str, names: Iterable[str], known: Mapping[str, Entity]) -> None:
    """Refuse a name that is none of an entity that is moved."""
    for name in names:
        if name not in known:
            raise InvalidRequestError(f"{argument}: {_unknown(name, known)}")


@cache
def _part(part: Literal["roster", "content"]) -> dict[str, Entity]:
    """The collections of the documents with this part in ``info.x-migration``."""
    documents = [(found, load(name)) for name in packages() if (found := load(name).info.get("x-migration"))]
    chosen = sorted((found["position"], document.name) for found, document in documents if found["part"] == part)
    return _ordered({name: entity for _, package in chosen for name, entity in _read(load(package)).items()})


def _ordered(entities: Mapping[str, Entity]) -> dict[str, Entity]:
    """Each after those that it needs; where that leaves a choice, in the order of the documents."""
    order: dict[str, Entity] = {}
    left = dict(entities)
    while left:
        ready = next((name for name, one in left.items() if not _needs(one) & left.keys() - {name}), None)
        # Collections that need each other would be no reason to stop: what cannot be there yet is sent later.
        name = ready if ready is not None else next(iter(left))
        order[name] = left.pop(name)
    return order


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
