from __future__ import annotations

from timeback_api.rostering.models.class_ import Class
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleClass(Model):
    """Wrapper of one class, used in requests and replies.

    Attributes:
        class_: A course as held at a school in one or more terms, or a homeroom. A creation requires a school, under
            `org` on the platform and under `school` in the standard. Replies have it under `school`.
    """

    class_: Class = json_field("class", ModelOf(Class))


parse_single_class = SingleClass._parse
