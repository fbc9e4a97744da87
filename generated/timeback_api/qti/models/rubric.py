from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class Rubric(Model):
    """A text of an item for one kind of reader.

    Attributes:
        use: Purpose of the text, such as scoring or instructions; `ext:criteria` is a criterion for the grader of free
            text.
        view: Roles that can see it, such as candidate, scorer or proctor.
        body: HTML of the text.
    """

    use: str = json_field("use", TEXT)
    view: str = json_field("view", TEXT)
    body: str = json_field("body", TEXT)


parse_rubric = Rubric._parse
