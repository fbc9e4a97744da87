from __future__ import annotations

from timeback_api.rostering.models.class_membership import ClassMembership
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleClassMembership(Model):
    """Wrapper of one class membership, under the name of an enrollment.

    Attributes:
        enrollment: An enrollment whose class and role are set by the path of the request.
    """

    enrollment: ClassMembership = json_field("enrollment", ModelOf(ClassMembership))


parse_single_class_membership = SingleClassMembership._parse
