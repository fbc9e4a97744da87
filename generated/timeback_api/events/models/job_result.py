from __future__ import annotations

from timeback_api.events.models.event_id_pair import EventIdPair
from timeback_api.events.models.job_outcome import JobOutcome
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Choice, ListOf, json_field


class JobResult(Model):
    """Result of a job that has ended.

    Attributes:
        status: Whether a job stored its events.
        results: The ids of the stored events.
    """

    status: JobOutcome | str = json_field("status", Choice(JobOutcome))
    results: list[EventIdPair] = json_field("results", ListOf(ModelOf(EventIdPair)))


parse_job_result = JobResult._parse
