from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, ListOf, json_field


class MapReport(Model):
    """A report on MAP tests of a student.

    Attributes:
        title: Name of the report.
        pdf_url: Address of the report as a PDF file, if there is one.
        tests: Names of the tests.
        grade: Grade of the student.
        schoolname: Name of the school.
        assessment_result_provider_system: System that the results are from.
    """

    title: str = json_field("title", TEXT)
    pdf_url: str | None = json_field("pdfUrl", TEXT, default=None)
    tests: list[str] = json_field("tests", ListOf(TEXT))
    grade: str | None = json_field("grade", TEXT, default=None)
    schoolname: str | None = json_field("schoolname", TEXT, default=None)
    assessment_result_provider_system: str | None = json_field("assessmentResultProviderSystem", TEXT, default=None)


parse_map_report = MapReport._parse
