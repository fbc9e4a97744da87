from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class EnrollmentSchool(Model):
    """The school of an enrollment.

    Attributes:
        id: Id of the school.
        name: Name of the school.
    """

    id: str = json_field("id", TEXT)
    name: str = json_field("name", TEXT)


parse_enrollment_school = EnrollmentSchool._parse
