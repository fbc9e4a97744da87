"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.assessment_line_item import AssessmentLineItem as AssessmentLineItem
    from timeback_api.common.models.course import Course as Course
    from timeback_api.common.models.course_app import CourseApp as CourseApp
    from timeback_api.common.models.credential import Credential as Credential
    from timeback_api.common.models.demographics import Demographics as Demographics
    from timeback_api.common.models.difficulty import Difficulty as Difficulty
    from timeback_api.common.models.enrollment_role import EnrollmentRole as EnrollmentRole
    from timeback_api.common.models.grade import Grade as Grade
    from timeback_api.common.models.importance import Importance as Importance
    from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor as ImsxCodeMinor
    from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField as ImsxCodeMinorField
    from timeback_api.common.models.imsx_error import ImsxError as ImsxError
    from timeback_api.common.models.learning_objective_result import LearningObjectiveResult as LearningObjectiveResult
    from timeback_api.common.models.learning_objective_score_set import (
        LearningObjectiveScoreSet as LearningObjectiveScoreSet,
    )
    from timeback_api.common.models.learning_objective_set import LearningObjectiveSet as LearningObjectiveSet
    from timeback_api.common.models.lesson_type import LessonType as LessonType
    from timeback_api.common.models.message import Message as Message
    from timeback_api.common.models.onboarding_progress import OnboardingProgress as OnboardingProgress
    from timeback_api.common.models.onboarding_state import OnboardingState as OnboardingState
    from timeback_api.common.models.ordering import Ordering as Ordering
    from timeback_api.common.models.org import Org as Org
    from timeback_api.common.models.org_type import OrgType as OrgType
    from timeback_api.common.models.outcome import Outcome as Outcome
    from timeback_api.common.models.reference import Reference as Reference
    from timeback_api.common.models.role import Role as Role
    from timeback_api.common.models.role_name import RoleName as RoleName
    from timeback_api.common.models.score_status import ScoreStatus as ScoreStatus
    from timeback_api.common.models.sex import Sex as Sex
    from timeback_api.common.models.sourced_id_pair import SourcedIdPair as SourcedIdPair
    from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply as SourcedIdPairsReply
    from timeback_api.common.models.status import Status as Status
    from timeback_api.common.models.subject import Subject as Subject
    from timeback_api.common.models.user import User as User
    from timeback_api.common.models.user_id import UserId as UserId
    from timeback_api.common.models.user_list import UserList as UserList
    from timeback_api.common.models.user_metadata import UserMetadata as UserMetadata
    from timeback_api.common.models.user_profile import UserProfile as UserProfile
    from timeback_api.common.models.user_profile_app import UserProfileApp as UserProfileApp

_NAMES = {
    "AssessmentLineItem": ".assessment_line_item",
    "Course": ".course",
    "CourseApp": ".course_app",
    "Credential": ".credential",
    "Demographics": ".demographics",
    "Difficulty": ".difficulty",
    "EnrollmentRole": ".enrollment_role",
    "Grade": ".grade",
    "Importance": ".importance",
    "ImsxCodeMinor": ".imsx_code_minor",
    "ImsxCodeMinorField": ".imsx_code_minor_field",
    "ImsxError": ".imsx_error",
    "LearningObjectiveResult": ".learning_objective_result",
    "LearningObjectiveScoreSet": ".learning_objective_score_set",
    "LearningObjectiveSet": ".learning_objective_set",
    "LessonType": ".lesson_type",
    "Message": ".message",
    "OnboardingProgress": ".onboarding_progress",
    "OnboardingState": ".onboarding_state",
    "Ordering": ".ordering",
    "Org": ".org",
    "OrgType": ".org_type",
    "Outcome": ".outcome",
    "Reference": ".reference",
    "Role": ".role",
    "RoleName": ".role_name",
    "ScoreStatus": ".score_status",
    "Sex": ".sex",
    "SourcedIdPair": ".sourced_id_pair",
    "SourcedIdPairsReply": ".sourced_id_pairs_reply",
    "Status": ".status",
    "Subject": ".subject",
    "User": ".user",
    "UserId": ".user_id",
    "UserList": ".user_list",
    "UserMetadata": ".user_metadata",
    "UserProfile": ".user_profile",
    "UserProfileApp": ".user_profile_app",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
