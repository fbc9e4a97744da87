from __future__ import annotations

import datetime

from timeback_api.edubridge.models.subject_facts import SubjectFacts
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, MapOf, json_field


class ActivityReport(Model):
    """Activity of a student in a period.

    Attributes:
        message: Outcome in words for people.
        start_date: Start of the period.
        end_date: End of the period.
        facts: Activity by day, such as `2026-03-02`, and subject. A day is one in the time zone of the request. A day
            or a subject without activity is absent.
        facts_by_app: Activity by application, day and subject. Some servers nest them as day, subject and application;
            the outermost keys are days then.
    """

    message: str = json_field("message", TEXT)
    start_date: datetime.datetime = json_field("startDate", DATETIME)
    end_date: datetime.datetime = json_field("endDate", DATETIME)
    facts: dict[str, dict[str, SubjectFacts]] = json_field("facts", MapOf(MapOf(ModelOf(SubjectFacts))))
    facts_by_app: dict[str, dict[str, dict[str, SubjectFacts]]] = json_field(
        "factsByApp", MapOf(MapOf(MapOf(ModelOf(SubjectFacts))))
    )


parse_activity_report = ActivityReport._parse
