from __future__ import annotations

from timeback_api.edubridge.models.track_group import TrackGroup
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class TrackGroupList(Model):
    """A list of groups of subject tracks.

    Attributes:
        groups: The groups.
    """

    groups: list[TrackGroup] = json_field("groups", ListOf(ModelOf(TrackGroup)))


parse_track_group_list = TrackGroupList._parse
