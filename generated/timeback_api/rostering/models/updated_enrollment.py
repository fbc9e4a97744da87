from __future__ import annotations

from timeback_api.rostering.models.enrollment import Enrollment
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class UpdatedEnrollment(Model):
    """Result of the replacement of an enrollment. It may contain the enrollment.

    Attributes:
        enrollment: Membership of a user in a class with a role, for the whole duration of the class or a part of it.
    """

    enrollment: Enrollment | None = json_field("enrollment", ModelOf(Enrollment), default=None)


parse_updated_enrollment = UpdatedEnrollment._parse
