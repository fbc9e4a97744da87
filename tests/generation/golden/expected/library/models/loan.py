from __future__ import annotations

import datetime

from timeback_api.common.models.reference import Reference
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, OneOf, json_field


class Loan(Model):
    """Somebody has the book.

    Attributes:
        kind: Says that it is a loan.
        due: When it comes back.
        member: Points at another object.
    """

    kind: str = json_field("kind", OneOf("loan"), default="loan", required=True)
    due: datetime.datetime = json_field("due", DATETIME)
    member: Reference | None = json_field("member", ModelOf(Reference), default=None)


parse_loan = Loan._parse
