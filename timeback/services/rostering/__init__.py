"""The service ``client.rostering``: one annotated attribute for each of its resources.

A new resource is a module of this package and an annotation on both classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback._resources.service import AsyncService, SyncService

if TYPE_CHECKING:
    from timeback.services.rostering.academic_sessions import AcademicSessions, AsyncAcademicSessions
    from timeback.services.rostering.classes import AsyncClasses, Classes
    from timeback.services.rostering.component_resources import AsyncComponentResources, ComponentResources
    from timeback.services.rostering.course_components import AsyncCourseComponents, CourseComponents
    from timeback.services.rostering.courses import AsyncCourses, Courses
    from timeback.services.rostering.demographics import AsyncDemographicsCollection, DemographicsCollection
    from timeback.services.rostering.enrollments import AsyncEnrollments, Enrollments
    from timeback.services.rostering.grading_periods import AsyncGradingPeriods, GradingPeriods
    from timeback.services.rostering.orgs import AsyncOrgs, Orgs
    from timeback.services.rostering.schools import AsyncSchools, Schools
    from timeback.services.rostering.students import AsyncStudents, Students
    from timeback.services.rostering.teachers import AsyncTeachers, Teachers
    from timeback.services.rostering.terms import AsyncTerms, Terms
    from timeback.services.rostering.users import AsyncUsers, Users


class Rostering(SyncService):
    """Rostering: organisations, people, courses, classes and enrollments (OneRoster 1.2)."""

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
    """Rostering: organisations, people, courses, classes and enrollments (OneRoster 1.2)."""

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
