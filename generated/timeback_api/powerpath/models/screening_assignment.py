from __future__ import annotations

from timeback_api.powerpath.models.nwea_status import NweaStatus
from timeback_api.powerpath.models.screening_status import ScreeningStatus
from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, Choice, json_field


class ScreeningAssignment(Model):
    """The test that is assigned in a screening session. All parts are null if there is none.

    Attributes:
        assigned_test_key: Key of the test at NWEA.
        status: State of the test.
        nwea_status: State of the test as NWEA reports it.
    """

    assigned_test_key: str | None = json_field("assignedTestKey", TEXT)
    status: ScreeningStatus | str | None = json_field("status", Choice(ScreeningStatus))
    nwea_status: NweaStatus | str | None = json_field("nweaStatus", Choice(NweaStatus))


parse_screening_assignment = ScreeningAssignment._parse
