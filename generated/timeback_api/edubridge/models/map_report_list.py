from __future__ import annotations

from timeback_api.edubridge.models.map_report import MapReport
from timeback_runtime.model import Model
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import ListOf, json_field


class MapReportList(Model):
    """The reports on the MAP tests of a student.

    Attributes:
        data: The reports.
    """

    data: list[MapReport] = json_field("data", ListOf(ModelOf(MapReport)))


parse_map_report_list = MapReportList._parse
