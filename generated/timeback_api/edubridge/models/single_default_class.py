from __future__ import annotations

from timeback_api.edubridge.models.default_class import DefaultClass
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleDefaultClass(Model):
    """Wrapper of one class.

    Attributes:
        data: The class in which the server enrolls the students of a course.
    """

    data: DefaultClass = json_field("data", ModelOf(DefaultClass))


parse_single_default_class = SingleDefaultClass._parse
