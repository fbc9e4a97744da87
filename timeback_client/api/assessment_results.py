"""Assessment results."""

from __future__ import annotations

from typing import Any

from timeback_api.gradebook.api.assessment_line_items import get_all_assessment_line_items
from timeback_api.gradebook.api.assessment_results import (
    create_assessment_result,
    delete_assessment_result,
    get_all_assessment_results,
    get_assessment_result,
    put_assessment_result,
)
from timeback_client._calls import call, matching
from timeback_client.core.client import API
from timeback_client.models.assessment_result import AssessmentResult, AssessmentResultsResponse


class AssessmentResultsAPI(API):
    """Methods on assessment results."""

    _service = "gradebook"

    create_assessment_result = call(create_assessment_result, "assessment_result", model=AssessmentResult)
    update_assessment_result = call(put_assessment_result, "result_id assessment_result", model=AssessmentResult)
    delete_assessment_result = call(delete_assessment_result, "result_id")
    _get = call(get_assessment_result, "result_id")
    _list = call(get_all_assessment_results, "| limit offset sort order_by filter_expr")
    _line_items = call(get_all_assessment_line_items, "| filter_expr limit fields")

    def get_assessment_result(self, result_id: str) -> AssessmentResult:
        """Fetch a result as a model."""
        return AssessmentResult.from_reply(AssessmentResult._unwrapped(self._get(result_id)))

    def get_assessment_results(
        self,
        student_id: str | None = None,
        component_id: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
        filter_expr: str | None = None,
        sort: str | None = None,
        orderBy: str | None = None,  # noqa: N803 - the older client's name
        order_by: str | None = None,
    ) -> AssessmentResultsResponse:
        """Fetch a page of results as models, optionally those of one student or of a component's line items."""
        found = matching(filter_expr, studentSourcedId=student_id)
        if component_id:
            found = self._of_component(component_id, student_id, filter_expr)
            if found is None:
                return AssessmentResultsResponse(assessmentResults=[], totalCount=0)
        reply = self._list(limit, offset, sort, orderBy or order_by, found)
        return AssessmentResultsResponse.from_reply(reply)

    def _of_component(self, component_id: str, student_id: str | None, filter_expr: str | None) -> str | None:
        """Return a filter for the line items of a component, since results refer to line items only."""
        items = self._line_items(matching(componentSourcedId=component_id), 3000, "sourcedId")["assessmentLineItems"]
        parts = [
            matching(filter_expr, studentSourcedId=student_id, assessmentLineItemSourcedId=item["sourcedId"])
            for item in items
        ]
        return " OR ".join(part for part in parts if part) or None

    def get_assessment_results_by_metadata(
        self,
        assessment_type: Any = None,
        student_email: str | None = None,
        subject: str | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> AssessmentResultsResponse:
        """Fetch a page of the results with these values in ``metadata``."""
        wanted = {"assessmentType": assessment_type, "studentEmail": student_email, "subject": subject}
        found = matching(**{f"metadata.{name}": value for name, value in wanted.items()})
        return self.get_assessment_results(limit=limit, offset=offset, filter_expr=found)
