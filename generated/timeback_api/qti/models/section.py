from __future__ import annotations

from timeback_api.qti.models.item_reference import ItemReference
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import BOOLEAN, INTEGER, TEXT, Bounded, ListOf, json_field


class Section(Model):
    """A group of items within a test part.

    Attributes:
        identifier: Identifier of the section, unique within the test.
        title: Title of the section.
        visible: Whether the student can see the section and its title.
        required: Whether a selection must include the section.
        fixed: Whether the section keeps its position when the order is shuffled.
        sequence: Position of the section among its siblings. The first is 1.
        qti_assessment_item_ref: References to the items, in their order.
        qti_assessment_section: Nested sections, in order. The platform's document does not mention them.
    """

    identifier: str = json_field("identifier", TEXT)
    title: str = json_field("title", TEXT)
    visible: bool = json_field("visible", BOOLEAN)
    required: bool | None = json_field("required", BOOLEAN, default=None)
    fixed: bool | None = json_field("fixed", BOOLEAN, default=None)
    sequence: int | None = json_field("sequence", Bounded(INTEGER, 1, None), default=None)
    qti_assessment_item_ref: list[ItemReference] | None = json_field(
        "qti-assessment-item-ref", ListOf(ModelOf(ItemReference)), default=None
    )
    qti_assessment_section: list[Section] | None = json_field(
        "qti-assessment-section", ListOf(ModelOf(lambda: Section)), default=None
    )


parse_section = Section._parse
