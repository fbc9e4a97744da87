from __future__ import annotations

from timeback_api.common.models.grade import Grade
from timeback_api.common.models.subject import Subject
from timeback_api.edubridge.models.track_conflict_strategy import TrackConflictStrategy
from timeback_runtime.model import Model
from timeback_runtime.validators import BOOLEAN, TEXT, Choice, ListOf, json_field


class TrackGroupChange(Model):
    """A request to replace the tracks of a group.

    Attributes:
        subject: Subject of the group.
        grade: Grade of the group.
        current_course_id: Id of the course of the group before the change.
        course_id: Id of the course of the group after the change.
        is_global: Whether the group is for all organisations.
        org_sourced_ids: Ids of the organisations after the change.
        strategy: What happens if an organisation has another track for the subject and grade: it is replaced, which is
            the default, or the request fails.
    """

    subject: Subject | str = json_field("subject", Choice(Subject, pattern="^.+$"))
    grade: Grade | str = json_field("grade", Choice(Grade))
    current_course_id: str = json_field("currentCourseId", TEXT)
    course_id: str = json_field("courseId", TEXT)
    is_global: bool = json_field("isGlobal", BOOLEAN)
    org_sourced_ids: list[str] | None = json_field("orgSourcedIds", ListOf(TEXT), default=None)
    strategy: TrackConflictStrategy | str | None = json_field("strategy", Choice(TrackConflictStrategy), default=None)


parse_track_group_change = TrackGroupChange._parse
