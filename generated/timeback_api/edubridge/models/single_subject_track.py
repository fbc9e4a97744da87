from __future__ import annotations

from timeback_api.edubridge.models.subject_track import SubjectTrack
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import json_field


class SingleSubjectTrack(Model):
    """Wrapper of one subject track.

    Attributes:
        subject_track: The course of a subject and grade, for one organisation or for all.
    """

    subject_track: SubjectTrack = json_field("subjectTrack", ModelOf(SubjectTrack))


parse_single_subject_track = SingleSubjectTrack._parse
