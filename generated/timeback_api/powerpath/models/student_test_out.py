from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class StudentTestOut(Model):
    """A student and the subject of a test-out.

    Attributes:
        one_roster_sourced_id: Id of the student.
        subject: Subject, not case-sensitive: `Math`, `Reading`, `Language`, `Science`, `Writing` or `Vocabulary`.
    """

    one_roster_sourced_id: str = json_field("oneRosterSourcedId", TEXT)
    subject: str = json_field("subject", TEXT)


parse_student_test_out = StudentTestOut._parse
