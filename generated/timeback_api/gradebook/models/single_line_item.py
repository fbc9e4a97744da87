from __future__ import annotations

from timeback_api.gradebook.models.line_item import LineItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleLineItem(Model):
    """Wrapper of one line item, used in requests and replies.

    Attributes:
        line_item: Something that the students of a class are graded on, such as an assignment or a test.
    """

    line_item: LineItem = json_field("lineItem", ModelOf(LineItem))


parse_single_line_item = SingleLineItem._parse
