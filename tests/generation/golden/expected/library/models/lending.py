"""A loan or a reservation."""

from __future__ import annotations

from typing import Any

from timeback_api.library.models.loan import Loan, parse_loan
from timeback_api.library.models.reservation import Reservation, parse_reservation

Lending = Loan | Reservation

_PARSERS: dict[Any, Any] = {
    "loan": parse_loan,
    "reservation": parse_reservation,
}


def parse_lending(d: dict[str, Any]) -> Lending | dict[str, Any]:
    """The variant that ``kind`` names; an unknown one stays a dictionary."""
    kind = d.get("kind")
    parse = _PARSERS.get(kind) if isinstance(kind, str) else None
    return parse(d) if parse is not None else d
