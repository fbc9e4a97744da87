"""What can be moved: the entities, their references and the order in which they can be created, read from the specs."""

from __future__ import annotations

import importlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, TypeAlias

import attrs

from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.model import Model

Steps: TypeAlias = tuple[str, ...]

PACKAGES: Final = ("rostering", "resources", "gradebook")
QTI_ORDER: Final = ("stimuli", "assessmentItems", "assessmentTests")
"""Items name stimuli and tests name items, by identifiers that a QTI server keeps."""


@attrs.frozen
class ReferencePath:
    """Where an entity names another one. A step that ends in ``[]`` is a list."""

    steps: Steps
    collection: str
    deferred: bool
    """Whether the other one may come later."""
    needed: tuple[bool, ...] = ()
    """For each step, whether the object that holds the property is invalid without it, or with it as an empty list."""
    places: tuple[tuple[str, bool], ...] = attrs.field(init=False, repr=False)
    """The steps as names, each with whether it is a list."""

    @places.default
    def _places(self) -> tuple[tuple[str, bool], ...]:
        return tuple((step.removesuffix("[]"), step.endswith("[]")) for step in self.steps)

    @property
    def name(self) -> str:
        return ".".join(self.steps)


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
    filters: Mapping[str, Steps] = attrs.field(factory=dict)
    alternatives: tuple[tuple[str, ...], ...] = ()
    """Properties that say the same; a write needs the first of them, a reply may have another."""

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
    """The entities of roster, resources and gradebook, each after those that it refers to."""
    return dict(_roster())


def content() -> dict[str, Entity]:
    """The entities of QTI content, in the order in which they can be created."""
    found = _read("qti")
    return {name: found[name] for name in QTI_ORDER}


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
    if name in QTI_ORDER:
        return f"{name} is QTI content, which is moved with qti=True"
    lowered = {one.lower(): one for one in known}
    guess = get_close_matches(str(name).lower().replace("_", ""), lowered, n=1) if isinstance(name, str) else []
    hint = f"; did you mean {lowered[guess[0]]!r}?" if guess else f"; there are {', '.join(known)}"
    return f"{str(name)[:60]!r} is no entity{hint}"


def check_names(argument: str, names: Iterable[str], known: Mapping[str, Entity]) -> None:
    """Refuse a name that is none of an entity that is moved."""
    for name in names:
        if name not in known:
            raise InvalidRequestError(f"{argument}: {_unknown(name, known)}")


@lru_cache(maxsize=1)
def _roster() -> dict[str, Entity]:
    found: dict[str, Entity] = {}
    for package in PACKAGES:
        found |= _read(package)
    return _ordered(found)


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
    return needed | ({entity.identity_of} if entity.identity_of else set())


def _read(package: str) -> dict[str, Entity]:
    text = files(f"timeback_api.{package}").joinpath("openapi.json").read_text(encoding="utf-8")
    document = json.loads(text)
    components = document["components"]
    schemas = _Schemas(components["schemas"])
    found = {}
    for path, operations in document["paths"].items():
        get = operations.get("get", {})
        name = get.get("x-entity")
        if name is None or "x-select" in get or "{" in path or "post" not in operations or name in found:
            continue
        reply = schemas.resolve(_json_schema(get["responses"]["200"], components))
        collections = reply.get("x-collection")
        if collections is None:
            continue
        collection = collections if isinstance(collections, str) else collections[0]
        schema = schemas.name_of(reply["properties"][collection]["items"])
        body = schemas.resolve(_json_schema(operations["post"]["requestBody"], components))
        wrapper = body.get("x-unwrap", schema[:1].lower() + schema[1:])
        found[name] = schemas.entity(
            name, wrapper if isinstance(wrapper, str) else wrapper[0], package, _snake(name), schema
        )
    return found


def _json_schema(part: Mapping[str, Any], components: Mapping[str, Any]) -> dict[str, Any]:
    if "$ref" in part:
        kind, name = str(part["$ref"]).split("/")[2:]
        part = components[kind][name]
    found: dict[str, Any] = part["content"]["application/json"]["schema"]
    return found


def _snake(name: str) -> str:
    return re.sub(r"[A-Z]", lambda letter: f"_{letter[0].lower()}", name)


def _alike(schema: Mapping[str, Any]) -> tuple[str, ...]:
    """Properties of which a write needs one."""
    return tuple(name for group in schema.get("anyOf", ()) for name in group.get("required", ()))


class _Schemas:
    def __init__(self, schemas: Mapping[str, dict[str, Any]]) -> None:
        self._schemas = schemas

    def name_of(self, schema: Mapping[str, Any]) -> str:
        return str(schema["$ref"]).rpartition("/")[2]

    def resolve(self, schema: Mapping[str, Any]) -> dict[str, Any]:
        return self._schemas[self.name_of(schema)] if "$ref" in schema else dict(schema)

    def entity(self, name: str, singular: str, service: str, resource: str, schema: str) -> Entity:
        declared = self._schemas[schema]
        keys = [(key,) if isinstance(key, str) else tuple(key) for key in declared.get("x-natural-key", ())]
        return Entity(
            name=name,
            singular=singular,
            service=service,
            resource=resource,
            schema=schema,
            id_name="sourcedId" if "sourcedId" in declared["properties"] else "identifier",
            references=tuple(self._references(declared, (), (schema,))),
            natural_keys=tuple(keys),
            strong_keys=frozenset((key,) for key in declared.get("x-natural-key", ()) if isinstance(key, str)),
            identity_of=declared.get("x-identity-of"),
            enumerated=frozenset(self._enumerated(declared)),
            filters={
                **{one: (one,) for one in declared["properties"]},
                **{one: tuple(place.split(".")) for one, place in declared.get("x-filters", {}).items()},
            },
            alternatives=((alike,) if (alike := _alike(declared)) else ()),
        )

    def _references(
        self, schema: Mapping[str, Any], steps: Steps, inside: Steps, needed: tuple[bool, ...] = ()
    ) -> Iterator[ReferencePath]:
        for name, declared in schema.get("properties", {}).items():
            listed = "items" in declared
            here = (*steps, f"{name}[]" if listed else name)
            item = declared["items"] if listed else declared
            required = name in schema.get("required", ()) and (not listed or declared.get("minItems", 0) > 0)
            need = (*needed, required)
            if "x-refers-to" in declared or "x-refers-to" in item:
                collection = declared.get("x-refers-to") or item.get("x-refers-to")
                deferred = bool(declared.get("x-deferred") or item.get("x-deferred"))
                yield ReferencePath(here, collection, deferred, need)
                continue
            for variant in item.get("anyOf", (item,)):
                # A schema that is met inside of itself would go on for ever.
                if "$ref" in variant and self.name_of(variant) not in inside:
                    yield from self._references(self.resolve(variant), here, (*inside, self.name_of(variant)), need)

    def _enumerated(self, schema: Mapping[str, Any]) -> Iterator[str]:
        for name, declared in schema.get("properties", {}).items():
            item = self.resolve(declared.get("items", {}))
            if "enum" in item or any("enum" in variant for variant in item.get("anyOf", ())):
                yield name
