from __future__ import annotations

from typing import Any

from timeback_runtime.model import Model
from timeback_runtime.validators import OBJECT, TEXT, AnyOf, OneOf, json_field


class Question(Model):
    """A question of an event.

    Attributes:
        id: IRI of the question.
        type_: Type of the entity.
        name: Name of the question.
        is_part_of: The test or lesson that the question is in.
        extensions: Additional key and value pairs. Their meaning is defined by the applications that use them.
    """

    id: str = json_field("id", TEXT)
    type_: str = json_field("type", OneOf("AssessmentItem"), default="AssessmentItem", required=True)
    name: str | None = json_field("name", TEXT, default=None)
    is_part_of: str | dict[str, Any] | None = json_field("isPartOf", AnyOf(TEXT, OBJECT), default=None)
    extensions: dict[str, Any] | None = json_field("extensions", OBJECT, default=None)


parse_question = Question._parse
