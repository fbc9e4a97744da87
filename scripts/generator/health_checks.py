"""Finds the operation that a health check of a service sends: one cheap listing."""

from __future__ import annotations

from typing import Any

from generator.bundling import SpecError
from generator.operations import OperationDefinition


def health_check(paths: dict[str, Any], operations: dict[str, OperationDefinition]) -> OperationDefinition | None:
    """The operation with ``x-health-check``, or else the first one that can serve.

    It must be a listing that needs no argument and has the parameter ``limit``.

    Returns:
        None if no operation can serve. The service is then not checked.

    Raises:
        SpecError: the operation with ``x-health-check`` cannot serve, or there are several.
    """
    marked = {
        str(operation.get("operationId"))
        for item in paths.values()
        for operation in item.values()
        if isinstance(operation, dict) and operation.get("x-health-check")
    }
    able = [operation for operation in operations.values() if _is_listing(operation)]
    if not marked:
        return able[0] if able else None
    if len(marked) > 1:
        raise SpecError(f"x-health-check: one operation of a document can have it, not {', '.join(sorted(marked))}")
    found = next((operation for operation in able if operation.id in marked), None)
    if found is None:
        raise SpecError(f"{marked.pop()}: x-health-check needs a listing with limit and without required parameters")
    return found


def _is_listing(operation: OperationDefinition) -> bool:
    return (
        operation.method == "GET"
        and operation.paging is not None
        and not operation.positional
        and not any(argument.required for argument in operation.keywords)
    )
