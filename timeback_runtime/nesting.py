"""Values nested deeper than Python recurses, as flat lists and back, for pickle and copy.

JSON is read up to about a thousand levels, and ``pickle`` and ``copy`` go several calls down for each of them.
"""

from __future__ import annotations

from typing import Any

DEEP = 50
"""Levels up to which pickle and copy take a value as it is."""

Node = tuple[Any, Any, list[Any], list[tuple[int, int]]]
"""The class of a container, its keys, its items, and which of these are containers: places, and numbers of nodes."""


def is_deep(value: Any) -> bool:
    """Whether containers are nested deeper than ``DEEP``."""
    level, seen = [value], {id(value)}
    for _ in range(DEEP):
        below = []
        for container in level:
            for item in _items(container):
                if _is_container(item) and id(item) not in seen:
                    seen.add(id(item))
                    below.append(item)
        if not below:
            return False
        level = below
    return True


def flat(value: Any) -> list[Node]:
    """The containers of a value, the outermost first; what is shared stays shared."""
    order, places = [value], {id(value): 0}
    nodes: list[Node] = []
    for container in order:
        keys, items = _keys(container), list(_items(container))
        inner = []
        for place, item in enumerate(items):
            if _is_container(item):
                if id(item) not in places:
                    places[id(item)] = len(order)
                    order.append(item)
                inner.append((place, places[id(item)]))
                items[place] = None
        nodes.append((type(container), keys, items, inner))
    return nodes


def nested(nodes: list[Node]) -> Any:
    """The value that ``flat`` was given."""
    from timeback_runtime.model import fill

    made = [object.__new__(kind) if keys is not None and kind is not dict else kind() for kind, keys, _, _ in nodes]
    for container, (kind, keys, items, inner) in zip(made, nodes, strict=True):
        for place, number in inner:
            items[place] = made[number]
        if kind is list:
            container.extend(items)
        elif kind is dict:
            container.update(zip(keys, items, strict=True))
        else:
            fill(container, dict(zip(keys, items, strict=True)))
    return made[0]


def _is_container(value: Any) -> bool:
    from timeback_runtime.model import Model

    return type(value) in (list, dict) or isinstance(value, Model)


def _keys(container: Any) -> list[Any] | None:
    if type(container) is list:
        return None
    return list(container if type(container) is dict else container._state())


def _items(container: Any) -> Any:
    if type(container) is list:
        return container
    return (container if type(container) is dict else container._state()).values()
