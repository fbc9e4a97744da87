from __future__ import annotations

from timeback_api.gradebook.models.assessment_result import AssessmentResult
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleAssessmentResult(Model):
    """Wrapper of one assessment result, used in requests and replies.

    Attributes:
        assessment_result: The result of a student in an assessment. The platform stores points for effort, accuracy and
            mastery in the metadata.
    """

    assessment_result: AssessmentResult = json_field("assessmentResult", ModelOf(AssessmentResult))


parse_single_assessment_result = SingleAssessmentResult._parse
