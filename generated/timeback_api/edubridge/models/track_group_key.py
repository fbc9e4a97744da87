from __future__ import annotations

from timeback_api.common.models.grade import Grade
from timeback_api.common.models.subject import Subject
from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, Choice, json_field


class TrackGroupKey(Model):
    """What identifies a group of subject tracks.

    Attributes:
        subject: School subject. The platform may add others.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        course_id: Id of the course.
        is_global: Whether the group is for all organisations.
    """

    subject: Subject | str = json_field("subject", Choice(Subject, pattern="^.+$"))
    grade: Grade | str = json_field("grade", Choice(Grade))
    course_id: str = json_field("courseId", TEXT)
    is_global: bool = json_field("isGlobal", BOOLEAN)


parse_track_group_key = TrackGroupKey._parse
