from __future__ import annotations

from timeback_api.edubridge.models.activity_sums import ActivitySums
from timeback_api.edubridge.models.time_spent_sums import TimeSpentSums
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, json_field


class SubjectFacts(Model):
    """What a student did in one subject on one day.

    Attributes:
        activity_metrics: What a student reached, summed up.
        time_spent_metrics: The time of a student, summed up.
        apps: Names of the applications.
    """

    activity_metrics: ActivitySums = json_field("activityMetrics", ModelOf(ActivitySums))
    time_spent_metrics: TimeSpentSums = json_field("timeSpentMetrics", ModelOf(TimeSpentSums))
    apps: list[str] = json_field("apps", ListOf(TEXT))


parse_subject_facts = SubjectFacts._parse
