"""A provider that has the OneRoster standard alone: its operations, scopes, objects, queries and errors."""

from __future__ import annotations

from functools import cache
from typing import Any

from timeback.sandbox.errors import ApiError
from timeback.sandbox.providers.provider import Provider
from timeback.sandbox.providers.references import Targets
from timeback.sandbox.providers.standard_objects import StandardObjects
from timeback.sandbox.providers.strict_query import check_query
from timeback.sandbox.spec import openapi
from timeback.sandbox.spec.openapi import Api
from timeback.sandbox.storage.object_form import Complete

__all__ = ["oneroster"]


def _completion(origin: str) -> Complete:
    api = openapi.load_standard()
    return StandardObjects(api, Targets(api, origin)).complete


def _error_body(error: ApiError) -> dict[str, Any]:
    """The standard's body of an error, which has no list of details."""
    body = error.payload()
    del body["imsx_error_details"]
    return body


def _scopes(api: Api) -> frozenset[str]:
    return frozenset(
        scope
        for operation in api.operations
        for scheme in operation.document.content["components"]["securitySchemes"].values()
        for flow in scheme["flows"].values()
        for scope in flow["scopes"]
    )


@cache
def oneroster() -> Provider:
    api = openapi.load_standard()
    return Provider(
        "oneroster",
        api,
        api.collections,
        _completion,
        extensions=lambda _: [],
        check_query=check_query,
        error_body=_error_body,
        scopes=_scopes(api),
        administrator="siteAdministrator",
        completes_bodies=True,
    )
