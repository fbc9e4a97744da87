from __future__ import annotations

from timeback_api.powerpath.models.assessment_result import AssessmentResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Text, json_field


class StudentItemResponse(Model):
    """The result of a student for a component resource.

    Attributes:
        student_id: Id of the student.
        component_resource_id: Id of the component resource.
        result: The result. Student and line item are selected by the ids next to it.
    """

    student_id: str = json_field("studentId", Text(1))
    component_resource_id: str = json_field("componentResourceId", Text(1))
    result: AssessmentResult = json_field("result", ModelOf(AssessmentResult))


parse_student_item_response = StudentItemResponse._parse
