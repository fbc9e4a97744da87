"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.course import Course as Course
    from timeback_api.common.models.course_app import CourseApp as CourseApp
    from timeback_api.common.models.credential import Credential as Credential
    from timeback_api.common.models.demographics import Demographics as Demographics
    from timeback_api.common.models.enrollment_role import EnrollmentRole as EnrollmentRole
    from timeback_api.common.models.grade import Grade as Grade
    from timeback_api.common.models.importance import Importance as Importance
    from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor as ImsxCodeMinor
    from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField as ImsxCodeMinorField
    from timeback_api.common.models.imsx_error import ImsxError as ImsxError
    from timeback_api.common.models.onboarding_progress import OnboardingProgress as OnboardingProgress
    from timeback_api.common.models.onboarding_state import OnboardingState as OnboardingState
    from timeback_api.common.models.ordering import Ordering as Ordering
    from timeback_api.common.models.org import Org as Org
    from timeback_api.common.models.org_type import OrgType as OrgType
    from timeback_api.common.models.reference import Reference as Reference
    from timeback_api.common.models.role import Role as Role
    from timeback_api.common.models.role_name import RoleName as RoleName
    from timeback_api.common.models.sex import Sex as Sex
    from timeback_api.common.models.status import Status as Status
    from timeback_api.common.models.subject import Subject as Subject
    from timeback_api.common.models.user import User as User
    from timeback_api.common.models.user_id import UserId as UserId
    from timeback_api.common.models.user_list import UserList as UserList
    from timeback_api.common.models.user_metadata import UserMetadata as UserMetadata
    from timeback_api.common.models.user_profile import UserProfile as UserProfile
    from timeback_api.common.models.user_profile_app import UserProfileApp as UserProfileApp
    from timeback_api.edubridge.models.activity_report import ActivityReport as ActivityReport
    from timeback_api.edubridge.models.activity_sums import ActivitySums as ActivitySums
    from timeback_api.edubridge.models.application import Application as Application
    from timeback_api.edubridge.models.application_list import ApplicationList as ApplicationList
    from timeback_api.edubridge.models.application_metric import ApplicationMetric as ApplicationMetric
    from timeback_api.edubridge.models.application_metric_list import ApplicationMetricList as ApplicationMetricList
    from timeback_api.edubridge.models.application_metric_reply import ApplicationMetricReply as ApplicationMetricReply
    from timeback_api.edubridge.models.application_metric_request import (
        ApplicationMetricRequest as ApplicationMetricRequest,
    )
    from timeback_api.edubridge.models.course_enrollment import CourseEnrollment as CourseEnrollment
    from timeback_api.edubridge.models.course_enrollment_list import CourseEnrollmentList as CourseEnrollmentList
    from timeback_api.edubridge.models.course_metrics import CourseMetrics as CourseMetrics
    from timeback_api.edubridge.models.default_class import DefaultClass as DefaultClass
    from timeback_api.edubridge.models.enrolled_course import EnrolledCourse as EnrolledCourse
    from timeback_api.edubridge.models.enrollment_metadata import EnrollmentMetadata as EnrollmentMetadata
    from timeback_api.edubridge.models.enrollment_report import EnrollmentReport as EnrollmentReport
    from timeback_api.edubridge.models.enrollment_school import EnrollmentSchool as EnrollmentSchool
    from timeback_api.edubridge.models.goals import Goals as Goals
    from timeback_api.edubridge.models.goals_update import GoalsUpdate as GoalsUpdate
    from timeback_api.edubridge.models.grades_by_test import GradesByTest as GradesByTest
    from timeback_api.edubridge.models.map_report import MapReport as MapReport
    from timeback_api.edubridge.models.map_report_list import MapReportList as MapReportList
    from timeback_api.edubridge.models.mastered_grades import MasteredGrades as MasteredGrades
    from timeback_api.edubridge.models.metric import Metric as Metric
    from timeback_api.edubridge.models.metric_selection import MetricSelection as MetricSelection
    from timeback_api.edubridge.models.metric_source import MetricSource as MetricSource
    from timeback_api.edubridge.models.new_course_enrollment import NewCourseEnrollment as NewCourseEnrollment
    from timeback_api.edubridge.models.new_subject_track import NewSubjectTrack as NewSubjectTrack
    from timeback_api.edubridge.models.new_track_group import NewTrackGroup as NewTrackGroup
    from timeback_api.edubridge.models.no_data import NoData as NoData
    from timeback_api.edubridge.models.period import Period as Period
    from timeback_api.edubridge.models.single_course_enrollment import SingleCourseEnrollment as SingleCourseEnrollment
    from timeback_api.edubridge.models.single_default_class import SingleDefaultClass as SingleDefaultClass
    from timeback_api.edubridge.models.single_goals_update import SingleGoalsUpdate as SingleGoalsUpdate
    from timeback_api.edubridge.models.single_subject_track import SingleSubjectTrack as SingleSubjectTrack
    from timeback_api.edubridge.models.single_time_saved import SingleTimeSaved as SingleTimeSaved
    from timeback_api.edubridge.models.subject_facts import SubjectFacts as SubjectFacts
    from timeback_api.edubridge.models.subject_track import SubjectTrack as SubjectTrack
    from timeback_api.edubridge.models.subject_track_list import SubjectTrackList as SubjectTrackList
    from timeback_api.edubridge.models.time_saved import TimeSaved as TimeSaved
    from timeback_api.edubridge.models.time_saved_calculation import TimeSavedCalculation as TimeSavedCalculation
    from timeback_api.edubridge.models.time_spent_sums import TimeSpentSums as TimeSpentSums
    from timeback_api.edubridge.models.track_conflict_strategy import TrackConflictStrategy as TrackConflictStrategy
    from timeback_api.edubridge.models.track_group import TrackGroup as TrackGroup
    from timeback_api.edubridge.models.track_group_change import TrackGroupChange as TrackGroupChange
    from timeback_api.edubridge.models.track_group_key import TrackGroupKey as TrackGroupKey
    from timeback_api.edubridge.models.track_group_list import TrackGroupList as TrackGroupList
    from timeback_api.edubridge.models.weekly_fact import WeeklyFact as WeeklyFact
    from timeback_api.edubridge.models.weekly_report import WeeklyReport as WeeklyReport

_NAMES = {
    "ActivityReport": ".activity_report",
    "ActivitySums": ".activity_sums",
    "Application": ".application",
    "ApplicationList": ".application_list",
    "ApplicationMetric": ".application_metric",
    "ApplicationMetricList": ".application_metric_list",
    "ApplicationMetricReply": ".application_metric_reply",
    "ApplicationMetricRequest": ".application_metric_request",
    "Course": "...common.models.course",
    "CourseApp": "...common.models.course_app",
    "CourseEnrollment": ".course_enrollment",
    "CourseEnrollmentList": ".course_enrollment_list",
    "CourseMetrics": ".course_metrics",
    "Credential": "...common.models.credential",
    "DefaultClass": ".default_class",
    "Demographics": "...common.models.demographics",
    "EnrolledCourse": ".enrolled_course",
    "EnrollmentMetadata": ".enrollment_metadata",
    "EnrollmentReport": ".enrollment_report",
    "EnrollmentRole": "...common.models.enrollment_role",
    "EnrollmentSchool": ".enrollment_school",
    "Goals": ".goals",
    "GoalsUpdate": ".goals_update",
    "Grade": "...common.models.grade",
    "GradesByTest": ".grades_by_test",
    "Importance": "...common.models.importance",
    "ImsxCodeMinor": "...common.models.imsx_code_minor",
    "ImsxCodeMinorField": "...common.models.imsx_code_minor_field",
    "ImsxError": "...common.models.imsx_error",
    "MapReport": ".map_report",
    "MapReportList": ".map_report_list",
    "MasteredGrades": ".mastered_grades",
    "Metric": ".metric",
    "MetricSelection": ".metric_selection",
    "MetricSource": ".metric_source",
    "NewCourseEnrollment": ".new_course_enrollment",
    "NewSubjectTrack": ".new_subject_track",
    "NewTrackGroup": ".new_track_group",
    "NoData": ".no_data",
    "OnboardingProgress": "...common.models.onboarding_progress",
    "OnboardingState": "...common.models.onboarding_state",
    "Ordering": "...common.models.ordering",
    "Org": "...common.models.org",
    "OrgType": "...common.models.org_type",
    "Period": ".period",
    "Reference": "...common.models.reference",
    "Role": "...common.models.role",
    "RoleName": "...common.models.role_name",
    "Sex": "...common.models.sex",
    "SingleCourseEnrollment": ".single_course_enrollment",
    "SingleDefaultClass": ".single_default_class",
    "SingleGoalsUpdate": ".single_goals_update",
    "SingleSubjectTrack": ".single_subject_track",
    "SingleTimeSaved": ".single_time_saved",
    "Status": "...common.models.status",
    "Subject": "...common.models.subject",
    "SubjectFacts": ".subject_facts",
    "SubjectTrack": ".subject_track",
    "SubjectTrackList": ".subject_track_list",
    "TimeSaved": ".time_saved",
    "TimeSavedCalculation": ".time_saved_calculation",
    "TimeSpentSums": ".time_spent_sums",
    "TrackConflictStrategy": ".track_conflict_strategy",
    "TrackGroup": ".track_group",
    "TrackGroupChange": ".track_group_change",
    "TrackGroupKey": ".track_group_key",
    "TrackGroupList": ".track_group_list",
    "User": "...common.models.user",
    "UserId": "...common.models.user_id",
    "UserList": "...common.models.user_list",
    "UserMetadata": "...common.models.user_metadata",
    "UserProfile": "...common.models.user_profile",
    "UserProfileApp": "...common.models.user_profile_app",
    "WeeklyFact": ".weekly_fact",
    "WeeklyReport": ".weekly_report",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
