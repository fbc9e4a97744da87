"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.course import Course as Course
    from timeback_api.common.models.course_app import CourseApp as CourseApp
    from timeback_api.common.models.credential import Credential as Credential
    from timeback_api.common.models.demographics import Demographics as Demographics
    from timeback_api.common.models.enrollment_role import EnrollmentRole as EnrollmentRole
    from timeback_api.common.models.importance import Importance as Importance
    from timeback_api.common.models.imsx_code_minor import ImsxCodeMinor as ImsxCodeMinor
    from timeback_api.common.models.imsx_code_minor_field import ImsxCodeMinorField as ImsxCodeMinorField
    from timeback_api.common.models.imsx_error import ImsxError as ImsxError
    from timeback_api.common.models.lesson_type import LessonType as LessonType
    from timeback_api.common.models.onboarding_progress import OnboardingProgress as OnboardingProgress
    from timeback_api.common.models.onboarding_state import OnboardingState as OnboardingState
    from timeback_api.common.models.ordering import Ordering as Ordering
    from timeback_api.common.models.org import Org as Org
    from timeback_api.common.models.org_type import OrgType as OrgType
    from timeback_api.common.models.reference import Reference as Reference
    from timeback_api.common.models.role import Role as Role
    from timeback_api.common.models.role_name import RoleName as RoleName
    from timeback_api.common.models.sex import Sex as Sex
    from timeback_api.common.models.sourced_id_pair import SourcedIdPair as SourcedIdPair
    from timeback_api.common.models.sourced_id_pairs_reply import SourcedIdPairsReply as SourcedIdPairsReply
    from timeback_api.common.models.status import Status as Status
    from timeback_api.common.models.user import User as User
    from timeback_api.common.models.user_id import UserId as UserId
    from timeback_api.common.models.user_list import UserList as UserList
    from timeback_api.common.models.user_metadata import UserMetadata as UserMetadata
    from timeback_api.common.models.user_profile import UserProfile as UserProfile
    from timeback_api.common.models.user_profile_app import UserProfileApp as UserProfileApp
    from timeback_api.rostering.models.academic_session import AcademicSession as AcademicSession
    from timeback_api.rostering.models.academic_session_list import AcademicSessionList as AcademicSessionList
    from timeback_api.rostering.models.agent_assignment import AgentAssignment as AgentAssignment
    from timeback_api.rostering.models.agent_list import AgentList as AgentList
    from timeback_api.rostering.models.class_ import Class as Class
    from timeback_api.rostering.models.class_list import ClassList as ClassList
    from timeback_api.rostering.models.class_membership import ClassMembership as ClassMembership
    from timeback_api.rostering.models.class_type import ClassType as ClassType
    from timeback_api.rostering.models.component_resource import ComponentResource as ComponentResource
    from timeback_api.rostering.models.component_resource_list import ComponentResourceList as ComponentResourceList
    from timeback_api.rostering.models.course_component import CourseComponent as CourseComponent
    from timeback_api.rostering.models.course_component_list import CourseComponentList as CourseComponentList
    from timeback_api.rostering.models.course_list import CourseList as CourseList
    from timeback_api.rostering.models.course_structure import CourseStructure as CourseStructure
    from timeback_api.rostering.models.credential_registration import CredentialRegistration as CredentialRegistration
    from timeback_api.rostering.models.credential_registration_reply import (
        CredentialRegistrationReply as CredentialRegistrationReply,
    )
    from timeback_api.rostering.models.decrypted_credential import DecryptedCredential as DecryptedCredential
    from timeback_api.rostering.models.demographics_list import DemographicsList as DemographicsList
    from timeback_api.rostering.models.enrollment import Enrollment as Enrollment
    from timeback_api.rostering.models.enrollment_list import EnrollmentList as EnrollmentList
    from timeback_api.rostering.models.grading_period_list import GradingPeriodList as GradingPeriodList
    from timeback_api.rostering.models.org_list import OrgList as OrgList
    from timeback_api.rostering.models.session_type import SessionType as SessionType
    from timeback_api.rostering.models.single_academic_session import SingleAcademicSession as SingleAcademicSession
    from timeback_api.rostering.models.single_class import SingleClass as SingleClass
    from timeback_api.rostering.models.single_class_membership import SingleClassMembership as SingleClassMembership
    from timeback_api.rostering.models.single_component_resource import (
        SingleComponentResource as SingleComponentResource,
    )
    from timeback_api.rostering.models.single_course import SingleCourse as SingleCourse
    from timeback_api.rostering.models.single_course_component import SingleCourseComponent as SingleCourseComponent
    from timeback_api.rostering.models.single_demographics import SingleDemographics as SingleDemographics
    from timeback_api.rostering.models.single_enrollment import SingleEnrollment as SingleEnrollment
    from timeback_api.rostering.models.single_grading_period import SingleGradingPeriod as SingleGradingPeriod
    from timeback_api.rostering.models.single_org import SingleOrg as SingleOrg
    from timeback_api.rostering.models.single_term import SingleTerm as SingleTerm
    from timeback_api.rostering.models.single_user import SingleUser as SingleUser
    from timeback_api.rostering.models.student_list import StudentList as StudentList
    from timeback_api.rostering.models.teacher_list import TeacherList as TeacherList
    from timeback_api.rostering.models.term_list import TermList as TermList
    from timeback_api.rostering.models.updated_component_resource import (
        UpdatedComponentResource as UpdatedComponentResource,
    )
    from timeback_api.rostering.models.updated_course import UpdatedCourse as UpdatedCourse
    from timeback_api.rostering.models.updated_course_component import UpdatedCourseComponent as UpdatedCourseComponent
    from timeback_api.rostering.models.updated_enrollment import UpdatedEnrollment as UpdatedEnrollment
    from timeback_api.rostering.models.updated_grading_period import UpdatedGradingPeriod as UpdatedGradingPeriod
    from timeback_api.rostering.models.updated_org import UpdatedOrg as UpdatedOrg
    from timeback_api.rostering.models.updated_term import UpdatedTerm as UpdatedTerm
    from timeback_api.rostering.models.username_password import UsernamePassword as UsernamePassword

_NAMES = {
    "AcademicSession": ".academic_session",
    "AcademicSessionList": ".academic_session_list",
    "AgentAssignment": ".agent_assignment",
    "AgentList": ".agent_list",
    "Class": ".class_",
    "ClassList": ".class_list",
    "ClassMembership": ".class_membership",
    "ClassType": ".class_type",
    "ComponentResource": ".component_resource",
    "ComponentResourceList": ".component_resource_list",
    "Course": "...common.models.course",
    "CourseApp": "...common.models.course_app",
    "CourseComponent": ".course_component",
    "CourseComponentList": ".course_component_list",
    "CourseList": ".course_list",
    "CourseStructure": ".course_structure",
    "Credential": "...common.models.credential",
    "CredentialRegistration": ".credential_registration",
    "CredentialRegistrationReply": ".credential_registration_reply",
    "DecryptedCredential": ".decrypted_credential",
    "Demographics": "...common.models.demographics",
    "DemographicsList": ".demographics_list",
    "Enrollment": ".enrollment",
    "EnrollmentList": ".enrollment_list",
    "EnrollmentRole": "...common.models.enrollment_role",
    "GradingPeriodList": ".grading_period_list",
    "Importance": "...common.models.importance",
    "ImsxCodeMinor": "...common.models.imsx_code_minor",
    "ImsxCodeMinorField": "...common.models.imsx_code_minor_field",
    "ImsxError": "...common.models.imsx_error",
    "LessonType": "...common.models.lesson_type",
    "OnboardingProgress": "...common.models.onboarding_progress",
    "OnboardingState": "...common.models.onboarding_state",
    "Ordering": "...common.models.ordering",
    "Org": "...common.models.org",
    "OrgList": ".org_list",
    "OrgType": "...common.models.org_type",
    "Reference": "...common.models.reference",
    "Role": "...common.models.role",
    "RoleName": "...common.models.role_name",
    "SessionType": ".session_type",
    "Sex": "...common.models.sex",
    "SingleAcademicSession": ".single_academic_session",
    "SingleClass": ".single_class",
    "SingleClassMembership": ".single_class_membership",
    "SingleComponentResource": ".single_component_resource",
    "SingleCourse": ".single_course",
    "SingleCourseComponent": ".single_course_component",
    "SingleDemographics": ".single_demographics",
    "SingleEnrollment": ".single_enrollment",
    "SingleGradingPeriod": ".single_grading_period",
    "SingleOrg": ".single_org",
    "SingleTerm": ".single_term",
    "SingleUser": ".single_user",
    "SourcedIdPair": "...common.models.sourced_id_pair",
    "SourcedIdPairsReply": "...common.models.sourced_id_pairs_reply",
    "Status": "...common.models.status",
    "StudentList": ".student_list",
    "TeacherList": ".teacher_list",
    "TermList": ".term_list",
    "UpdatedComponentResource": ".updated_component_resource",
    "UpdatedCourse": ".updated_course",
    "UpdatedCourseComponent": ".updated_course_component",
    "UpdatedEnrollment": ".updated_enrollment",
    "UpdatedGradingPeriod": ".updated_grading_period",
    "UpdatedOrg": ".updated_org",
    "UpdatedTerm": ".updated_term",
    "User": "...common.models.user",
    "UserId": "...common.models.user_id",
    "UserList": "...common.models.user_list",
    "UserMetadata": "...common.models.user_metadata",
    "UserProfile": "...common.models.user_profile",
    "UserProfileApp": "...common.models.user_profile_app",
    "UsernamePassword": ".username_password",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
