"""The rostering service of both clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._service import AsyncService, SyncService

if TYPE_CHECKING:
    from .academic_sessions import AcademicSessions, AsyncAcademicSessions
    from .classes import AsyncClasses, Classes
    from .component_resources import AsyncComponentResources, ComponentResources
    from .course_components import AsyncCourseComponents, CourseComponents
    from .courses import AsyncCourses, Courses
    from .demographics import AsyncDemographicsCollection, DemographicsCollection
    from .enrollments import AsyncEnrollments, Enrollments
    from .grading_periods import AsyncGradingPeriods, GradingPeriods
    from .orgs import AsyncOrgs, Orgs
    from .schools import AsyncSchools, Schools
    from .students import AsyncStudents, Students
    from .teachers import AsyncTeachers, Teachers
    from .terms import AsyncTerms, Terms
    from .users import AsyncUsers, Users


class Rostering(SyncService):
    """Rostering: organisations, people, courses, classes, enrollments (OneRoster 1.2)."""

    academic_sessions: AcademicSessions
    classes: Classes
    component_resources: ComponentResources
    course_components: CourseComponents
    courses: Courses
    demographics: DemographicsCollection
    enrollments: Enrollments
    grading_periods: GradingPeriods
    orgs: Orgs
    schools: Schools
    students: Students
    teachers: Teachers
    terms: Terms
    users: Users


class AsyncRostering(AsyncService):
    """Rostering: organisations, people, courses, classes, enrollments (OneRoster 1.2)."""

    academic_sessions: AsyncAcademicSessions
    classes: AsyncClasses
    component_resources: AsyncComponentResources
    course_components: AsyncCourseComponents
    courses: AsyncCourses
    demographics: AsyncDemographicsCollection
    enrollments: AsyncEnrollments
    grading_periods: AsyncGradingPeriods
    orgs: AsyncOrgs
    schools: AsyncSchools
    students: AsyncStudents
    teachers: AsyncTeachers
    terms: AsyncTerms
    users: AsyncUsers
