"""From what is sent to what is stored, for items, tests and stimuli."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import attrs

from timeback import qti
from timeback.qti.vocabulary import Kind
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import Answer, Call, as_json
from timeback.sandbox.qti.references import check_references, check_unique
from timeback.sandbox.qti.xml_editing import with_defaults
from timeback.sandbox.spec.comparable import now, stamp
from timeback.sandbox.spec.validation import Validators, refuse
from timeback.sandbox.storage.store import Object, Store

__all__ = ["ITEMS", "STIMULI", "TESTS", "Desk", "Document", "Shelf", "reading", "shown"]

Document = qti.AssessmentItem | qti.AssessmentTest | qti.Stimulus

_TYPES: Final[Mapping[Kind, type[qti.Document]]] = {
    "item": qti.AssessmentItem,
    "test": qti.AssessmentTest,
    "stimulus": qti.Stimulus,
}


@attrs.frozen
class Shelf:
    """A collection of documents of one kind."""

    collection: str
    kind: Kind
    schema: str
    beside: tuple[str, ...]
    """Properties that are in the JSON alone, since the XML has no place for them."""


ITEMS: Final = Shelf("assessmentItems", "item", "AssessmentItem", ("metadata",))
TESTS: Final = Shelf("assessmentTests", "test", "AssessmentTest", ("metadata", "toolsEnabled"))
STIMULI: Final = Shelf("stimuli", "stimulus", "Stimulus", ("metadata",))


@contextmanager
def reading(place: str = "") -> Iterator[None]:
    """Turns what `timeback.qti` refuses into an answer; `place` is the property that it is about."""
    front = f"{place}: " if place else ""
    try:
        yield
    except qti.QTIUnsupportedError as error:
        raise ApiError(501, f"{front}{error}") from None
    except qti.QTIError as error:
        raise ApiError(400, f"{front}{error}") from None


def shown(stored: Mapping[str, Any]) -> Object:
    """An object as replies have it."""
    return {name: value for name, value in stored.items() if name != "sourcedId"}


@attrs.frozen
class _Received:
    document: Document
    beside: Object = attrs.field(repr=False)
    fallback: Object = attrs.field(repr=False)
    """What the JSON says that its document has no place for, without being metadata."""


class Desk:
    """Reads bodies, finds objects and stores them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._validators = Validators()

    # Reading

    def find(self, shelf: Shelf, identifier: str) -> Object:
        found = self.store.get(shelf.collection, identifier)
        if found is None:
            raise ApiError(404, f"{shelf.collection}: there is no {identifier}.")
        return found

    def document(self, shelf: Shelf, stored: Mapping[str, Any]) -> Document:
        raw = stored.get("rawXml")
        with reading("rawXml"):
            # What was put into the store by hand need not have one.
            return qti.read(raw) if isinstance(raw, str) else qti.from_json(shown(stored), shelf.kind)

    def test(self, stored: Mapping[str, Any]) -> qti.AssessmentTest:
        document = self.document(TESTS, stored)
        assert isinstance(document, qti.AssessmentTest)
        return document

    def item(self, stored: Mapping[str, Any]) -> qti.AssessmentItem:
        document = self.document(ITEMS, stored)
        assert isinstance(document, qti.AssessmentItem)
        return document

    # Writing

    def create(self, shelf: Shelf, call: Call) -> Answer:
        received = self._received(shelf, call)
        identifier = received.document.identifier
        if shelf is ITEMS:
            _check_base_types(received.document, call.body)
        if self.store.has(shelf.collection, identifier):
            raise ApiError(409, f"identifier: {identifier} is in use in {shelf.collection}.")
        return Answer(call.operation.status, as_json(shown(self._save(shelf, call, received, None))))

    def replace(self, shelf: Shelf, call: Call) -> Answer:
        identifier = call.path["identifier"]
        old = self.find(shelf, identifier)
        sent = (call.body or {}).get("identifier", identifier)
        received = self._received(shelf, call) if sent == identifier else None
        if received is None or received.document.identifier != identifier:
            raise ApiError(400, "identifier: the body has another one than the path.")
        if call.body is None:
            beside = {name: old[name] for name in shelf.beside if name in old}
            received = attrs.evolve(received, beside=beside)
        return Answer(call.operation.status, as_json(shown(self._save(shelf, call, received, old))))

    def change_beside(self, shelf: Shelf, stored: Object, changes: Mapping[str, Any]) -> Object:
        """Replace what stands beside the document."""
        return self.store.put(shelf.collection, {**stored, **changes, **_stamps(stored)})

    def rewrite(self, call: Call, old: Object, xml: str) -> Object:
        """Store a test with an XML that was changed."""
        with reading():
            document = qti.read(xml)
        beside = {name: old[name] for name in TESTS.beside if name in old}
        return self._save(TESTS, call, _Received(document, beside, _attempts(old)), old)

    def _save(self, shelf: Shelf, call: Call, received: _Received, old: Object | None) -> Object:
        document = received.document
        for name in ("identifier", "title"):
            if name not in document.attributes or not document.attributes[name].strip():
                raise refuse([(name, "is missing, or empty")])
        with reading():
            problems = qti.check(document, shelf.kind)
            view = qti.to_json(document)
        if any(problem.rule == "namespace" for problem in problems):
            raise refuse([("xml", next(problem.text for problem in problems if problem.rule == "namespace"))])
        if isinstance(document, qti.AssessmentTest):
            view["isValidXml"] = not problems
            check_unique(document)
        view = {**received.fallback, **view}
        if shelf is ITEMS and "type" not in view:
            raise refuse([("type", "is missing, since the item has no interaction")])
        schema = call.operation.document.content["components"]["schemas"][shelf.schema]
        unfit = self._validators.problems(call.operation.document, schema, view)
        if unfit:
            raise refuse(unfit)
        check_references(self.store, document, None if old is None else self.document(shelf, old))
        stored = {"sourcedId": document.identifier, **view, **received.beside, **_stamps(old)}
        return self.store.put(shelf.collection, stored)

    def _received(self, shelf: Shelf, call: Call) -> _Received:
        body = call.body
        if body is None:
            with reading("xml"):
                return _Received(_of_kind(qti.read(call.content), shelf), {}, {})
        beside = {name: body[name] for name in shelf.beside if body.get(name) is not None}
        if shelf is ITEMS and body.get("format") == "xml":
            with reading("xml"):
                return _Received(_of_kind(qti.read(body["xml"]), shelf), beside, {})
        known = call.operation.document.schemas.properties(
            call.operation.document.content["components"]["schemas"][shelf.schema]
        )
        sent = {name: value for name, value in body.items() if name in known and name not in shelf.beside}
        if shelf is ITEMS and not sent.get("interaction") and isinstance(sent.get("rawXml"), str):
            with reading("rawXml"):
                return _Received(_of_kind(qti.read(sent["rawXml"]), shelf), beside, {"type": sent["type"]})
        if shelf is ITEMS and sent.get("interaction") and sent["interaction"]["type"] != sent["type"]:
            raise refuse([("interaction.type", "is another one than type")])
        if shelf is TESTS:
            sent = {**sent, "qti-test-part": [with_defaults(part) for part in sent["qti-test-part"]]}
        if shelf is STIMULI and "rawXml" not in sent:
            sent = {"language": "en", **sent}
        with reading():
            document = qti.from_json(sent, shelf.kind)
        fallback = {"type": sent["type"]} if shelf is ITEMS else _attempts(sent) if shelf is TESTS else {}
        return _Received(document, beside, fallback)


def _of_kind(document: Document, shelf: Shelf) -> Document:
    if not isinstance(document, _TYPES[shelf.kind]):
        raise qti.QTIError(f"is not that of a QTI {shelf.kind}")
    return document


def _stamps(old: Mapping[str, Any] | None) -> Object:
    moment = stamp(now())
    if old is None:
        return {"createdAt": moment, "updatedAt": moment, "__v": 0}
    return {"createdAt": old.get("createdAt", moment), "updatedAt": moment, "__v": old.get("__v", 0) + 1}


def _attempts(value: Mapping[str, Any]) -> Object:
    """The XML says in each part how often it may be taken, so a test without parts cannot say it."""
    attempts = value.get("maxAttempts")
    return {} if attempts is None or value.get("qti-test-part") else {"maxAttempts": attempts}


def _check_base_types(document: Document, body: Mapping[str, Any] | None) -> None:
    """The platform is reported to refuse new items with outcomes that have no base type, records among them."""
    listed = (body or {}).get("outcomeDeclarations")
    for index, each in enumerate(listed if isinstance(listed, list) else ()):
        if each.get("baseType") is None:
            raise refuse([(f"outcomeDeclarations[{index}].baseType", "is missing")])
    if isinstance(document, qti.AssessmentItem):
        for outcome in document.outcome_declarations:
            if outcome.base_type is None:
                raise ApiError(400, f"xml: the outcome declaration of {outcome.identifier} has no base-type.")
