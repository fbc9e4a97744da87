"""URL routing: finds the operation and the path parameters of a method and a raw path."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote_to_bytes

import attrs

from timeback._spec.schemas import DocumentError
from timeback.sandbox.errors import ApiError
from timeback.sandbox.spec.openapi import Operation

__all__ = ["Router", "is_sandbox_path", "router"]

_SANDBOX_PREFIXES = ("/_sandbox/", "/docs/")


def is_sandbox_path(path: str) -> bool:
    """Whether a path belongs to the sandbox's own pages and admin routes, not to the simulated platform."""
    return path in ("/", "/docs") or path.startswith(_SANDBOX_PREFIXES)


@attrs.define(eq=False)
class _Node:
    literals: dict[str, _Node] = attrs.field(factory=dict)
    parameter: _Node | None = None
    operations: dict[str, tuple[Operation, list[str]]] = attrs.field(factory=dict)


class Router:
    """A tree of path segments, in which a literal segment takes precedence over a parameter.

    Each segment is decoded by itself, so an encoded slash in an id stays part of the id.
    """

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._root = _Node()
        for operation in operations:
            self._add(operation)

    def _add(self, operation: Operation) -> None:
        node = self._root
        names: list[str] = []
        for segment in operation.segments:
            if segment.startswith("{"):
                names.append(segment[1:-1])
                node.parameter = node.parameter or _Node()
                node = node.parameter
            else:
                node = node.literals.setdefault(segment, _Node())
        if operation.method in node.operations:
            raise DocumentError(f"two operations share {operation.method} {operation.path}")
        node.operations[operation.method] = (operation, names)

    def find(self, method: str, raw_path: bytes) -> tuple[Operation, dict[str, str]]:
        """The operation of a request and its path parameters.

        Raises:
            ApiError: 404, no path matches; 405, the path matches, but not the method.
        """
        segments = [_decode(segment) for segment in raw_path.split(b"/")[1:]]
        if segments and segments[-1] == "":
            segments.pop()
        found = self._search(self._root, segments, 0)
        if found is None:
            raise ApiError(404, "path: no operation has this path; see the OpenAPI documents at /docs.")
        node, values = found
        if method not in node.operations:
            allowed = ", ".join(sorted(node.operations))
            raise ApiError(405, f"method: must be one of {allowed} for this path.", headers={"Allow": allowed})
        operation, names = node.operations[method]
        return operation, dict(zip(names, values, strict=True))

    def _search(self, node: _Node, segments: list[str], index: int) -> tuple[_Node, list[str]] | None:
        if index == len(segments):
            return (node, []) if node.operations else None
        segment = segments[index]
        if segment in node.literals:
            found = self._search(node.literals[segment], segments, index + 1)
            if found is not None:
                return found
        if node.parameter is not None and segment:
            found = self._search(node.parameter, segments, index + 1)
            if found is not None:
                return found[0], [segment, *found[1]]
        return None


@lru_cache(maxsize=8)
def router(operations: tuple[Operation, ...]) -> Router:
    """A router, which sandboxes with the same operations share."""
    return Router(operations)


def _decode(segment: bytes) -> str:
    try:
        text = (unquote_to_bytes(segment) if b"%" in segment else segment).decode("utf-8")
    except UnicodeDecodeError:
        raise ApiError(400, "path: must be UTF-8 after percent-decoding.") from None
    if "\0" in text:
        raise ApiError(400, "path: must not contain a NUL character.")
    return text
