"""The payload of an object: what is sent to the target, with target ids, and without references that cannot be sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from timeback._spec.entities import Entity
from timeback.migration.execution.references import (
    MissingReference,
    Reference,
    ReferenceStatus,
    Resolve,
    as_missing,
    fill_alternatives,
    find_references,
    remove_references,
)
from timeback.migration.reporting.comparison import strip_managed, without_managed


@attrs.frozen
class Payload:
    """What can be sent of an object, and the references that it lacks."""

    value: dict[str, Any] = attrs.field(repr=False)
    deferred: tuple[MissingReference, ...] = ()
    """References that were removed and are sent later, if their objects arrive."""
    left_out: tuple[MissingReference, ...] = ()
    """References that were removed for good."""
    unmet: tuple[MissingReference, ...] = ()
    """Required references whose objects the target will not have. The object cannot be sent."""

    @property
    def has_deferred_references(self) -> bool:
        """Whether the object has to be updated later."""
        return bool(self.deferred)


def normalize(entity: Entity, value: Mapping[str, Any]) -> dict[str, Any]:
    """A received object in the form that a write takes: without managed properties, with its main names.

    It is a copy that shares nested values with the object.
    """
    normalized = without_managed(value)
    fill_alternatives(entity, normalized)
    return normalized


def build_payload(entity: Entity, value: Mapping[str, Any], resolve: Resolve, *, final: bool = False) -> Payload:
    """What can be sent of a normalized object now. The object is copied if something in it has to change.

    Args:
        final: no more objects arrive, so references to missing objects are left out for good.
    """
    unmet = tuple(_missing_owner(entity, value, resolve))
    if _keeps_all_ids(entity, value, resolve):
        return Payload(dict(value), unmet=unmet)
    value = strip_managed(value)
    removed: list[Reference] = []
    deferred: list[MissingReference] = []
    left_out: list[MissingReference] = []
    for reference in list(find_references(entity, value)):
        resolved = resolve(reference.path.collection, reference.sourced_id)
        if isinstance(resolved, str):
            if resolved != reference.sourced_id:
                reference.replace_id(resolved)
            continue
        removed.append(reference)
        arrives_later = resolved is ReferenceStatus.PENDING or (
            reference.path.deferred and resolved is ReferenceStatus.ABSENT
        )
        (deferred if arrives_later and not final else left_out).append(as_missing(reference))
    required = remove_references(entity, value, removed)
    return Payload(value, tuple(deferred), tuple(left_out), (*unmet, *map(as_missing, required)))


def expected_object(
    entity: Entity, value: Mapping[str, Any], resolve: Resolve
) -> tuple[Mapping[str, Any], list[MissingReference]]:
    """The object that the target is expected to have, and the references that it is expected to lack.

    A reference to an object that is still pending is expected. The normalized object is copied if something in it has
    to change; otherwise it is returned.
    """
    if _keeps_all_ids(entity, value, resolve):
        return value, []
    expected = strip_managed(value)
    removed: list[Reference] = []
    for reference in list(find_references(entity, expected)):
        resolved = resolve(reference.path.collection, reference.sourced_id)
        if isinstance(resolved, str):
            if resolved != reference.sourced_id:
                reference.replace_id(resolved)
        elif resolved is not ReferenceStatus.PENDING:
            removed.append(reference)
    if not removed:
        return expected, []
    left_out = [as_missing(reference) for reference in removed]
    return expected, [] if remove_references(entity, expected, removed) else left_out


def without_left_out(value: Mapping[str, Any], left_out: Iterable[MissingReference]) -> dict[str, Any]:
    """An object of the target without properties that were left out, which the target may have filled in itself."""
    paths = {one.path for one in left_out}
    return {name: item for name, item in value.items() if name not in paths}


def _keeps_all_ids(entity: Entity, value: Mapping[str, Any], resolve: Resolve) -> bool:
    return all(resolve(one.path.collection, one.sourced_id) == one.sourced_id for one in find_references(entity, value))


def _missing_owner(entity: Entity, value: Mapping[str, Any], resolve: Resolve) -> Iterator[MissingReference]:
    """The object that shares its id with this one, if the target will not have it."""
    owner = entity.identity_of
    if owner is not None:
        sourced_id = entity.id_of(value)
        if resolve(owner, sourced_id) in (ReferenceStatus.ABSENT, ReferenceStatus.LEFT_OUT):
            yield MissingReference(entity.id_name, owner, sourced_id)
