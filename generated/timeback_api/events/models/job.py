from __future__ import annotations

import datetime

from timeback_api.events.models.job_result import JobResult
from timeback_api.events.models.job_state import JobState
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, TEXT, Choice, json_field


class Job(Model):
    """The job that stores the events of one envelope.

    Attributes:
        id: Id of the job.
        state: State of a job. The platform may use other values.
        return_value: Result of the job, if it has ended.
        processed_on: When the job was processed.
    """

    id: str = json_field("id", TEXT)
    state: JobState | str = json_field("state", Choice(JobState, pattern="^.+$"))
    return_value: JobResult | None = json_field("returnValue", ModelOf(JobResult), default=None)
    processed_on: datetime.datetime | None = json_field("processedOn", DATETIME, default=None)


parse_job = Job._parse
