"""A loan or a reservation."""

from __future__ import annotations

from typing import Any

from timeback_api.library.models.loan import Loan, parse_loan
from timeback_api.library.models.reservation import Reservation, parse_reservation

Lending = Loan | Reservation

_PARSERS: dict[Any, Any] = {"loan": parse_loan, "reservation": parse_reservation}


def parse_lending(data: dict[str, Any]) -> Any:
    """Parse the variant that ``kind`` names. An unknown variant stays a dictionary."""
    variant = data.get("kind")
    parse = _PARSERS.get(variant) if isinstance(variant, str) else None
    return parse(data) if parse is not None else data
