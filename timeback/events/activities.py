"""Completed activities and time spent, of which the platform makes XP, results and analytics."""

from __future__ import annotations

from typing import Any, ClassVar

from attrs import field, frozen

from timeback.events.base import BaseEvent
from timeback.events.checks import check_count, check_number, explained, invalid, seconds
from timeback.services.events.context import EventContext

_METRICS = {
    "xp_earned": "xpEarned",
    "total_questions": "totalQuestions",
    "correct_questions": "correctQuestions",
    "mastered_units": "masteredUnits",
}
_TIMES = {
    "active": "active",
    "inactive": "inactive",
    "waste": "waste",
    "unknown": "unknown",
    "anti_pattern": "anti-pattern",
}


@explained
@frozen(kw_only=True)
class ActivityEvent(BaseEvent):
    """A student has completed an activity.

    Attributes:
        actor: the student. The e-mail address is required.
        activity: the activity.
        xp_earned: XP; one stands for a minute of focused work. The sender decides how many.
        total_questions, correct_questions: how many questions were asked, and answered correctly; both or neither.
        mastered_units: how many units were mastered.
        attempt: number of the attempt, from 1.
        percent_complete: how much of the course in the application is complete, from 0 to 100.
        process: whether the platform makes a result of the activity. XP may not show without it.
        time: when the activity was completed, with a time zone. Default: now.
        id: ``urn:uuid:`` and a UUID. Default: a new one.
        extensions: further key and value pairs, such as ``runId``.

    Raises:
        InvalidRequestError: a field is invalid.

    Source: TimebackActivityCompletedEvent of the platform's Caliper document.
    """

    _type: ClassVar[str] = "ActivityEvent"
    _action: ClassVar[str] = "Completed"
    _profile: ClassVar[str] = "TimebackProfile"
    _needs_email: ClassVar[bool] = True

    xp_earned: float | None = field(default=None, repr=False)
    total_questions: int | None = field(default=None, repr=False)
    correct_questions: int | None = field(default=None, repr=False)
    mastered_units: int | None = field(default=None, repr=False)
    attempt: int | None = field(default=None, repr=False)
    percent_complete: float | None = field(default=None, repr=False)
    process: bool = field(default=True, repr=False)

    def _check(self) -> None:
        if self.xp_earned is not None:
            check_number(self, "xp_earned", self.xp_earned)
        for name in ("total_questions", "correct_questions", "mastered_units"):
            if getattr(self, name) is not None:
                check_count(self, name, getattr(self, name))
        total, correct = self.total_questions, self.correct_questions
        if (total is None) != (correct is None):
            missing, given = ("total_questions", "correct_questions")[:: 1 if total is None else -1]
            invalid(self, missing, f"is missing: it belongs to {given}")
        if total is not None and correct is not None and correct > total:
            invalid(self, "correct_questions", "must not be larger than total_questions")
        if self.attempt is not None:
            check_count(self, "attempt", self.attempt, 1)
        if self.percent_complete is not None:
            check_number(self, "percent_complete", self.percent_complete, 0, 100)
        if not isinstance(self.process, bool):
            invalid(self, "process", "must be True or False")

    def _build_parts(self, context: EventContext) -> dict[str, Any]:
        generated: dict[str, Any] = {
            "id": self._part_iri("metrics"),
            "type": "TimebackActivityMetricsCollection",
            "items": _items(self, _METRICS),
        }
        if self.attempt is not None:
            generated["attempt"] = self.attempt
        if self.percent_complete is not None:
            generated["extensions"] = {"pctCompleteApp": self.percent_complete}
        return {"object": {**self.activity.build(context), "process": self.process}, "generated": generated}


@explained
@frozen(kw_only=True)
class TimeSpentEvent(BaseEvent):
    """A student has spent time on an activity. Durations are in seconds, as numbers or ``timedelta``.

    Attributes:
        actor: the student. The e-mail address is required.
        activity: the activity.
        active: seconds of work.
        inactive: seconds without activity, such as pauses.
        waste: seconds that were wasted.
        unknown: seconds of which it is not known how they were spent.
        anti_pattern: seconds in which the student tried to avoid the work.
        time: when the time ended, with a time zone. Default: now.
        id: ``urn:uuid:`` and a UUID. Default: a new one.
        extensions: further key and value pairs, such as ``runId``.

    Raises:
        InvalidRequestError: a field is invalid, or there is no duration.

    Source: TimebackTimeSpentEvent of the platform's Caliper document.
    """

    _type: ClassVar[str] = "TimeSpentEvent"
    _action: ClassVar[str] = "SpentTime"
    _profile: ClassVar[str] = "TimebackProfile"
    _needs_email: ClassVar[bool] = True

    active: float | None = field(default=None, repr=False, converter=seconds)
    inactive: float | None = field(default=None, repr=False, converter=seconds)
    waste: float | None = field(default=None, repr=False, converter=seconds)
    unknown: float | None = field(default=None, repr=False, converter=seconds)
    anti_pattern: float | None = field(default=None, repr=False, converter=seconds)

    def _check(self) -> None:
        given = [name for name in _TIMES if getattr(self, name) is not None]
        if not given:
            invalid(self, "active", "is missing: pass at least one duration in seconds")
        for name in given:
            check_number(self, name, getattr(self, name), 0)

    def _build_parts(self, context: EventContext) -> dict[str, Any]:
        generated = {
            "id": self._part_iri("metrics"),
            "type": "TimebackTimeSpentMetricsCollection",
            "items": _items(self, _TIMES),
        }
        return {"object": self.activity.build(context), "generated": generated}


def _items(event: BaseEvent, names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the metrics of an event that are set."""
    values = {wire: getattr(event, name) for name, wire in names.items()}
    return [{"type": wire, "value": value} for wire, value in values.items() if value is not None]
