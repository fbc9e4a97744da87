from __future__ import annotations

from timeback_api.gradebook.models.category import Category
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleCategory(Model):
    """Wrapper of one category, used in requests and replies.

    Attributes:
        category: A type of line items, such as homework, and its weight in a grade.
    """

    category: Category = json_field("category", ModelOf(Category))


parse_single_category = SingleCategory._parse
