"""The questions of a lesson, from its QTI test or the metadata of its resource, and the scoring of responses by QTI."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote, unquote, urlsplit

import attrs

from timeback import qti
from timeback.sandbox.errors import ApiError
from timeback.sandbox.operations.objects import active_object, metadata
from timeback.sandbox.powerpath.scoring import DIFFICULTIES
from timeback.sandbox.qti.references import item_of, item_references
from timeback.sandbox.spec.validation import refuse
from timeback.sandbox.storage.store import Store, StoredObject

__all__ = ["AnswerScore", "Question", "load_questions"]

_ITEMS: Final = "assessment-items"
_QTI_BASE: Final = "/api"


@attrs.frozen
class AnswerScore:
    """The score of a response from 0 to 1, with feedback and outcome variables."""

    score: float
    feedback: list[dict[str, str]] = attrs.field(factory=list, repr=False)
    outcomes: dict[str, str] = attrs.field(factory=dict, repr=False)

    @property
    def correct(self) -> bool:
        return self.score > 0


@attrs.frozen
class Question:
    """A question of a lesson."""

    id: str
    index: int
    title: str
    url: str
    difficulty: str
    human_approved: bool | None
    item: StoredObject = attrs.field(repr=False)

    def describe(self) -> dict[str, Any]:
        """The question as responses contain it, without an answer."""
        view: dict[str, Any] = {
            "id": self.id,
            "index": self.index,
            "title": self.title,
            "url": self.url,
            "difficulty": self.difficulty,
            "humanApproved": self.human_approved,
            "learningObjectives": _objectives(self.item),
        }
        xml = self.item.get("rawXml") or _xml_of(self.item)
        if xml:
            item_type = self.item.get("type")
            view["content"] = {**({"type": item_type} if isinstance(item_type, str) else {}), "rawXml": xml}
        return view

    def score_responses(self, responses: Mapping[str, Any]) -> AnswerScore:
        """Score responses with QTI.

        Raises:
            ApiError: 422, the responses are invalid for the question; 501, the question cannot be scored here.
        """
        try:
            outcome = qti.score(_read(self.item), responses)
        except qti.QTIUnsupportedError as error:
            raise ApiError(501, f"question: {self.id} cannot be scored here. {error}") from None
        except qti.QTIError as error:
            raise refuse([("responses", f"question {self.id}: {error}")]) from None
        if outcome.score is None:
            raise ApiError(501, f"question: {self.id} has no scoring rules and needs a human grader.")
        best = outcome.max_score if outcome.max_score and outcome.max_score > 0 else 1
        return AnswerScore(
            score=max(0.0, min(1.0, outcome.score / best)),
            feedback=[{"identifier": each.identifier, "value": each.content} for each in outcome.feedback],
            outcomes={name: _as_text(value) for name, value in outcome.outcomes.items() if value is not None},
        )


def _read(item: StoredObject) -> qti.AssessmentItem:
    raw = item.get("rawXml")
    document = qti.read(raw) if isinstance(raw, str) and raw else qti.from_json(item, "item")
    if not isinstance(document, qti.AssessmentItem):
        raise qti.QTIError("is not an assessment item")
    return document


def _xml_of(item: StoredObject) -> str | None:
    try:
        return _read(item).xml
    except qti.QTIError:
        return None


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(map(_as_text, value)) if isinstance(value, list) else str(value)


def _objectives(item: StoredObject) -> list[str]:
    sets = metadata(item).get("learningObjectiveSet")
    parts = [part for part in sets if isinstance(part, dict)] if isinstance(sets, list) else []
    listed = [each for part in parts for each in part.get("learningObjectiveIds") or ()]
    return [each for each in listed if isinstance(each, str)]


def _item(store: Store, identifier: str) -> StoredObject | None:
    return active_object(store, "assessmentItems", identifier)


def _references(store: Store, test: StoredObject | None) -> Iterator[tuple[str, str]]:
    """The item identifiers of a test in its order, each with the href of the reference."""
    if test is None:
        return
    raw = test.get("rawXml")
    try:
        document = qti.read(raw) if isinstance(raw, str) and raw else qti.from_json(test, "test")
    except qti.QTIError:
        return
    if isinstance(document, qti.AssessmentTest):
        for _, _, reference in item_references(document):
            identifier = item_of(store, reference)
            if identifier is not None:
                yield identifier, reference.href


def source_of(resource: StoredObject) -> tuple[str, str] | None:
    """Collection and identifier of the QTI test or item at the `url` of a resource."""
    url = metadata(resource).get("url")
    if not isinstance(url, str):
        return None
    try:
        parts = [unquote(part) for part in urlsplit(url).path.split("/") if part]
    except ValueError:
        return None
    if not parts:
        return None
    identifier = parts[-1].removesuffix(".xml")
    return ("assessmentItems" if _ITEMS in parts[:-1] else "assessmentTests"), identifier


def load_questions(store: Store, resource: StoredObject, origin: str) -> list[Question]:
    """The questions of a resource, in order; references to unknown items are skipped."""
    found: dict[str, tuple[StoredObject, str | None]] = {}
    source = source_of(resource)
    if source is not None:
        collection, identifier = source
        if collection == "assessmentItems":
            item = _item(store, identifier)
            if item is not None:
                found[identifier] = (item, None)
        else:
            for reference, href in _references(store, active_object(store, collection, identifier)):
                item = _item(store, reference)
                if item is not None:
                    found.setdefault(reference, (item, href))
    listed = metadata(resource).get("questions")
    for each in listed if isinstance(listed, list) else ():
        item = _item(store, each) if isinstance(each, str) else each if isinstance(each, dict) else None
        if item is not None and isinstance(item.get("identifier"), str):
            found.setdefault(item["identifier"], (item, None))
    return [
        _question(identifier, index, item, href, origin)
        for index, (identifier, (item, href)) in enumerate(found.items())
    ]


def _question(identifier: str, index: int, item: StoredObject, href: str | None, origin: str) -> Question:
    meta = metadata(item)
    approved = meta.get("humanApproved")
    address = href if isinstance(href, str) and href.startswith(("http://", "https://")) else None
    return Question(
        id=identifier,
        index=index,
        title=str(item.get("title") or identifier),
        url=address or f"{origin}{_QTI_BASE}/{_ITEMS}/{quote(identifier, safe='')}",
        difficulty=meta["difficulty"] if meta.get("difficulty") in DIFFICULTIES else "medium",
        human_approved=approved if isinstance(approved, bool) else None,
        item=item,
    )


def question_named(questions: list[Question], identifier: str) -> Question:
    for question in questions:
        if question.id == identifier:
            return question
    raise ApiError(404, f"question: {identifier} is not in the test of this lesson.")
