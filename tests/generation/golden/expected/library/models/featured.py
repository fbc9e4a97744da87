from __future__ import annotations

from timeback_api.library.models.single_book import SingleBook
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class Featured(Model):
    """The book of the month, in two wrappers.

    Attributes:
        month: One book in its wrapper.
        week: One book in its wrapper.
    """

    month: SingleBook | None = json_field("month", ModelOf(SingleBook), default=None)
    week: SingleBook | None = json_field("week", ModelOf(SingleBook), default=None)


parse_featured = Featured._parse
