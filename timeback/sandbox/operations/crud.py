"""What the operations do: list, read, create, replace, change and delete, on whatever entity a document names.

A few rules that the documents leave open:
- A deleted object is marked tobedeleted and stays readable, in lists as well; clients filter by status. It may be
  created again under its id. As an enrollment it no longer leads to a user or class.
- A PUT of an id that is not there is a 404, except on the gradebook, where it creates the object.
- An id that is taken is a 422, since the documents know no 409. Without a sourcedId the server allocates one, which
  then stands on both sides of the pair.
- What an address implies (the class and the role at /classes/{id}/students) is filled in where the body leaves it out,
  and must agree where it does not.
- What other objects tell (the school of a new enrollment) is filled in, too; see derived.py.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from timeback.sandbox.errors import ApiError, DocumentError
from timeback.sandbox.operations.defaults import DERIVED
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.spec import filter_parser as filters
from timeback.sandbox.spec.comparable import comparable
from timeback.sandbox.spec.openapi import Api, Operation
from timeback.sandbox.spec.schemas import ReferencePath, Step, read_path
from timeback.sandbox.spec.validation import Validators, refuse
from timeback.sandbox.storage import query
from timeback.sandbox.storage.store import Object, Store
from timeback_runtime.numbers import dumps, loads_exactly

__all__ = ["Handler", "Handlers"]

Handler = Callable[[Call], Answer]
# A fact of the platform that its documents do not tell: on these services a PUT creates what is absent.
_CREATED_BY_PUT = ("gradebook",)


class Handlers:
    """The general handlers, which know no collection by name."""

    def __init__(self, api: Api, store: Store, validators: Validators) -> None:
        self._api = api
        self._store = store
        self._validators = validators
        self._references: dict[Operation, list[ReferencePath]] = {}
        for operation in api.operations:
            if operation.select is not None and operation.entity is not None:
                query.check(store.layouts, operation.entity, operation.select)
                if operation.method in ("POST", "PUT", "PATCH"):
                    self._check_binding(operation)

    def of(self, operation: Operation) -> Handler | None:
        """The handler of an operation; None where the document does not say enough for one."""
        # Without a sourcedId it is no object of OneRoster, and other rules hold.
        if operation.entity is None or "sourcedId" not in self._api.entities[operation.entity].public:
            return None
        own = operation.own_parameter is not None
        match operation.method:
            case "GET" if operation.collection is not None and not own:
                return self.list_objects
            case "GET" if operation.item is not None and own:
                return self.read_object
            case "POST" if operation.body is not None and not own:
                return self.create_batch if operation.batch else self.create_object
            case "PUT" if operation.body is not None and own:
                return self.replace_object
            case "PATCH" if operation.wrapped and own:
                return self.change_object
            case "DELETE" if own:
                return self.delete_object
        return None

    # Reading

    def list_objects(self, call: Call) -> Answer:
        operation = call.operation
        entity = _entity(operation)
        layout = self._store.layouts[entity]
        if "limit" in operation.parameters:
            limit = call.asked("limit", 100)
        else:
            # A list that the document gives no pages comes whole.
            limit = max(1, self._store.count(entity))
        offset = call.asked("offset", 0)
        names = call.fields()
        order = query.order(layout, call.one("sort"), call.choice("orderBy") == "desc", call.manner.shuffle)
        conditions = []
        if operation.select is not None:
            conditions.append(query.condition_of_select(self._store.layouts, entity, operation.select, call.path))
        text = call.one("filter")
        if text is not None:
            conditions.append(query.condition_of_filter(layout, filters.parse(text)))
        search = call.one("search")
        if search:
            found = query.condition_of_search(layout, search)
            conditions += [found] if found is not None else []
        given, start = call.manner.page("limit", limit), call.manner.page("offset", offset)
        total, texts = self._store.page(entity, query.join(conditions), order, given, start)
        if names is not None:
            texts = [_projected(text, names) for text in texts]
        counters = {
            "totalCount": total,
            "pageCount": -(-total // limit),
            "pageNumber": offset // limit + 1,
            "offset": offset,
            "limit": limit,
        }
        content = f"{{{json.dumps(operation.collection)}:[{','.join(texts)}],{json.dumps(counters)[1:]}"
        headers = {"X-Total-Count": str(total), "Link": _links(call, total, limit, offset)}
        return Answer(operation.status, content.encode(), headers)

    def read_object(self, call: Call) -> Answer:
        names = call.fields()
        text = self.find(call)
        return Answer(
            call.operation.status, _wrapped(call.operation, text if names is None else _projected(text, names))
        )

    def find(self, call: Call) -> str:
        """The JSON text of the object that the path names; 404 where the operation does not know it."""
        sourced_id = self._own_id(call)
        text = self._store.text(_entity(call.operation), sourced_id, self._selected(call))
        if text is None:
            raise self._unknown(call, sourced_id)
        return text

    # Writing

    def create_object(self, call: Call) -> Answer:
        value = self._received(call)
        with self._store.transaction():
            stored, pair = self._create(call, value, _root(call.operation))
        return Answer(call.operation.status, self._written(call.operation, stored, pair))

    def create_batch(self, call: Call) -> Answer:
        """Several objects at once, all or none. The server chooses their ids."""
        values = (call.body or {})[call.operation.wrapped[0]]
        pairs = []
        with self._store.transaction():
            for index, value in enumerate(values):
                place = f"{call.operation.wrapped[0]}[{index}]"
                stored, pair = self._create(call, {**value, "sourcedId": None}, place)
                pairs.append({**pair, "suppliedSourcedId": value.get("sourcedId") or stored["sourcedId"]})
        return Answer(call.operation.status, as_json({call.operation.unwrap[0]: pairs}))

    def _create(self, call: Call, value: Object, place: str) -> tuple[Object, dict[str, str]]:
        entity = _entity(call.operation)
        supplied = value.get("sourcedId")
        if supplied is None:
            value = {**value, "sourcedId": str(uuid.uuid4())}
        elif not (isinstance(supplied, str) and supplied):
            raise refuse([(_under(place, "sourcedId"), "must be a text that is not empty")])
        elif call.manner.reallocate and "x-identity-of" not in (call.operation.written or {}):
            value = {**value, "sourcedId": str(uuid.uuid4())}
        else:
            taken = self._store.get(entity, supplied)
            if taken is not None and taken.get("status") != "tobedeleted":
                raise refuse(
                    [(_under(place, "sourcedId"), f"{supplied} is taken in {entity}; replace the object by PUT")]
                )
        self._bind(call, value, place)
        if entity in DERIVED:
            DERIVED[entity](self._store, value)
        self._check_references(call, value, place)
        stored = self._store.put(entity, value)
        return stored, {"suppliedSourcedId": supplied or stored["sourcedId"], "allocatedSourcedId": stored["sourcedId"]}

    def replace_object(self, call: Call) -> Answer:
        sourced_id = self._own_id(call)
        value = self._received(call)
        if value.get("sourcedId", sourced_id) != sourced_id:
            raise ApiError(400, "sourcedId: the body has another one than the path.")
        with self._store.transaction():
            if call.operation.document.name not in _CREATED_BY_PUT or self._store.has(
                _entity(call.operation), sourced_id
            ):
                self.find(call)
            value = {"sourcedId": sourced_id, **value}
            self._bind(call, value, _root(call.operation))
            self._check_references(call, value, _root(call.operation))
            stored = self._store.put(_entity(call.operation), value)
        return Answer(call.operation.status, self._written(call.operation, stored, None))

    def change_object(self, call: Call) -> Answer:
        """A change replaces the properties that it has, each as a whole, and leaves the others as they are."""
        sourced_id = self._own_id(call)
        change = self._received(call)
        if change.get("sourcedId", sourced_id) != sourced_id:
            raise ApiError(400, "sourcedId: the body has another one than the path.")
        with self._store.transaction():
            value = {**loads_exactly(self.find(call)), **change}
            self._validators.check(call.operation, {call.operation.wrapped[0]: value})
            self._bind(call, value, _root(call.operation))
            self._check_references(call, value, _root(call.operation))
            stored = self._store.put(_entity(call.operation), value)
        return Answer(call.operation.status, self._written(call.operation, stored, None))

    def delete_object(self, call: Call) -> Answer:
        with self._store.transaction():
            value = loads_exactly(self.find(call))
            self._store.put(_entity(call.operation), {**value, "status": "tobedeleted"})
        return Answer(call.operation.status)

    # Parts

    def _selected(self, call: Call) -> query.Condition | None:
        operation = call.operation
        if operation.select is None:
            return None
        return query.condition_of_select(self._store.layouts, _entity(operation), operation.select, call.path)

    @staticmethod
    def _own_id(call: Call) -> str:
        name = call.operation.own_parameter
        assert name is not None
        return call.path[name]

    @staticmethod
    def _unknown(call: Call, sourced_id: str) -> ApiError:
        return ApiError(404, f"{_entity(call.operation)}: there is no {sourced_id} at this address.")

    @staticmethod
    def _received(call: Call) -> Object:
        """The object in the body, out of its wrapper."""
        body = call.body or {}
        if not call.operation.wrapped:
            return dict(body)
        for name in call.operation.wrapped:
            if isinstance(body.get(name), dict):
                return dict(body[name])
        raise refuse([(call.operation.wrapped[0], "is missing")])

    def _check_binding(self, operation: Operation) -> None:
        select = operation.select
        assert select is not None
        simple = len(select.where.alternatives) == 1 and all(c.operator == "=" for c in select.where.comparisons())
        if select.source is not None or not simple:
            raise DocumentError(f"{operation.id}: a write needs an x-select of equalities joined by AND")

    def _bind(self, call: Call, value: Object, place: str) -> None:
        """Fill in what the address implies, and refuse what contradicts it."""
        select = call.operation.select
        if select is None:
            return
        facets = self._api.entities[_entity(call.operation)].facets
        for comparison in select.where.fill(call.path).comparisons():
            facet = facets[comparison.name]
            found = [raw for _, raw in read_path(value, facet.steps) if raw is not None]
            if not found and not facet.many:
                _set(value, facet.steps, comparison.value)
            elif comparable(facet.kind, comparison.value) not in [comparable(facet.kind, raw) for raw in found]:
                raise refuse([(_under(place, comparison.name), f"must be {comparison.value} at this address")])

    def _check_references(self, call: Call, value: Mapping[str, Any], place: str) -> None:
        """Every reference must name an object that is there. A collection that no document serves is left alone."""
        problems = []
        for path in self._references_of(call.operation):
            if path.collection not in self._store.layouts:
                continue
            named: dict[str, str] = {}
            for where, target in read_path(value, path.steps):
                sourced_id = target.get("sourcedId") if isinstance(target, dict) else target
                if isinstance(sourced_id, str):
                    named[f"{where}.sourcedId" if isinstance(target, dict) else where] = sourced_id
            if named:
                missing = self._store.missing(path.collection, named.values())
                problems += [
                    (_under(place, where), f"{sourced_id} is not in {path.collection}")
                    for where, sourced_id in named.items()
                    if sourced_id in missing
                ]
        if problems:
            raise refuse(problems)

    def _references_of(self, operation: Operation) -> list[ReferencePath]:
        found = self._references.get(operation)
        if found is None:
            found = operation.document.schemas.references(operation.written or {})
            self._references[operation] = found
        return found

    @staticmethod
    def _written(operation: Operation, stored: Object, pair: dict[str, str] | None) -> bytes:
        """The reply to a write, in the form that the document gives it: a pair of ids, the object, or nothing."""
        if operation.reply is None:
            return b""
        properties = operation.document.schemas.properties(operation.item or {})
        if pair is not None and set(pair) <= set(properties):
            return _wrapped(operation, json.dumps(pair))
        if "sourcedId" in properties:
            return _wrapped(operation, dumps(stored, ensure_ascii=False))
        return b"{}"


def _entity(operation: Operation) -> str:
    assert operation.entity is not None
    return operation.entity


def _root(operation: Operation) -> str:
    """Where the object stands in the body."""
    return operation.wrapped[0] if operation.wrapped else ""


def _under(place: str, path: str) -> str:
    return f"{place}.{path}" if place else path


def _wrapped(operation: Operation, text: str) -> bytes:
    return (f"{{{json.dumps(operation.unwrap[0])}:{text}}}" if operation.unwrap else text).encode()


def _projected(text: str, names: list[str]) -> str:
    value = loads_exactly(text)
    return as_json({name: value[name] for name in names if name in value}).decode()


def _set(value: Object, steps: tuple[Step, ...], leaf: str) -> None:
    for step in steps[:-1]:
        inner = value.get(step.name)
        value[step.name] = value = dict(inner) if isinstance(inner, dict) else {}
    value[steps[-1].name] = leaf


def _links(call: Call, total: int, limit: int, offset: int) -> str:
    last = (total - 1) // limit * limit if total else 0
    pages = {"first": 0, "last": last}
    if offset + limit < total:
        pages["next"] = offset + limit
    if offset > 0:
        pages["prev"] = max(0, offset - limit)
    return ", ".join(f'<{call.page_url(limit, start)}>; rel="{name}"' for name, start in pages.items())
