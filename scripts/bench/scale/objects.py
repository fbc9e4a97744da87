"""Invented objects of OneRoster collections of any size. None is held: each is made from its number.

An object is a template, chosen by its number modulo ``BLOCK``, with the number inserted. Everything but ids, references
and unique names depends on the template alone. ``dateLastModified`` is a minute later from one template to the next, so
that it rises and falls with the ids, as on a server where any object may be the last one that was changed.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from timeback._spec.documents import load
from timeback._spec.entities import Entity, roster
from timeback._spec.operations import operations
from timeback._spec.references import ReferencePath, Step
from timeback.sandbox.fake_data.district import generate

BLOCK = 1000
"""How many templates a collection has."""

FIRST_CHANGE = datetime(2025, 9, 1, tzinfo=UTC)
"""``dateLastModified`` of the first template."""

FEW = 10
"""Size of a collection that is referred to and was not given one."""

# <<0>> is the place of the object's own number.
_INSERTED = re.compile(rb"<<([1-9]\d*)>>")
_BEYOND = 1 << 62


class _Number(NamedTuple):
    """The number of another object that object ``i`` refers to: ``(i * factor + i // divisor) % size``."""

    factor: int
    divisor: int
    size: int


class _Encoded(NamedTuple):
    """A template as JSON: the parts between the object's own number, and the other numbers inserted into the parts."""

    parts: tuple[bytes, ...]
    text: bytes
    inserted: tuple[_Number, ...]


class Collection:
    """One collection of ``count`` objects."""

    def __init__(
        self, entity: Entity, sizes: Mapping[str, int], *, deleted_every: int = 0, starts_empty: bool = False
    ) -> None:
        """Args:
        sizes: the number of objects of this collection and of those that it refers to.
        deleted_every: the interval of the objects that are marked as deleted, at most ``BLOCK``; 0 for none.
        starts_empty: whether the collection has none of its objects.
        """
        self.entity = entity
        self.count = 0 if starts_empty else sizes[entity.name]
        self.path, self.key = _listing(entity)
        self._numbers = [_Number(1, _BEYOND, _BEYOND)]
        self._sizes, self._deleted_every = sizes, deleted_every
        self._encoded = lru_cache(maxsize=16)(self._encode)

    def id_of(self, number: int) -> str:
        """The id of an object. Ids have the order of the numbers."""
        return f"{_id_prefix(self.entity)}{number:09d}"

    def below(self, sourced_id: str) -> int:
        """How many ids are below a text, by code point."""
        return bisect_left(range(self.count), sourced_id, key=self.id_of)

    def number_of(self, sourced_id: str) -> int | None:
        """The number of the object with an id; None if there is none."""
        number = self.below(sourced_id)
        return number if number < self.count and self.id_of(number) == sourced_id else None

    def number_in(self, sourced_id: str) -> int | None:
        """The number in an id, whether there is such an object or not; None if this collection has no ids like it."""
        digits = sourced_id.removeprefix(_id_prefix(self.entity))
        is_number = len(digits) == 9 and digits.isdecimal() and digits != sourced_id
        return int(digits) if is_number else None

    def encode(self, numbers: Iterable[int], fields: tuple[str, ...] = ()) -> bytes:
        """Objects as JSON, separated by commas, with all properties or some."""
        templates = self._encoded(fields)
        found = []
        for i in numbers:
            parts, text, inserted = templates[i % BLOCK]
            own = b"%09d" % i
            if inserted:
                text %= tuple([(i * factor + i // divisor) % size for factor, divisor, size in inserted])
                found.append(text.replace(b"<<0>>", own))
            else:
                found.append(own.join(parts))
        return b",".join(found)

    def _encode(self, fields: tuple[str, ...]) -> list[_Encoded]:
        return [self._encode_template(template, fields) for template in self.templates]

    def _encode_template(self, template: dict[str, Any], fields: tuple[str, ...]) -> _Encoded:
        chosen = {name: value for name, value in template.items() if not fields or name in fields}
        text = json.dumps(chosen, ensure_ascii=False, separators=(",", ":")).encode()
        inserted = tuple(self._numbers[int(found)] for found in _INSERTED.findall(text))
        return _Encoded(tuple(text.split(b"<<0>>")), _INSERTED.sub(b"%09d", text.replace(b"%", b"%%")), inserted)

    @cached_property
    def templates(self) -> list[dict[str, Any]]:
        """The templates, with ``<<0>>`` in the place of the object's number. They are made on first use."""
        samples = _samples(self.entity.name)
        templates = []
        for k in range(BLOCK):
            template = deepcopy(samples[k % len(samples)])
            template["sourcedId"] = f"{_id_prefix(self.entity)}<<0>>"
            changed = FIRST_CHANGE + timedelta(minutes=k)
            template["dateLastModified"] = f"{changed:%Y-%m-%dT%H:%M:%S}.000Z"
            deleted = self._deleted_every and (k + 1) % self._deleted_every == 0
            template["status"] = "tobedeleted" if deleted else "active"
            self._make_unique(template)
            for path in self.entity.references:
                self._refer(template, k, path)
            templates.append(template)
        return templates

    def _make_unique(self, template: dict[str, Any]) -> None:
        """Insert the number into the texts by which a migration looks for an object."""
        for (name,) in (key for key in self.entity.natural_keys if len(key) == 1):
            if isinstance(value := template.get(name), str):
                local, at, domain = value.partition("@")
                template[name] = f"{local}-<<0>>{at}{domain}"

    def _refer(self, template: dict[str, Any], k: int, path: ReferencePath) -> None:
        # Objects above one in the same collection are left out: a chain of them would slow down a migration.
        is_own = path.collection == self.entity.name and path.name != "agents[]"
        for holder in _holders(template, path.steps[:-1]):
            step = path.steps[-1]
            if is_own:
                holder.pop(step.name, None)
                continue
            value = holder.get(step.name)
            for reference in value if isinstance(value, list) else [value]:
                if isinstance(reference, dict):
                    target = roster()[path.collection]
                    number = self._reference_number(path, k, max(self._sizes[path.collection], 1))
                    reference["sourcedId"] = f"{_id_prefix(target)}{number}"

    def _reference_number(self, path: ReferencePath, k: int, size: int) -> str:
        """The number that a template refers to, or the place where it is inserted.

        The first two references differ from object to object: together they may identify it.
        """
        place = self.entity.references.index(path)
        identifies = place < 2 and any(len(key) > 1 for key in self.entity.natural_keys)
        if size <= BLOCK and not identifies:
            return f"{k % size:09d}"
        number = _Number(7, size, size) if place else _Number(1, _BEYOND, size)
        if number not in self._numbers:
            self._numbers.append(number)
        return f"<<{self._numbers.index(number)}>>"


def collections(sizes: Mapping[str, int], *, deleted_every: int = 0, starts_empty: bool = False) -> list[Collection]:
    """All collections of OneRoster. Those without a size are empty, unless another one refers to them.

    Raises:
        ValueError: there is no collection with a name.
    """
    known = roster()
    if unknown := sizes.keys() - known.keys():
        raise ValueError(f"{', '.join(sorted(unknown))}: no such collection; choose from {', '.join(known)}")
    complete = dict.fromkeys(known, 0) | dict(sizes)
    for name in reversed(known):
        for path in known[name].references if complete[name] else ():
            if path.collection not in sizes:
                complete[path.collection] = FEW
    return [
        Collection(entity, complete, deleted_every=deleted_every, starts_empty=starts_empty)
        for entity in known.values()
    ]


def _id_prefix(entity: Entity) -> str:
    return f"{roster()[entity.identity_of].singular if entity.identity_of else entity.singular}-"


def _listing(entity: Entity) -> tuple[str, str]:
    """The path of a collection, and the property of a page that has its objects."""
    document = load(entity.service)
    for operation in operations(document):
        is_whole = "{" not in operation.path and "x-select" not in operation.declared
        if operation.method == "GET" and operation.entity == entity.name and is_whole and operation.collection:
            return f"{document.base_path}{operation.path}", operation.collection
    raise ValueError(f"{entity.name}: the document has no operation that lists it")


def _holders(value: dict[str, Any], steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """The objects that have the last property of a path."""
    found: list[Any] = [value]
    for step in steps:
        inner = [one.get(step.name) for one in found]
        found = [one for entry in inner for one in (entry if isinstance(entry, list) else [entry])]
        found = [one for one in found if isinstance(one, dict)]
    return found


def _samples(name: str) -> list[dict[str, Any]]:
    if samples := _district().get(name):
        return samples
    made = {
        "resources": {"title": "Video", "vendorResourceId": "video", "roles": ["primary"], "importance": "primary"},
        "componentResources": {"title": "Part", "sortOrder": 1, **_to("courseComponent"), **_to("resource")},
        "categories": {"title": "Homework", "weight": 0.3},
        "scoreScales": {
            "title": "Scale",
            "type": "letter",
            **_to("class"),
            **_to("course"),
            "scoreScaleValue": [{"itemValueLHS": "A", "itemValueRHS": "90"}],
        },
        "assessmentLineItems": {"title": "Assessment", "resultValueMin": 0.0, "resultValueMax": 100.0, **_to("class")},
        "assessmentResults": {
            **_to("assessmentLineItem"),
            **_to("student", "user"),
            "score": 87.5,
            "scoreDate": "2025-10-01",
            "scoreStatus": "fully graded",
        },
        "lineItems": {
            "title": "Exercise",
            "assignDate": "2025-09-15T08:00:00.000Z",
            "dueDate": "2025-09-22T16:00:00.000Z",
            **_to("class"),
            **_to("school", "org"),
            **_to("category"),
            "resultValueMin": 0.0,
            "resultValueMax": 100.0,
        },
        "results": {
            **_to("lineItem"),
            **_to("student", "user"),
            **_to("class"),
            "scoreStatus": "fully graded",
            "score": 91.0,
            "scoreDate": "2025-10-01",
            "comment": "Complete, with one mistake in the second part.",
        },
    }
    return [made[name]]


def _to(name: str, kind: str | None = None) -> dict[str, Any]:
    return {name: {"sourcedId": "", "type": kind or name}}


@cache
def _district() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for name, batch in generate(users=BLOCK):
        found.setdefault(name, []).extend(batch)
    return {name: objects[-BLOCK:] for name, objects in found.items()}
