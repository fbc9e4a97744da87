"""`Provider`: what distinguishes the servers that the sandbox can simulate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

import attrs

from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.extensions import ServiceExtension
from timeback.sandbox.operations.requests import OperationRequest
from timeback.sandbox.spec.openapi import Api, CollectionSchema
from timeback.sandbox.storage.object_form import Complete
from timeback.sandbox.storage.store import Store

__all__ = ["Provider", "ProviderName"]

ProviderName: TypeAlias = Literal["platform", "oneroster"]


def _no_check(_: Store, __: OperationRequest) -> None:
    return


@attrs.frozen(eq=False)
class Provider:
    """A kind of server.

    name: as the sandbox's argument ``provider`` names it
    api: the operations
    collections: the collections that are stored
    completion: from the address of the server, a function that completes an object before it is stored
    extensions: custom behaviour of single services
    check_query: raises an ApiError if the query of a request is refused; it is called before the operation
    error_body: the body of an error
    scopes: the scopes that a token can have. A token request must name some of them; if there are none, any scope or
        none is accepted.
    administrator: the role of an administrator in the generated district
    completes_bodies: whether the objects of a request are completed before they are validated
    """

    name: ProviderName
    api: Api = attrs.field(repr=False)
    collections: Mapping[str, CollectionSchema] = attrs.field(repr=False)
    completion: Callable[[str], Complete]
    extensions: Callable[[Store], list[ServiceExtension]]
    check_query: Callable[[Store, OperationRequest], None] = _no_check
    error_body: Callable[[ApiError], Mapping[str, object]] = ApiError.payload
    scopes: frozenset[str] = frozenset()
    administrator: str = "administrator"
    completes_bodies: bool = False
