from __future__ import annotations

from timeback_runtime.model import Model
from timeback_runtime.validators import TEXT, json_field


class ErrorIssue(Model):
    """One fault of a request.

    Attributes:
        field: Property or parameter that is at fault.
        message: Description of the problem.
        code: Kind of the fault.
    """

    field: str = json_field("field", TEXT)
    message: str = json_field("message", TEXT)
    code: str = json_field("code", TEXT)


parse_error_issue = ErrorIssue._parse
