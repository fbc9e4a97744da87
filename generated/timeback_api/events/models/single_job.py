from __future__ import annotations

from timeback_api.events.models.job import Job
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleJob(Model):
    """Wrapper of one job.

    Attributes:
        job: The job that stores the events of one envelope.
    """

    job: Job = json_field("job", ModelOf(Job))


parse_single_job = SingleJob._parse
