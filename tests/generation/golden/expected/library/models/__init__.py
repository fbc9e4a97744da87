"""Models. Each one is imported when its name is accessed for the first time."""

from typing import TYPE_CHECKING

from timeback_runtime.lazy import lazy

if TYPE_CHECKING:
    from timeback_api.common.models.reference import Reference as Reference
    from timeback_api.common.models.shelf import Shelf as Shelf
    from timeback_api.common.models.status_info import StatusInfo as StatusInfo
    from timeback_api.library.models.base import Base as Base
    from timeback_api.library.models.book import Book as Book
    from timeback_api.library.models.book_list import BookList as BookList
    from timeback_api.library.models.edition import Edition as Edition
    from timeback_api.library.models.featured import Featured as Featured
    from timeback_api.library.models.grade import Grade as Grade
    from timeback_api.library.models.lending import Lending as Lending
    from timeback_api.library.models.loan import Loan as Loan
    from timeback_api.library.models.order import Order as Order
    from timeback_api.library.models.reservation import Reservation as Reservation
    from timeback_api.library.models.single_book import SingleBook as SingleBook

_NAMES = {
    "Base": ".base",
    "Book": ".book",
    "BookList": ".book_list",
    "Edition": ".edition",
    "Featured": ".featured",
    "Grade": ".grade",
    "Lending": ".lending",
    "Loan": ".loan",
    "Order": ".order",
    "Reference": "...common.models.reference",
    "Reservation": ".reservation",
    "Shelf": "...common.models.shelf",
    "SingleBook": ".single_book",
    "StatusInfo": "...common.models.status_info",
}

__getattr__ = lazy(__name__, _NAMES)


def __dir__() -> list[str]:
    return list(_NAMES)
