"""The organisations and courses that a migration selects must exist on the source, before anything is sent."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Final

from timeback._spec.entities import Entity, roster
from timeback.migration.endpoints.not_served import NotServedError
from timeback_runtime.errors import InvalidRequestError
from timeback_runtime.suggestions import did_you_mean

if TYPE_CHECKING:
    from timeback.migration.endpoints.base import SourceCollection, SourceEndpoint
    from timeback.migration.execution.selection import Selection

_MAX_LISTED: Final = 5


async def check_selected_ids(source: SourceEndpoint, selection: Selection) -> None:
    """Request each organisation and course that is selected by its id.

    Args:
        source: the source, without pseudonyms.
        selection: the selection by real ids.

    Raises:
        InvalidRequestError: the source has no such object; the message suggests a similar id.
    """
    for argument, collection, ids in (
        ("orgs", "orgs", selection.orgs - selection.schools),
        ("schools", "orgs", selection.schools),
        ("courses", "courses", selection.courses),
    ):
        entity = roster()[collection]
        objects = source.collection(entity) if ids else None
        if objects is None:
            continue
        for sourced_id in sorted(ids):
            # A server that does not serve the collection shows it in the listing only.
            if await objects.get(sourced_id) is None and (hint := await _hint(objects, sourced_id, entity)) is not None:
                raise InvalidRequestError(
                    f"{argument}: the source has no {entity.singular} with the sourcedId {sourced_id[:60]!r}.{hint}"
                )


async def _hint(objects: SourceCollection, sourced_id: str, entity: Entity) -> str | None:
    """Return ids to use instead, as text; None if the source does not list its objects, or lists this one."""
    known: list[str] = []
    try:
        async with aclosing(objects.iterate_ids()) as ids:
            async for one in ids:
                if one == sourced_id:
                    return None
                known.append(one)
    except NotServedError:
        return None
    if not known:
        return f" It has no {entity.name}."
    if hint := did_you_mean(sourced_id, known):
        return hint
    more = f" and {len(known) - _MAX_LISTED:,} more" if len(known) > _MAX_LISTED else ""
    return f" It has {', '.join(known[:_MAX_LISTED])}{more}."
