"""Copy and pickle values that are nested deeper than Python can recurse, by way of a flat list of containers.

JSON is decoded up to about a thousand levels. ``pickle`` and ``copy`` use several calls for each level, so they exceed
the recursion limit earlier.
"""

from __future__ import annotations

from typing import Any

MAX_RECURSIVE_DEPTH = 50
"""Nesting depth up to which pickle and copy process a value directly."""

Node = tuple[Any, Any, list[Any], list[tuple[int, int]]]
"""The class of a container, its keys, its items, and pairs of the index of an item and the number of its node."""


class Stateful:
    """Base of the objects that are containers besides lists and dictionaries: their state is a dictionary."""

    __slots__ = ()

    def _state(self) -> dict[str, Any]:
        raise NotImplementedError  # pragma: no cover - every subclass implements it

    def _restore(self, state: dict[str, Any]) -> None:
        """Set the attributes of a new instance without calling its ``__setattr__``."""
        for name, value in state.items():
            object.__setattr__(self, name, value)


def is_deep(value: Any) -> bool:
    """Whether containers are nested deeper than ``MAX_RECURSIVE_DEPTH``."""
    level, seen = [value], {id(value)}
    for _ in range(MAX_RECURSIVE_DEPTH):
        next_level = []
        for container in level:
            for item in _items(container):
                if _is_container(item) and id(item) not in seen:
                    seen.add(id(item))
                    next_level.append(item)
        if not next_level:
            return False
        level = next_level
    return True


def flatten(value: Any) -> list[Node]:
    """List the containers of a value, the outermost first. A container that occurs twice becomes one node."""
    order, numbers = [value], {id(value): 0}
    nodes: list[Node] = []
    for container in order:
        keys, items = _keys(container), list(_items(container))
        links = []
        for index, item in enumerate(items):
            if _is_container(item):
                if id(item) not in numbers:
                    numbers[id(item)] = len(order)
                    order.append(item)
                links.append((index, numbers[id(item)]))
                items[index] = None
        nodes.append((type(container), keys, items, links))
    return nodes


def unflatten(nodes: list[Node]) -> Any:
    """Build the value from the nodes that ``flatten`` returned."""
    containers = [
        object.__new__(cls) if keys is not None and cls is not dict else cls() for cls, keys, _items, _links in nodes
    ]
    for container, (cls, keys, items, links) in zip(containers, nodes, strict=True):
        for index, number in links:
            items[index] = containers[number]
        if cls is list:
            container.extend(items)
        elif cls is dict:
            container.update(zip(keys, items, strict=True))
        else:
            container._restore(dict(zip(keys, items, strict=True)))
    return containers[0]


def _is_container(value: Any) -> bool:
    return type(value) in (list, dict) or isinstance(value, Stateful)


def _keys(container: Any) -> list[Any] | None:
    if type(container) is list:
        return None
    return list(container if type(container) is dict else container._state())


def _items(container: Any) -> Any:
    if type(container) is list:
        return container
    return (container if type(container) is dict else container._state()).values()
