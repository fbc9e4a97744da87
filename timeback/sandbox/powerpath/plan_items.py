"""The item tree of a lesson plan, and the operations that change it. This module does not load or store plans.

An item is {itemId, type, ref, skipped, children}, where `ref` is the id of the component or component resource. The
root has only children. Siblings are in the order of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from timeback.sandbox.operations.objects import (
    active_object,
    metadata,
    new_id,
    referenced_id,
)
from timeback.sandbox.powerpath.course_tree import sort_key
from timeback.sandbox.powerpath.lessons import lesson_object
from timeback.sandbox.powerpath.syllabus import MAX_DEPTH, CourseContent, content_of
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["apply_operation", "items_of_course", "order_key"]

PlanItem = dict[str, Any]


class InapplicableOperation(Exception):
    """An operation cannot be applied to the plan."""


def _item(type_: str, ref: str, skipped: bool) -> PlanItem:
    return {"itemId": new_id(), "type": type_, "ref": ref, "skipped": skipped, "children": []}


def items_of_course(store: Store, course: str) -> PlanItem:
    """The items of the current content of a course."""
    content = content_of(store, course)
    return {"children": [_component(content, each, 0) for each in content.roots]}


def _component(content: CourseContent, component: StoredObject, depth: int) -> PlanItem:
    own = component["sourcedId"]
    found = _item("component", own, _is_support(component))
    parts: list[tuple[float, PlanItem]] = []
    if depth < MAX_DEPTH:
        inner = content.components.get(own, [])
        parts += [(sort_key(each), _component(content, each, depth + 1)) for each in inner]
    for each, resource in content.resources[own]:
        skipped = _is_support(each) if "lessonRole" in metadata(each) else _is_support(resource)
        parts.append((sort_key(each), _item("resource", each["sourcedId"], skipped)))
    found["children"] = [item for _, item in sorted(parts, key=lambda part: part[0])]
    return found


def _is_support(value: StoredObject) -> bool:
    return metadata(value).get("lessonRole") == "support"


def order_key(index: int) -> str:
    """A string for a position that sorts like the position: a0 to a9, b10 to b99, and so on."""
    digits = str(index)
    return f"{chr(ord('a') + len(digits) - 1)}{digits}"


def iterate_items(item: PlanItem) -> Iterator[tuple[PlanItem, PlanItem]]:
    """All descendants of an item, each with its parent."""
    for child in item["children"]:
        yield item, child
        yield from iterate_items(child)


def _find(root: PlanItem, type_: str | None, ref: str, name: str) -> tuple[PlanItem, PlanItem]:
    for parent, item in iterate_items(root):
        if item["ref"] == ref and type_ in (None, item["type"]):
            return parent, item
    raise InapplicableOperation(f"{name}: {ref} is not in the plan")


def _target(root: PlanItem, payload: Mapping[str, Any]) -> tuple[PlanItem, PlanItem]:
    target = payload["target"]
    return _find(root, target["type"], target["id"], "target")


def _depth(item: PlanItem) -> int:
    return 1 + max((_depth(child) for child in item["children"]), default=0)


def _set_skipped(store: Store, root: PlanItem, payload: Mapping[str, Any]) -> None:
    _target(root, payload)[1]["skipped"] = payload["value"]


def _add_resource(store: Store, root: PlanItem, payload: Mapping[str, Any]) -> None:
    _, component = _find(root, "component", payload["parent_component_id"], "parent_component_id")
    ref = payload["resource_id"]
    found = lesson_object(store, ref)
    if found is None or active_object(store, "resources", referenced_id(found, "resource")) is None:
        raise InapplicableOperation(f"resource_id: there is no active component resource {ref}")
    if any(item["type"] == "resource" and item["ref"] == ref for _, item in iterate_items(root)):
        raise InapplicableOperation(f"resource_id: {ref} is already in the plan")
    component["children"].append(_item("resource", ref, payload.get("skipped", False)))


def _move_next_to(step: int) -> Callable[[Store, PlanItem, Mapping[str, Any]], None]:
    def move(store: Store, root: PlanItem, payload: Mapping[str, Any]) -> None:
        parent, item = _target(root, payload)
        ref = payload["reference_id"]
        siblings = parent["children"]
        beside = next((each for each in siblings if each["ref"] == ref and each is not item), None)
        if beside is None:
            raise InapplicableOperation(f"reference_id: {ref} must be another item with the same parent as the target")
        siblings.remove(item)
        siblings.insert(siblings.index(beside) + step, item)

    return move


def _move_to_edge(position: str) -> Callable[[Store, PlanItem, Mapping[str, Any]], None]:
    def move(store: Store, root: PlanItem, payload: Mapping[str, Any]) -> None:
        parent, item = _target(root, payload)
        parent["children"].remove(item)
        _place(parent, item, position)

    return move


def _place(parent: PlanItem, item: PlanItem, position: str) -> None:
    parent["children"].insert(0 if position == "start" else len(parent["children"]), item)


def _change_parent(store: Store, root: PlanItem, payload: Mapping[str, Any]) -> None:
    parent, item = _target(root, payload)
    ref = payload["new_parent_id"]
    _, home = _find(root, "component", ref, "new_parent_id")
    if home is item or any(inner is home for _, inner in iterate_items(item)):
        raise InapplicableOperation(f"new_parent_id: {ref} is the target or in it")
    above = next(depth for depth, each in _depths(root) if each is home)
    if above + _depth(item) > MAX_DEPTH:
        raise InapplicableOperation(f"new_parent_id: a plan has at most {MAX_DEPTH} levels")
    parent["children"].remove(item)
    _place(home, item, payload.get("position", "end"))


def _depths(item: PlanItem, depth: int = 1) -> Iterator[tuple[int, PlanItem]]:
    for child in item["children"]:
        yield depth, child
        yield from _depths(child, depth + 1)


_OPERATIONS: Final[Mapping[str, Callable[[Store, PlanItem, Mapping[str, Any]], None]]] = {
    "set-skipped": _set_skipped,
    "add-custom-resource": _add_resource,
    "move-item-before": _move_next_to(0),
    "move-item-after": _move_next_to(1),
    "move-item-to-start": _move_to_edge("start"),
    "move-item-to-end": _move_to_edge("end"),
    "change-item-parent": _change_parent,
}


def apply_operation(store: Store, root: PlanItem, type_: str, payload: Mapping[str, Any]) -> str | None:
    """Apply an operation; returns an error text if it cannot be applied, and then changes nothing."""
    try:
        _OPERATIONS[type_](store, root, payload)
    except InapplicableOperation as error:
        return f"{error}."
    return None
