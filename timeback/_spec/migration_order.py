"""The order of a migration: a topological sort of the collections by what each of them needs."""

from __future__ import annotations

from collections.abc import Mapping, Set


def creation_order(needs: Mapping[str, Set[str]]) -> list[str]:
    """Return the names so that each comes after the names that it needs, otherwise in the given order.

    Args:
        needs: name of a collection -> names of the collections whose objects must exist before its own.
    """
    order: list[str] = []
    left = dict(needs)
    while left:
        ready = next((name for name, needed in left.items() if not needed & left.keys() - {name}), None)
        # In a cycle the first one starts. References that cannot be resolved yet are sent later.
        name = ready if ready is not None else next(iter(left))
        del left[name]
        order.append(name)
    return order
