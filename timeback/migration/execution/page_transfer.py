"""Transfer to files, page by page: objects that need nothing else are written without a task for each of them.

Nothing else changes files while they are written, and they appear only when all is written. An object that is new and
whose references can be written as they are needs no lookup, no intent in the journal and no request. All of these in a
page are written at once, with one statement for their journal entries. The others are left to ``ObjectTransfer``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from timeback._spec.entities import Entity
from timeback._spec.references import ReferencePath, Step
from timeback._spec.status import is_deleted
from timeback.migration.endpoints.file_target import WriteOnlyCollection
from timeback.migration.execution.context import MigrationContext
from timeback.migration.execution.health import HealthMonitor
from timeback.migration.execution.progress import ProgressTracker
from timeback.migration.execution.references import find_references

MAX_KNOWN: Final = 20_000
"""Ids of a collection that are kept in memory, so that frequent references are looked up once."""


class PageTransfer:
    """Writes the objects of a page that need nothing else."""

    def __init__(self, context: MigrationContext, health: HealthMonitor, progress: ProgressTracker) -> None:
        self._context, self._health, self._progress = context, health, progress
        self._journal = context.journal
        self._verbatim = context.target.copies_verbatim
        self._known: dict[str, set[str]] = {}

    def needed(self, entity: Entity, objects: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, str]]:
        """Collection and id of the objects that have to be transferred before those of a page.

        Args:
            objects: the objects of the page by their ids.
        """
        references = _required_ids(entity, objects)
        found = []
        for collection, ids in references.items():
            open_ids = ids - self._settled(collection, ids)
            if collection == entity.name:
                open_ids -= objects.keys()
            found += [(collection, sourced_id) for sourced_id in sorted(open_ids)]
        return found

    def write(
        self, entity: Entity, objects: Mapping[str, dict[str, Any]], target: WriteOnlyCollection
    ) -> list[tuple[str, dict[str, Any]]]:
        """Write the objects that need nothing else; return the others, which are unchanged, in their order.

        Raises:
            StorageError: the files or the journal cannot be written.
        """
        known = self._journal.known_ids(entity.name, objects)
        include_deleted = self._context.options.include_deleted
        new = {
            sourced_id: value if self._verbatim else self._context.prepare(entity, value)
            for sourced_id, value in objects.items()
            if sourced_id not in known and (include_deleted or not is_deleted(value))
        }
        if waiting := self._with_open_references(entity, new):
            new = {sourced_id: value for sourced_id, value in new.items() if sourced_id not in waiting}
        failed = target.create_all(new)
        self._journal.put_created(entity.name, [sourced_id for sourced_id in new if sourced_id not in failed])
        for sourced_id in new:
            reason = failed.get(sourced_id)
            if reason is not None:
                self._context.record_failure(entity, sourced_id, str(reason))
            self._progress.advance(failed=reason is not None)
        if len(failed) < len(new):
            self._health.record_success()
        return [one for one in objects.items() if one[0] not in new]

    def _with_open_references(self, entity: Entity, objects: Mapping[str, Mapping[str, Any]]) -> set[str]:
        """The ids of the objects with references that cannot be written as they are, or not yet."""
        references = _required_ids(entity, objects)
        if not self._verbatim:
            for path in entity.references:
                if path.deferred:
                    _add_ids(references, path, objects)
        settled = {collection: self._settled(collection, ids) for collection, ids in references.items()}
        open_ids = {collection: ids - settled[collection] for collection, ids in references.items()}
        if not any(open_ids.values()):
            return set()
        own = open_ids.get(entity.name, set())
        waiting = set[str]()
        for sourced_id, value in objects.items():
            if any(needed_id in open_ids[collection] for collection, needed_id in self._references(entity, value)):
                waiting.add(sourced_id)
            else:
                # Those that refer to it and come later are in order.
                own.discard(sourced_id)
        return waiting

    def _references(self, entity: Entity, value: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
        if entity.identity_of is not None:
            yield entity.identity_of, entity.id_of(value)
        for reference in find_references(entity, value):
            if not (self._verbatim and reference.path.deferred):
                yield reference.path.collection, reference.sourced_id

    def _settled(self, collection: str, ids: set[str]) -> set[str]:
        """Those of the ids to which a reference can be written as it is.

        Objects that are copied verbatim keep references to objects that the files will not have.
        """
        known = self._known.setdefault(collection, set())
        found = ids & known
        if len(found) < len(ids):
            look_up = self._journal.settled_ids if self._verbatim else self._journal.kept_ids
            new = look_up(collection, ids - found)
            found |= new
            if len(known) + len(new) > MAX_KNOWN:
                known.clear()
            known |= new
        return found


def _required_ids(entity: Entity, objects: Mapping[str, Mapping[str, Any]]) -> dict[str, set[str]]:
    """The ids of the objects that have to be transferred first, by their collection."""
    found: dict[str, set[str]] = {}
    if entity.identity_of is not None:
        found[entity.identity_of] = set(objects)
    for path in entity.references:
        if not path.deferred:
            _add_ids(found, path, objects)
    return found


def _add_ids(found: dict[str, set[str]], path: ReferencePath, objects: Mapping[str, Mapping[str, Any]]) -> None:
    """Add the ids at a path of all objects. One path after the other takes a fraction of the time of one object."""
    values: list[Any] = list(objects.values())
    for step in path.steps:
        values = _values_of(values, step)
    ids = (value.get("sourcedId") if type(value) is dict else value for value in values)
    texts = {sourced_id for sourced_id in ids if type(sourced_id) is str and sourced_id}
    if texts:
        found.setdefault(path.collection, set()).update(texts)


def _values_of(values: list[Any], step: Step) -> list[Any]:
    name = step.name
    inner = [one for value in values if type(value) is dict and (one := value.get(name)) is not None]
    return [item for one in inner if type(one) is list for item in one] if step.many else inner
