from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class ScreeningReset(Model):
    """The student whose screening session is reset.

    Attributes:
        user_id: Id of the student.
    """

    user_id: str = json_field("userId", TEXT)


parse_screening_reset = ScreeningReset._parse
