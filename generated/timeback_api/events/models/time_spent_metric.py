from __future__ import annotations

import datetime
from typing import Any

from timeback_api.events.models.time_spent_type import TimeSpentType
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Bounded, Choice, json_field


class TimeSpentMetric(Model):
    """Time of one kind.

    Attributes:
        type_: Whether a student worked (`active`), paused (`inactive`), wasted time (`waste`), tried to avoid the work
            (`anti-pattern`), or whether it is not known.
        sub_type: A finer kind, which the application defines.
        value: Seconds.
        start_date: Start of the time.
        end_date: End of the time.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    type_: TimeSpentType | str = json_field("type", Choice(TimeSpentType))
    sub_type: str | None = json_field("subType", TEXT, default=None)
    value: float = json_field("value", Bounded(NUMBER, 0, None))
    start_date: datetime.datetime | None = json_field("startDate", DATETIME, default=None)
    end_date: datetime.datetime | None = json_field("endDate", DATETIME, default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_time_spent_metric = TimeSpentMetric._parse
