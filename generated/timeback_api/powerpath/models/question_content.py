from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class QuestionContent(Model):
    """The content of a question.

    Attributes:
        type_: Type of the QTI interaction of the question.
        raw_xml: The assessment item as QTI XML.
    """

    type_: str | None = json_field("type", TEXT, default=None)
    raw_xml: str = json_field("rawXml", TEXT)


parse_question_content = QuestionContent._parse
