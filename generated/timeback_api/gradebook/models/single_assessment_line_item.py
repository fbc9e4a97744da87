from __future__ import annotations

from timeback_api.common.models.assessment_line_item import AssessmentLineItem
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleAssessmentLineItem(Model):
    """Wrapper of one assessment line item, used in requests and replies.

    Attributes:
        assessment_line_item: A test, or a part of a test, that students can have results in. The whole test is the
            parent of its parts. On the platform it can represent a component or a component resource of a course.
    """

    assessment_line_item: AssessmentLineItem = json_field("assessmentLineItem", ModelOf(AssessmentLineItem))


parse_single_assessment_line_item = SingleAssessmentLineItem._parse
