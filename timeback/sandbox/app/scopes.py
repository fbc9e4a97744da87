"""Which scopes of a token allow an operation.

A token that was asked without scope may do everything. Where a document names scopes at an operation, those count.
Elsewhere the rules of the OneRoster standard do, by service and method: its scopes let nobody write to the roster or
the resources, and know neither PowerPath nor QTI, so these need a token without scope.
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
    """Sets of scopes, any one of which is enough; none where only a token without scope is."""
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
    # The core is what does not follow from other objects: whole collections and single objects.
    nested = bool(operation.parents) or bool(operation.select and operation.select.names())
    every = f"{_READ[package]}.readonly"
    return (every,) if nested else (f"{_READ[package]}-core.readonly", every)


def check_scopes(operation: Operation, granted: frozenset[str]) -> None:
    """Refuse an operation that none of the scopes allows."""
    choices = sufficient_scopes(operation)
    if any(choice <= granted for choice in choices):
        return
    challenge = 'Bearer realm="sandbox", error="insufficient_scope"'
    if not choices:
        told = "no scope of the standard allows it, so ask for a token without scope"
    else:
        named = [" ".join(sorted(choice)) for choice in choices]
        told = f"the token's scopes do not allow it; it takes {' or '.join(named)}"
        challenge += f', scope="{named[0]}"'
    raise ApiError(403, f"{operation.id}: {told}.", headers={"WWW-Authenticate": challenge})
