"""OAuth2 scopes: which scopes of a token allow an operation.

A token that was requested without a scope allows everything. If the document declares scopes for an operation, those
apply. Otherwise the rules of the OneRoster standard apply, by service and method. The standard has no scope for
writing to rostering or resources, and none for PowerPath or QTI, so these need a token without a scope.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from timeback.sandbox.errors import ApiError
from timeback.sandbox.spec.openapi import Operation

__all__ = ["PREFIX", "check_scopes", "sufficient_scopes"]

PREFIX: Final = "https://purl.imsglobal.org/spec/or/v1p2/scope/"

_READ: Final = {"rostering": "roster", "gradebook": "gradebook", "resources": "resource"}
_WRITE: Final = {"PUT": "createput", "PATCH": "createput", "POST": "createpost", "DELETE": "delete"}
_WRITE_ASSESSMENT: Final = {**_WRITE, "POST": "createput"}


def sufficient_scopes(operation: Operation) -> tuple[frozenset[str], ...]:
    """Sets of scopes, each of which is sufficient; empty if the operation needs a token without a scope."""
    declared = operation.document.content["paths"][operation.path][operation.method.lower()].get("security")
    if declared is not None:
        return tuple(frozenset(scope for scopes in choice.values() for scope in scopes) for choice in declared)
    return tuple(frozenset({PREFIX + name}) for name in _standard_scopes(operation))


def _standard_scopes(operation: Operation) -> Iterable[str]:
    package, method = operation.document.name, operation.method
    if package not in _READ:
        return ()
    if (operation.entity or "").startswith("assessment"):
        return ("assessment.readonly",) if method == "GET" else (f"assessment.{_WRITE_ASSESSMENT[method]}",)
    if method != "GET":
        return (f"gradebook.{_WRITE[method]}",) if package == "gradebook" else ()
    if "demographics" in operation.path:
        return ("roster-demographics.readonly",)
    # The core scope covers whole collections and single objects, but not lists that belong to another object.
    nested = bool(operation.parents) or bool(operation.select and operation.select.names())
    every = f"{_READ[package]}.readonly"
    return (every,) if nested else (f"{_READ[package]}-core.readonly", every)


def check_scopes(operation: Operation, granted: frozenset[str]) -> None:
    """Raise a 403 if the granted scopes do not allow the operation."""
    choices = sufficient_scopes(operation)
    if any(choice <= granted for choice in choices):
        return
    challenge = 'Bearer realm="sandbox", error="insufficient_scope"'
    if not choices:
        problem = "no scope of the standard allows it; request a token without a scope"
    else:
        named = [" ".join(sorted(choice)) for choice in choices]
        problem = f"the scopes of the token do not allow it; request one of: {' or '.join(named)}"
        challenge += f', scope="{named[0]}"'
    raise ApiError(403, f"{operation.id}: {problem}.", headers={"WWW-Authenticate": challenge})
