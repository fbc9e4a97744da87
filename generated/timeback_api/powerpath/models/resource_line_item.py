from __future__ import annotations

from timeback_api.powerpath.models.assessment_result import AssessmentResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, ListOf, OneOf, json_field


class ResourceLineItem(Model):
    """The line item of a component resource.

    Attributes:
        type_: The object that the line item belongs to.
        title: Title of the line item.
        assessment_line_item_sourced_id: Id of the line item.
        course_component_resource_sourced_id: Id of the component resource.
        results: Results of the student.
    """

    type_: str = json_field("type", OneOf("resource"), default="resource", required=True)
    title: str = json_field("title", TEXT)
    assessment_line_item_sourced_id: str = json_field("assessmentLineItemSourcedId", TEXT)
    course_component_resource_sourced_id: str = json_field("courseComponentResourceSourcedId", TEXT)
    results: list[AssessmentResult] = json_field("results", ListOf(ModelOf(AssessmentResult)))


parse_resource_line_item = ResourceLineItem._parse
