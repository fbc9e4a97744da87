from __future__ import annotations

from timeback_api.gradebook.models.result import Result
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleResult(Model):
    """Wrapper of one result, used in requests and replies.

    Attributes:
        result: The grade of a student for a line item.
    """

    result: Result = json_field("result", ModelOf(Result))


parse_single_result = SingleResult._parse
