from __future__ import annotations

from timeback_api.powerpath.models.test_assignment import TestAssignment
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import INTEGER, NUMBER, AnyOf, Bounded, ListOf, json_field


class TestAssignmentList(Model):
    """A page of test assignments.

    Attributes:
        test_assignments: The assignments on this page.
        total_count: Number of objects that match the request on all pages together. An extension of the platform:
            another provider may not know it.
        page_count: Number of pages at this limit. An extension of the platform: another provider may not know it.
        page_number: Number of this page. The first is 1. An extension of the platform: another provider may not know
            it.
        offset: Number of matching objects before this page. An extension of the platform: another provider may not know
            it.
        limit: Largest number of objects on this page. It can be lower than the requested limit. An extension of the
            platform: another provider may not know it.
    """

    test_assignments: list[TestAssignment] = json_field("testAssignments", ListOf(ModelOf(TestAssignment)))
    total_count: int | float = json_field("totalCount", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)))
    page_count: int | float = json_field("pageCount", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)))
    page_number: int | float = json_field("pageNumber", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)))
    offset: int | float = json_field("offset", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)))
    limit: int | float = json_field("limit", AnyOf(Bounded(INTEGER, 0, None), Bounded(NUMBER, 0, None)))


parse_test_assignment_list = TestAssignmentList._parse
