from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, json_field


class Edition(Model):
    """One printing of a book.

    Attributes:
        number: Which one.
        predecessor: One printing of a book.
    """

    number: int | None = json_field("number", INTEGER, default=None)
    predecessor: Edition | None = json_field("predecessor", ModelOf(lambda: Edition), default=None)


parse_edition = Edition._parse
