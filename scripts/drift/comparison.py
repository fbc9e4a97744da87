"""Compares our documents with a published one; each difference is found once, however many operations share it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from drift.operations import Operation, Parameter, pair, parted, renamed
from drift.schemas import Document, Part, Shape, Spot, admits, mapping, sequence, spot

BREAKING, ADDITIVE, COSMETIC = SEVERITIES = ("breaking", "additive", "cosmetic")
REQUEST, REPLY = "request", "reply"
DATES = {"date", "date-time"}

# The effect on users of the client: of a change of requests, and of a change of replies.
FELT = {
    "operation-added": (ADDITIVE, ADDITIVE),
    "operation-removed": (BREAKING, BREAKING),
    "operation-moved": (BREAKING, BREAKING),
    "operation-renamed": (COSMETIC, COSMETIC),
    "operation-deprecated": (ADDITIVE, ADDITIVE),
    "operation-documented": (COSMETIC, COSMETIC),
    "parameter-added": (ADDITIVE, ADDITIVE),
    "parameter-demanded": (BREAKING, BREAKING),
    "parameter-removed": (BREAKING, BREAKING),
    "parameter-required": (BREAKING, BREAKING),
    "parameter-optional": (ADDITIVE, ADDITIVE),
    "body-added": (ADDITIVE, ADDITIVE),
    "body-removed": (BREAKING, BREAKING),
    "body-required": (BREAKING, BREAKING),
    "body-optional": (ADDITIVE, ADDITIVE),
    "status-added": (ADDITIVE, ADDITIVE),
    "status-removed": (BREAKING, BREAKING),
    "error-added": (COSMETIC, COSMETIC),
    "error-removed": (COSMETIC, COSMETIC),
    "property-added": (ADDITIVE, ADDITIVE),
    "property-demanded": (BREAKING, ADDITIVE),
    "property-removed": (BREAKING, BREAKING),
    "required": (BREAKING, COSMETIC),
    "optional": (ADDITIVE, BREAKING),
    "type-changed": (BREAKING, BREAKING),
    "type-added": (ADDITIVE, BREAKING),
    "type-removed": (BREAKING, COSMETIC),
    "null-added": (ADDITIVE, ADDITIVE),
    "null-removed": (BREAKING, COSMETIC),
    "value-added": (ADDITIVE, ADDITIVE),
    "value-removed": (BREAKING, COSMETIC),
    "values-opened": (ADDITIVE, ADDITIVE),
    "values-closed": (BREAKING, COSMETIC),
    "date-changed": (BREAKING, BREAKING),
    "format-changed": (COSMETIC, COSMETIC),
    "described": (ADDITIVE, ADDITIVE),
    "undescribed": (COSMETIC, COSMETIC),
}


@dataclass(slots=True)
class Finding:
    """One difference and where it occurs: operation -> request, reply, or both.

    ``sites`` are the properties that refer to the schema, if it is a named one.
    """

    kind: str
    where: str
    detail: str
    value: str
    met: dict[str, set[str]] = field(default_factory=dict)
    sites: set[str] = field(default_factory=set)
    specs: set[str] = field(default_factory=set)
    sharing: int = 0

    @property
    def places(self) -> list[str]:
        return sorted({place for places in self.met.values() for place in places}, reverse=True)

    @property
    def severity(self) -> str:
        felt = [FELT[self.kind][0 if place == REQUEST else 1] for place in self.places]
        return min(felt, key=SEVERITIES.index)


class Note(Protocol):
    """Records the findings about one schema."""

    def __call__(self, kind: str, detail: str, value: str = "") -> None: ...


class Comparison:
    """The differences found so far. ``ours`` are documents of specs/, ``theirs`` is the published document."""

    def __init__(self, ours: dict[str, Document], theirs: Document) -> None:
        self.ours = ours
        self.theirs = theirs
        self.findings: dict[tuple[str, str, str], Finding] = {}
        self.users: dict[str, set[str]] = {}
        self._document: Document = theirs
        self._operation: Operation
        self._seen: set[tuple[str, int, int]] = set()

    def run(self, ours: Iterable[Operation], theirs: Iterable[Operation]) -> list[Finding]:
        """Compare all operations.

        Raises:
            UnreadableError: references of a document form a cycle.
        """
        pairs, gone, new = pair(ours, theirs)
        moved = renamed(gone, new)
        for mine, other in moved:
            self._operation = mine
            before, after = parted(mine.full[1], other.full[1])
            self._note("operation-moved", f"path {before}", f"is {after} now", after, REQUEST)
        gone = [o for o in gone if all(o is not mine for mine, _ in moved)]
        new = [o for o in new if all(o is not other for _, other in moved)]
        for operation in gone:
            if not operation.undocumented:
                self._operation = operation
                self._note("operation-removed", _line(operation), "is no longer there", "", REQUEST)
        for operation in new:
            self._operation = operation
            self._note("operation-added", _line(operation), f"is new{_called(operation)}", "", REQUEST)
        for mine, other in [*pairs, *moved]:
            self._operation, self._document = mine, self.ours[mine.spec]
            self._seen = set()
            self._operations(mine, other)
        for finding in self.findings.values():
            finding.sharing = len(self.users.get(finding.where.partition(".")[0].partition("[")[0], ()))
        return list(self.findings.values())

    def _note(self, kind: str, where: str, detail: str, value: str, place: str, site: Spot | None = None) -> None:
        key = (kind, where, detail)
        finding = self.findings.setdefault(key, Finding(kind, where, detail, value))
        finding.met.setdefault(self._operation.name, set()).add(place)
        if site is not None and str(site) != where:
            finding.sites.add(str(site))
        if self._operation.spec:
            finding.specs.add(self._operation.spec)

    def _operations(self, mine: Operation, other: Operation) -> None:
        where = _line(mine)
        if mine.undocumented:
            self._note("operation-documented", where, "is documented now", "", REQUEST)
        if other.id and mine.id and other.id != mine.id:
            self._note("operation-renamed", where, f"is called {other.id} now", other.id, REQUEST)
        if other.deprecated and not mine.deprecated:
            self._note("operation-deprecated", where, "is deprecated now", "", REQUEST)
        self._parameters(mine, other)
        self._bodies(mine, other)
        self._replies(mine, other)

    def _parameters(self, mine: Operation, other: Operation) -> None:
        for key in sorted(mine.parameters.keys() | other.parameters.keys()):
            place, name = key
            if place == "path":
                continue
            where = f"{place} parameter {name}"
            have, theirs = mine.parameters.get(key), other.parameters.get(key)
            if have is None and theirs is not None:
                said = kind_of(self.theirs.shape(theirs.part))
                kind, word = ("demanded", "is new and required") if theirs.required else ("added", "is new")
                self._note(f"parameter-{kind}", where, f"{word} ({said})", name, REQUEST)
            elif have is not None and theirs is None:
                self._note("parameter-removed", where, "is no longer there", name, REQUEST)
            elif have is not None and theirs is not None:
                self._parameter(where, have, theirs)
        own, their = ([p for (place, _), p in o.parameters.items() if place == "path"] for o in (mine, other))
        names = [name for (place, name) in mine.parameters if place == "path"]
        if len(own) == len(their):
            for name, have, theirs in zip(names, own, their, strict=True):
                self._parameter(f"path parameter {name}", have, theirs)

    def _parameter(self, where: str, have: Parameter, theirs: Parameter) -> None:
        if theirs.required != have.required:
            kind, word = ("parameter-required", "required") if theirs.required else ("parameter-optional", "optional")
            self._note(kind, where, f"is {word} now", "", REQUEST)
        self._shapes(have.part, theirs.part, REQUEST, Spot(where))

    def _bodies(self, mine: Operation, other: Operation) -> None:
        where = "request"
        for kind in sorted(other.bodies.keys() - mine.bodies.keys()):
            self._note("body-added", where, f"can be {kind} now", kind, REQUEST)
        for kind in sorted(mine.bodies.keys() - other.bodies.keys()):
            self._note("body-removed", where, f"can no longer be {kind}", kind, REQUEST)
        if mine.bodies and other.bodies and mine.body_required != other.body_required:
            word = "required" if other.body_required else "optional"
            self._note(f"body-{word}", where, f"is {word} now", "", REQUEST)
        for kind in sorted(mine.bodies.keys() & other.bodies.keys()):
            self._shapes(mine.bodies[kind], other.bodies[kind], REQUEST)

    def _replies(self, mine: Operation, other: Operation) -> None:
        for status in sorted(mine.replies.keys() | other.replies.keys()):
            succeeds = status.startswith("2")
            where = f"reply {status}"
            if status not in other.replies:
                if not _covered(status, other):
                    kind = "status-removed" if succeeds else "error-removed"
                    self._note(kind, where, "is no longer there", status, REPLY)
            elif (known := _covered(status, mine)) is None:
                self._note("status-added" if succeeds else "error-added", where, "is new", status, REPLY)
            else:
                self._contents(where, mine.replies[known], other.replies[status])

    def _contents(self, where: str, mine: dict[str, Part], theirs: dict[str, Part]) -> None:
        for kind in sorted(theirs.keys() - mine.keys()):
            self._note("body-added", where, f"can be {kind} now", kind, REPLY)
        for kind in sorted(mine.keys() - theirs.keys()):
            self._note("body-removed", where, f"is no longer {kind}", kind, REPLY)
        for kind in sorted(mine.keys() & theirs.keys()):
            self._shapes(mine[kind], theirs[kind], REPLY)

    def _shapes(self, mine: Part, theirs: Part, place: str, at: Spot | None = None) -> None:
        key = (place, id(mine), id(theirs))
        if key in self._seen:
            return
        self._seen.add(key)
        where = at or self._named(mine)
        self.users.setdefault(where.name, set()).add(self._operation.name)
        have, said = self._document.shape(mine), self.theirs.shape(theirs)
        site = at or spot(mine)

        def note(kind: str, detail: str, value: str = "") -> None:
            self._note(kind, str(where), detail, value, place, site)

        if said.anything:
            if not have.anything:
                note("undescribed", f"is not described (specs/: {kind_of(have)})")
            return
        if have.anything:
            note("described", f"is described now ({kind_of(said)})")
            return
        self._types(have, said, note)
        # The property that uses a schema states whether null is allowed, not the schema.
        if said.nullable and not have.nullable:
            self._note("null-added", str(site), "may be null now", "", place)
        elif have.nullable and not said.nullable:
            self._note("null-removed", str(site), "is not null any more", "", place)
        self._values(have, said, note)
        self._formats(have, said, note)
        if have.items is not None and said.items is not None:
            self._shapes(have.items, said.items, place)
        if have.extra is not None and said.extra is not None:
            self._shapes(have.extra, said.extra, place)
        self._properties(have, said, where, place)

    def _named(self, part: Part) -> Spot:
        """Return the place of a part: the schema of ours that it refers to, or else the part itself."""
        schema = getattr(part, "schema", None)
        for _ in range(9):
            real = [s for s in sequence(mapping(schema).get("anyOf")) if mapping(s).get("type") != "null"]
            if len(real) != 1:
                break
            schema = real[0]
        _, reference = self._document.follow(schema)
        return Spot(reference.rpartition("/")[2]) if reference else spot(part)

    def _types(self, have: Shape, said: Shape, note: Note) -> None:
        more = {t for t in said.types if not admits(have.types, t)}
        fewer = {t for t in have.types if not admits(said.types, t)}
        detail = f"is {_words(said.types)} now (specs/: {_words(have.types)})"
        if more and fewer and not (said.types & have.types):
            note("type-changed", detail, _words(said.types))
        elif more:
            note("type-added", detail, _words(more))
        elif fewer:
            note("type-removed", detail, _words(fewer))

    def _values(self, have: Shape, said: Shape, note: Note) -> None:
        if not said.types & have.types or (said.values is None and have.values is None):
            return
        if said.values is None:
            if not have.open and "string" in said.types and "string" in have.types:
                note("values-opened", "takes any value now")
            return
        if have.values is None:
            note("values-closed", f"has one of {_few(said.values)} now", " ".join(sorted(said.values)))
            return
        for value in sorted(said.values - have.values - ({"true", "false"} if "boolean" in have.types else set())):
            note("value-added", f"has the new value {value}", value)
        if said.open and not have.open:
            note("values-opened", "takes any value now")
        elif not said.open:
            for value in sorted(have.values - said.values - ({"true", "false"} if "boolean" in said.types else set())):
                note("value-removed", f"no longer has the value {value}", value)

    def _formats(self, have: Shape, said: Shape, note: Note) -> None:
        if have.formats == said.formats or (said.formats and said.formats < have.formats):
            return
        dated = (have.formats | said.formats) & DATES
        before, now = (_words(shape.formats) or "of no format" for shape in (have, said))
        note("date-changed" if dated else "format-changed", f"is {now} now (specs/: {before})", _words(said.formats))

    def _properties(self, have: Shape, said: Shape, where: Spot, place: str) -> None:
        if "object" not in said.types or "object" not in have.types:
            return
        for name, part in said.properties.items():
            here = f"{where}.{name}"
            if name in have.properties:
                inner = have.properties[name]
                owner = spot(inner)
                self._shapes(inner, part, place)
                if name in said.required and name not in have.required:
                    self._note("required", str(owner), "is required now", "", place)
                elif name in have.required and name not in said.required:
                    self._note("optional", str(owner), "is optional now", "", place)
                continue
            demanded = place == REQUEST and name in said.required
            word = "is new and required" if demanded else "is new"
            kind = "property-demanded" if demanded else "property-added"
            self._note(kind, here, f"{word} ({kind_of(self.theirs.shape(part))})", name, place)
        if not said.properties:
            if have.properties:
                self._note("undescribed", str(where), f"is not described (specs/: {kind_of(have)})", "", place)
            return
        for name, part in have.properties.items():
            if name not in said.properties:
                self._note("property-removed", str(spot(part)), "is no longer there", name, place)


def kind_of(shape: Shape) -> str:
    """Describe a schema in a few words."""
    if shape.values and "object" not in shape.types:
        return f"one of {_few(shape.values)}"
    text = _words(shape.types) or "anything"
    if "object" in shape.types and shape.properties:
        text += f" with {_few(shape.properties)}"
    return text + (", " + _words(shape.formats) if shape.formats else "") + (" or null" if shape.nullable else "")


def _covered(status: str, operation: Operation) -> str | None:
    general = () if status.startswith("2") else (f"{status[0]}XX", "default")
    return next((s for s in (status, *general) if s in operation.replies), None)


def _line(operation: Operation) -> str:
    return f"{operation.method} {operation.full[1] if operation.spec else operation.path}"


def _called(operation: Operation) -> str:
    return f" ({operation.id})" if operation.id else ""


def _words(words: Iterable[str]) -> str:
    return " or ".join(sorted(words))


def _few(words: Iterable[str], count: int = 6) -> str:
    found = list(words) if isinstance(words, dict) else sorted(words)
    return ", ".join(found[:count]) + (", ..." if len(found) > count else "")
