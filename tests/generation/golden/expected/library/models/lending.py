"""A loan or a reservation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeback_api.library.models.loan import Loan
from timeback_api.library.models.reservation import Reservation
from timeback_runtime.model_validators import DiscriminatedUnion

if TYPE_CHECKING:
    from timeback_runtime.model import Model

Lending = Loan | Reservation


def _models() -> dict[str | None, type[Model]]:
    return {"loan": Loan, "reservation": Reservation}


LENDING = DiscriminatedUnion("kind", _models)
parse_lending = LENDING.parse
