from __future__ import annotations

from timeback_api.common.models.grade import Grade
from timeback_api.common.models.subject import Subject
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class NewSubjectTrack(Model):
    """A request to set the course of a subject and grade.

    Attributes:
        subject: School subject. The platform may add others.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        course_id: Id of the course.
        org_sourced_id: Id of the organisation. Without it the track is global.
    """

    subject: Subject | str = json_field("subject", Choice(Subject, pattern="^.+$"))
    grade: Grade | str = json_field("grade", Choice(Grade))
    course_id: str = json_field("courseId", TEXT)
    org_sourced_id: str | None = json_field("orgSourcedId", TEXT, default=None)


parse_new_subject_track = NewSubjectTrack._parse
