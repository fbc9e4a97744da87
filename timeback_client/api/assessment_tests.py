"""Assessment tests, their parts and sections."""

from __future__ import annotations

from typing import Any

from timeback_api.qti.api.assessment_tests import (
    add_assessment_item,
    create_assessment_test,
    create_section,
    create_test_part,
    delete_assessment_test,
    delete_section,
    delete_test_part,
    get_all_questions,
    get_assessment_test,
    get_section,
    get_test_part,
    remove_assessment_item,
    search_assessment_tests,
    search_sections,
    search_test_parts,
    update_assessment_test,
    update_section,
    update_test_part,
)
from timeback_client._calls import call
from timeback_client._errors import RefusedRequest
from timeback_client._paging import listed
from timeback_client.core.client import QTIAPI
from timeback_client.models.qti import QTIAssessmentTest, QTISection, QTITestPart

_SECTION = "assessment_test_id test_part_id section_id"


class AssessmentTestAPI(QTIAPI):
    """Methods on tests.

    On the platform, sections belong to a test part, which the older client did not name. If it is not given, it is
    looked up by another request.
    """

    create_assessment_test = call(create_assessment_test, "assessment_test", model=QTIAssessmentTest)
    get_assessment_test = call(get_assessment_test, "identifier")
    get_assessment_questions = call(get_all_questions, "identifier")
    list_assessment_tests = listed(call(search_assessment_tests, "| page limit query filter_expr"))
    update_assessment_test = call(update_assessment_test, "identifier assessment_test", model=QTIAssessmentTest)
    delete_assessment_test = call(delete_assessment_test, "identifier")
    create_test_part = call(create_test_part, "assessment_test_id test_part", model=QTITestPart)
    get_test_part = call(get_test_part, "assessment_test_id test_part_id")
    list_test_parts = call(
        search_test_parts, "assessment_test_id | navigation_mode submission_mode query page limit sort order:order_by"
    )
    update_test_part = call(update_test_part, "assessment_test_id test_part_id test_part", model=QTITestPart)
    delete_test_part = call(delete_test_part, "assessment_test_id test_part_id")
    add_item_to_section = call(add_assessment_item, f"{_SECTION} item_id>identifier")
    remove_item_from_section = call(remove_assessment_item, f"{_SECTION} item_id")
    _create_section = call(create_section, "assessment_test_id test_part_id section", model=QTISection)
    _get_section = call(get_section, _SECTION)
    _sections = call(search_sections, "assessment_test_id test_part_id | limit page")
    _update_section = call(update_section, f"{_SECTION} section", model=QTISection)
    _delete_section = call(delete_section, _SECTION)

    def create_section(self, assessment_test_id: str, section: Any, test_part_id: str | None = None) -> Any:
        """Add a section to a test part, by default to the only one of the test."""
        if test_part_id is None:
            parts = self._part_ids(assessment_test_id)
            if len(parts) != 1:
                raise RefusedRequest(f"the test has {len(parts)} test parts; pass test_part_id")
            (test_part_id,) = parts
        return self._create_section(assessment_test_id, test_part_id, section)

    def get_section(self, assessment_test_id: str, section_id: str) -> Any:
        """Fetch a section of the test, from any of its parts."""
        return self._get_section(assessment_test_id, self._part_of(assessment_test_id, section_id), section_id)

    def update_section(self, assessment_test_id: str, section_id: str, section: Any) -> Any:
        """Replace a section of the test, in any of its parts."""
        part = self._part_of(assessment_test_id, section_id)
        return self._update_section(assessment_test_id, part, section_id, section)

    def delete_section(self, assessment_test_id: str, section_id: str) -> Any:
        """Delete a section of the test, from any of its parts."""
        return self._delete_section(assessment_test_id, self._part_of(assessment_test_id, section_id), section_id)

    def _part_ids(self, test_id: str) -> list[str]:
        return [part["identifier"] for part in self.list_test_parts(test_id)["items"]]

    def _part_of(self, test_id: str, section_id: str) -> str:
        """Find the part that contains the section, or return the first part, so that the server reports the error."""
        parts = self._part_ids(test_id)
        if not parts:
            raise RefusedRequest("the test has no test part, and therefore no section")
        for part in parts if len(parts) > 1 else ():
            if any(each["identifier"] == section_id for each in self._sections(test_id, part)["items"]):
                return part
        return parts[0]
