from __future__ import annotations

from timeback_api.edubridge.models.time_saved import TimeSaved
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleTimeSaved(Model):
    """Wrapper of the time that a student saved.

    Attributes:
        data: The time that a student saved compared with a standard school.
    """

    data: TimeSaved = json_field("data", ModelOf(TimeSaved))


parse_single_time_saved = SingleTimeSaved._parse
