"""The items of a package as a tree of groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from timeback.sandbox.storage.store import StoredObject

__all__ = ["MAX_DEPTH", "ItemTree"]

MAX_DEPTH: Final = 50
_CHILD: Final = "isChildOf"


class ItemTree:
    """The items of a package below each other, by the associations `isChildOf` between them.

    An item is below the destination of its first such association. An item that is below no other item is at the top.
    """

    def __init__(self, items: Sequence[StoredObject], associations: Iterable[StoredObject]) -> None:
        self._items = {item["sourcedId"]: item for item in items}
        self._children: dict[str, list[tuple[float, int, str]]] = {}
        self._parents: dict[str, str] = {}
        numbers: dict[str, float] = {}
        for association in associations:
            child, parent = (association[name]["sourcedId"] for name in ("originNodeURI", "destinationNodeURI"))
            if association["associationType"] != _CHILD or child not in self._items or child in numbers:
                continue
            number = association.get("sequenceNumber")
            numbers[child] = float("inf") if number is None else float(number)
            if parent in self._items:
                self._parents[child] = parent
        self._top: list[tuple[float, int, str]] = []
        for position, child in enumerate(self._items):
            parent = self._parents.get(child, "")
            siblings = self._children.setdefault(parent, []) if parent else self._top
            siblings.append((numbers.get(child, float("inf")), position, child))

    def problem(self) -> tuple[str, str] | None:
        """The id of an item that is below itself, or too deep, with the problem in words; None if there is none."""
        depths: dict[str, int] = {}
        for item in self._items:
            chain: dict[str, None] = {}
            while item and item not in depths:
                if item in chain:
                    return item, f"is below itself by its associations of the type {_CHILD}"
                chain[item] = None
                item = self._parents.get(item, "")
            depth = depths.get(item, 0)
            for each in reversed(chain):
                depth += 1
                depths[each] = depth
                if depth > MAX_DEPTH:
                    return each, f"is more than {MAX_DEPTH} levels deep"
        return None

    def groups(self) -> dict[str, Any]:
        """The items at the top, each with the groups below it. A group has the type of its items as its name."""
        return self._grouped(self._top)

    def _grouped(self, found: list[tuple[float, int, str]]) -> dict[str, Any]:
        groups: dict[str, list[Mapping[str, Any]]] = {}
        for _, _, child in sorted(found):
            item = self._items[child]
            below = self._grouped(self._children.get(child, []))
            groups.setdefault(item["CFItemType"], []).append({**item, **({"childGroups": below} if below else {})})
        return groups
