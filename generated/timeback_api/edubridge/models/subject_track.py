from __future__ import annotations

from timeback_api.common.models.course import Course
from timeback_api.common.models.grade import Grade
from timeback_api.common.models.org import Org
from timeback_api.common.models.subject import Subject
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import TEXT, Choice, json_field


class SubjectTrack(Model):
    """The course of a subject and grade, for one organisation or for all.

    Attributes:
        id: Id of the subject track.
        grade: School grade on the platform, as text: `-1` is the year before kindergarten, `0` is kindergarten, and
            `13` is any level above grade 12.
        subject: School subject. The platform may add others.
        course: A course of study, independent of its schedule and teachers. It consists of course components.
        org: The organisation. Null for a global track.
    """

    id: str = json_field("id", TEXT)
    grade: Grade | str = json_field("grade", Choice(Grade))
    subject: Subject | str = json_field("subject", Choice(Subject, pattern="^.+$"))
    course: Course = json_field("course", ModelOf(Course))
    org: Org | None = json_field("org", ModelOf(Org), default=None)


parse_subject_track = SubjectTrack._parse
