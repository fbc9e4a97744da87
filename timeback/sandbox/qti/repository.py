"""Document repository: parses, validates and stores items, tests and stimuli."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

import attrs

from timeback import qti
from timeback.qti.vocabulary import DocumentKind
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.requests import OperationRequest, OperationResponse
from timeback.sandbox.qti.references import check_references, check_unique
from timeback.sandbox.qti.xml_editing import with_defaults
from timeback.sandbox.spec.comparable import now
from timeback.sandbox.spec.validation import Validators, refuse
from timeback.sandbox.storage.store import Store, StoredObject
from timeback_runtime.times import utc_text

__all__ = [
    "ITEMS",
    "STIMULI",
    "TESTS",
    "DocumentCollection",
    "DocumentRepository",
    "QtiDocument",
    "QtiOperation",
    "qti_errors",
    "response_view",
]

QtiDocument = qti.AssessmentItem | qti.AssessmentTest | qti.Stimulus

_TYPES: Final[Mapping[DocumentKind, type[qti.Document]]] = {
    "item": qti.AssessmentItem,
    "test": qti.AssessmentTest,
    "stimulus": qti.Stimulus,
}


@attrs.frozen
class DocumentCollection:
    """A collection of documents of one type: items, tests or stimuli."""

    name: str
    document_type: DocumentKind
    schema: str
    json_only: tuple[str, ...]
    """Properties that only the JSON has, since the XML cannot hold them."""


ITEMS: Final = DocumentCollection("assessmentItems", "item", "AssessmentItem", ("metadata",))
TESTS: Final = DocumentCollection("assessmentTests", "test", "AssessmentTest", ("metadata", "toolsEnabled"))
STIMULI: Final = DocumentCollection("stimuli", "stimulus", "Stimulus", ("metadata",))


@contextmanager
def qti_errors(field: str = "") -> Iterator[None]:
    """Convert errors of `timeback.qti` into API errors; `field` is the property that they concern."""
    prefix = f"{field}: " if field else ""
    try:
        yield
    except qti.QTIUnsupportedError as error:
        raise ApiError(501, f"{prefix}{error}") from None
    except qti.QTIError as error:
        raise ApiError(400, f"{prefix}{error}") from None


def response_view(stored: Mapping[str, Any]) -> StoredObject:
    """An object as responses contain it."""
    return {name: value for name, value in stored.items() if name != "sourcedId"}


@attrs.frozen
class _ParsedBody:
    document: QtiDocument
    json_only: StoredObject = attrs.field(repr=False)
    fallback: StoredObject = attrs.field(repr=False)
    """Values of the JSON body that apply if the document does not imply others."""


class DocumentRepository:
    """Finds and stores documents, and parses request bodies."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._validators = Validators()

    # Reading

    def find(self, collection: DocumentCollection, identifier: str) -> StoredObject:
        found = self.store.get(collection.name, identifier)
        if found is None:
            raise ApiError(404, f"{collection.name}: there is no {identifier}.")
        return found

    def document(self, collection: DocumentCollection, stored: Mapping[str, Any]) -> QtiDocument:
        raw = stored.get("rawXml")
        with qti_errors("rawXml"):
            # An object that was loaded into the store directly may have no rawXml.
            return (
                qti.read(raw)
                if isinstance(raw, str)
                else qti.from_json(response_view(stored), collection.document_type)
            )

    def test(self, stored: Mapping[str, Any]) -> qti.AssessmentTest:
        document = self.document(TESTS, stored)
        assert isinstance(document, qti.AssessmentTest)
        return document

    def item(self, stored: Mapping[str, Any]) -> qti.AssessmentItem:
        document = self.document(ITEMS, stored)
        assert isinstance(document, qti.AssessmentItem)
        return document

    # Writing

    def create(self, collection: DocumentCollection, request: OperationRequest) -> OperationResponse:
        parsed = self._parse_body(collection, request)
        identifier = parsed.document.identifier
        if collection is ITEMS:
            _check_base_types(parsed.document, request.body)
        if self.store.has(collection.name, identifier):
            raise ApiError(409, f"identifier: {identifier} already exists in {collection.name}.")
        return request.json_response(response_view(self._save(collection, request, parsed, None)))

    def replace(self, collection: DocumentCollection, request: OperationRequest) -> OperationResponse:
        identifier = request.path["identifier"]
        old = self.find(collection, identifier)
        sent = (request.body or {}).get("identifier", identifier)
        parsed = self._parse_body(collection, request) if sent == identifier else None
        if parsed is None or parsed.document.identifier != identifier:
            raise ApiError(400, "identifier: differs between body and path.")
        if request.body is None:
            json_only = {name: old[name] for name in collection.json_only if name in old}
            parsed = attrs.evolve(parsed, json_only=json_only)
        return request.json_response(response_view(self._save(collection, request, parsed, old)))

    def update_json_only(
        self, collection: DocumentCollection, stored: StoredObject, changes: Mapping[str, Any]
    ) -> StoredObject:
        """Replace properties that only the JSON has."""
        return self.store.put(collection.name, {**stored, **changes, **_timestamps(stored)})

    def rewrite(self, request: OperationRequest, old: StoredObject, xml: str) -> StoredObject:
        """Store a test whose XML was edited."""
        with qti_errors():
            document = qti.read(xml)
        json_only = {name: old[name] for name in TESTS.json_only if name in old}
        return self._save(TESTS, request, _ParsedBody(document, json_only, _max_attempts(old)), old)

    def _save(
        self, collection: DocumentCollection, request: OperationRequest, parsed: _ParsedBody, old: StoredObject | None
    ) -> StoredObject:
        document = parsed.document
        for name in ("identifier", "title"):
            if name not in document.attributes or not document.attributes[name].strip():
                raise refuse([(name, "is missing or empty")])
        with qti_errors():
            problems = qti.check(document, collection.document_type)
            view = qti.to_json(document)
        if any(problem.rule == "namespace" for problem in problems):
            raise refuse([("xml", next(problem.text for problem in problems if problem.rule == "namespace"))])
        if isinstance(document, qti.AssessmentTest):
            view["isValidXml"] = not problems
            check_unique(document)
        view = {**parsed.fallback, **view}
        if collection is ITEMS and "type" not in view:
            raise refuse([("type", "is missing; the item needs an interaction")])
        schema = request.operation.document.content["components"]["schemas"][collection.schema]
        unfit = self._validators.problems(request.operation.document, schema, view)
        if unfit:
            raise refuse(unfit)
        check_references(self.store, document, None if old is None else self.document(collection, old))
        stored = {"sourcedId": document.identifier, **view, **parsed.json_only, **_timestamps(old)}
        return self.store.put(collection.name, stored)

    def _parse_body(self, collection: DocumentCollection, request: OperationRequest) -> _ParsedBody:
        body = request.body
        if body is None:
            with qti_errors("xml"):
                return _ParsedBody(_checked_type(qti.read(request.content), collection), {}, {})
        json_only = {name: body[name] for name in collection.json_only if body.get(name) is not None}
        if collection is ITEMS and body.get("format") == "xml":
            with qti_errors("xml"):
                return _ParsedBody(_checked_type(qti.read(body["xml"]), collection), json_only, {})
        known = request.operation.document.schemas.properties(
            request.operation.document.content["components"]["schemas"][collection.schema]
        )
        sent = {name: value for name, value in body.items() if name in known and name not in collection.json_only}
        if collection is ITEMS and not sent.get("interaction") and isinstance(sent.get("rawXml"), str):
            with qti_errors("rawXml"):
                return _ParsedBody(
                    _checked_type(qti.read(sent["rawXml"]), collection), json_only, {"type": sent["type"]}
                )
        if collection is ITEMS and sent.get("interaction") and sent["interaction"]["type"] != sent["type"]:
            raise refuse([("interaction.type", "differs from type")])
        if collection is TESTS:
            sent = {**sent, "qti-test-part": [with_defaults(part) for part in sent["qti-test-part"]]}
        if collection is STIMULI and "rawXml" not in sent:
            sent = {"language": "en", **sent}
        with qti_errors():
            document = qti.from_json(sent, collection.document_type)
        fallback = {"type": sent["type"]} if collection is ITEMS else _max_attempts(sent) if collection is TESTS else {}
        return _ParsedBody(document, json_only, fallback)


def _checked_type(document: QtiDocument, collection: DocumentCollection) -> QtiDocument:
    if not isinstance(document, _TYPES[collection.document_type]):
        raise qti.QTIError(f"is not the XML of a QTI {collection.document_type}")
    return document


def _timestamps(old: Mapping[str, Any] | None) -> StoredObject:
    moment = utc_text(now())
    if old is None:
        return {"createdAt": moment, "updatedAt": moment, "__v": 0}
    return {"createdAt": old.get("createdAt", moment), "updatedAt": moment, "__v": old.get("__v", 0) + 1}


def _max_attempts(value: Mapping[str, Any]) -> StoredObject:
    """The XML stores maxAttempts in each part, so for a test without parts it is kept in the JSON."""
    attempts = value.get("maxAttempts")
    return {} if attempts is None or value.get("qti-test-part") else {"maxAttempts": attempts}


def _check_base_types(document: QtiDocument, body: Mapping[str, Any] | None) -> None:
    """Reject outcome declarations without a base type, as the platform is reported to do, also for records."""
    listed = (body or {}).get("outcomeDeclarations")
    for index, each in enumerate(listed if isinstance(listed, list) else ()):
        if each.get("baseType") is None:
            raise refuse([(f"outcomeDeclarations[{index}].baseType", "is missing")])
    if isinstance(document, qti.AssessmentItem):
        for outcome in document.outcome_declarations:
            if outcome.base_type is None:
                raise ApiError(400, f"xml: the outcome declaration {outcome.identifier} needs a base-type.")


QtiOperation: TypeAlias = Callable[[DocumentRepository, OperationRequest], OperationResponse]
