from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import NUMBER, json_field


class TimeSpentSums(Model):
    """The time of a student, summed up.

    Attributes:
        active_seconds: Seconds of work.
        inactive_seconds: Seconds without work.
        waste_seconds: Seconds of wasted time.
    """

    active_seconds: float = json_field("activeSeconds", NUMBER)
    inactive_seconds: float = json_field("inactiveSeconds", NUMBER)
    waste_seconds: float = json_field("wasteSeconds", NUMBER)


parse_time_spent_sums = TimeSpentSums._parse
