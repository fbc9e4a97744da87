"""Questions seen, answered and graded. The platform stores these events, and makes no analytics of them."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import field, frozen

from timeback.events.base import BaseEvent, derived_iri
from timeback.events.checks import check_id, check_number, explained, invalid, seconds
from timeback.events.entities import Actor
from timeback.services.events.context import EventContext


@frozen(kw_only=True)
class _QuestionEvent(BaseEvent):
    """An event about a question.

    Attributes:
        question_id: id of the question.
        attempt_id: id of the attempt.
    """

    question_id: str
    attempt_id: str | None = None

    def _check(self) -> None:
        check_id(self, "question_id", self.question_id)
        if self.attempt_id is not None:
            check_id(self, "attempt_id", self.attempt_id)
        self._check_more()

    def _check_more(self) -> None:
        """Check further fields."""

    def _build_actor(self, context: EventContext) -> Any:
        # A user without an e-mail address cannot be written as an object, and analytics do not need it here.
        return context.user(self.actor.id) if self.actor.email is None else super()._build_actor(context)

    def _question(self, context: EventContext) -> dict[str, Any]:
        return {
            "id": context.question(self.question_id),
            "type": "AssessmentItem",
            "isPartOf": context.activity(self.activity.id),
        }

    def _attempt(self, context: EventContext) -> str:
        """Return the IRI of the attempt. Without an id, it is the same for all events of a student on a question."""
        if self.attempt_id is not None:
            return context.attempt(self.attempt_id)
        return derived_iri("attempt", self.actor.id, self.activity.id, self.question_id)


@explained
@frozen(kw_only=True)
class QuestionSeenEvent(_QuestionEvent):
    """A student has seen a question.

    Attributes:
        actor: the student.
        activity: the test or lesson that the question is in.
        question_id: id of the question: that of an assessment item of the QTI service, or an IRI.
        attempt_id: id of the attempt: that of an assessment result in OneRoster, or an IRI. It is sent in
            ``extensions``.
        time: when, with a time zone. Default: now.
        id: ``urn:uuid:`` and a UUID. Default: a new one.
        extensions: further key and value pairs.

    Raises:
        InvalidRequestError: a field is invalid.

    Source: TimebackQuestionEvent of the platform's Caliper document.
    """

    _type: ClassVar[str] = "AssessmentItemEvent"
    _action: ClassVar[str] = "Started"
    _profile: ClassVar[str] = "AssessmentProfile"

    def _build_parts(self, context: EventContext) -> dict[str, Any]:
        parts: dict[str, Any] = {"object": self._question(context)}
        if self.attempt_id is not None:
            parts["extensions"] = {"attempt": self._attempt(context)}
        return parts


@explained
@frozen(kw_only=True)
class QuestionAnsweredEvent(_QuestionEvent):
    """A student has answered a question.

    Attributes:
        actor: the student.
        activity: the test or lesson that the question is in.
        question_id: id of the question: that of an assessment item of the QTI service, or an IRI.
        attempt_id: id of the attempt: that of an assessment result in OneRoster, or an IRI. Without it the attempt has
            an IRI that follows from student, activity and question.
        response: the answer, as text or another JSON value. It is sent in ``generated.extensions``.
        duration: seconds that the answer took, as a number or ``timedelta``. It is sent in whole seconds.
        time: when, with a time zone. Default: now.
        id: ``urn:uuid:`` and a UUID. Default: a new one.
        extensions: further key and value pairs.

    Raises:
        InvalidRequestError: a field is invalid.

    Source: TimebackQuestionEvent of the platform's Caliper document.
    """

    _type: ClassVar[str] = "AssessmentItemEvent"
    _action: ClassVar[str] = "Completed"
    _profile: ClassVar[str] = "AssessmentProfile"

    response: Any = field(default=None, repr=False)
    duration: float | None = field(default=None, repr=False, converter=seconds)

    def _check_more(self) -> None:
        if self.duration is not None:
            check_number(self, "duration", self.duration, 0)

    def _build_parts(self, context: EventContext) -> dict[str, Any]:
        generated: dict[str, Any] = {
            "id": self._part_iri("response"),
            "type": "Response",
            "attempt": self._attempt(context),
        }
        if self.duration is not None:
            generated["duration"] = _iso_duration(self.duration)
        if self.response is not None:
            generated["extensions"] = {"response": self.response}
        return {"object": self._question(context), "generated": generated}


@explained
@frozen(kw_only=True)
class QuestionGradedEvent(_QuestionEvent):
    """An answer has been graded.

    Attributes:
        actor: the student, or who graded the answer.
        activity: the test or lesson that the question is in.
        question_id: id of the question: that of an assessment item of the QTI service, or an IRI. It is sent in
            ``extensions``.
        attempt_id: id of the attempt: that of an assessment result in OneRoster, or an IRI. Without it the attempt has
            an IRI that follows from actor, activity and question, as in the answer if the actor is the student.
        score: the points of the answer.
        max_score: the most points that an answer can have.
        scored_by: who or what graded it: an ``Actor``, the id of a user, or an IRI.
        time: when, with a time zone. Default: now.
        id: ``urn:uuid:`` and a UUID. Default: a new one.
        extensions: further key and value pairs.

    Raises:
        InvalidRequestError: a field is invalid.

    Source: TimebackQuestionGradeEvent of the platform's Caliper document.
    """

    _type: ClassVar[str] = "GradeEvent"
    _action: ClassVar[str] = "Graded"
    _profile: ClassVar[str] = "GradingProfile"

    score: float = field(repr=False)
    max_score: float = field(default=1, repr=False)
    scored_by: Actor | str | None = field(default=None, repr=False)

    def _check_more(self) -> None:
        check_number(self, "score", self.score)
        check_number(self, "max_score", self.max_score, 0)
        if not self.max_score:
            invalid(self, "max_score", "must be more than 0")
        if self.scored_by is not None and not isinstance(self.scored_by, Actor):
            check_id(self, "scored_by", self.scored_by)

    def _build_parts(self, context: EventContext) -> dict[str, Any]:
        score: dict[str, Any] = {
            "id": self._part_iri("score"),
            "type": "Score",
            "scoreType": "QUESTION_RESULT",
            "scoreGiven": self.score,
            "maxScore": self.max_score,
        }
        if self.attempt_id is not None:
            score["attempt"] = self._attempt(context)
        if self.scored_by is not None:
            by = self.scored_by
            score["scoredBy"] = context.user(by.id if isinstance(by, Actor) else by)
        return {
            "object": self._attempt(context),
            "generated": score,
            "extensions": {"question": context.question(self.question_id)},
        }


def _iso_duration(given: float) -> str:
    """Return a number of seconds as a duration, such as ``PT30S``. RFC 3339 has no fractions of a second in it."""
    return f"PT{round(given)}S"
