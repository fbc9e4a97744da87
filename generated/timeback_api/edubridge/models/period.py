from __future__ import annotations

import datetime

from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, TEXT, json_field


class Period(Model):
    """An academic session of a class.

    Attributes:
        id: Id of the session.
        title: Name of the session.
        start_date: Start of the session.
        end_date: End of the session.
    """

    id: str = json_field("id", TEXT)
    title: str = json_field("title", TEXT)
    start_date: datetime.datetime | None = json_field("startDate", DATETIME, default=None)
    end_date: datetime.datetime | None = json_field("endDate", DATETIME, default=None)


parse_period = Period._parse
