from __future__ import annotations

from timeback_api.rostering.models.enrollment import Enrollment
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleEnrollment(Model):
    """Wrapper of one enrollment, used in requests and replies.

    Attributes:
        enrollment: Membership of a user in a class with a role, for the whole duration of the class or a part of it.
    """

    enrollment: Enrollment = json_field("enrollment", ModelOf(Enrollment))


parse_single_enrollment = SingleEnrollment._parse
