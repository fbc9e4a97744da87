"""One book in its wrapper."""

from __future__ import annotations

from typing import Any

from attrs import define

from timeback_api.library.models.book import Book, parse_book
from timeback_runtime.model import Model, copy_payload, new_model, to_json, untracked_subclass
from timeback_runtime.model_validators import ModelOf
from timeback_runtime.validators import Field


@define(kw_only=True, eq=False, repr=False, weakref_slot=False, getstate_setstate=False)
class SingleBook(Model):
    """One book in its wrapper.

    Attributes:
        book: A book. Its text has a "quote" and a back\\slash, and is long enough that it has to be wrapped over more
            than one line of the module.
    """

    FIELDS = {"book": Field("book", ModelOf(Book), True)}
    NESTED = {"book": ("book", Book)}

    book: Book

    def to_dict(self) -> dict[str, Any]:
        if self._changed is None and (received := self._received) is not None:
            return copy_payload(received, SingleBook)
        value: Any
        data = self._start_dict()
        if (value := self.book) is not None or "book" in data:
            data["book"] = value.to_dict() if isinstance(value, Model) else to_json(value)
        return self._finish_dict(data)

    def _read_nested(self, data: Any) -> None:
        value: Any
        self.book = parse_book(value, True) if type(value := data.get("book")) is dict else value

    @classmethod
    def _parse(cls, data: dict[str, Any]) -> SingleBook:
        return parse_single_book(data)


_UntrackedSingleBook = untracked_subclass(SingleBook)


def parse_single_book(data: Any, deep: bool = False) -> SingleBook:
    instance: SingleBook = new_model(_UntrackedSingleBook)
    instance._received = data
    instance._changed = None
    if deep:
        instance._read_nested(data)
        instance._changed = set()
    instance.__class__ = SingleBook
    return instance
