"""The choice between the paginators. Keyset pagination is imported where it is used: few listings ask for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, TypeVar

from timeback._pagination.paginator import Paginator
from timeback_runtime.errors import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeback._pagination.keyset import KeysetPaginator
    from timeback_runtime.messages import Iteration, Package

T = TypeVar("T")

AnyPaginator: TypeAlias = "Paginator[T] | KeysetPaginator[T]"


def paginator_for(
    iteration: Iteration[T], default_sort: str | None, base_url: Callable[[Package], str]
) -> AnyPaginator[T]:
    """Return the paginator of an iteration, by its ``paging``.

    Raises:
        InvalidRequestError: an argument is out of range or contradicts another, or the checkpoint belongs to another
            listing.
        StorageError: the checkpoint cannot be read.
    """
    if iteration.paging == "offset":
        return Paginator(iteration, default_sort, base_url)
    if iteration.paging != "keyset":
        raise InvalidRequestError("paging: expected 'offset' or 'keyset'")
    from timeback._pagination.keyset import KeysetPaginator

    return KeysetPaginator(iteration, base_url)


def safest_paginator(iteration: Iteration[T], default_sort: str | None) -> AnyPaginator[T]:
    """Return a paginator by keyset pagination where the server proves to support it, and else by offset.

    Args:
        iteration: a listing without a checkpoint.
        default_sort: the property to sort by; None for a listing that cannot be sorted.

    Raises:
        InvalidRequestError: an argument is out of range.
    """
    if default_sort is None:
        return Paginator(iteration, default_sort)
    from timeback._pagination.keyset import KeysetPaginator

    return KeysetPaginator(iteration, fallback=lambda: Paginator(iteration, default_sort))
