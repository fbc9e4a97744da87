from __future__ import annotations

import datetime

from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, Text, json_field


class Base(Model):
    """What every object has.

    Attributes:
        sourced_id: Id of the object.
        date_last_modified: Last change.
    """

    sourced_id: str = json_field("sourcedId", Text(1))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)


parse_base = Base._parse
