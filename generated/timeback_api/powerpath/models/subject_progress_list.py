from __future__ import annotations

from timeback_api.powerpath.models.subject_progress import SubjectProgress
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class SubjectProgressList(Model):
    """Progress of a student in the courses of a subject.

    Attributes:
        progress: One entry for each course.
    """

    progress: list[SubjectProgress] = json_field("progress", ListOf(ModelOf(SubjectProgress)))


parse_subject_progress_list = SubjectProgressList._parse
