from __future__ import annotations

import datetime
from typing import Any

from timeback_api.common.models.learning_objective_set import LearningObjectiveSet
from timeback_api.common.models.reference import Reference
from timeback_api.common.models.status import Status
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import DATETIME, NUMBER, OBJECT, TEXT, Choice, ListOf, Text, json_field


class AssessmentLineItem(Model):
    """A test, or a part of a test, that students can have results in. The whole test is the parent of its parts. On the
    platform it can represent a component or a component resource of a course.

    Attributes:
        sourced_id: Id of the assessment line item.
        status: Whether an object is in use. A deleted object stays readable as `tobedeleted`, so that systems with a
            copy notice the deletion.
        date_last_modified: When the assessment line item was last changed. The server sets it.
        title: Name of the test or part.
        description: Description of the assessment line item.
        class_: The class that the test is for, if any.
        course: The course that the test belongs to. The platform's gradebook accepts it, although its documents do not
            mention it. An extension of the platform: another provider may not know it.
        parent_assessment_line_item: The test that this is a part of.
        component: The course component that the test belongs to. An extension of the platform: another provider may not
            know it.
        component_resource: The component resource that the test belongs to. An extension of the platform: another
            provider may not know it.
        score_scale: The score scale.
        result_value_min: Lowest score that can be reached.
        result_value_max: Highest score that can be reached.
        learning_objective_set: The learning objectives that are tested, one entry for each source of their ids.
    """

    sourced_id: str = json_field("sourcedId", Text(1), default=None)
    status: Status | str = json_field("status", Choice(Status))
    date_last_modified: datetime.datetime = json_field("dateLastModified", DATETIME, default=None)
    title: str = json_field("title", TEXT)
    description: str | None = json_field("description", TEXT, default=None)
    class_: Reference | None = json_field("class", ModelOf(Reference), default=None)
    course: Reference | None = json_field("course", ModelOf(Reference), default=None)
    parent_assessment_line_item: Reference | None = json_field(
        "parentAssessmentLineItem", ModelOf(Reference), default=None
    )
    component: Reference | None = json_field("component", ModelOf(Reference), default=None)
    component_resource: Reference | None = json_field("componentResource", ModelOf(Reference), default=None)
    score_scale: Reference | None = json_field("scoreScale", ModelOf(Reference), default=None)
    result_value_min: float | None = json_field("resultValueMin", NUMBER, default=None)
    result_value_max: float | None = json_field("resultValueMax", NUMBER, default=None)
    learning_objective_set: list[LearningObjectiveSet] | None = json_field(
        "learningObjectiveSet", ListOf(ModelOf(LearningObjectiveSet)), default=None
    )
    metadata: dict[str, Any] | None = json_field("metadata", OBJECT, default=None)

    FILTERS = frozenset(
        {
            "class.sourcedId",
            "classSourcedId",
            "component.sourcedId",
            "componentResource.sourcedId",
            "componentResourceSourcedId",
            "componentSourcedId",
            "course.sourcedId",
            "courseSourcedId",
            "parentAssessmentLineItem.sourcedId",
            "parentAssessmentLineItemSourcedId",
            "scoreScale.sourcedId",
            "scoreScaleSourcedId",
        }
    )


parse_assessment_line_item = AssessmentLineItem._parse
