"""The operations of this service by their ids."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.qti import feedback as remarks
from timeback.sandbox.qti import parts, sections
from timeback.sandbox.qti import scoring as answers
from timeback.sandbox.qti import validation as checks
from timeback.sandbox.qti.lists import list_objects
from timeback.sandbox.qti.repository import ITEMS, STIMULI, TESTS, Desk, Shelf, shown

__all__ = ["RULES"]

_Rule = Callable[[Desk, Call], Answer]


def _read(shelf: Shelf, desk: Desk, call: Call) -> Answer:
    return Answer(call.operation.status, as_json(shown(desk.find(shelf, call.path["identifier"]))))


def _create(shelf: Shelf, desk: Desk, call: Call) -> Answer:
    return desk.create(shelf, call)


def _replace(shelf: Shelf, desk: Desk, call: Call) -> Answer:
    return desk.replace(shelf, call)


def _delete(shelf: Shelf, desk: Desk, call: Call) -> Answer:
    desk.find(shelf, call.path["identifier"])
    desk.store.remove(shelf.collection, call.path["identifier"])
    return Answer(call.operation.status)


def _item_metadata(desk: Desk, call: Call) -> Answer:
    body = call.body or {}
    stored = desk.store.get(ITEMS.collection, body["identifier"])
    if stored is None:
        return desk.create(ITEMS, call)
    changed = desk.change_beside(ITEMS, stored, {"metadata": body["metadata"]} if body.get("metadata") else {})
    return Answer(call.operation.status, as_json(shown(changed)))


def _test_metadata(desk: Desk, call: Call) -> Answer:
    stored = desk.find(TESTS, call.path["identifier"])
    changed = desk.change_beside(TESTS, stored, {"metadata": (call.body or {})["metadata"]})
    return Answer(call.operation.status, as_json(shown(changed)))


def _shelf(shelf: Shelf, one: str, many: str) -> dict[str, _Rule]:
    return {
        f"search{many}": partial(list_objects, shelf),
        f"create{one}": partial(_create, shelf),
        f"get{one}": partial(_read, shelf),
        f"update{one}": partial(_replace, shelf),
        f"delete{one}": partial(_delete, shelf),
    }


RULES: Final[Mapping[str, _Rule]] = {
    **_shelf(ITEMS, "AssessmentItem", "AssessmentItems"),
    **_shelf(TESTS, "AssessmentTest", "AssessmentTests"),
    **_shelf(STIMULI, "Stimulus", "Stimuli"),
    "updateMetadata": _item_metadata,
    "updateAssessmentTestMetadata": _test_metadata,
    **parts.RULES,
    **sections.RULES,
    **answers.RULES,
    **checks.RULES,
    **remarks.RULES,
}
