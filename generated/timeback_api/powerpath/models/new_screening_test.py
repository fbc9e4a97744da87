from __future__ import annotations

from timeback_api.powerpath.models.screening_subject import ScreeningSubject
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class NewScreeningTest(Model):
    """A screening test to assign.

    Attributes:
        user_id: Id of the student.
        subject: Subject for which there is a screening test.
    """

    user_id: str = json_field("userId", TEXT)
    subject: ScreeningSubject | str = json_field("subject", Choice(ScreeningSubject))


parse_new_screening_test = NewScreeningTest._parse
