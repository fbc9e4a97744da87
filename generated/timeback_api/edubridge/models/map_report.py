"""A report on MAP tests of a student."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.validators import TEXT, Field, ListOf


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class MapReport(Model):
    """A report on MAP tests of a student.

    Attributes:
        title: Name of the report.
        tests: Names of the tests.
        pdf_url: Address of the report as a PDF file, if there is one.
        grade: Grade of the student.
        schoolname: Name of the school.
        assessment_result_provider_system: System that the results are from.
    """

    FIELDS = {
        "title": Field("title", TEXT, True),
        "pdf_url": Field("pdfUrl", TEXT),
        "tests": Field("tests", ListOf(TEXT), True),
        "grade": Field("grade", TEXT),
        "schoolname": Field("schoolname", TEXT),
        "assessment_result_provider_system": Field("assessmentResultProviderSystem", TEXT),
    }

    title: str
    tests: list[str]
    pdf_url: str | None = None
    grade: str | None = None
    schoolname: str | None = None
    assessment_result_provider_system: str | None = None

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, MapReport)
        value: Any
        data = self._start_dict()
        if (value := self.title) is not None or "title" in data:
            data["title"] = value
        if (value := self.pdf_url) is not None or "pdfUrl" in data:
            data["pdfUrl"] = value
        if (value := self.tests) is not None or "tests" in data:
            data["tests"] = value if value is data.get("tests") else to_json(value)
        if (value := self.grade) is not None or "grade" in data:
            data["grade"] = value
        if (value := self.schoolname) is not None or "schoolname" in data:
            data["schoolname"] = value
        if (value := self.assessment_result_provider_system) is not None or "assessmentResultProviderSystem" in data:
            data["assessmentResultProviderSystem"] = value
        return self._finish_dict(data)

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> MapReport:
        return parse_map_report(data)


_UntrackedMapReport = untracked_subclass(MapReport)


def parse_map_report(data: Any) -> MapReport:
    instance: MapReport = new_model(_UntrackedMapReport)
    instance._received = data
    instance._changed = None
    instance.title = data.get("title")
    instance.pdf_url = data.get("pdfUrl")
    instance.tests = data.get("tests")
    instance.grade = data.get("grade")
    instance.schoolname = data.get("schoolname")
    instance.assessment_result_provider_system = data.get("assessmentResultProviderSystem")
    instance.__class__ = MapReport
    return instance
