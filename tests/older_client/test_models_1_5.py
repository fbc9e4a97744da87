"""Models and constants of version 1.5 of the older client that 0.2 lacks."""

from __future__ import annotations

from datetime import date

import pytest

from timeback_client import TimeBackClient
from timeback_client.core.client import QTIService
from timeback_client.models.academic_session import AcademicSession
from timeback_client.models.assessment_result import ScoreScaleRef
from timeback_client.models.class_ import Class, CourseRef, ResourceRef, TermRef
from timeback_client.models.class_ import OrgRef as SchoolRef
from timeback_client.models.component import Component
from timeback_client.models.component_resource import ComponentResource
from timeback_client.models.course import Course
from timeback_client.models.enrollment import ClassRef, Enrollment, UserRef
from timeback_client.models.line_item import LineItem, LineItemsResponse, SourcedIdRef
from timeback_client.models.org import Org
from timeback_client.models.resource import Resource
from timeback_client.models.user import AgentRef, Reference, RoleAssignment, RoleName, RoleType, Status, User, UserRole

ORG = {"sourcedId": "org-district", "type": "org"}


def test_models() -> None:
    agent = AgentRef(sourcedId="p", type="parent")
    role = RoleAssignment(roleType=RoleType.SECONDARY, role=RoleName.TEACHER, org={"sourcedId": "o"})
    user = User(
        sourcedId="u",
        status=Status.ACTIVE,
        enabledUser=True,
        givenName="A",
        familyName="B",
        roles=[role],
        agents=[agent],
    )
    assert user.to_dict()["user"]["agents"] == [{"sourcedId": "p", "type": "parent"}]
    assert RoleName is UserRole
    assert Reference(sourcedId="x", type="y").model_dump(exclude_none=True) == {"sourcedId": "x", "type": "y"}
    assert ScoreScaleRef(sourcedId="x").type == "scoreScale"
    enrollment = Enrollment(
        role="student", user=UserRef(sourcedId="u"), **{"class": ClassRef(sourcedId="c")}, endDate=date(2025, 6, 30)
    )
    assert enrollment.to_dict()["enrollment"]["class"] == {"sourcedId": "c"}
    assert enrollment.dict(by_alias=True, exclude_none=True, exclude_unset=True)["endDate"] == date(2025, 6, 30)
    one = Class(
        title="T",
        course=CourseRef(sourcedId="c"),
        org=SchoolRef(sourcedId="o"),
        terms=[TermRef(sourcedId="t")],
        resources=[ResourceRef(sourcedId="r")],
    )
    assert one.to_dict()["class"]["terms"] == [{"sourcedId": "t"}]
    line_item = LineItem(title="Q", class_=SourcedIdRef(sourcedId="c"))
    assert line_item.to_dict()["class"] == {"sourcedId": "c"}
    assert line_item.to_create_dict() == line_item.to_update_dict() == {"assessmentLineItem": line_item.to_dict()}
    page = LineItemsResponse(lineItems=[line_item], totalCount=1, pageCount=1, pageNumber=1, offset=0, limit=100)
    assert page.lineItems[0].title == "Q"
    course = Course.from_dict({"course": {"title": "C", "courseCode": "C1", "org": ORG}})
    course.update_timestamp()
    assert Course.from_dict({"title": "C"}) is None
    assert Course.to_courses_response([course])["courses"][0]["courseCode"] == "C1"
    assert Component.to_components_response([Component.create("C", "c", 1)])["courseComponents"][0]["sortOrder"] == 1
    assert Org.to_orgs_response([Org.create("N", "school")])["orgs"][0]["name"] == "N"
    session = AcademicSession.create("T", "term", "2025-01-01", "2025-06-30", "2025", org=ORG)
    assert AcademicSession.to_sessions_response([session])["academicSessions"][0]["title"] == "T"
    place = ComponentResource.from_dict(ComponentResource.create("P", "c", "r").to_dict())
    assert place.courseComponent == {"sourcedId": "c"}
    assert Resource.from_dict({"resource": {"title": "R", "vendorResourceId": "v"}}).roles == []
    with pytest.raises(ValueError, match="org"):
        Course.create("C", "C1")


def test_constants() -> None:
    assert QTIService.DEFAULT_QTI_STAGING_URL == "https://qti-staging.alpha-1edtech.ai/api"
    assert QTIService.DEFAULT_QTI_PRODUCTION_URL == "https://qti.alpha-1edtech.ai/api"
    assert TimeBackClient.DEFAULT_CALIPER_STAGING_URL.startswith("https://caliper-staging")
    assert TimeBackClient.DEFAULT_CALIPER_PRODUCTION_URL.startswith("https://caliper.")
