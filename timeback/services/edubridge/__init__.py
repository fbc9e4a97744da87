"""The service ``client.edubridge``: its operations are methods of the service itself."""

from timeback._resources.descriptors import iterating, listing, operation
from timeback._resources.service import AsyncService, SyncService
from timeback.services.edubridge.analytics_requests import (
    build_activity,
    build_enrollment_facts,
    build_weekly_facts,
)
from timeback.services.edubridge.enrollment_requests import build_default_class, build_enroll, build_unenroll
from timeback_api.edubridge.api.analytics import get_highest_grade_mastered
from timeback_api.edubridge.api.applications import (
    create_application_metric,
    delete_application_metric,
    list_application_metrics,
    list_applications,
)
from timeback_api.edubridge.api.enrollments import list_enrollments, propagate_goals, reset_goals, reset_progress
from timeback_api.edubridge.api.learning_reports import get_map_profile, get_time_saved
from timeback_api.edubridge.api.subject_tracks import (
    create_track_group,
    delete_subject_track,
    delete_track_group,
    list_subject_tracks,
    list_track_groups,
    replace_track_group,
    upsert_subject_track,
)
from timeback_api.edubridge.api.users import list_users


class _EduBridge:
    """EduBridge: enrollment by course, analytics of students, subject tracks and learning reports."""

    enroll = operation(build_enroll)
    unenroll = operation(build_unenroll)
    list_enrollments = operation(list_enrollments)
    get_default_class = operation(build_default_class)
    reset_progress = operation(reset_progress)
    propagate_goals = operation(propagate_goals)
    reset_goals = operation(reset_goals)

    get_activity = operation(build_activity)
    get_enrollment_facts = operation(build_enrollment_facts)
    get_weekly_facts = operation(build_weekly_facts)
    get_highest_grade_mastered = operation(get_highest_grade_mastered)

    list_applications = operation(list_applications)
    list_application_metrics = operation(list_application_metrics)
    create_application_metric = operation(create_application_metric)
    delete_application_metric = operation(delete_application_metric)

    list_subject_tracks = operation(list_subject_tracks)
    upsert_subject_track = operation(upsert_subject_track)
    delete_subject_track = operation(delete_subject_track)
    list_track_groups = operation(list_track_groups)
    create_track_group = operation(create_track_group)
    replace_track_group = operation(replace_track_group)
    delete_track_group = operation(delete_track_group)

    get_map_profile = operation(get_map_profile)
    get_time_saved = operation(get_time_saved)

    # Before its listing, whose name hides that of the module.
    iter_users = iterating(list_users)
    list_users = listing(list_users)


class EduBridge(_EduBridge, SyncService):
    __doc__ = _EduBridge.__doc__


class AsyncEduBridge(_EduBridge, AsyncService):
    __doc__ = _EduBridge.__doc__
