from __future__ import annotations

from timeback_api.powerpath.models.assessment_result import AssessmentResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, OneOf, json_field


class ComponentLineItem(Model):
    """The line item of a course component.

    Attributes:
        type_: The object that the line item belongs to.
        title: Title of the line item.
        assessment_line_item_sourced_id: Id of the line item.
        course_component_sourced_id: Id of the course component.
        results: Results of the student.
    """

    type_: str = json_field("type", OneOf("component"), default="component", required=True)
    title: str = json_field("title", TEXT)
    assessment_line_item_sourced_id: str = json_field("assessmentLineItemSourcedId", TEXT)
    course_component_sourced_id: str = json_field("courseComponentSourcedId", TEXT)
    results: list[AssessmentResult] = json_field("results", ListOf(ModelOf(AssessmentResult)))


parse_component_line_item = ComponentLineItem._parse
