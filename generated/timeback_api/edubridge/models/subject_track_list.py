from __future__ import annotations

from timeback_api.edubridge.models.subject_track import SubjectTrack
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class SubjectTrackList(Model):
    """A list of subject tracks.

    Attributes:
        subject_track: The subject tracks.
    """

    subject_track: list[SubjectTrack] = json_field("subjectTrack", ListOf(ModelOf(SubjectTrack)))


parse_subject_track_list = SubjectTrackList._parse
