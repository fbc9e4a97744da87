"""Generic CRUD handlers: list, read, create, replace, change and delete the entity that a document names.

Rules that the OpenAPI documents leave open:
- A deleted object gets the status tobedeleted and stays readable, also in lists, where clients filter by status. It
  can be created again with the same id. A deleted enrollment no longer connects its user and class.
- A PATCH replaces each given property as a whole. Of those in `x-merges` it keeps the keys that the body omits.
- A PUT of an unknown id is a 404. If the operation has `x-upsert`, it creates the object.
- A POST with an existing id is a 422, since the documents declare no 409. Without a sourcedId the server allocates
  one, which is then both the supplied and the allocated id of the pair.
- Values that the path implies (class and role in /classes/{id}/students) are added if the body omits them. Otherwise
  they must agree.
- Values that follow from other objects (the school of a new enrollment) are added as well; see `operations.defaults`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from timeback._spec.references import ReferencePath, Step, read_path, read_values, references
from timeback._spec.schemas import DocumentError, names
from timeback._spec.status import DELETED, is_deleted
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.defaults import DEFAULTS
from timeback.sandbox.operations.lists import list_objects, projected
from timeback.sandbox.operations.requests import Handler, OperationRequest, OperationResponse
from timeback.sandbox.spec.comparable import comparable
from timeback.sandbox.spec.openapi import Api, Operation, Select
from timeback.sandbox.spec.validation import Validators, refuse
from timeback.sandbox.storage import query
from timeback.sandbox.storage.columns import TableLayout
from timeback.sandbox.storage.store import Store, StoredObject
from timeback_runtime.numbers import dumps, loads_exactly

__all__ = ["CrudHandlers", "find_object"]


class CrudHandlers:
    """The generic handlers, which do not depend on the names of collections."""

    def __init__(self, api: Api, store: Store, validators: Validators) -> None:
        self._api = api
        self._store = store
        self._validators = validators
        _check_selects(api, tuple(store.layouts.values()))

    def of(self, operation: Operation) -> Handler | None:
        """The handler of an operation; None if the document does not describe enough."""
        # An entity without a sourcedId is not a OneRoster object, so these rules do not apply.
        if operation.entity is None or "sourcedId" not in self._api.collections[operation.entity].public:
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

    def list_objects(self, request: OperationRequest) -> OperationResponse:
        operation, entity = request.operation, _entity(request.operation)
        conditions = []
        if operation.select is not None:
            conditions.append(query.condition_of_select(self._store.layouts, entity, operation.select, request.path))
        return list_objects(self._store, entity, request, conditions)

    def read_object(self, request: OperationRequest) -> OperationResponse:
        names = request.selected_fields()
        text = find_object(self._store, request)
        return OperationResponse(
            request.operation.status, _wrapped(request.operation, text if names is None else projected(text, names))
        )

    # Writing

    def create_object(self, request: OperationRequest) -> OperationResponse:
        value = self._received(request)
        with self._store.transaction():
            stored, pair = self.create(request, value, _root(request.operation))
        return OperationResponse(request.operation.status, self._written(request.operation, stored, pair))

    def create_batch(self, request: OperationRequest) -> OperationResponse:
        """Create several objects in one transaction. The server allocates their ids."""
        values = (request.body or {})[request.operation.wrapped[0]]
        pairs = []
        with self._store.transaction():
            for index, value in enumerate(values):
                parent_path = f"{request.operation.wrapped[0]}[{index}]"
                stored, pair = self.create(request, {**value, "sourcedId": None}, parent_path)
                pairs.append({**pair, "suppliedSourcedId": value.get("sourcedId") or stored["sourcedId"]})
        return request.json_response({request.operation.unwrap[0]: pairs})

    def create(
        self, request: OperationRequest, value: StoredObject, parent_path: str
    ) -> tuple[StoredObject, dict[str, str]]:
        """Store a new object of the operation's collection, within the caller's transaction.

        Args:
            value: the object, valid by the schema of the operation.
            parent_path: its place in the body, for errors.

        Returns:
            The object as it is stored, and the pair of its ids.

        Raises:
            ApiError: 422; its id exists, or it refers to an object that does not exist.
        """
        entity = _entity(request.operation)
        supplied = value.get("sourcedId")
        if supplied is None:
            value = {**value, "sourcedId": str(uuid.uuid4())}
        elif not (isinstance(supplied, str) and supplied):
            raise refuse([(_property_path(parent_path, "sourcedId"), "must be a non-empty string")])
        elif request.quirks.reallocate and "x-identity-of" not in (request.operation.written or {}):
            value = {**value, "sourcedId": str(uuid.uuid4())}
        else:
            taken = self._store.get(entity, supplied)
            if taken is not None and not is_deleted(taken):
                raise refuse(
                    [
                        (
                            _property_path(parent_path, "sourcedId"),
                            f"{supplied} already exists in {entity}; use PUT to replace it",
                        )
                    ]
                )
        self._apply_path_values(request, value, parent_path)
        if entity in DEFAULTS:
            DEFAULTS[entity](self._store, value)
        self._check_references(request, value, parent_path)
        stored = self._store.put(entity, value)
        return stored, {"suppliedSourcedId": supplied or stored["sourcedId"], "allocatedSourcedId": stored["sourcedId"]}

    def replace_object(self, request: OperationRequest) -> OperationResponse:
        sourced_id = _own_id(request)
        value = self._received(request)
        if value.get("sourcedId", sourced_id) != sourced_id:
            raise ApiError(400, "sourcedId: differs between body and path.")
        with self._store.transaction():
            creates_missing = bool(request.operation.declared.get("x-upsert"))
            if not creates_missing or self._store.has(_entity(request.operation), sourced_id):
                find_object(self._store, request)
            value = {"sourcedId": sourced_id, **value}
            self._apply_path_values(request, value, _root(request.operation))
            self._check_references(request, value, _root(request.operation))
            stored = self._store.put(_entity(request.operation), value)
        return OperationResponse(request.operation.status, self._written(request.operation, stored, None))

    def change_object(self, request: OperationRequest) -> OperationResponse:
        """Replace the given properties, or merge them where the document says so, and keep the others."""
        sourced_id = _own_id(request)
        change = self._received(request)
        if change.get("sourcedId", sourced_id) != sourced_id:
            raise ApiError(400, "sourcedId: differs between body and path.")
        with self._store.transaction():
            stored_before = loads_exactly(find_object(self._store, request))
            for name in names(request.operation.declared.get("x-merges")):
                if isinstance(change.get(name), dict) and isinstance(stored_before.get(name), dict):
                    change[name] = {**stored_before[name], **change[name]}
            value = {**stored_before, **change}
            self._validators.check(request.operation, {request.operation.wrapped[0]: value})
            self._apply_path_values(request, value, _root(request.operation))
            self._check_references(request, value, _root(request.operation))
            stored = self._store.put(_entity(request.operation), value)
        return OperationResponse(request.operation.status, self._written(request.operation, stored, None))

    def delete_object(self, request: OperationRequest) -> OperationResponse:
        with self._store.transaction():
            value = loads_exactly(find_object(self._store, request))
            self._store.put(_entity(request.operation), {**value, "status": DELETED})
        return OperationResponse(request.operation.status)

    # Helpers

    @staticmethod
    def _received(request: OperationRequest) -> StoredObject:
        """The object in the body, without its wrapper."""
        body = request.body or {}
        if not request.operation.wrapped:
            return dict(body)
        for name in request.operation.wrapped:
            if isinstance(body.get(name), dict):
                return dict(body[name])
        raise refuse([(request.operation.wrapped[0], "is missing")])

    def _apply_path_values(self, request: OperationRequest, value: StoredObject, parent_path: str) -> None:
        """Add the values that the path implies.

        Raises:
            ApiError: 422; a value in the body contradicts the path.
        """
        select = request.operation.select
        if select is None:
            return
        known = self._api.collections[_entity(request.operation)].filterable
        for comparison in select.where.fill(request.path).comparisons():
            filterable = known[comparison.name]
            implied = comparable(filterable.type, comparison.value)
            found = [raw for raw in read_values(value, filterable.steps) if raw is not None]
            if not found and not filterable.many:
                _set(value, filterable.steps, comparison.value)
            elif implied not in [comparable(filterable.type, raw) for raw in found]:
                raise refuse(
                    [(_property_path(parent_path, comparison.name), f"must be {comparison.value} for this path")]
                )

    def _check_references(self, request: OperationRequest, value: Mapping[str, Any], parent_path: str) -> None:
        """Check that all references exist, except in collections that no document serves.

        Raises:
            ApiError: 422; an object does not exist.
        """
        paths = [path for path in _references(request.operation) if path.collection in self._store.layouts]
        named: dict[str, set[str]] = {}
        for path in paths:
            for target in read_values(value, path.steps):
                sourced_id = _referenced_id(target)
                if sourced_id is not None:
                    named.setdefault(path.collection, set()).add(sourced_id)
        missing = {collection: self._store.missing(collection, ids) for collection, ids in named.items()}
        if not any(missing.values()):
            return
        # The places of the references are only needed for an error.
        problems = []
        for path in paths:
            for where, target in read_path(value, path.steps):
                sourced_id = _referenced_id(target)
                if sourced_id in missing.get(path.collection, ()):
                    place = _property_path(parent_path, f"{where}.sourcedId" if isinstance(target, dict) else where)
                    problems.append((place, f"there is no {sourced_id} in {path.collection}"))
        raise refuse(problems)

    @staticmethod
    def _written(operation: Operation, stored: StoredObject, pair: dict[str, str] | None) -> bytes:
        """The response body of a write, as the document declares it: a pair of ids, the object, or empty."""
        if operation.reply is None:
            return b""
        properties = operation.document.schemas.properties(operation.item or {})
        if pair is not None and set(pair) <= set(properties):
            return _wrapped(operation, json.dumps(pair))
        if "sourcedId" in properties:
            return _wrapped(operation, dumps(stored, ensure_ascii=False))
        return b"{}"


# A sandbox is often started for a single test. Operations and layouts do not change while the process runs.
@lru_cache(maxsize=8)
def _check_selects(api: Api, layouts: tuple[TableLayout, ...]) -> None:
    """Raise a DocumentError if an `x-select` cannot be carried out."""
    by_name = {layout.entity.name: layout for layout in layouts}
    for operation in api.operations:
        if operation.select is not None and operation.entity is not None:
            query.check(by_name, operation.entity, operation.select)
            if operation.method in ("POST", "PUT", "PATCH"):
                _check_select_of_write(operation, operation.select)


def _check_select_of_write(operation: Operation, select: Select) -> None:
    simple = len(select.where.alternatives) == 1 and all(c.operator == "=" for c in select.where.comparisons())
    if select.source is not None or not simple:
        raise DocumentError(f"{operation.id}: the x-select of a write must consist of equalities joined by AND")


@lru_cache(maxsize=1024)
def _references(operation: Operation) -> tuple[ReferencePath, ...]:
    """The references in a written object that must exist at once."""
    found = references(operation.document.schemas, operation.written or {})
    return tuple(path for path in found if not path.deferred)


def find_object(store: Store, request: OperationRequest) -> str:
    """The JSON text of the object that the path names.

    Raises:
        ApiError: 404; there is none, or `x-select` excludes it.
    """
    operation = request.operation
    entity, sourced_id = _entity(operation), _own_id(request)
    condition = None
    if operation.select is not None:
        condition = query.condition_of_select(store.layouts, entity, operation.select, request.path)
    text = store.text(entity, sourced_id, condition)
    if text is None:
        raise ApiError(404, f"{entity}: there is no {sourced_id} at this path.")
    return text


def _own_id(request: OperationRequest) -> str:
    name = request.operation.own_parameter
    assert name is not None
    return request.path[name]


def _entity(operation: Operation) -> str:
    assert operation.entity is not None
    return operation.entity


def _root(operation: Operation) -> str:
    """Name of the property that holds the object; empty if the body is the object."""
    return operation.wrapped[0] if operation.wrapped else ""


def _property_path(parent: str, path: str) -> str:
    return f"{parent}.{path}" if parent else path


def _wrapped(operation: Operation, text: str) -> bytes:
    return (f"{{{json.dumps(operation.unwrap[0])}:{text}}}" if operation.unwrap else text).encode()


def _referenced_id(target: Any) -> str | None:
    """The id in a reference, which is an object with an id, or the id itself; None if it has none."""
    sourced_id = target.get("sourcedId") if isinstance(target, dict) else target
    return sourced_id if isinstance(sourced_id, str) else None


def _set(value: StoredObject, steps: tuple[Step, ...], leaf: str) -> None:
    for step in steps[:-1]:
        inner = value.get(step.name)
        value[step.name] = value = dict(inner) if isinstance(inner, dict) else {}
    value[steps[-1].name] = leaf
