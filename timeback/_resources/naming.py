"""Names of a collection's methods: ``list_users``, ``iter_users``, ``get_user``, ``create_user`` and so on."""

from __future__ import annotations

DEFAULT_CONCURRENCY = 16
"""How many requests a method of a collection sends at once."""

PLURAL_VERBS = ("list", "iter")


def method_name(verb: str, names: tuple[str, str]) -> str:
    """Return the name of the method for a verb, such as ``list_users`` or ``get_user``.

    Args:
        verb: ``get``, ``list``, ``iter``, ``create``, ``update``, ``patch`` or ``delete``.
        names: the singular and the plural of the collection's name, such as ``("user", "users")``.
    """
    singular, plural = names
    return f"{verb}_{plural if verb in PLURAL_VERBS else singular}"
