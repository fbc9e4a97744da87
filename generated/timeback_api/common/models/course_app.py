from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, ListOf, json_field


class CourseApp(Model):
    """The application in which a course is taken.

    Attributes:
        id: Id of the application.
        name: Name of the application.
        domains: Host names of the application.
    """

    id: str = json_field("id", TEXT)
    name: str = json_field("name", TEXT)
    domains: list[str] = json_field("domains", ListOf(TEXT))


parse_course_app = CourseApp._parse
