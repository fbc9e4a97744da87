"""Activity of a student in one course."""

from __future__ import annotations

import datetime
from typing import Any

from attrs import define

from timeback_api.edubridge.models.subject_facts import SubjectFacts, parse_subject_facts
from timeback_runtime.model import (
    Model,
    copy_payload,
    format_datetime,
    new_model,
    parse_datetime,
    to_json,
    untracked_subclass,
)
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, Field, MapOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class EnrollmentReport(Model):
    """Activity of a student in one course.

    Attributes:
        message: Outcome in words for people.
        enrollment_id: Id of the enrollment.
        facts: Activity by day, such as `2026-03-02`, and subject. A day is one in the time zone of the request. A day
            or a subject without activity is absent.
        facts_by_app: Activity by application, day and subject. Some servers nest them as day, subject and application;
            the outermost keys are days then.
        start_date: Start of the period.
        end_date: End of the period.
    """

    FIELDS = {
        "message": Field("message", TEXT, True),
        "enrollment_id": Field("enrollmentId", TEXT, True),
        "start_date": Field("startDate", DATETIME),
        "end_date": Field("endDate", DATETIME),
        "facts": Field("facts", MapOf(MapOf(ModelOf(SubjectFacts))), True),
        "facts_by_app": Field("factsByApp", MapOf(MapOf(MapOf(ModelOf(SubjectFacts)))), True),
    }
    NESTED = {"facts": ("facts", None), "facts_by_app": ("factsByApp", None)}

    message: str
    enrollment_id: str
    facts: dict[str, dict[str, SubjectFacts]]
    facts_by_app: dict[str, dict[str, dict[str, SubjectFacts]]]
    start_date: datetime.datetime | None = None
    end_date: datetime.datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, EnrollmentReport)
        value: Any
        data = self._start_dict()
        if (value := self.message) is not None or "message" in data:
            data["message"] = value
        if (value := self.enrollment_id) is not None or "enrollmentId" in data:
            data["enrollmentId"] = value
        if (value := self.start_date) is not None or "startDate" in data:
            data["startDate"] = format_datetime(value, data.get("startDate"))
        if (value := self.end_date) is not None or "endDate" in data:
            data["endDate"] = format_datetime(value, data.get("endDate"))
        if (value := self.facts) is not None or "facts" in data:
            data["facts"] = to_json(value)
        if (value := self.facts_by_app) is not None or "factsByApp" in data:
            data["factsByApp"] = to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.facts = (
            {
                key: {
                    key: parse_subject_facts(item, True) if type(item) is dict else item for key, item in item.items()
                }
                if type(item) is dict
                else item
                for key, item in value.items()
            }
            if type(value := data.get("facts")) is dict
            else value
        )
        self.facts_by_app = (
            {
                key: {
                    key: {
                        key: parse_subject_facts(item, True) if type(item) is dict else item
                        for key, item in item.items()
                    }
                    if type(item) is dict
                    else item
                    for key, item in item.items()
                }
                if type(item) is dict
                else item
                for key, item in value.items()
            }
            if type(value := data.get("factsByApp")) is dict
            else value
        )

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> EnrollmentReport:
        return parse_enrollment_report(data)


_UntrackedEnrollmentReport = untracked_subclass(EnrollmentReport)


def parse_enrollment_report(data: Any, deep: bool = False) -> EnrollmentReport:
    instance: EnrollmentReport = new_model(_UntrackedEnrollmentReport)
    instance._received = data
    instance._changed = None
    instance.message = data.get("message")
    instance.enrollment_id = data.get("enrollmentId")
    instance.start_date = parse_datetime(value) if type(value := data.get("startDate")) is str else value
    instance.end_date = parse_datetime(value) if type(value := data.get("endDate")) is str else value
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = EnrollmentReport
    return instance
