from __future__ import annotations

from timeback_api.edubridge.models.subject_track import SubjectTrack
from timeback_api.edubridge.models.track_group_key import TrackGroupKey
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class TrackGroup(Model):
    """Subject tracks of the same subject, grade and course.

    Attributes:
        key: What identifies a group of subject tracks.
        tracks: The tracks. A global group has one.
    """

    key: TrackGroupKey = json_field("key", ModelOf(TrackGroupKey))
    tracks: list[SubjectTrack] = json_field("tracks", ListOf(ModelOf(SubjectTrack)))


parse_track_group = TrackGroup._parse
