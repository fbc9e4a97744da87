from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Choice, Text, json_field


class Category(Model):
    """A type of line items, such as homework, and its weight in a grade.

    Attributes:
        sourced_id: Id of the category.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the category was last changed. The server sets it.
        title: Name of the category.
        weight: Weight of the line items of this category in a grade, relative to the other categories.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    weight: float | None = json_field("weight", NUMBER, default=None)
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)


parse_category = Category._parse
