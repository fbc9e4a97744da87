"""From a method and a raw path to an operation and its path parameters."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote_to_bytes

import attrs

from timeback._spec.schemas import DocumentError
from timeback.sandbox.errors import ApiError
from timeback.sandbox.spec.openapi import Operation

__all__ = ["Router"]


@attrs.define(eq=False)
class _Node:
    fixed: dict[str, _Node] = attrs.field(factory=dict)
    variable: _Node | None = None
    operations: dict[str, tuple[Operation, list[str]]] = attrs.field(factory=dict)


class Router:
    """A tree over the segments of the paths, where a fixed segment wins over a parameter.

    Segments are decoded one by one, so that an encoded slash in an id stays in the id.
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
                node.variable = node.variable or _Node()
                node = node.variable
            else:
                node = node.fixed.setdefault(segment, _Node())
        if operation.method in node.operations:
            raise DocumentError(f"two operations share {operation.method} {operation.path}")
        node.operations[operation.method] = (operation, names)

    def find(self, method: str, raw_path: bytes) -> tuple[Operation, dict[str, str]]:
        """The operation of a request; 404 where no path fits, 405 where another method would."""
        segments = [_decode(segment) for segment in raw_path.split(b"/")[1:]]
        if segments and segments[-1] == "":
            segments.pop()
        found = self._search(self._root, segments, 0)
        if found is None:
            raise ApiError(404, "There is no such address here; compare the path with the API's documents.")
        node, values = found
        if method not in node.operations:
            allowed = ", ".join(sorted(node.operations))
            raise ApiError(405, f"This address takes {allowed}.", headers={"Allow": allowed})
        operation, names = node.operations[method]
        return operation, dict(zip(names, values, strict=True))

    def _search(self, node: _Node, segments: list[str], index: int) -> tuple[_Node, list[str]] | None:
        if index == len(segments):
            return (node, []) if node.operations else None
        segment = segments[index]
        if segment in node.fixed:
            found = self._search(node.fixed[segment], segments, index + 1)
            if found is not None:
                return found
        if node.variable is not None and segment:
            found = self._search(node.variable, segments, index + 1)
            if found is not None:
                return found[0], [segment, *found[1]]
        return None


def _decode(segment: bytes) -> str:
    try:
        text = unquote_to_bytes(segment).decode("utf-8")
    except UnicodeDecodeError:
        raise ApiError(400, "The path is not UTF-8 once it is decoded.") from None
    if "\0" in text:
        raise ApiError(400, "The path holds a NUL character.")
    return text
