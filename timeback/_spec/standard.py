"""The part of a document that the OneRoster standard defines.

A document describes the platform. Two keys state what differs in the standard: ``x-extension`` marks what the platform
has added, and ``x-standard`` has changes of the object that it is in, as a JSON merge patch (RFC 7396).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from timeback._spec.documents import Document
from timeback._spec.schemas import EXTENSION, names

_CHANGES: Final = "x-standard"


def standard_document(document: Document) -> Document | None:
    """The document without the extensions of the platform; None if the standard has none of its operations.

    The values of the standard are never null, so its schemas do not allow null.
    """
    if document.is_extension:
        return None
    content: dict[str, Any] = _Reduction(document).reduced(document.content)
    paths = {path: entry for path, entry in content["paths"].items() if set(entry) - {"parameters"}}
    return Document(document.name, {**content, "paths": paths}) if paths else None


class _Reduction:
    """Copies the nodes of one document, without extensions and with the changes of the standard."""

    def __init__(self, document: Document) -> None:
        self._schemas = document.schemas

    def reduced(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self.reduced(value) for value in node if not self._is_extension(value)]
        if not isinstance(node, dict):
            return node
        if _CHANGES in node:
            node = merged(node, node[_CHANGES])
        found = {
            name: self.reduced(value)
            for name, value in node.items()
            if name != _CHANGES and not self._is_extension(value)
        }
        _remove_null(found)
        if isinstance(found.get("properties"), dict):
            _remove_names(found)
        return found

    def _is_extension(self, node: Any) -> bool:
        """Whether the platform has added a node, or the component that it refers to."""
        return isinstance(node, dict) and bool(node.get(EXTENSION) or self._schemas.resolve(node).get(EXTENSION))


def _remove_null(schema: dict[str, Any]) -> None:
    types = schema.get("type")
    if isinstance(types, list):
        left = [name for name in types if name != "null"]
        schema["type"] = left[0] if len(left) == 1 else left
    if isinstance(schema.get("anyOf"), list):
        schema["anyOf"] = [variant for variant in schema["anyOf"] if variant != {"type": "null"}]


def _remove_names(schema: dict[str, Any]) -> None:
    """Remove the names of properties that are gone from the other keys of an object's schema."""
    properties = schema["properties"]

    def is_left(path: str) -> bool:
        return path.partition(".")[0].removesuffix("[]") in properties

    for key in ("x-collection", "x-unwrap"):
        if key in schema:
            schema[key] = [name for name in names(schema[key]) if name in properties]
    for key in ("required", "x-indexed"):
        if key in schema:
            schema[key] = [path for path in schema[key] if is_left(path)]
    if "x-filters" in schema:
        schema["x-filters"] = {name: path for name, path in schema["x-filters"].items() if is_left(path)}
    if "anyOf" in schema:
        schema["anyOf"] = [
            variant for variant in schema["anyOf"] if all(map(properties.__contains__, variant.get("required", ())))
        ]


def merged(node: Any, changes: Any) -> Any:
    """Apply a JSON merge patch (RFC 7396): null removes a member, an object is merged, another value replaces."""
    if not isinstance(changes, Mapping):
        return changes
    found = dict(node) if isinstance(node, Mapping) else {}
    for name, change in changes.items():
        if change is None:
            found.pop(name, None)
        else:
            found[name] = merged(found.get(name), change)
    return found
