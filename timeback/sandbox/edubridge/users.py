"""Users by role."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.extensions import StoreOperation
from timeback.sandbox.operations.lists import list_objects
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.spec.filter_parser import Comparison, Filter
from timeback.sandbox.storage.query import SqlCondition, condition_of_filter
from timeback.sandbox.storage.store import Store

__all__ = ["HANDLERS"]

_USERS: Final = "users"


def _one_of(store: Store, name: str, values: list[str]) -> SqlCondition:
    found = Filter(tuple((Comparison(name, "=", value),) for value in values))
    return condition_of_filter(store.layouts[_USERS], found)


def _list(store: Store, request: OperationRequest) -> OperationResponse:
    roles, orgs = request.query.get("roles", []), request.query.get("orgSourcedIds", [])
    if not any(roles):
        raise ApiError(400, "roles: the parameter is missing.")
    conditions = [_one_of(store, "role", roles)]
    if orgs:
        conditions.append(_one_of(store, "org.sourcedId", orgs))
    return list_objects(store, _USERS, request, conditions)


HANDLERS: Final[Mapping[str, StoreOperation]] = {"listUsers": _list}
