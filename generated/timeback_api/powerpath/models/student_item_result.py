from __future__ import annotations

from timeback_api.common.models.assessment_line_item import AssessmentLineItem
from timeback_api.powerpath.models.assessment_result import AssessmentResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class StudentItemResult(Model):
    """A result as stored, with its line item.

    Attributes:
        component_resource_line_item: A test, or a part of a test, that students can have results in. The whole test is
            the parent of its parts. On the platform it can represent a component or a component resource of a course.
        component_resource_result: A OneRoster assessment result: the result of a student in a line item.
    """

    component_resource_line_item: AssessmentLineItem | None = json_field(
        "componentResourceLineItem", ModelOf(AssessmentLineItem), default=None
    )
    component_resource_result: AssessmentResult | None = json_field(
        "componentResourceResult", ModelOf(AssessmentResult), default=None
    )


parse_student_item_result = StudentItemResult._parse
