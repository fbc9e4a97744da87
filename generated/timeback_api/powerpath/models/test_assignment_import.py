from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class TestAssignmentImport(Model):
    """A spreadsheet with tests to assign.

    Attributes:
        spreadsheet_url: Address of a spreadsheet that anyone can read.
        sheet: Name of the sheet in it.
    """

    spreadsheet_url: str = json_field("spreadsheetUrl", TEXT)
    sheet: str = json_field("sheet", TEXT)


parse_test_assignment_import = TestAssignmentImport._parse
