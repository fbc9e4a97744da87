"""Errors of the sandbox and the imsx payload that carries them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

__all__ = ["ApiError", "payload", "printable_name"]

_CODE_MINORS = {
    400: "invaliddata",
    401: "unauthorisedrequest",
    403: "forbidden",
    404: "unknownobject",
    422: "invaliddata",
    429: "server_busy",
    503: "server_busy",
}


class ApiError(Exception):
    """Ends a request with a status and an imsx payload.

    The description and the details go to the client as they are, so they may hold names of properties and ids, but
    no values of a person.
    """

    def __init__(
        self,
        status: int,
        description: str,
        *,
        code_minor: str | None = None,
        details: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.code_minor = code_minor or code_minor_of(status)
        self.details = [dict(detail) for detail in details]
        self.headers = dict(headers or {})

    def payload(self) -> dict[str, Any]:
        return payload(self.status, self.description, code_minor=self.code_minor, details=self.details)


def printable_name(name: str) -> str:
    """A name out of a request as an error may repeat it: what does not look like one could be anything."""
    return name if re.fullmatch(r"[\w.\-]{1,60}", name, re.ASCII) else "what was sent"


def code_minor_of(status: int) -> str:
    if status in _CODE_MINORS:
        return _CODE_MINORS[status]
    return "internal_server_error" if status >= 500 else "invaliddata"


def payload(
    status: int, description: str, *, code_minor: str | None = None, details: Sequence[Mapping[str, str]] = ()
) -> dict[str, Any]:
    """The body of an error in the form of the standard, with the properties at the root."""
    return {
        "imsx_codeMajor": "unsupported" if status == 501 else "failure",
        "imsx_severity": "error",
        "imsx_description": description,
        "imsx_CodeMinor": {
            "imsx_codeMinorField": [
                {
                    "imsx_codeMinorFieldName": "TargetEndSystem",
                    "imsx_codeMinorFieldValue": code_minor or code_minor_of(status),
                }
            ]
        },
        "imsx_error_details": [dict(detail) for detail in details],
    }
