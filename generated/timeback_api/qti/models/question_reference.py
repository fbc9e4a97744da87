from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class QuestionReference(Model):
    """Where an item stands in a test.

    Attributes:
        identifier: Identifier of the item.
        href: Address of the item.
        test_part: Identifier of the test part.
        section: Identifier of the section.
    """

    identifier: str = json_field("identifier", TEXT)
    href: str = json_field("href", TEXT)
    test_part: str = json_field("testPart", TEXT)
    section: str = json_field("section", TEXT)


parse_question_reference = QuestionReference._parse
