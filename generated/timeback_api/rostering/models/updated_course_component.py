from __future__ import annotations

from timeback_api.rostering.models.course_component import CourseComponent
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class UpdatedCourseComponent(Model):
    """Result of the replacement of a course component. It may contain the course component.

    Attributes:
        course_component: A part of a course, such as a unit. Components can be nested and contain lessons as component
            resources. An extension of the platform: another provider may not know it.
    """

    course_component: CourseComponent | None = json_field("courseComponent", ModelOf(CourseComponent), default=None)


parse_updated_course_component = UpdatedCourseComponent._parse
