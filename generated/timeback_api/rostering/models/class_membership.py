from __future__ import annotations

import datetime

from timeback_api.common.models.reference import Reference
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, DATE, AnyOf, OneOf, json_field


class ClassMembership(Model):
    """An enrollment whose class and role are set by the path of the request.

    Attributes:
        user: The user who joins the class.
        primary: Whether a teacher is the primary teacher of the class. It has no meaning for students.
        begin_date: First day in the class.
        end_date: Day on which the membership ends.
    """

    user: Reference = json_field("user", ModelOf(Reference))
    primary: bool | str | None = json_field("primary", AnyOf(BOOLEAN, OneOf("true", "false")), default=None)
    begin_date: datetime.date | None = json_field("beginDate", DATE, default=None)
    end_date: datetime.date | None = json_field("endDate", DATE, default=None)


parse_class_membership = ClassMembership._parse
