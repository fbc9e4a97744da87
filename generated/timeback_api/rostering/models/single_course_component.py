from __future__ import annotations

from timeback_api.rostering.models.course_component import CourseComponent
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleCourseComponent(Model):
    """Wrapper of one course component, used in requests and replies.

    Attributes:
        course_component: A part of a course, such as a unit. Components can be nested and contain lessons as component
            resources. An extension of the platform: another provider may not know it.
    """

    course_component: CourseComponent = json_field("courseComponent", ModelOf(CourseComponent))


parse_single_course_component = SingleCourseComponent._parse
